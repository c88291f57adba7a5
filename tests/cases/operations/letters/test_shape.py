"""What PostgreSQL itself refuses of letters, their files and templates, of who knows, and of what is held back."""

import uuid
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from cases.accounts.models import User
from cases.models import Case, Letter, LetterFile, LetterTemplate, Prejudice, Subject
from tests.factories.acts import AT
from tests.factories.cases import TODAY

pytestmark = pytest.mark.django_db
DIGEST = "0" * 64
KEY = uuid.UUID("0b5c2a64-7d5e-4c1f-9a3b-5e8f1d2c3b4a")


def letter(case: Case, **values: Any) -> Letter:
    given = {"case": case, "to": case.parties.get(), "kind": "x", "text": "x", "made_by": "x", "made_at": AT}
    return Letter.objects.create(**(given | values))


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"addressee": "cat"}, id="unknown-addressee"),
        pytest.param({"to": None}, id="a-party-and-nobody"),
        pytest.param({"addressee": "body"}, id="a-body-and-a-party"),
        pytest.param({"data": {}}, id="data-without-a-template"),
        pytest.param({"kind": ""}, id="without-a-kind"),
        pytest.param({"text": ""}, id="that-says-nothing"),
    ],
)
def test_a_letter_that_cannot_be_made(case: Case, values: dict[str, Any]) -> None:
    assert letter(case)
    with pytest.raises(IntegrityError), transaction.atomic():
        letter(case, **values)


def test_a_template_without_its_data_and_a_page_that_makes_two(case: Case) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        letter(case, template=LetterTemplate.objects.earliest("pk"))
    letter(case, added_with=KEY)
    with pytest.raises(IntegrityError), transaction.atomic():
        letter(case, added_with=KEY)


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"format": "exe"}, id="unknown-form"),
        pytest.param({"format": "pdf", "sha256": "x"}, id="no-digest"),
        pytest.param({}, id="a-second-time"),
    ],
)
def test_a_file_that_cannot_be(case: Case, values: dict[str, Any]) -> None:
    row = {"case": case, "letter": letter(case), "format": "docx", "content": b"x", "sha256": DIGEST}
    LetterFile.objects.create(**row)
    with pytest.raises(IntegrityError), transaction.atomic():
        LetterFile.objects.create(**(row | values))


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"kind": "outcome", "version": 1}, id="a-version-twice"),
        pytest.param({"kind": ""}, id="without-a-kind"),
        pytest.param({"version": 0}, id="version-nought"),
        pytest.param({"sha256": "x"}, id="no-digest"),
    ],
)
def test_a_template_that_cannot_be(values: dict[str, Any]) -> None:
    row = {"kind": "new", "version": 1, "content": b"x", "sha256": DIGEST, "uploaded_by": "x", "uploaded_at": AT}
    with pytest.raises(IntegrityError), transaction.atomic():
        LetterTemplate.objects.create(**(row | values))


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"aware_on": TODAY}, id="a-day-alone"),
        pytest.param({"aware_how": "Told"}, id="how-alone"),
        pytest.param({"aware_on": TODAY, "aware_how": "Told"}, id="recorded-by-nobody"),
    ],
)
def test_nobody_knows_by_halves(subject: Subject, values: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Subject.objects.filter(pk=subject.pk).update(**values)


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"body": "party"}, id="a-party-is-held-back-from-in-no-such-way"),
        pytest.param({"ground": ""}, id="without-a-ground"),
        pytest.param({"lifted_at": AT}, id="lifted-by-nobody"),
        pytest.param({"body": "local_policing_body"}, id="twice-at-a-time"),
    ],
)
def test_what_cannot_hold_a_letter_back(case: Case, me: User, values: dict[str, Any]) -> None:
    row = {"case": case, "body": "local_policing_body", "ground": "g", "recorded_by": me, "at": AT}
    Prejudice.objects.create(**row)
    with pytest.raises(IntegrityError), transaction.atomic():
        Prejudice.objects.create(**(row | {"body": "director_general"} | values))
