"""From what was typed and is valid to the values that an operation takes."""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from cases.operations import intake
from cases.operations.intake import choices
from cases.staff.log.forms import AllegationForm, FactsForm, PartyForm, SubjectForm
from cases.staff.typed_fields import TypedForm
from misconduct.matters.categories import find
from misconduct.matters.handling import QUESTIONS

LONGEST_SUMMARY = 300
LONGEST_HEADLINE = 150
MESSAGES = {"yes": "It is safe to leave a message.", "no": "Do not leave a message."}


def party(form: PartyForm, *, role: str = "") -> intake.Named:
    """Somebody, as they were described."""
    vulnerable = form.said("vulnerable")
    return intake.Named(
        role=role or form.said("role"),
        name=form.said("name"),
        email=form.said("email"),
        phone=form.said("phone"),
        address=form.said("address"),
        safe_contact=form.said("safe_contact"),
        is_vulnerable={"yes": True, "no": False}.get(vulnerable),
    )


def allegation(form: AllegationForm) -> intake.Alleged:
    """One allegation; without a line of its own it is called as its category."""
    code = form.said("category")
    return alleged(code=code, summary=form.said("summary"), standards=tuple(form.cleaned_data["standards"]))


def alleged(*, code: str, summary: str, standards: tuple[str, ...] = ()) -> intake.Alleged:
    """An allegation of a category (`B`) or a sub-category (`B4`)."""
    return intake.Alleged(
        category=code[:1],
        sub_category=code if len(code) > 1 else "",
        summary=shortened(summary or find(code=code).name, LONGEST_SUMMARY),
        standards=standards,
    )


def subject(form: SubjectForm, *, allegations: tuple[int, ...] = ()) -> intake.Concerned:
    """Whom it is about: only what belongs to the kind that was chosen."""
    kind = form.said("kind")
    described = kind in {choices.PARTLY_KNOWN, choices.UNIDENTIFIED}
    return intake.Concerned(
        kind=kind,
        person_id=form.cleaned_data["person"] if kind == choices.PERSON else None,
        description=form.said("description") if described else "",
        allegations=allegations,
    )


def call(
    *, key: uuid.UUID, form: TypedForm, about: SubjectForm, unit_id: int, today: date, closing: bool
) -> intake.Call:
    """A call, as it was written down."""
    code, what = form.said("category"), form.said("what_happened")
    safe = " ".join(filter(None, [form.said("safe_contact"), MESSAGES.get(form.said("may_leave_message"), "")]))
    caller = intake.Named(
        role=choices.COMPLAINANT,
        name=form.said("name"),
        email=form.said("email"),
        phone=form.said("phone"),
        address=form.said("address"),
        safe_contact=safe,
    )
    matter = intake.NewMatter(
        intake=key,
        kind="complaint",
        channel="phone",
        headline=find(code=code).name,
        what_happened=what,
        unit_id=unit_id,
        received_on=today,
        came_to_attention_on=today,
        complaint_made_on=today,
        would_put_right=form.said("would_put_right"),
        parties=(caller,),
        # What the caller tells may name people: the allegation is called as its category.
        allegations=(alleged(code=code, summary=""),),
        subjects=(subject(about),),
    )
    return intake.Call(
        matter=matter,
        tests={name: form.said(name) or "unknown" for name in QUESTIONS},
        wants_recording=form.said("wants_recording") or "unknown",
        what_was_done=form.said("what_was_done"),
        resolved={"yes": True, "no": False}.get(form.said("resolved")),
        resolve=closing,
        told=bool(form.cleaned_data.get("told")),
        reason=form.said("reason"),
    )


def matter(  # noqa: PLR0913 - a matter is these parts
    *,
    key: uuid.UUID,
    form: TypedForm,
    parties: Sequence[PartyForm],
    allegations: Sequence[AllegationForm],
    subjects: Sequence[tuple[SubjectForm, tuple[int, ...]]],
    facts: FactsForm,
    unit_id: int,
) -> intake.NewMatter:
    """A matter, from its two pages."""
    told, received = form.cleaned_data, form.cleaned_data["received_on"]
    is_complaint = form.said("kind") == "complaint"
    made: dict[str, Any] = {"complaint_made_on": told["complaint_made_on"] or received} if is_complaint else {}
    every = tuple(allegation(one) for one in allegations)
    return intake.NewMatter(
        intake=key,
        kind=form.said("kind"),
        channel=form.said("channel"),
        headline=form.said("headline") or headline_of(every),
        what_happened=form.said("what_happened"),
        unit_id=unit_id,
        received_on=received,
        came_to_attention_on=told["came_to_attention_on"] or received,
        behaviour_from=told["behaviour_from"],
        behaviour_to=told["behaviour_to"],
        place=form.said("place"),
        would_put_right=form.said("would_put_right"),
        parties=tuple(party(one) for one in parties),
        allegations=every,
        subjects=tuple(subject(one, allegations=numbers) for one, numbers in subjects),
        facts=facts.facts(),
        danger=facts.said("danger"),
        **made,
    )


def headline_of(allegations: Sequence[intake.Alleged]) -> str:
    """The categories' names: a headline that names nobody."""
    names = dict.fromkeys(find(code=one.sub_category or one.category).name for one in allegations)
    return shortened("; ".join(names), LONGEST_HEADLINE)


def shortened(text: str, longest: int) -> str:
    """In one line of so many characters, cut between two words where there are more."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1].rsplit(" ", 1)[0] + "…"
