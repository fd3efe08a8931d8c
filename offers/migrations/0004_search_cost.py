from django.db import migrations

# PostgreSQL rates «document @@ query» as cheap as comparing two numbers and would rather read every offer than ask the
# index. This condition, true for all, carries the real price of unpacking a document.
CREATE = """
CREATE FUNCTION offer_document_is_unpacked(document tsvector) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 200 AS 'BEGIN RETURN true; END'
"""


class Migration(migrations.Migration):
    dependencies = [("offers", "0003_glossary")]
    operations = [migrations.RunSQL(CREATE, "DROP FUNCTION offer_document_is_unpacked(tsvector)")]
