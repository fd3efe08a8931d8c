"""The office's roles; what each of them opens stands in core.roles."""

from django.db import migrations

NAMES = ["Leitung", "Koordination", "Fachstelle", "Einlass", "Technik"]


def create(apps, _schema_editor):
    """Whoever worked here before keeps the work they did, until the leadership decides."""
    groups = apps.get_model("auth", "Group").objects
    for name in NAMES:
        groups.get_or_create(name=name)
    for user in apps.get_model("core", "User").objects.filter(is_staff=True, groups=None):
        user.groups.set(groups.filter(name__in=["Koordination", "Fachstelle"]))


def delete(apps, _schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=NAMES).delete()


class Migration(migrations.Migration):
    dependencies = [("core", "0008_neighbours_of_each_other")]
    operations = [migrations.RunPython(create, delete)]
