"""The database itself counts how many open Patenschaften a sponsor and a household have, whatever changes one."""

from django.db import migrations

CREATE = """
CREATE FUNCTION sponsorship_count_taken() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    counted CONSTANT text[] := ARRAY['proposed', 'sponsor_asked', 'household_asked', 'meeting', 'trial', 'active',
                                     'paused'];
    before integer := 0;
    after integer := 0;
BEGIN
    IF TG_OP <> 'INSERT' AND OLD.status = ANY (counted) THEN before := 1; END IF;
    IF TG_OP <> 'DELETE' AND NEW.status = ANY (counted) THEN after := 1; END IF;
    IF TG_OP = 'UPDATE' AND (OLD.sponsor_id <> NEW.sponsor_id OR OLD.household_id <> NEW.household_id) THEN
        RAISE EXCEPTION 'A Patenschaft keeps its two sides.';
    END IF;
    IF before <> after THEN
        UPDATE sponsorship_sponsor SET taken = taken + after - before
        WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.sponsor_id ELSE NEW.sponsor_id END;
        UPDATE sponsorship_household SET taken = taken + after - before
        WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.household_id ELSE NEW.household_id END;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER sponsorship_count_taken AFTER INSERT OR DELETE OR UPDATE OF status, sponsor_id, household_id
ON sponsorship_sponsorship FOR EACH ROW EXECUTE FUNCTION sponsorship_count_taken();

CREATE FUNCTION sponsorship_access_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND OLD.at < now() - interval '2 years' THEN RETURN OLD; END IF;
    IF TG_OP = 'UPDATE' AND NEW.by_id IS NULL AND (NEW.at, NEW.kind, NEW.subject) = (OLD.at, OLD.kind, OLD.subject) THEN
        RETURN NEW;  -- the reader's account was deleted
    END IF;
    RAISE EXCEPTION 'Entries of the access log are neither changed nor deleted before two years are over.';
END $$;

CREATE TRIGGER sponsorship_access_stays BEFORE UPDATE OR DELETE ON sponsorship_access
FOR EACH ROW EXECUTE FUNCTION sponsorship_access_stays();
"""
DROP = """
DROP TRIGGER sponsorship_access_stays ON sponsorship_access;
DROP FUNCTION sponsorship_access_stays();
DROP TRIGGER sponsorship_count_taken ON sponsorship_sponsorship;
DROP FUNCTION sponsorship_count_taken();
"""
WEIGHTS = {"topics": 30, "district": 20, "languages": 20, "situation": 10, "interests": 10, "hours": 5, "waiting": 5}


def add_weights(apps, _schema_editor):
    weight = apps.get_model("sponsorship", "Weight")
    weight.objects.bulk_create(weight(criterion=name, weight=number) for name, number in WEIGHTS.items())


def delete_weights(apps, _schema_editor):
    apps.get_model("sponsorship", "Weight").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("sponsorship", "0001_patenprojekt")]
    operations = [migrations.RunSQL(CREATE, DROP), migrations.RunPython(add_weights, delete_weights)]
