"""What the law is told of a matter, or of an allegation against a person: answers, dates, and the day of the act."""

from collections.abc import Mapping
from datetime import date

from cases.models import STANDS, Case, SubjectAllegation
from misconduct.guards import Circumstances
from misconduct.savings import Fact, Facts
from misconduct.stages import QUESTIONS, MatterStage, OfficerStage
from misconduct.stages.asked import BY_ACTS, ONCE
from misconduct.stages.circumstances import YES_NO
from misconduct.stages.lifecycles import FINAL, Stage

# Under the Police Reform Act, as soon as it is recorded.
RECORDED = frozenset(MatterStage) - {
    MatterStage.NOTHING,
    MatterStage.RECEIVED,
    MatterStage.LOGGED,
    MatterStage.CONTACTED,
    MatterStage.OUTSIDE_SCHEDULE_3,
    MatterStage.INTERNAL,
    MatterStage.WITHDRAWN,
    MatterStage.CLOSED,
}
# What no act has made so yet is not so.
NOT_YET = {name: "no" for name in sorted(BY_ACTS) if QUESTIONS[name].answers is YES_NO} | {"suspension": "none"}
# A criminal investigation is not ruled out by nobody having recorded one.
NOT_YET.pop("under_criminal_investigation", None)
# What is said of the matter, and is another question for each allegation against a person.
OF_THE_MATTER = frozenset({"sub_judice"})
# What is said of a person in this matter, whichever allegation it was said about.
OF_THE_PERSON = frozenset(
    {"suspension", "officer_status", "within_regulation_4", "under_criminal_investigation", "listed_offence"}
)
FINAL_LABELS = tuple(stage.name.lower() for stage in FINAL if isinstance(stage, OfficerStage))


def of_case(*, case: Case, act_on: date, answers: Mapping[str, str] | None = None) -> Circumstances:
    """The matter on that day. `answers` are those that the act itself gives, over what is known already."""
    known = {**NOT_YET, **_lasting(case.known), **_recorded(case), **(answers or {})}
    return _told(case, act_on, known)


def of_allegation(
    *, against: SubjectAllegation, act_on: date, answers: Mapping[str, str] | None = None
) -> Circumstances:  # fmt: skip
    """An allegation against a person on that day: what is known of the matter, of the person in it, and of both."""
    case, subject = against.case, against.subject
    matter = {name: said for name, said in _lasting(case.known).items() if name not in OF_THE_MATTER}
    # Whoever is in the register is with the force until that they left is recorded.
    serving = {"officer_status": "serving"} if subject.person_id else {}
    who = {"person_kind": subject.person_kind} if subject.person_kind else {}
    own = {**serving, **_lasting(subject.known), **_lasting(against.known), **who}
    return _told(case, act_on, {**NOT_YET, **matter, **own, **_recorded(case), **(answers or {})})


def of(
    *, case: Case, against: SubjectAllegation | None, act_on: date, answers: Mapping[str, str] | None = None
) -> Circumstances:  # fmt: skip
    """Of the matter, or of an allegation in it."""
    if against is None:
        return of_case(case=case, act_on=act_on, answers=answers)
    return of_allegation(against=against, act_on=act_on, answers=answers)


def _lasting(known: Mapping[str, str]) -> dict[str, str]:
    """What holds for longer than the act that asked it, whatever was kept."""
    return {name: said for name, said in known.items() if name not in ONCE}


def _told(case: Case, act_on: date, known: Mapping[str, str]) -> Circumstances:
    return Circumstances(known=known, dates=Facts(dates={**dates_of(case=case), Fact.ACT_ON: act_on}))


def _recorded(case: Case) -> dict[str, str]:
    """What the rows of the matter say: nobody is asked, and no answer of anybody's says otherwise."""
    said = {"kind": case.treated_as, "allegations_open": "yes" if _are_open(case) else "no"}
    said |= {} if "referral_ground_settled" in case.known else {"referral_ground_settled": "no"}
    stage = stage_of(case=case)
    if stage is MatterStage.INTERNAL:
        return said | {"track": "internal", "mode": "none"}
    if stage in RECORDED:
        said |= {"track": "police_reform_act"}
    if stage is MatterStage.HANDLING:
        said |= {"mode": "none"}
    return said | ({"complaint_ended": "no"} if stage not in {MatterStage.WITHDRAWN, MatterStage.CLOSED} else {})


def _are_open(case: Case) -> bool:
    """Whether an allegation against anybody is open. Pages that have read them hand that in: it is asked once."""
    read: bool | None = getattr(case, "allegations_open", None)
    return open_allegations(case=case) if read is None else read


def open_allegations(*, case: Case) -> bool:
    """Whether an allegation against somebody who was not added in error was recorded and has not come to its end."""
    begun = SubjectAllegation.objects.filter(case=case, subject__in=case.subjects.filter(STANDS))
    return begun.exclude(stage__in=[*FINAL_LABELS, "nothing"]).exists()


def dates_of(*, case: Case) -> dict[Fact, date]:
    """The dates that a saving may turn on, as far as they are known."""
    told = {
        Fact.COMPLAINT_MADE: case.complaint_made_on,
        Fact.CAME_TO_ATTENTION: case.came_to_attention_on,
        Fact.BEHAVIOUR_FROM: case.behaviour_from,
        Fact.BEHAVIOUR_TO: case.behaviour_to,
    }
    return {fact: day for fact, day in told.items() if day}


def stage_of(*, case: Case) -> MatterStage:
    """The matter's stage as the law names it."""
    return MatterStage[case.stage.upper()] if case.stage else MatterStage.NOTHING


def officer_stage_of(*, against: SubjectAllegation) -> OfficerStage:
    """Where an allegation against a person stands, as the law names it."""
    return OfficerStage[against.stage.upper()]


def standing(*, case: Case, against: SubjectAllegation | None) -> Stage:
    """Where the matter, or an allegation in it, stands."""
    return stage_of(case=case) if against is None else officer_stage_of(against=against)
