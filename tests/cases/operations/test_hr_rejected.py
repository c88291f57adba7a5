"""Lines of files from personnel that are rejected: each says why, changes nothing, and stops no other."""

from datetime import date

import pytest

from cases.workforce.models import Person, ProtectedCharacteristics, Unit
from misconduct.procedures import PersonKind
from tests.factories.hr_files import Values, data_of, held, line, read, read_data
from tests.factories.register import unit

pytestmark = pytest.mark.django_db
NO_DAY = " must be a real date, such as 2026-03-27 or 27/03/2026"
KINDS = f"kind must be one of {', '.join(kind.label for kind in PersonKind)}"
UNSEEN = "surname holds a line break or a character that cannot be seen"


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        pytest.param({"person_number": ""}, "person_number is empty", id="no-number"),
        pytest.param(
            {"person_number": "P/1"},
            "person_number may hold letters, digits, full stops and hyphens",
            id="a-number-with-a-slash",
        ),
        pytest.param(
            {"person_number": "P" * 41}, "person_number has 41 characters; it may have 40", id="a-long-number"
        ),
        pytest.param({"surname": " "}, "surname is empty", id="no-surname"),
        pytest.param({"surname": "x" * 101}, "surname has 101 characters; it may have 100", id="a-long-surname"),
        pytest.param({"surname": "Smi\nth"}, UNSEEN, id="a-line-break"),
        pytest.param({"surname": "Smith\u202etims"}, UNSEEN, id="a-turned-name"),
        pytest.param({"kind": "king"}, KINDS, id="no-such-kind"),
        pytest.param({"posted_from": "2026-02-30"}, "posted_from" + NO_DAY, id="no-such-day"),
        pytest.param({"posted_from": "0026-02-03"}, "posted_from" + NO_DAY, id="no-such-year"),
        pytest.param({"posted_from": "2026-01-01 00:00:00"}, "posted_from" + NO_DAY, id="a-moment"),
        pytest.param({"posted_to": "2025-12-31"}, "posted_to is before posted_from", id="ends-before-it-begins"),
        pytest.param(
            {"line_manager_number": "P9"},
            "line_manager_number is their own number: nobody manages themselves",
            id="manages-themselves",
        ),
        pytest.param(
            {"line_manager_number": "X"},
            "Nobody has the number X, given as line_manager_number",
            id="no-such-manager",
        ),
        pytest.param(
            {"unit_code": "X", "unit_name": ""},
            "No unit has the code X. Give its unit_name to add it",
            id="no-such-unit",
        ),
        pytest.param(
            {"unit_code": "OLD"},
            "The unit OLD was closed on 2025-12-31, before posted_from",
            id="a-closed-unit",
        ),
        pytest.param(
            {"unit_code": "X", "unit_under": "Y"},
            "No unit has the code Y, given as unit_under. Put its lines first",
            id="under-no-such-unit",
        ),
        pytest.param({"unit_under": "RA"}, "unit_under is the unit itself", id="under-itself"),
        pytest.param(
            {"account_email": "nobody@force.example"},
            "No account has the address given as account_email",
            id="no-such-account",
        ),
        pytest.param(
            {"posted_from": "2026-05-01", "left_on": "2026-04-30"},
            "posted_from is after the day on which they left, 2026-04-30",
            id="posted-after-leaving",
        ),
        pytest.param({"born_on": "yesterday"}, "born_on" + NO_DAY, id="born-on-no-day"),
    ],
)
def test_a_line_that_is_rejected_says_why_and_stops_no_other(wrong: Values, reason: str) -> None:
    unit("OLD", last_day=date(2025, 12, 31))
    more = {"unit_under": "", "account_email": "", "born_on": ""}
    others = [line(**more), line(**more, person_number="P2")]
    bad = line(**(more | {"person_number": "P9"} | wrong))
    assert read(others[0], bad, others[1]) == [("added", ""), ("rejected", reason), ("added", "")]
    assert [row[0] for row in held()] == ["P1", "P2"]
    assert whole() == {"P1", "P2"}
    assert set(Unit.objects.values_list("code", flat=True)) == {"OLD", "RA"}
    assert not ProtectedCharacteristics.objects.exists()


def whole() -> set[str]:
    """Everybody in the register, with a posting or without."""
    return set(Person.objects.values_list("number", flat=True))


def test_a_line_with_too_few_values_is_rejected() -> None:
    data = data_of(line()) + b"P2,Short\r\n"
    assert read_data(data) == [("added", ""), ("rejected", "This line has 2 values; the first line names 13 columns")]


def test_a_rejected_line_changes_nothing_of_somebody_known() -> None:
    read(line())
    wrong = line(surname="Changed", posted_from="2026-05-01", line_manager_number="X", unit_code="NEW")
    (result,) = read(wrong)
    assert result == ("rejected", "Nobody has the number X, given as line_manager_number")
    assert Person.objects.get().surname == "Smith"
    assert len(held()) == Unit.objects.count() == 1


def test_a_posting_that_would_cover_the_next_is_rejected() -> None:
    read(line(posted_from="2026-05-01"))
    (result,) = read(line(posted_to="2026-05-01"))
    assert result == ("rejected", "posted_to is not before their next posting, which begins on 2026-05-01")
    assert read(line(posted_to="2026-04-30")) == [("added", "")]
