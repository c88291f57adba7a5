"""What somebody at PostgreSQL might try on the trail: a statement a line, or several that belong together.

Lines that are indented go on from the line above. Each is tried by tests/cases/audit/test_append_only.py.
"""

import re


def _each(text: str) -> list[str]:
    return re.sub(r"\n +", " ", text).strip().split("\n")


ADD = (
    "INSERT INTO public.audit_entry (what, outcome, who, at, thing, key, reason, request_id)"
    " VALUES ('log_in', 'done', 'user:1', now(), 'user', '1', '', '')"
)
COUNT = (
    "INSERT INTO audit_anonymousfailures AS counted (hour, what, count) VALUES ('2026-11-23 09:00Z', 'x', 5)"
    " ON CONFLICT (hour, what) DO UPDATE SET count = counted.count + 1"
)
WITH_A_TIME = ADD.replace("(what,", "(recorded_at, what,").replace("('log_in'", "('2001-02-03', 'log_in'")
WITH_A_NUMBER = ADD.replace("(what,", "(id, what,").replace("('log_in'", "(1, 'log_in'")

# Entries and counts themselves.
ON_ROWS = [
    f"{WITH_A_NUMBER} ON CONFLICT (id) DO UPDATE SET reason = 'nothing happened'",
    f"{ADD} ON CONFLICT (id) DO UPDATE SET reason = 'nothing happened'",
    *_each("""
UPDATE audit_entry SET reason = 'nothing happened'
UPDATE audit_entry SET who = 'user:2' WHERE id = 1
UPDATE ONLY audit_entry SET recorded_at = now()
UPDATE audit_entry SET what = what WHERE false
DELETE FROM audit_entry
DELETE FROM audit_entry WHERE id = 1
DELETE FROM audit_entry USING accounts_user WHERE who = 'user:1'
TRUNCATE audit_entry
TRUNCATE audit_entry RESTART IDENTITY CASCADE
WITH gone AS (DELETE FROM audit_entry RETURNING *) SELECT count(*) FROM gone
WITH changed AS (UPDATE audit_entry SET who = 'x' RETURNING *) SELECT count(*) FROM changed
MERGE INTO audit_entry e USING (SELECT 1 AS id) s ON e.id = s.id WHEN MATCHED THEN DELETE
MERGE INTO audit_entry e USING (SELECT 1 AS id) s ON e.id = s.id
    WHEN MATCHED THEN UPDATE SET reason = 'nothing happened'
PREPARE gone AS DELETE FROM audit_entry; EXECUTE gone
EXPLAIN ANALYZE DELETE FROM audit_entry
DO $$ BEGIN EXECUTE 'DELETE FROM audit_entry'; END $$
CREATE FUNCTION pg_temp.gone() RETURNS void LANGUAGE sql SECURITY DEFINER AS 'DELETE FROM public.audit_entry';
    SELECT pg_temp.gone()
CREATE FUNCTION pg_temp.audit_refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
    SET search_path = pg_temp, public; DELETE FROM public.audit_entry
CREATE TEMP VIEW seen AS SELECT * FROM public.audit_entry; DELETE FROM seen
DELETE FROM audit_anonymousfailures
TRUNCATE audit_anonymousfailures
UPDATE audit_anonymousfailures SET hour = '2001-02-03', count = count + 1
UPDATE audit_anonymousfailures SET what = 'y', count = count + 1
"""),
]

# A right to count is a right to change the count: that it only goes up is the trigger's doing alone.
DOWNWARDS = _each("""
UPDATE audit_anonymousfailures SET count = 1
UPDATE audit_anonymousfailures SET count = count
INSERT INTO audit_anonymousfailures (hour, what, count) VALUES ('2026-11-23 09:00Z', 'x', 1)
    ON CONFLICT (hour, what) DO UPDATE SET count = excluded.count
""")

# What only the missing rights refuse: a trigger has no say in it.
BY_RIGHTS = [
    WITH_A_TIME,
    WITH_A_NUMBER,
    WITH_A_NUMBER.replace(" VALUES", " OVERRIDING SYSTEM VALUE VALUES"),
    *_each("""
INSERT INTO audit_entry SELECT * FROM audit_entry
COPY audit_entry FROM STDIN
COPY audit_entry (id, reason) FROM STDIN
COPY audit_entry FROM PROGRAM 'true'
COPY audit_entry TO PROGRAM 'true'
SELECT * FROM audit_entry FOR UPDATE
SELECT * FROM audit_entry FOR KEY SHARE
DECLARE at_it CURSOR FOR SELECT * FROM audit_entry FOR UPDATE
LOCK TABLE audit_entry IN ACCESS EXCLUSIVE MODE
LOCK TABLE audit_entry IN SHARE ROW EXCLUSIVE MODE
SELECT setval('audit_entry_id_seq', 1, false)
ALTER SEQUENCE audit_entry_id_seq RESTART
DROP SEQUENCE audit_entry_id_seq CASCADE
"""),
]

# What stands in the way, out of the way.
ON_THE_GUARDS = _each("""
ALTER TABLE audit_entry DISABLE TRIGGER entry_only_grows
ALTER TABLE audit_entry DISABLE TRIGGER ALL
ALTER TABLE audit_entry ENABLE REPLICA TRIGGER entry_stamp
ALTER TABLE audit_entry DROP COLUMN reason
ALTER TABLE audit_entry ALTER COLUMN reason TYPE text USING ''
ALTER TABLE audit_entry RENAME TO gone
ALTER TABLE audit_entry SET (fillfactor = 50)
ALTER TABLE audit_entry OWNER TO CURRENT_USER
ALTER TABLE audit_entry ENABLE ROW LEVEL SECURITY
CREATE POLICY nobody_sees ON audit_entry USING (false)
DROP TRIGGER entry_only_grows ON audit_entry
DROP TRIGGER entry_stamp ON audit_entry
DROP TABLE audit_entry
DROP TABLE audit_entry CASCADE
DROP FUNCTION audit_refuse() CASCADE
DROP FUNCTION audit_stamp() CASCADE
ALTER FUNCTION audit_refuse() SET search_path = pg_temp
CREATE OR REPLACE FUNCTION public.audit_refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'
CREATE RULE unseen AS ON INSERT TO audit_entry DO INSTEAD NOTHING
CREATE RULE gone AS ON DELETE TO audit_entry DO INSTEAD NOTHING
CREATE FUNCTION pg_temp.eat() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
    CREATE TRIGGER eats BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION pg_temp.eat()
CREATE TEMP TABLE child () INHERITS (audit_entry)
CREATE UNIQUE INDEX once ON audit_entry (what)
UPDATE pg_trigger SET tgenabled = 'D'
DELETE FROM pg_trigger
UPDATE pg_class SET relhastriggers = false WHERE relname = 'audit_entry'
SET session_replication_role = replica
SELECT set_config('session_replication_role', 'replica', false)
SET SESSION AUTHORIZATION candour_test_owner
SET ROLE candour_test_owner
REASSIGN OWNED BY candour_test_owner TO CURRENT_USER
DROP OWNED BY candour_test_owner
CREATE EVENT TRIGGER eats ON ddl_command_start EXECUTE FUNCTION audit_refuse()
""")

# These run, and do nothing: PostgreSQL only warns of the last three.
IN_VAIN = _each("""
DO $$ BEGIN DELETE FROM audit_entry; EXCEPTION WHEN OTHERS THEN NULL; END $$
CREATE TEMP TABLE audit_entry (id int); DELETE FROM audit_entry; DROP TABLE pg_temp.audit_entry
SELECT * FROM audit_entry
GRANT ALL ON audit_entry TO CURRENT_USER
GRANT UPDATE (reason) ON audit_entry TO PUBLIC
REVOKE SELECT ON audit_entry FROM PUBLIC
""")
