from django.contrib.postgres.indexes import GinIndex
from django.db import migrations

import offers.models.glossary_keys
from offers.search.glossary import load_glossary


def load(apps, schema_editor):
    # reading the words takes a slow machine longer than a transaction may idle
    schema_editor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
    load_glossary(model=apps.get_model("offers", "GlossaryConcept"))


class Migration(migrations.Migration):
    dependencies = [("offers", "0002_themes_contact_points")]
    operations = [
        migrations.AddField("glossaryconcept", "keys", offers.models.glossary_keys.GlossaryKeysField()),
        migrations.AddIndex("glossaryconcept", GinIndex(fields=["keys"], name="glossary_keys")),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]
