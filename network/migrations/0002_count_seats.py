"""The database itself counts the taken places of a meeting: whatever changes a registration, the sum is right."""

from django.db import migrations

CREATE = """
CREATE FUNCTION network_count_seats() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    seated CONSTANT text[] := ARRAY['unconfirmed', 'confirmed', 'offered', 'attended'];
    before integer := 0;
    after integer := 0;
BEGIN
    IF TG_OP <> 'INSERT' AND OLD.status = ANY (seated) THEN before := OLD.size; END IF;
    IF TG_OP <> 'DELETE' AND NEW.status = ANY (seated) THEN after := NEW.size; END IF;
    IF TG_OP = 'UPDATE' AND OLD.meeting_id <> NEW.meeting_id THEN
        UPDATE network_meeting SET taken = taken - before WHERE id = OLD.meeting_id;
        UPDATE network_meeting SET taken = taken + after WHERE id = NEW.meeting_id;
    ELSIF before <> after THEN
        UPDATE network_meeting SET taken = taken + after - before
        WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.meeting_id ELSE NEW.meeting_id END;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER network_count_seats AFTER INSERT OR DELETE OR UPDATE OF status, companions, meeting_id
ON network_registration FOR EACH ROW EXECUTE FUNCTION network_count_seats();
"""
DROP = """
DROP TRIGGER network_count_seats ON network_registration;
DROP FUNCTION network_count_seats();
"""


class Migration(migrations.Migration):
    dependencies = [("network", "0001_meetings")]
    operations = [migrations.RunSQL(CREATE, DROP)]
