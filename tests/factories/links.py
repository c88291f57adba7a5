"""Accounts that a file from personnel links to somebody of the register."""

from cases.accounts.models import User
from cases.workforce.models import Person
from tests.factories.hr_files import Values, line, read


def line_of(person: Person, account: User, **values: str) -> Values:
    """The line that links this account to them, and says what the register says already."""
    posting = person.postings.select_related("unit", "line_manager").latest("first_day")
    known = {
        "person_number": person.number,
        "surname": person.surname,
        "forenames": person.forenames,
        "collar": person.collar,
        "rank": posting.rank,
        "post": posting.post,
        "unit_code": posting.unit.code,
        "line_manager_number": posting.line_manager.number if posting.line_manager else "",
        "posted_from": posting.first_day.isoformat(),
    }
    return line(**(known | values)) | {"account_email": account.email}


def link(person: Person, account: User) -> None:
    """Links them as a file would."""
    assert read(line_of(person, account)) == [("changed", "")]
    person.refresh_from_db()
    assert person.user == account
