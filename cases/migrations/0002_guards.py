"""What PostgreSQL itself sees to in the case file.

Decisions, scores and changes are only ever added to. A matter and what it is made of are never deleted by the runtime
role. And every change of a row is written down by the database: statement by statement, so that many rows at once cost
little more than one, and whatever way they were changed in. Written by hand for the same reason as those of the trail.
"""

from typing import Any, ClassVar

from django.conf import settings
from django.db import migrations
from psycopg import sql

GUARDS = """
CREATE FUNCTION cases_only_added_to() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is only added to: % is refused.', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE FUNCTION cases_note_update() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO public.cases_change (case_id, "table", row_id, version, who, before, after)
    SELECT CASE TG_TABLE_NAME WHEN 'cases_case' THEN n.id ELSE (n.row ->> 'case_id')::bigint END,
           TG_TABLE_NAME, n.id, CASE TG_TABLE_NAME WHEN 'cases_case' THEN (n.row ->> 'version')::int END,
           coalesce(nullif(current_setting('candour.acting', true), ''), 'nobody'),
           (SELECT jsonb_object_agg(key, value) FROM jsonb_each(o.row) WHERE n.row -> key IS DISTINCT FROM value),
           (SELECT jsonb_object_agg(key, value) FROM jsonb_each(n.row) WHERE o.row -> key IS DISTINCT FROM value)
      FROM (SELECT id, to_jsonb(new_rows) AS row FROM new_rows) n
      JOIN (SELECT id, to_jsonb(old_rows) AS row FROM old_rows) o USING (id)
     WHERE n.row <> o.row;
    RETURN NULL;
END $$;

CREATE FUNCTION cases_note_delete() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO public.cases_change (case_id, "table", row_id, who, before)
    SELECT (o.row ->> 'case_id')::bigint, TG_TABLE_NAME, o.id,
           coalesce(nullif(current_setting('candour.acting', true), ''), 'nobody'), o.row
      FROM (SELECT id, to_jsonb(old_rows) AS row FROM old_rows) o;
    RETURN NULL;
END $$;
"""
ONLY_ADDED_TO = ("cases_decision", "cases_severityscore", "cases_change")
# Not of identities: a name and a contact stand in one place only.
WITH_HISTORY = (
    "cases_case",
    "cases_allegation",
    "cases_subject",
    "cases_subjectallegation",
    "cases_party",
    "cases_deadline",
    "cases_membership",
    "workforce_person",
    "workforce_posting",
)
NEVER_DELETED = ("cases_case", "cases_allegation", "cases_subject", "cases_subjectallegation", "cases_party",
                 "cases_identity", "cases_deadline", "cases_membership", "cases_letter", "cases_walldecision",
                 "workforce_person")  # fmt: skip


def guard(apps: Any, schema_editor: Any) -> None:
    """Makes the triggers, and takes rights away from the runtime role."""
    runtime = sql.Identifier(settings.DATABASE_ROLES["runtime"])
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(GUARDS)
        for table in ONLY_ADDED_TO:
            cursor.execute(
                sql.SQL(
                    "CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} FOR EACH STATEMENT"
                    " EXECUTE FUNCTION cases_only_added_to();"
                    " ALTER TABLE {table} ENABLE ALWAYS TRIGGER only_added_to;"
                    " REVOKE UPDATE, DELETE ON {table} FROM {runtime}"
                ).format(table=sql.Identifier(table), runtime=runtime)
            )
        for table in WITH_HISTORY:
            cursor.execute(
                sql.SQL(
                    "CREATE TRIGGER note_update AFTER UPDATE ON {table}"
                    " REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows"
                    " FOR EACH STATEMENT EXECUTE FUNCTION cases_note_update();"
                    " CREATE TRIGGER note_delete AFTER DELETE ON {table} REFERENCING OLD TABLE AS old_rows"
                    " FOR EACH STATEMENT EXECUTE FUNCTION cases_note_delete()"
                ).format(table=sql.Identifier(table))
            )
        for table in NEVER_DELETED:
            cursor.execute(
                sql.SQL("REVOKE DELETE ON {table} FROM {runtime}").format(table=sql.Identifier(table), runtime=runtime)
            )
        # What changed is written by the triggers alone.
        cursor.execute(sql.SQL("REVOKE INSERT ON cases_change FROM {runtime}").format(runtime=runtime))


class Migration(migrations.Migration):
    dependencies: ClassVar[list[Any]] = [("cases", "0001_initial"), ("workforce", "0002_register")]

    # No way back: it would throw away what was written down.
    operations: ClassVar[list[Any]] = [migrations.RunPython(guard)]
