from django.core.management import call_command
from django.db import migrations


def create_cache_table(apps, schema_editor):
    """Counts of attempts are kept where all processes see them."""
    call_command("createcachetable", "core_cache", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("core", "0009_roles")]

    operations = [migrations.RunPython(create_cache_table, migrations.RunPython.noop)]
