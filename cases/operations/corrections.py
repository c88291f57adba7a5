"""Correcting what is recorded of a party, and of an allegation: in the same row, so that what hangs on it stays.

A letter that waits to be sent says what is right now; one that was sent stays as it was. Time limits
are left alone, but that a category which must be referred to the IOPC starts that one.
"""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from cases.access import NotThere
from cases.accounts.users import User
from cases.audit import trail
from cases.audit.acts import Act
from cases.audit.trail import Thing
from cases.models import Allegation, Case, PartyRole
from cases.operations import case_changes, letters
from cases.operations.case_changes import Conflict
from cases.operations.intake import referrals, rows
from cases.operations.intake.values import Alleged, Mistake, Named
from cases.queries import case_words
from misconduct import standards
from misconduct.matters import categories
from misconduct.refusals import NoAnswer

# What each is called in the trail. Who somebody is, and how to reach them, stands in no entry: only that it changed.
OF_A_PARTY = {
    "role": "what they are",
    "name": "name",
    "phone": "telephone",
    "safe_contact": "how and when it is safe to reach them",
    "email": "email",
    "address": "address",
    "is_vulnerable": "whether they are vulnerable",
}
LETTER_WAITS = "A letter to them as what they are now waits. Note that it was sent, or leave the role as it is"
OF_AN_ALLEGATION = {
    "category": "category",
    "sub_category": "sub-category",
    "summary": "what it is in one line",
    "standards": "Standards",
}


@dataclass(frozen=True, kw_only=True)
class Corrected:
    """What came of it: which fields are others than before, and how many letters that wait to be sent say so now."""

    fields: tuple[str, ...]
    letters: int = 0


@transaction.atomic
def correct_party(*, reference: str, party_id: int, named: Named, version: int, by: User, at: datetime) -> Corrected:
    """The party as it is named now, where the matter is still as `version` says. Said again, it changes nothing.

    Raises Conflict when it is not, Mistake for a role that cannot be changed, Refused where nothing may be changed, and
    NotThere.
    """
    case = case_changes.to_change(reference=reference, by=by, at=at)
    party = case.parties.filter(pk=party_id).select_related("identity").first()
    if party is None:
        raise NotThere
    before, now = asdict(rows.recorded(party=party)), asdict(rows.as_kept(named=named))
    fields = tuple(name for name in OF_A_PARTY if before[name] != now[name])
    if not fields:
        return Corrected(fields=())
    if case.version != version:
        raise Conflict
    if "role" in fields and letters.wait_for(party=party):
        raise Mistake("role", LETTER_WAITS)
    rows.correct_party(party=party, named=named)
    written = letters.address_anew(party=party, before=before["name"], now=now["name"])
    case_changes.save(case)
    said = ", ".join(OF_A_PARTY[name] for name in fields)
    if "role" in fields:
        said += f" ({PartyRole(now['role']).label}, not {PartyRole(before['role']).label})"
    trail.record(what=Act.PARTY_CORRECTED, by=by, at=at, about=Thing("party", party.pk, case.pk), reason=said)
    return Corrected(fields=fields, letters=written)


@transaction.atomic
def correct_allegation(
    *, reference: str, allegation_id: int, alleged: Alleged, version: int, by: User, at: datetime
) -> Corrected:  # fmt: skip
    """The allegation as it is told now, where the matter is still as `version` says. Said again, it changes nothing.

    Against whom it is, and where it stands against each, stays; so does the headline of the matter. Raises Conflict,
    Mistake for a category that there is not, Refused where nothing may be changed, and NotThere.
    """
    case = case_changes.to_change(reference=reference, by=by, at=at)
    row = case.allegations.filter(pk=allegation_id).first()
    if row is None:
        raise NotThere
    now = {**asdict(alleged), "summary": alleged.summary.strip(), "standards": list(alleged.standards)}
    before = {name: getattr(row, name) for name in now}
    # In which order Standards were ticked says nothing.
    now["standards"], before["standards"] = sorted(now["standards"]), sorted(before["standards"])
    fields = tuple(name for name in OF_AN_ALLEGATION if before[name] != now[name])
    if not fields:
        return Corrected(fields=())
    if case.version != version:
        raise Conflict
    _check(alleged, fields)
    was = _code(row)
    for name in fields:
        setattr(row, name, now[name])
    if _code(row) != was:
        # The category that was corrected is one of today's list; of another, the list that it is of stays.
        row.scheme = categories.SCHEME
        referrals.start_by_category(case=case, sub_category=row.sub_category, act="correct_allegation", at=at)
    row.save(update_fields=[*fields, "scheme"])
    written = _in_letters(case, row, was)
    case_changes.save(case)
    said = f"allegation {row.number}: {', '.join(OF_AN_ALLEGATION[name] for name in fields)}"
    if _code(row) != was:
        said += f" ({_code(row)}, not {was})"
    trail.record(what=Act.ALLEGATION_CORRECTED, by=by, at=at, about=Thing("allegation", row.pk, case.pk), reason=said)
    return Corrected(fields=fields, letters=written)


def _check(alleged: Alleged, fields: tuple[str, ...]) -> None:
    """That there is such a category, where it is corrected, with such Standards, and a line that says what it is."""
    if not alleged.summary.strip():
        raise Mistake("summary", "Enter what the allegation is, in one line")
    try:
        if {"category", "sub_category"} & {*fields}:
            categories.check(category=alleged.category, sub_category=alleged.sub_category)
    except NoAnswer as problem:
        raise Mistake("category", str(problem)) from None
    try:
        for key in alleged.standards:
            standards.find(key=key)
    except NoAnswer as problem:
        raise Mistake("standards", str(problem)) from None


def _in_letters(case: Case, row: Allegation, was: str) -> int:
    """A letter that names the category names it as corrected, unless another allegation is still of that category."""
    others = case.allegations.exclude(pk=row.pk)
    if _code(row) == was or any(_code(one) == was for one in others):
        return 0
    before, now = (case_words.name_of_category(code) for code in (was, _code(row)))
    return letters.name_category_anew(case=case, before=before, now=now)


def _code(row: Allegation) -> str:
    return row.sub_category or row.category
