"""What was ticked before consents were records becomes a record; providers are invited without one."""

from django.db import migrations


def keep(apps, _schema_editor):
    consents = apps.get_model("core", "Consent")

    def consent(record, purpose, language, how, at):
        about = f"{record._meta.label_lower}:{record.pk}"
        return consents(about=about, purpose=purpose, version="1", language=language, how=how, given_at=at)

    guests = apps.get_model("network", "Registration").objects.filter(photo_consent=True, anonymised_at=None)
    invitees = apps.get_model("network", "Invitee").objects.filter(declined_at=None)
    found = [
        consent(each, "photos", each.mail_language, "online" if each.source == "online" else "spoken", each.created_at)
        for each in guests
    ]
    found += [
        consent(
            each,
            "invitations",
            each.language,
            "online" if each.consent.startswith("Anmeldeformular") else "spoken",
            each.consented_at,
        )
        for each in invitees.exclude(origin="provider").exclude(consent="")
    ]
    for name in ("Result", "Measure"):
        for each in apps.get_model("network", name).objects.filter(names_allowed=True):
            found.append(consent(each, "named", "de", "spoken", each.created_at))
    consents.objects.bulk_create(found, batch_size=1000, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("network", "0005_doorkeepers"), ("core", "0011_erasing_and_consents")]

    operations = [migrations.RunPython(keep, migrations.RunPython.noop)]
