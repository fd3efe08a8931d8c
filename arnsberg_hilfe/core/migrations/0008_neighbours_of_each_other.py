from django.db import migrations


def mirror(apps, schema_editor):
    """A migration's own models know nothing of symmetry: 0002 has written each pair of neighbours one way only."""
    Pair = apps.get_model("core", "District").neighbours.through
    pairs = Pair.objects.values_list("to_district_id", "from_district_id")
    mirrored = [Pair(from_district_id=one, to_district_id=other) for one, other in pairs]
    Pair.objects.bulk_create(mirrored, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("core", "0007_moderation")]
    operations = [migrations.RunPython(mirror, migrations.RunPython.noop)]
