"""What was ticked before consents were records becomes a record; imported contact data were public before."""

from django.db import migrations


def keep(apps, _schema_editor):
    consents = apps.get_model("core", "Consent")
    found = []
    for offer in apps.get_model("offers", "Offer").objects.exclude(source="import"):
        told = {
            "about": f"offers.offer:{offer.pk}",
            "version": "1",
            "language": offer.mail_language,
            "how": "online" if offer.source == "online" else "spoken",
            "given_at": offer.created_at,
        }
        ticked = [purpose for purpose in ("email_public", "phone_public") if getattr(offer, purpose)]
        ticked += ["publication"] if offer.source == "online" else []
        found += [consents(purpose=purpose, **told) for purpose in ticked]
    for subscriber in apps.get_model("offers", "Subscriber").objects.filter(declined_at=None).exclude(consent=""):
        by_form = subscriber.consent.startswith("Formular Aufrufe")
        found.append(
            consents(
                about=f"offers.subscriber:{subscriber.pk}",
                purpose="calls",
                version="form-1" if by_form else "1",
                language=subscriber.mail_language,
                how="online",
                given_at=subscriber.consented_at,
            )
        )
    consents.objects.bulk_create(found, batch_size=1000, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("offers", "0012_name_page_views"), ("core", "0011_erasing_and_consents")]

    operations = [migrations.RunPython(keep, migrations.RunPython.noop)]
