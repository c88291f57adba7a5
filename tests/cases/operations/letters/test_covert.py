"""While somebody whom a matter is about does not know of it, nothing addressed to them or theirs can exist."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import Error, IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.accounts.models import User
from cases.audit.trail import Refused
from cases.jobs.models import Outbox
from cases.models import Case, Letter, LetterFile, LetterTemplate, Subject
from cases.operations.intake.values import Mistake
from cases.operations.letters import knowing, making, sending
from cases.operations.letters.addressing import NOBODY
from cases.operations.letters.making import NotAddressable, To, Wanted
from cases.queries.letters import messages
from cases.queries.letters.kinds import KINDS, OF_A_SUBJECT
from tests.factories import cases, register
from tests.factories.acts import AT, BY
from tests.factories.cases import TODAY

pytestmark = pytest.mark.django_db
BODIES = {
    "local_policing_body": "report_of_delay",
    "director_general": "report_of_delay",
    "body": "preservation_request",
}
PAIRS = [(kind.key, one) for kind in KINDS.values() for one in kind.addressees if one in OF_A_SUBJECT]
LAST_WEEK = TODAY - timedelta(days=7)


def typed(kind: str) -> dict[str, str]:
    return {one.name: "Words" for one in KINDS[kind].typed}


def wanted(kind: str, addressee: str, subject: Subject) -> Wanted:
    return Wanted(kind=kind, to=To(addressee=addressee, row_id=subject.pk, name="Jo Friend"), typed=typed(kind))


def counted(case: Case) -> dict[str, int]:
    """Everything in which such a letter could be seen to exist."""
    offered = [one for kind in KINDS.values() for one in messages.choices(case=case, kind=kind)]
    return {
        "letters": Letter.objects.filter(addressee__in=OF_A_SUBJECT).count(),
        "files": LetterFile.objects.filter(letter__addressee__in=OF_A_SUBJECT).count(),
        "work": Outbox.objects.count(),
        "waiting": sum(one.sent_on is None for one in messages.of_case(case=case)),
        "offered": sum(one.key.partition(":")[0] in OF_A_SUBJECT for one in offered),
    }


NOTHING = {"letters": 0, "files": 0, "work": 0, "waiting": 0, "offered": 0}


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    pair=st.sampled_from(PAIRS),
    is_aware=st.booleans(),
    is_withdrawn=st.booleans(),
    act=st.sampled_from(["make", "preview"]),
)
def test_nothing_to_them_is_generated_shown_queued_or_counted_before_they_know(
    case: Case, me: User, pair: tuple[str, str], is_aware: bool, is_withdrawn: bool, act: str
) -> None:
    with transaction.atomic():
        save = transaction.savepoint()
        subject = case.subjects.get()
        if is_aware:
            how = {"reference": case.reference, "subject_id": subject.pk, "how": "Told"}
            knowing.record(**how, on=LAST_WEEK, by=me, at=AT)  # type: ignore[arg-type]
        if is_withdrawn:
            Subject.objects.filter(pk=subject.pk).update(withdrawn_on=TODAY, withdrawn_because="x", withdrawn_by=me)
        do = getattr(making, act)
        if is_aware and not is_withdrawn:
            assert do(reference=case.reference, wanted=wanted(*pair, subject), by=me, at=AT)
            made = counted(case)
            assert (made["letters"], made["work"], made["files"]) == ((1, 1, 1) if act == "make" else (0, 0, 0))
            assert made["offered"]
        else:
            with pytest.raises(NotAddressable) as refused:
                do(reference=case.reference, wanted=wanted(*pair, subject), by=me, at=AT)
            # The same words whatever the cause, and nothing left anywhere.
            assert str(refused.value) == NOBODY
            assert counted(case) == NOTHING
        transaction.savepoint_rollback(save)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    addressee=st.sampled_from(OF_A_SUBJECT),
    day=st.one_of(st.none(), st.dates(min_value=LAST_WEEK, max_value=TODAY)),
    known=st.one_of(st.none(), st.dates(min_value=LAST_WEEK, max_value=TODAY)),
    has_subject=st.booleans(),
)
def test_postgresql_itself_holds_such_a_letter_to_the_day_since_which_they_know(
    case: Case, me: User, addressee: str, day: Any, known: Any, has_subject: bool
) -> None:
    with transaction.atomic():
        save = transaction.savepoint()
        if known:
            case.subjects.update(aware_on=known, aware_how="Told", aware_recorded_by=me)
        subject = case.subjects.get()
        row: dict[str, Any] = {"addressee": addressee, "subject": subject if has_subject else None}

        def insert() -> None:
            Letter.objects.create(
                case=case, kind="x", text="x", made_by=BY.principal, made_at=AT, subject_aware_on=day, **row
            )

        if has_subject and day is not None and day == known:
            insert()
        else:
            with pytest.raises(IntegrityError), transaction.atomic():
                insert()
        transaction.savepoint_rollback(save)


def test_one_that_is_made_as_discarded_is_refused_too(case: Case, me: User, subject: Subject) -> None:
    with pytest.raises(Error), transaction.atomic():
        Letter.objects.create(
            case=case, addressee="subject", subject=subject, kind="x", text="x", made_by="x", made_at=AT,
            discarded_on=TODAY, discarded_by=me, discarded_because="x",
        )  # fmt: skip


def test_a_subject_of_another_matter_lends_no_day(
    case: Case, me: User, subject: Subject, knows: Callable[[Subject], None]
) -> None:
    other = cases.subject(case=cases.case(unit=case.unit), person=register.person())
    Subject.objects.filter(pk=other.pk).update(aware_on=TODAY, aware_how="x", aware_recorded_by=me)
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.create(
            case=case, addressee="subject", subject=other, subject_aware_on=TODAY, kind="x", text="x", made_by="x",
            made_at=AT,
        )  # fmt: skip


@pytest.mark.parametrize(("addressee", "kind"), list(BODIES.items()))
def test_bodies_are_written_to_in_a_covert_matter_all_the_same(
    case: Case, me: User, subject: Subject, addressee: str, kind: str
) -> None:
    to = To(addressee=addressee, name="A body")
    letter = making.make(reference=case.reference, wanted=Wanted(kind=kind, to=to, typed=typed(kind)), by=me, at=AT)
    assert (letter.subject, subject.aware_on) == (None, None)


def test_the_day_is_put_right_and_letters_follow(
    case: Case, me: User, subject: Subject, knows: Callable[[Subject], None]
) -> None:
    knows(subject)
    letter = making.make(reference=case.reference, wanted=wanted(*PAIRS[0], subject), by=me, at=AT)
    knowing.record(reference=case.reference, subject_id=subject.pk, on=LAST_WEEK, how="Read it", by=me, at=AT)
    letter.refresh_from_db()
    assert letter.subject_aware_on == LAST_WEEK


def test_it_is_taken_back_only_while_no_letter_to_them_stands(
    case: Case, me: User, subject: Subject, knows: Callable[[Subject], None]
) -> None:
    knows(subject)
    letter = making.make(reference=case.reference, wanted=wanted(*PAIRS[0], subject), by=me, at=AT)
    said = {"reference": case.reference, "subject_id": subject.pk, "by": me, "at": AT}
    with pytest.raises(Refused, match="Discard those first"):
        knowing.take_back(**said)  # type: ignore[arg-type]
    with pytest.raises(IntegrityError), transaction.atomic():
        Subject.objects.filter(pk=subject.pk).update(aware_on=None, aware_how="", aware_recorded_by=None)
    sending.discard(reference=case.reference, letter_id=letter.pk, reason="In error", by=me, at=AT)
    knowing.take_back(**said)  # type: ignore[arg-type]
    subject.refresh_from_db()
    letter.refresh_from_db()
    assert (subject.aware_on, letter.subject_aware_on) == (None, None)
    # And it does not come back to life.
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(discarded_on=None, discarded_by=None, discarded_because="")


@pytest.mark.parametrize(
    ("days", "refused"),
    [
        pytest.param(0, False, id="today"),
        pytest.param(1, True, id="tomorrow"),
        pytest.param(-20, False, id="the-day-it-came-to-attention"),
        pytest.param(-21, True, id="before-that"),
    ],
)
def test_the_day_since_which_they_know(case: Case, me: User, subject: Subject, days: int, refused: bool) -> None:
    said = {"reference": case.reference, "subject_id": subject.pk, "how": "Told", "by": me, "at": AT}
    on = TODAY + timedelta(days=days)
    if refused:
        with pytest.raises(Mistake):
            knowing.record(**said, on=on)  # type: ignore[arg-type]
    else:
        knowing.record(**said, on=on)  # type: ignore[arg-type]
    subject.refresh_from_db()
    assert subject.aware_on == (None if refused else on)


def test_it_is_not_said_to_be_later_than_a_letter_to_them(
    case: Case, me: User, subject: Subject, knows: Callable[[Subject], None]
) -> None:
    knows(subject)
    making.make(reference=case.reference, wanted=wanted(*PAIRS[0], subject), by=me, at=AT)
    later = AT + timedelta(days=5)
    with pytest.raises(Mistake, match="A letter to them was made on 23 November 2026"):
        knowing.record(
            reference=case.reference, subject_id=subject.pk, on=TODAY + timedelta(1), how="Told", by=me, at=later
        )


def test_by_the_migration_nobody_knows_and_each_kind_has_its_template(case: Case) -> None:
    assert LetterTemplate.objects.filter(version=1).count() == len(KINDS)
    assert not Subject.objects.exclude(aware_on=None).exists()
