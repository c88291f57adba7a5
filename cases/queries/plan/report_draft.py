"""The investigator's report, drafted from the plan: what is recorded is put in its place, and opinion is left open.

Police (Conduct) Regulations 2020, reg 21: an accurate summary of the evidence, what is attached or referred to, and the
investigator's opinion whether there is a case to answer. The opinion is a person's: here stand its headings only.
"""

from datetime import date
from typing import Any

from cases.models import STANDS, Case, Relevance
from cases.queries import case_words
from cases.queries.plan import footage, names, overview, records, steps
from cases.queries.plan.deletion import in_full

NOTHING = "Nothing is recorded."
TO_WRITE = "To be written by the investigator."
SECTIONS = {
    "terms": "Terms of reference",
    "allegations": "Allegations",
    "enquiries": "Points to prove, and what the lines of enquiry gave",
    "statements": "Interviews, statements and answers to requests",
    "representations": "Representations of the officer",
    "footage": "Footage and other perishable evidence",
    "exhibits": "Exhibits",
    "policy": "Policy and decision log",
    "summary": "Summary of the evidence",
    "opinion": "Opinion: is there a case to answer?",
}
OPINION = (
    "Is there a case to answer, and if so in respect of misconduct or gross misconduct?\n{write}\n"
    "If there is none: performance, or the reflective practice review process?\n{write}"
)


def drafted(*, case: Case, on: date) -> dict[str, str]:
    """Every section as the plan says it now."""
    plan = overview.plan(case=case, on=on)
    against = _against(case)
    return {
        "terms": plan.terms.text if plan.terms else NOTHING,
        "allegations": _joined(against["allegations"]),
        "enquiries": _enquiries(plan),
        "statements": _joined([_step(one, on) for one in steps.steps(case=case, on=on)]),
        "representations": _joined([_made(one) for one in records.representations(case=case)]),
        "footage": _joined([_kept(one) for one in footage.footage(case=case, on=on).kept]),
        "exhibits": _joined(exhibits_for_report(case)),
        "policy": _joined([_entry(one) for one in records.whole_log(case=case)]),
        "summary": TO_WRITE,
        "opinion": _joined(against["opinion"]),
    }


def exhibits_for_report(case: Case) -> list[str]:
    """The exhibits that are relied on, a line each: not what is unused, sensitive, not relevant or not yet marked."""
    relied_on = case.evidence.filter(relevance=Relevance.EVIDENCE).order_by("reference")
    return [f"{row.reference}: {row.description}" for row in relied_on]


def _joined(parts: list[str]) -> str:
    return "\n\n".join(parts) or NOTHING


def _against(case: Case) -> dict[str, list[str]]:
    """The allegations against each person, and a heading of the opinion for each of them."""
    told: list[str] = []
    opinion: list[str] = []
    rows = case.subjects.filter(STANDS).select_related("person").prefetch_related("against__allegation")
    for subject in rows.order_by("pk"):
        name = names.of_subject(subject)
        theirs = sorted(subject.against.all(), key=lambda one: one.allegation.number)
        told.append("\n".join([name, *(_allegation(one.allegation) for one in theirs)]))
        opinion += [
            f"{name}: allegation {one.allegation.number}\n{OPINION.format(write=TO_WRITE)}" for one in theirs
        ]  # fmt: skip
    return {"allegations": told, "opinion": opinion}


def _allegation(row: Any) -> str:
    standards = "; ".join(case_words.standard(key) for key in row.standards)
    engaged = f" Standards it may engage: {standards}." if standards else ""
    return f"Allegation {row.number}: {row.summary} ({case_words.category(row.category)}).{engaged}"


def _enquiries(plan: overview.Plan) -> str:
    parts = []
    for alleged in plan.alleged:
        for point in alleged.points:
            goes = f" ({point.standard})" if point.standard else ""
            head = f"Point {point.number}, allegation {alleged.number}{goes}: {point.text}"
            dropped = [f"No longer to be proved: {point.dropped_because}"] if point.dropped_because else []
            to = [_line(line) for line in plan.lines if point.number in line.points]
            parts.append("\n".join([head, *dropped, *(to or ["No line of enquiry goes to this point."])]))
    others = [_line(line) for line in plan.lines if not line.points]
    return _joined(parts + (["\n".join(["Other lines of enquiry", *others])] if others else []))


def _line(line: overview.LineSeen) -> str:
    came = line.result or (f"because: {line.because}" if line.because else "no result yet")
    return f"Line {line.number}: {line.what}. {line.state}: {came}"


def _step(step: steps.StepSeen, on: date) -> str:
    came = f"\n{step.outcome}" if step.outcome else ""
    return f"{step.kind}, {step.with_whom}: {step.about}. {_stands(step, on)}.{came}"


def _stands(step: steps.StepSeen, on: date) -> str:
    """By its days: a report is read long after, and what was 12 days ago is not any more."""
    asked = f"Asked on {in_full(step.asked_on)}" if step.asked_on else "Not asked for"
    if step.received_on:
        return f"{asked}, received on {in_full(step.received_on)}"
    if step.is_over:
        return step.stands.capitalize()
    return f"{asked}, {steps.times(len(step.chases))}, nothing received by {in_full(on)}" if step.asked_on else asked


def _made(made: records.MadeSeen) -> str:
    head = f"{made.whose}: received on {in_full(made.received_on)} from {made.made_by.lower()}, {made.how.lower()}."
    considered = (
        f"Considered on {in_full(made.considered_on)}: {made.came_of_it}"
        if made.considered_on
        else "Not yet considered."
    )
    return f"{head}\n{made.text}\n{considered}"


def _kept(kept: footage.Kept) -> str:
    because = f": {kept.because}" if kept.because else ""
    return f"{kept.name}, {kept.holder}, {kept.window}. {kept.state}{because}."


def _entry(entry: records.EntrySeen) -> str:
    corrects = f", corrects entry {entry.corrects}" if entry.corrects else ""
    return f"Entry {entry.number}, {in_full(entry.decided_on)}{corrects}: {entry.decided}"
