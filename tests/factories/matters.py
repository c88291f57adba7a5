"""Matters as a door hands them over to be logged."""

import uuid
from typing import Any

from django.utils import timezone

from cases.operations.intake import Alleged, Call, Concerned, Named, NewMatter
from cases.workforce.models import Unit
from misconduct.matters.handling import QUESTIONS
from tests.factories.acts import AT

TODAY = timezone.localdate(AT)
ALL_NO = dict.fromkeys(QUESTIONS, "no")


def new_matter(unit: Unit, **values: Any) -> NewMatter:
    """A complaint by telephone today about rudeness, of nobody in particular, unless told otherwise."""
    kind = values.get("kind", "complaint")
    given: dict[str, Any] = {
        "intake": uuid.uuid4(),
        "kind": kind,
        "channel": "phone",
        "headline": "Rude at the front desk",
        "what_happened": "The officer at the desk was rude and would not listen.",
        "unit_id": unit.pk,
        "received_on": TODAY,
        "came_to_attention_on": TODAY,
        "complaint_made_on": TODAY if kind == "complaint" else None,
        "allegations": (Alleged(category="H", summary="Rude"),),
        "subjects": (Concerned(kind="unidentified"),),
        "parties": (Named(role="complainant", name="Ann Bee", phone="07700 900123", safe_contact="Mornings only"),),
    }
    return NewMatter(**(given | values))


def call(unit: Unit, *, matter: dict[str, Any] | None = None, **values: Any) -> Call:
    """A call that may be resolved at once: four times no, nothing to be recorded, an apology."""
    given: dict[str, Any] = {
        "matter": new_matter(unit, **(matter or {})),
        "tests": ALL_NO,
        "wants_recording": "no",
        "what_was_done": "I apologised and spoke to the officer.",
        "resolved": True,
    }
    return Call(**(given | values))
