from datetime import UTC, datetime, timedelta

import pytest


def fields(client):
    response = client.get("/.well-known/security.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    return dict(line.split(": ", 1) for line in response.content.decode().splitlines())


def test_whoever_finds_a_weakness_finds_whom_to_tell(client, settings):
    settings.SECURITY_EMAIL = "sicherheit@example.org"
    found = fields(client)
    assert found["Contact"] == "mailto:sicherheit@example.org"
    assert found["Preferred-Languages"] == "de, en"
    assert found["Canonical"] == "http://testserver/.well-known/security.txt"
    expires = datetime.strptime(found["Expires"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    assert timedelta(days=300) < expires - datetime.now(UTC) < timedelta(days=365)


@pytest.mark.django_db
def test_the_policy_it_names_is_a_page_with_the_same_address(client, settings):
    settings.SECURITY_EMAIL = "sicherheit@example.org"
    policy = fields(client)["Policy"].removeprefix("http://testserver")
    assert "mailto:sicherheit@example.org" in client.get(policy).content.decode()
