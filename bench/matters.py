"""Very many matters that mean nothing, for measuring lists: made in a few statements, in a database of their own."""

from typing import Any

from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.workforce.models import RoleHeld, Unit
from tests.factories.cases import place
from tests.factories.users import LONG_AGO, user

UNITS = 20
SCATTERED = 20
# Three in ten are open; one in two hundred is restricted to those who are named; one handler has five hundred, however
# many the force has. Each is drawn by a hash of its own, so that no unit has more of one kind than another.
STATEMENTS = (
    """INSERT INTO cases_case (id, reference, kind, treated_as, origin, stage, handling, known, channel, headline,
           what_happened, place, would_put_right, what_was_done, received_on, came_to_attention_on, closed_on, unit_id,
           owner_id, is_restricted, is_frozen, version, logged_by, logged_at)
       SELECT n, 'CO-' || substr(lpad(n::text, 8, '0'), 1, 4) || '-' || substr(lpad(n::text, 8, '0'), 5) || '-0',
           k, k, 'live', CASE WHEN is_open THEN 'logged' ELSE 'closed' END, '', '{}', 'phone',
           'Matter ' || n || ' of no meaning', 'What happened, as it was told.', '', '', '',
           date '2006-01-01' + (n / 200)::int, date '2006-01-01' + (n / 200)::int,
           CASE WHEN is_open THEN NULL ELSE date '2026-01-01' END, (%(units)s::bigint[])[1 + n %% 20],
           CASE WHEN n > %(rows)s - 25000 AND n %% 50 = 7 THEN %(me)s::bigint END,
           abs(hashint8extended(n, 1) %% 200) = 0, false, 1, 'command:bench', now()
       FROM (SELECT n, (ARRAY['complaint', 'complaint', 'complaint', 'complaint', 'complaint', 'complaint', 'complaint',
           'complaint', 'conduct', 'death_or_serious_injury'])[1 + abs(hashint8extended(n, 2) %% 10)] AS k,
           abs(hashint8extended(n, 3) %% 10) < 3 AS is_open
           FROM generate_series(1::bigint, %(rows)s::bigint) n) made""",
    """INSERT INTO cases_casereader (case_id, principal, why)
       SELECT c.id, 'unit:' || u, 'unit' FROM cases_case c, unnest(ARRAY[c.unit_id] || %(above)s::bigint[]) u
       WHERE NOT c.is_restricted""",
    """INSERT INTO cases_casereader (case_id, principal, why)
       SELECT n * %(rows)s::bigint / 20, 'user:' || %(scattered)s, 'member' FROM generate_series(1, 20) n""",
    """INSERT INTO cases_allegation (case_id, number, scheme, category, sub_category, summary, standards)
       SELECT id, 1, 'IOPC_2020', substr('AAAAAABBCDEFGHJKL', 1 + abs(hashint8extended(id, 4) %% 17)::int, 1), '',
           'An allegation', '{}'
       FROM cases_case""",
    """INSERT INTO cases_subject (case_id, kind, person_kind, description, added_on)
       SELECT id, 'unidentified', '', '', date '2026-01-01' FROM cases_case""",
    """INSERT INTO cases_severityscore (case_id, answers, parts, low, high, band, band_of_high, triage, danger, version,
           working, scored_by, scored_at)
       SELECT id, '[]', '[]', 10, 20, (ARRAY['LOW', 'LOW', 'LOW', 'MEDIUM', 'MEDIUM', 'HIGH', 'NOT_YET_TRIAGED',
           'CRITICAL'])[1 + abs(hashint8extended(id, 5) %% 8)], 'HIGH', 'TODAY', 'NONE', 'S1', '{}', 'command:bench',
           now()
       FROM cases_case""",
    """INSERT INTO cases_deadline (case_id, key, title, side, version, event, event_on, due, work_to, grade,
           is_confirmed, may_count_against, question, working, problem, started_at)
       SELECT c.id, k, 'Progress update to the complainant and interested persons', 'DUTY', 'R3', 'start_of_handling',
           c.received_on, d, d, 'TEXT_SEEN', true, true, '{}', '{}', '', now()
       FROM cases_case c, unnest(ARRAY['progress_update', 'timeliness_pcmr13']) k,
           LATERAL (SELECT date '2026-10-01' + abs(hashint8extended(c.id, 6) %% 120)::int AS d) due
       WHERE c.stage <> 'closed'""",
    "ANALYZE",
)


def make(*, cursor: Any, rows: int) -> dict[str, User]:
    """Makes so many, and who reads them: of all, of one unit of twenty, and of twenty scattered matters."""
    top = place(name="The force")
    units = [place(below=top) for _ in range(UNITS)]
    readers = {name: user(is_demo=True, with_second_factor=False) for name in ("all", "one unit", "20 scattered")}
    _hold(readers["all"], top)
    _hold(readers["one unit"], units[3])
    _hold(readers["20 scattered"], place(name="Elsewhere"))
    given = {
        "rows": rows,
        "units": [unit.pk for unit in units],
        "above": [top.pk],
        "me": readers["all"].pk,
        "scattered": readers["20 scattered"].pk,
    }
    for statement in STATEMENTS:
        cursor.execute(statement, given)
    return readers


def _hold(somebody: User, unit: Unit) -> None:
    RoleHeld.objects.create(user=somebody, role=Role.SUPERVISOR, unit=unit, first_day=LONG_AGO)
