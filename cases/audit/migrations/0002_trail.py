"""The trail: entries that can only be added. The database refuses everything else, twice.

The runtime role is given INSERT and SELECT and nothing more; not even INSERT of an entry's number or of the database's
time. Triggers refuse UPDATE, DELETE and TRUNCATE to everybody, the owner included, also where a session pretends to be a
replica; they set the database's time, whatever an INSERT says; and a count of failures may only go up. They are written
here by hand: a library's would come with a switch by which a session may pass them (ADR 9).
"""

from typing import Any

import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models
from psycopg import sql

GUARDS = """
CREATE FUNCTION audit_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.recorded_at := pg_catalog.clock_timestamp();
    RETURN NEW;
END $$;

CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The trail only grows: % on % is refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE FUNCTION audit_count_up() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF (NEW.id, NEW.hour, NEW.what) IS DISTINCT FROM (OLD.id, OLD.hour, OLD.what) OR NEW.count <= OLD.count THEN
        RAISE EXCEPTION 'A count of failures only goes up.' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER entry_stamp BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_stamp();
CREATE TRIGGER entry_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER anonymous_failures_only_grow BEFORE DELETE OR TRUNCATE ON audit_anonymousfailures
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER anonymous_failures_count_up BEFORE UPDATE ON audit_anonymousfailures
    FOR EACH ROW EXECUTE FUNCTION audit_count_up();
ALTER TABLE audit_entry ENABLE ALWAYS TRIGGER entry_stamp;
ALTER TABLE audit_entry ENABLE ALWAYS TRIGGER entry_only_grows;
ALTER TABLE audit_anonymousfailures ENABLE ALWAYS TRIGGER anonymous_failures_only_grow;
ALTER TABLE audit_anonymousfailures ENABLE ALWAYS TRIGGER anonymous_failures_count_up;
"""

GRANTS = [
    "REVOKE ALL ON audit_entry, audit_anonymousfailures FROM {runtime}",
    "GRANT SELECT ON audit_entry, audit_anonymousfailures TO {runtime}",
    "GRANT INSERT (what, outcome, who, at, thing, key, reason, request_id) ON audit_entry TO {runtime}",
    "GRANT INSERT (hour, what, count), UPDATE (count) ON audit_anonymousfailures TO {runtime}",
]


def grant(apps: Any, schema_editor: Any) -> None:
    """Takes away what new tables give by default, and gives back what adding needs."""
    runtime = sql.Identifier(settings.DATABASE_ROLES["runtime"])
    with schema_editor.connection.cursor() as cursor:
        for statement in GRANTS:
            cursor.execute(sql.SQL(statement).format(runtime=runtime))


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_database_roles")]

    operations = [
        migrations.CreateModel(
            name="AnonymousFailures",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("hour", models.DateTimeField()),
                ("what", models.CharField(max_length=60)),
                ("count", models.PositiveIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("hour", "what"), name="anonymous_failures_once_an_hour"),
                    models.CheckConstraint(
                        condition=models.Q(("count__gte", 1)), name="anonymous_failures_count_something"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("what", models.CharField(max_length=60)),
                (
                    "outcome",
                    models.CharField(choices=[("done", "Done"), ("refused", "Refused")], max_length=10),
                ),
                ("who", models.CharField(max_length=100)),
                ("at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("thing", models.CharField(max_length=40)),
                ("key", models.CharField(max_length=100)),
                ("reason", models.TextField(blank=True)),
                ("request_id", models.CharField(blank=True, max_length=64)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["who", "id"], name="entry_by_who"),
                    models.Index(fields=["thing", "key", "id"], name="entry_by_thing"),
                    models.Index(fields=["what", "id"], name="entry_by_what"),
                    models.Index(fields=["request_id"], name="entry_by_request"),
                    models.Index(fields=["recorded_at"], name="entry_by_time"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("what", ""), _negated=True),
                            models.Q(("who", ""), _negated=True),
                            models.Q(("thing", ""), _negated=True),
                            models.Q(("key", ""), _negated=True),
                        ),
                        name="entry_says_what_who_and_about_what",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["done", "refused"])), name="entry_has_an_outcome"
                    ),
                ],
            },
        ),
        migrations.RunSQL(GUARDS),
        # No way back: it would throw the trail away.
        migrations.RunPython(grant),
    ]
