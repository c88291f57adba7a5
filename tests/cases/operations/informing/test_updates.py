"""Updates: what they say, whose names they hold, when they are met, and when they are withheld."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import override_settings

from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.audit.actors import Job
from cases.audit.acts import Act
from cases.audit.trail import Refused
from cases.models import Case, Deadline, Decision, Identity, Letter, Party, ProgressUpdate
from cases.operations import membership
from cases.operations.case_changes import Conflict
from cases.operations.informing import drafting, withholding
from cases.operations.informing.drafting import OthersNamed
from cases.operations.informing.withholding import Withheld
from cases.operations.intake.values import Mistake
from cases.operations.letters import emailing, sending
from cases.operations.letters.sending import NotADay, NotSafe
from cases.queries.informing import owed, sentences, writing
from tests.cases.operations.informing.acting import as_seen, deliver, draft, release
from tests.factories import cases, register, standing
from tests.factories.acts import AT
from tests.factories.cases import TODAY, holder
from tests.factories.trail import said

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=4)
FOUR_WEEKS = timedelta(weeks=4)


def day(after: int) -> date:
    return TODAY + timedelta(days=after)


# By which a matter comes to its investigation: of the first alone anything is told.
RECORDED = ("record_matter", "assess_referral", "decide_not_to_refer", "investigate_matter")


def decided(case: Case, *acts: str, by: User, at: Any = AT - timedelta(days=10)) -> None:
    standing.decided(case=case, acts=acts, by=by, at=at, reasons="Ben Other of 5 Low Street hit her")


def limits(case: Case) -> list[tuple[date | None, date, date | None]]:
    """Each limit for updates: since when it runs, by when, and when it was met."""
    rows = Deadline.objects.filter(case=case, key="progress_update").order_by("pk")
    return [(row.work_to, row.event_on, row.met_on) for row in rows]


# --- What it says ---


def test_it_says_fixed_sentences_of_what_was_decided_and_nothing_of_the_file(case: Case, me: User, ada: Party) -> None:
    decided(case, *RECORDED, "appoint_investigator", "withhold_notice", by=me)
    update = release(case, draft(case, ada, me), me)
    assert update.letter is not None
    text = update.letter.text
    begun = ["Your complaint has been recorded.", "The investigation has begun."]
    told = [*begun, "An investigator has been appointed.", sentences.INVESTIGATED]
    assert "\n\n".join(told) in text
    for word in ("Ben", "Low Street", "hit", case.headline, case.what_happened):
        assert word not in text


def test_only_what_happened_since_the_last_one_is_told(case: Case, me: User, ada: Party) -> None:
    decided(case, "record_matter", by=me)
    first = release(case, draft(case, ada, me), me)
    deliver(case, first, me, on=TODAY, at=AT)
    decided(case, "appoint_investigator", by=me, at=LATER)
    second = draft(case, ada, me, at=LATER)
    assert [one.key for one in writing.offered(case=case, update=second)] == ["appoint_investigator"]


def test_somebody_who_did_not_complain_reads_of_the_matter(case: Case, me: User) -> None:
    decided(case, "record_matter", by=me)
    other = cases.party(case=case, role="affected", name="Bea Other")
    update = release(case, draft(case, other, me), me)
    assert update.letter is not None
    assert "The matter has been recorded." in update.letter.text


def test_a_sentence_may_be_left_out_and_none_put_in(case: Case, me: User, ada: Party) -> None:
    decided(case, "record_matter", "appoint_investigator", by=me)
    update = draft(case, ada, me)
    with pytest.raises(Conflict):
        release(case, update, me, events=("record_matter", "submit_report"))
    with pytest.raises(Conflict):
        release(case, update, me, events=("appoint_investigator", "record_matter"))
    released = release(case, update, me, events=("record_matter",))
    assert released.letter is not None
    assert "investigator has been appointed" not in released.letter.text


# --- Other people's names ---


def test_somebody_elses_name_is_changed_or_looked_at_again_with_a_reason(case: Case, me: User, ada: Party) -> None:
    cases.subject(case=case, person=register.person(surname="Sample", forenames="Sam", collar="S37"))
    cases.party(case=case, role="witness", name="Ben Other", phone="07700 900555", email="ben@x.example")
    update = draft(case, ada, me)
    for words in ("PC Sample will call.", "Ask Ben.", "S37 was there", "Call 07700900555", "ben@x.example"):
        with pytest.raises(OthersNamed):
            release(case, update, me, own_words=words)
        # A tick without a reason, and a reason without the tick, are not enough.
        with pytest.raises(OthersNamed):
            release(case, update, me, own_words=words, because="They know each other")
    with pytest.raises(OthersNamed):
        release(case, update, me, own_words="Ask Ben.", looked_at_again=("ben",))
    assert not Letter.objects.exists()
    released = release(case, update, me, own_words="Ask Ben.", looked_at_again=("ben",), because="He asked us to")
    assert (released.looked_at_again, released.looked_at_because) == (["ben"], "He asked us to")
    [(_, _, _, reason)] = said(Act.UPDATE_RELEASED)
    assert reason == "how they are reached was confirmed; 1 words looked at again"


def test_a_name_that_came_after_the_second_look_is_asked_about_again(case: Case, me: User, ada: Party) -> None:
    update = draft(case, ada, me)
    cases.party(case=case, role="witness", name="Ben Other")
    cases.party(case=case, role="witness", name="Cal Third")
    with pytest.raises(OthersNamed) as named:
        release(case, update, me, own_words="Ben and Cal", looked_at_again=("ben",), because="Known")
    assert named.value.words == ["ben", "cal"]


# --- Seen, safe, delegated ---


def test_it_is_released_only_as_it_was_seen(case: Case, me: User, ada: Party) -> None:
    update = draft(case, ada, me)
    seen = as_seen(case, update)
    say = {"reference": case.reference, "update_id": update.pk, "by": me, "at": AT}
    Identity.objects.filter(party=ada).update(safe_contact="Never by post")
    with pytest.raises(Conflict):
        drafting.release(**say, told=seen)  # type: ignore[arg-type]
    seen = as_seen(case, update)
    decided(case, "refer_to_iopc", by=me)
    with pytest.raises(Conflict):
        drafting.release(**say, told=seen)  # type: ignore[arg-type]
    seen = as_seen(case, update)
    drafting.write(**say, own_words="More", version=1)  # type: ignore[arg-type]
    with pytest.raises(Conflict):
        drafting.release(**say, told=seen)  # type: ignore[arg-type]
    with pytest.raises(Conflict):
        drafting.write(**say, own_words="Over it", version=1)  # type: ignore[arg-type]
    with pytest.raises(NotSafe):
        release(case, update, me, is_safe=False)
    assert release(case, update, me).state == "released"
    assert release(case, update, me).letter_id == Letter.objects.get().pk, "once"


def test_nobody_releases_it_without_a_delegation(case: Case, me: User, unit: Any, ada: Party) -> None:
    other = holder(Role.INVESTIGATOR, unit=unit)
    update = draft(case, ada, other)
    with pytest.raises(Refused, match="nobody has delegated that to you"):
        release(case, update, other)
    assert release(case, update, me).delegation is not None


def test_in_a_held_matter_nothing_of_it_moves(case: Case, me: User, unit: Any, ada: Party) -> None:
    update = draft(case, ada, me)
    membership.hold(reference=case.reference, reason="Advice", by=holder(Role.SUPERVISOR, unit=unit), at=AT)
    told = Withheld(ground="crime", real_risk="r", significant_effect="s", look_again_on=day(9))
    for act in (
        lambda: release(case, update, me),
        lambda: drafting.discard(reference=case.reference, update_id=update.pk, by=me, at=AT),
        lambda: withholding.withhold(reference=case.reference, party_id=ada.pk, told=told, by=me, at=AT),
    ):
        with pytest.raises(Refused):
            act()


# --- Only delivery meets the limit ---


@pytest.mark.parametrize(
    ("on", "is_met"),
    [
        pytest.param(0, True, id="on-the-day-of-release"),
        pytest.param(2, True, id="backdated-to-the-day-on-which-it-was-posted"),
        pytest.param(4, True, id="today"),
        pytest.param(5, False, id="in-the-future"),
        pytest.param(-1, False, id="before-it-was-released"),
    ],
)
def test_the_limit_is_met_on_the_day_of_delivery_and_the_next_runs_from_it(
    case: Case, me: User, ada: Party, on: int, is_met: bool
) -> None:
    first = limits(case)
    update = draft(case, ada, me)
    drafting.write(reference=case.reference, update_id=update.pk, own_words="Typed", version=1, by=me, at=AT)
    assert limits(case) == first, "typed"
    release(case, update, me)
    assert (limits(case), Decision.objects.count()) == (first, 0), "released"
    if not is_met:
        with pytest.raises(NotADay):
            deliver(case, update, me, on=day(on), at=LATER)
        assert limits(case) == first
        return
    deliver(case, update, me, on=day(on), at=LATER)
    [(_, _, met), (due, event_on, running)] = limits(case)
    assert (met, event_on, due, running) == (day(on), day(on), day(on) + FOUR_WEEKS, None)
    update.refresh_from_db()
    assert (update.state, update.told_on, update.next_due) == ("given", day(on), day(on) + FOUR_WEEKS)
    done = Decision.objects.get()
    assert (done.act, done.act_on, done.by, done.delegation) == ("give_update", day(on), me, update.delegation)
    [seen] = owed.for_case(case=case, on=TODAY)
    assert (seen.last_told, seen.due, seen.waiting) == (day(on), day(on) + FOUR_WEEKS, None)


def test_said_again_the_day_stays_and_another_is_refused(case: Case, me: User, ada: Party) -> None:
    update = release(case, draft(case, ada, me), me)
    deliver(case, update, me, on=day(2), at=LATER)
    before = limits(case)
    deliver(case, update, me, on=day(2), at=LATER)
    with pytest.raises(Refused, match="was given on 25 November 2026"):
        deliver(case, update, me, on=day(3), at=LATER)
    assert (limits(case), Decision.objects.count()) == (before, 1)


def test_with_several_people_it_is_met_with_the_last_who_is_told(case: Case, me: User, ada: Party) -> None:
    bea = cases.party(case=case, role="interested", name="Bea Other")
    cases.party(case=case, role="witness", name="Cal Third")
    first = limits(case)
    one, two = (release(case, draft(case, who, me), me) for who in (ada, bea))
    deliver(case, one, me, on=day(1), at=LATER)
    assert limits(case) == first, "Bea waits still"
    assert {seen.name: seen.due for seen in owed.for_case(case=case, on=TODAY)} == {
        "Ada Example": day(1) + FOUR_WEEKS,
        "Bea Other": day(3),
    }
    deliver(case, two, me, on=day(3), at=LATER)
    assert [met for _, _, met in limits(case)] == [day(3), None]
    # The next round begins anew for both.
    at = LATER + timedelta(days=1)
    again = release(case, draft(case, ada, me, at=at), me, at=at)
    deliver(case, again, me, on=day(5), at=at)
    assert [met for _, _, met in limits(case)] == [day(3), None]


@override_settings(LETTERS_BY_EMAIL=True)
def test_sent_by_email_it_is_met_when_the_server_took_it(case: Case, me: User, ada: Party) -> None:
    update = release(case, draft(case, ada, me), me)
    assert update.letter is not None
    emailing.release(reference=case.reference, letter_id=update.letter.pk, was_safe=True, by=me, at=AT)
    assert [met for _, _, met in limits(case)] == [None]
    emailing.send(ids={"letter": update.letter.pk}, ref="x", by=Job("cases.outbox"), at=LATER)
    assert [met for _, _, met in limits(case)] == [day(4), None]
    assert len(mail.outbox) == 1


def test_where_its_letter_is_discarded_it_was_not_given(case: Case, me: User, ada: Party) -> None:
    update = release(case, draft(case, ada, me), me)
    assert update.letter is not None
    sending.discard(reference=case.reference, letter_id=update.letter.pk, reason="Wrong", by=me, at=AT)
    update.refresh_from_db()
    assert (update.state, limits(case)[0][2]) == ("discarded", None)
    assert draft(case, ada, me).pk != update.pk


def test_where_the_law_knows_no_update_what_was_told_is_kept_all_the_same(case: Case, me: User, ada: Party) -> None:
    update = release(case, draft(case, ada, me), me)
    standing.brought_to(case=case, stage="closed")
    deliver(case, update, me, on=day(1), at=LATER)
    update.refresh_from_db()
    assert update.told_on == day(1)
    assert not Decision.objects.filter(act="give_update").exists()


def test_released_before_the_law_asked_for_it_it_is_recorded_with_or_without_a_delegation(
    case: Case, me: User, unit: Any, ada: Party
) -> None:
    other = holder(Role.INVESTIGATOR, unit=unit)
    # As it is before anything was decided.
    Case.objects.update(stage="received")
    update = release(case, draft(case, ada, other), other)
    assert update.delegation is None
    case.refresh_from_db()
    standing.brought_to(case=case, stage="investigating")
    deliver(case, update, me, on=day(1), at=LATER)
    update.refresh_from_db()
    assert (update.told_on, limits(case)[0][2]) == (day(1), None), "told, and the act is nobody's"
    register.delegation("give_update", to_user=other)
    again = release(case, draft(case, ada, other, at=LATER), other, at=LATER)
    deliver(case, again, me, on=day(4), at=LATER)
    assert limits(case)[0][2] == day(4)


# --- Withheld ---

TOLD = {"ground": "crime", "real_risk": "She may warn him.", "significant_effect": "Evidence would be lost."}


def test_withheld_on_a_ground_it_is_a_decision_and_looked_at_again(case: Case, me: User, ada: Party) -> None:
    draft(case, ada, me)
    told = Withheld(**TOLD, look_again_on=day(14))
    withholding.withhold(reference=case.reference, party_id=ada.pk, told=told, by=me, at=AT)
    withholding.withhold(reference=case.reference, party_id=ada.pk, told=told, by=me, at=AT)
    update = ProgressUpdate.objects.get()
    assert (update.state, update.next_due, update.told_on) == ("withheld", day(14), None)
    done = Decision.objects.get()
    assert done.act == "withhold_update"
    assert "Real risk: She may warn him." in done.reasons
    [seen] = owed.for_case(case=case, on=TODAY)
    assert (seen.withheld_on, seen.due, seen.last_told) == (TODAY, day(14), None)


@pytest.mark.parametrize("after", [0, -1])
def test_it_is_looked_at_again_after_today(case: Case, me: User, ada: Party, after: int) -> None:
    with pytest.raises(Mistake):
        withholding.withhold(
            reference=case.reference, party_id=ada.pk, told=Withheld(**TOLD, look_again_on=day(after)), by=me, at=AT
        )


def test_what_is_released_is_not_withheld(case: Case, me: User, ada: Party) -> None:
    release(case, draft(case, ada, me), me)
    with pytest.raises(Refused, match="is released"):
        withholding.withhold(
            reference=case.reference, party_id=ada.pk, told=Withheld(**TOLD, look_again_on=day(9)), by=me, at=AT
        )


# --- What PostgreSQL holds ---


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"state": "given", "settled_at": AT, "settled_by": "x"}, id="given-without-release"),
        pytest.param({"state": "released"}, id="released-by-nobody"),
        pytest.param({"told_on": TODAY}, id="a-draft-that-was-told"),
        pytest.param({"state": "withheld", "settled_at": AT, "settled_by": "x"}, id="withheld-without-a-ground"),
        pytest.param({"state": "discarded"}, id="discarded-by-nobody"),
        pytest.param({"state": "sent"}, id="unknown-state"),
        pytest.param({"looked_at_again": ["ben"]}, id="looked-at-without-a-reason"),
    ],
)
def test_an_update_that_cannot_be(case: Case, me: User, ada: Party, values: dict[str, Any]) -> None:
    update = draft(case, ada, me)
    with pytest.raises(IntegrityError), transaction.atomic():
        ProgressUpdate.objects.filter(pk=update.pk).update(**values)


def test_one_update_to_a_party_waits_at_a_time(case: Case, me: User, ada: Party) -> None:
    draft(case, ada, me)
    with pytest.raises(IntegrityError), transaction.atomic():
        ProgressUpdate.objects.create(case=case, party=ada, drafted_by="x", drafted_at=AT)
