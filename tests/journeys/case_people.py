"""Who works on matters in the journeys, and the matters: `python -m tests.journeys.case_people` makes them once."""

import django

INVESTIGATOR = "cases.investigator@demo.example"
SUPERVISOR = "cases.supervisor@demo.example"
SECOND = "cases.second@demo.example"
CONCERNED = "cases.concerned@demo.example"
STRANGER = "cases.stranger@demo.example"
NAMES = {
    INVESTIGATOR: "DS Morwenna Pike",
    SUPERVISOR: "DI Tobias Lund",
    SECOND: "DCI Amara Joseph",
    CONCERNED: "PS Gideon Frost",
    STRANGER: "DC Elin Marsh",
}
HEADLINE = "Money taken for a warning of a search"
OTHERS = 6


def make() -> None:
    """Safe to repeat."""
    from datetime import UTC, datetime, timedelta

    from django.utils import timezone

    from cases.accounts import users
    from cases.accounts.models import User
    from cases.accounts.roles import Role
    from cases.models import Case
    from cases.operations import letters
    from cases.workforce import roles
    from tests.factories import cases
    from tests.factories.acts import BY
    from tests.factories.register import person, unit
    from tests.factories.users import LONG_AGO
    from tests.journeys.people import DEMO_PASSWORD

    if User.objects.filter(email=INVESTIGATOR).exists():
        return
    at = datetime.now(UTC)
    today = timezone.localdate(at)
    standards, elsewhere = unit(name="Counter-corruption journeys"), unit(name="Elsewhere for journeys")
    made: dict[str, User] = {}
    for email, role, where in (
        (INVESTIGATOR, Role.INVESTIGATOR, standards),
        (SUPERVISOR, Role.SUPERVISOR, standards),
        (SECOND, Role.SUPERVISOR, standards),
        (CONCERNED, Role.INVESTIGATOR, standards),
        (STRANGER, Role.INVESTIGATOR, elsewhere),
    ):
        made[email] = users.add(
            email=email, name=NAMES[email], password=DEMO_PASSWORD, is_demo=True, by=BY, at=at
        )  # fmt: skip
        roles.give(user=made[email], role=role, unit=where, first_day=LONG_AGO, by=BY, at=at)
    person(surname="Frost", forenames="Gideon", collar="J2207", unit=standards, user=made[CONCERNED], rank="Sergeant")
    for number in range(OTHERS):
        other = cases.case(
            unit=standards, owner=made[SUPERVISOR] if number % 2 else None, kind=["complaint", "conduct"][number % 2],
            headline=f"Force used during an arrest in Harbour Street, report {number}",
            received_on=today - timedelta(number), came_to_attention_on=today - timedelta(number), logged_at=at,
        )  # fmt: skip
        cases.deadline(case=other, work_to=today + timedelta(3 - number), title="Contact the complainant")
        if number > 2:
            cases.score(case=other, band=["LOW", "MEDIUM", "HIGH"][number % 3])
    one = _log(standards.pk, made[INVESTIGATOR], at)
    case = Case.objects.get(reference=one)
    case.owner = made[INVESTIGATOR]
    case.what_was_done = "The caller was told what happens next."
    case.resolved = False
    case.save(update_fields=["owner", "what_was_done", "resolved"])
    letters.outcome_of_a_call(case=case, by=made[INVESTIGATOR], at=at)


def _log(unit_id: int, by: object, at: object) -> str:
    import uuid
    from datetime import timedelta

    from django.utils import timezone

    from cases.operations import intake
    from cases.web.acting import acting

    today = timezone.localdate(at)  # type: ignore[arg-type]
    matter = intake.NewMatter(
        intake=uuid.uuid4(),
        kind="complaint",
        channel="phone",
        headline=HEADLINE,
        what_happened=(
            "The caller runs a public house in Harbour Street. Twice this month an officer in uniform came in before "
            "closing time, said that a search was planned, and was given an envelope.\n\nShe fears for the licence."
        ),
        unit_id=unit_id,
        received_on=today,
        came_to_attention_on=today - timedelta(2),
        complaint_made_on=today - timedelta(2),
        behaviour_from=today - timedelta(20),
        behaviour_to=today - timedelta(9),
        place="Harbour Street",
        would_put_right="That it stops, and that the officer does not come back.",
        parties=(intake.Named(role="complainant", name="Ottoline Reeve", phone="07700 900555"),),
        allegations=(
            intake.Alleged(
                category="G", sub_category="G4", summary="Takes money for warnings",
                standards=("honesty_and_integrity", "confidentiality"),
            ),
            intake.Alleged(category="D", sub_category="D2", summary="Tells what is planned"),
        ),
        subjects=(intake.Concerned(kind="partly_known", description="Sergeant, grey beard"),),
    )  # fmt: skip
    with acting(principal=by.principal):  # type: ignore[attr-defined]
        return intake.log(matter=matter, by=by, at=at).reference  # type: ignore[arg-type]


if __name__ == "__main__":
    django.setup()
    make()
