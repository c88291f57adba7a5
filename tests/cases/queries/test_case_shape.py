"""How PostgreSQL finds a page of a list among twenty thousand matters: by an index, never by reading them all."""

import re
from functools import partial
from typing import Any

import psycopg
import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from cases import access
from cases.access import Reader
from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.models import Case
from cases.queries import case_filters, unit_tree
from cases.queries.case_filters import Asking, Chosen
from cases.workforce.models import Unit
from tests.databases import ADMIN_URL
from tests.factories import register
from tests.factories.cases import TODAY, holder
from tests.factories.users import user

MANY, SCATTERED = 20_000, 20
MAKE = """
INSERT INTO cases_case (id, reference, kind, treated_as, origin, stage, handling, known, channel, headline,
       what_happened, place, would_put_right, what_was_done, received_on, came_to_attention_on, unit_id,
       is_restricted, is_frozen, version, logged_by, logged_at)
SELECT n, 'CO-' || lpad(n::text, 9, '0'), CASE WHEN n %% 5 = 0 THEN 'conduct' ELSE 'complaint' END,
       CASE WHEN n %% 5 = 0 THEN 'conduct' ELSE 'complaint' END, 'live', 'recorded', '', '{}', 'phone', 'Matter ' || n,
       '', '', '', '', '2026-11-01', '2026-11-01', %(unit)s, false, false, 1, 'job:x', now()
  FROM generate_series(1, %(many)s) n;
"""
READERS = """
INSERT INTO cases_casereader (case_id, principal, why)
SELECT id, 'unit:' || %(force)s, 'unit' FROM cases_case
UNION ALL SELECT id, 'unit:' || %(team)s, 'unit' FROM cases_case WHERE id %% 40 = 0
UNION ALL SELECT id, 'user:' || %(one)s, 'member' FROM cases_case WHERE id %% (%(many)s / %(scattered)s) = 0;
INSERT INTO cases_casedenial (case_id, principal, why) SELECT id, 'person:' || (id %% 500), 'concerned' FROM cases_case
"""


@pytest.fixture
def readers() -> dict[str, Reader]:
    """Who sees all of them, those of a team, and twenty scattered ones."""
    force = register.unit()
    team = register.unit(under=force)
    people: dict[str, User] = {
        "all": holder(Role.SUPERVISOR, unit=force),
        "team": holder(Role.INVESTIGATOR, unit=team),
        "scattered": user(Role.INVESTIGATOR),
    }
    _fill(force, team, people["scattered"])
    return {name: access.reader(user=who, on=TODAY) for name, who in people.items()}


def _fill(force: Unit, team: Unit, one: User) -> None:
    values = {"unit": force.pk, "force": force.pk, "team": team.pk, "one": one.pk, "many": MANY, "scattered": SCATTERED}
    with psycopg.connect(ADMIN_URL, dbname=connection.settings_dict["NAME"], autocommit=True) as link:
        link.execute(MAKE.encode(), values)
        for statement in READERS.split(";"):
            link.execute(statement.encode(), values)
        link.execute("ANALYZE")


def newest_of(**asked: Any) -> list[Case]:
    return list(access.newest(most=51, **asked))


def plans(act: Any) -> list[str]:
    """How each question of this was answered."""
    with CaptureQueriesContext(connection) as asked:
        act()
    found = []
    for question in asked.captured_queries:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) {question['sql']}")
            found.append("\n".join(row[0] for row in cursor.fetchall()))
    return found


@pytest.mark.django_db(transaction=True)
def test_a_page_is_found_by_the_index_of_its_readers_and_never_by_reading_all_matters(
    readers: dict[str, Reader],
) -> None:
    most = {"all": MANY, "team": MANY // 40, "scattered": SCATTERED}
    for name, reader in readers.items():
        asking = Asking(reader=reader, tree=unit_tree.tree(on=TODAY))
        for wanted in (Q(), Q(kind="conduct"), ~Q(stage="closed")):
            newest = list(access.newest(reader=reader, wanted=wanted, before=None, most=51))
            assert [case.pk for case in newest] == sorted((case.pk for case in newest), reverse=True)
            asked: dict[str, Any] = {"reader": reader, "wanted": wanted}
            acts = {
                "the first page": partial(newest_of, **asked, before=None),
                "a page after it": partial(newest_of, **asked, before=newest[-1].pk),
                "its neighbours": partial(access.around, **asked, number=newest[0].pk, most=500),
                "its count": partial(access.counted, reader=reader, owned=Q(owner_id=1), others=[wanted], most=1000),
            }
            for what, act in acts.items():
                for plan in plans(act):
                    assert "case_reader_by_principal" in plan, (name, what, plan)
                    assert what == "its count" or "Seq Scan on cases_case " not in plan, (name, what, plan)
        units = case_filters.question(chosen=Chosen(tab="all"), asking=asking)
        found = access.counted(reader=reader, owned=Q(owner_id=1), others=[units], most=1000)
        seen = min(most[name], 1001)
        assert (found.others, found.is_all) == ([seen], most[name] <= 1000)


@pytest.mark.django_db(transaction=True)
def test_however_rare_what_is_asked_for_no_more_matters_are_read_than_are_looked_at(
    readers: dict[str, Reader], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access, "LOOKED_AT", 100)
    rare = Q(kind="death_or_serious_injury")
    some = Case.objects.order_by("pk")[MANY // 2]
    for name, reader in readers.items():
        asked: dict[str, Any] = {"reader": reader, "wanted": rare}
        acts = {
            "the first page": partial(newest_of, **asked, before=None),
            "a page after it": partial(newest_of, **asked, before=some.pk),
            "its neighbours": partial(access.around, **asked, number=some.pk, most=500),
            "its count": partial(access.counted, reader=reader, owned=rare, others=[rare, ~rare], most=100),
        }
        for what, act in acts.items():
            for plan in plans(act):
                read = [int(rows) * int(loops) for rows, loops in re.findall(r"rows=(\d+) loops=(\d+)", plan)]
                assert max(read) <= 2 * access.LOOKED_AT + 2, (name, what, plan)
