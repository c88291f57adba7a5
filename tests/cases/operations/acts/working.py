"""Working a matter in tests: who may do what in it, and acts one after another as pages would send them."""

from datetime import date
from typing import Any

from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.models import Case, SubjectAllegation
from cases.operations.acts import doing
from cases.operations.acts.doing import Told
from cases.operations.letters import knowing, making, serving
from cases.operations.letters.making import To, Wanted
from cases.queries import delegations
from cases.workforce.models import Unit
from tests.factories import cases, register
from tests.factories.acts import AT
from tests.factories.cases import TODAY, holder

REASONS = "For the reasons in the file."


def authority(unit: Unit) -> User:
    """Somebody to whom every power is delegated that is nearly always exercised by a delegate."""
    made = holder(Role.APPROPRIATE_AUTHORITY, unit=unit)
    for _, acts in delegations.powers():
        for key, _ in acts:
            register.delegation(key, to_user=made)
    return made


def against(case: Case, number: int = 1) -> SubjectAllegation:
    """The first allegation against the first person, or another."""
    return SubjectAllegation.objects.filter(case=case, allegation__number=number).order_by("pk")[0]


def do(case: Case, act: str, by: User, *, on: date = TODAY, **values: Any) -> str:
    """Does an act in the matter as its page would send it now."""
    case.refresh_from_db()
    said: dict[str, Any] = {"reasons": REASONS, "version": case.version} | values
    title = doing.do(reference=case.reference, told=Told(act=act, on=on, **said), by=by, at=AT)
    case.refresh_from_db()
    return title


def conduct_matter(unit: Unit, **values: Any) -> Case:
    """A conduct matter about an officer of the register, logged."""
    officer = register.person(unit=register.unit())
    made = cases.case(unit=unit, kind="conduct", stage="logged", about=(officer,), **values)
    made.subjects.update(person_kind="officer")
    return made


def serve(case: Case, row: SubjectAllegation, by: User) -> None:
    """The officer knows, the notice is made, and its service is recorded, as the page of messages does it."""
    told: dict[str, Any] = {"reference": case.reference, "by": by, "at": AT}
    knowing.record(subject_id=row.subject_id, on=TODAY, how="Told in person", **told)
    typed = {"conduct": "c", "assessment": "a", "terms_of_reference": "t"}
    wanted = Wanted(
        kind="notice_of_investigation", to=To(addressee="subject", row_id=row.subject_id), typed=typed
    )  # fmt: skip
    letter = making.make(wanted=wanted, **told)
    served = serving.Told(served_on=TODAY, how="hand", given_to="officer", served_by="DS Rao")
    serving.record_service(letter_id=letter.pk, told=served, **told)
