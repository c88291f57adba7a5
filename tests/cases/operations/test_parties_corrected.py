"""Correcting a party: the same row, its identity written over, letters that wait begin with the right name."""

import uuid
from functools import partial
from typing import Any

import pytest
from django.db import connection

from cases.access import NotThere
from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.audit.acts import Act
from cases.audit.models import Entry
from cases.audit.trail import Refused
from cases.models import Case, Change, Identity, Party
from cases.operations import case_changes, corrections, intake
from cases.operations.case_changes import Conflict, SentAlready
from cases.operations.corrections import Corrected
from cases.operations.intake.values import Mistake, Named
from cases.operations.letters import sending
from cases.workforce.models import Unit
from tests.factories import cases, matters, register
from tests.factories.acts import AT
from tests.factories.cases import TODAY, holder
from tests.factories.races import race
from tests.factories.trail import said

pytestmark = pytest.mark.django_db
ANN: dict[str, Any] = {
    "role": "complainant",
    "name": "Ann Bee",
    "phone": "07700 900123",
    "safe_contact": "Mornings only",
}


@pytest.fixture
def unit() -> Unit:
    return register.unit()


@pytest.fixture
def me(unit: Unit) -> User:
    return holder(Role.INVESTIGATOR, unit=unit)


@pytest.fixture
def case(unit: Unit, me: User) -> Case:
    """Resolved during a call: its letter to Ann Bee waits to be sent."""
    return Case.objects.get(reference=intake.log_and_resolve(call=matters.call(unit), by=me, at=AT).reference)


def correct(case: Case, by: User, version: int | None = None, **typed: Any) -> Corrected:
    case.refresh_from_db()
    named = Named(**(ANN | typed))
    told: dict[str, Any] = {"party_id": case.parties.get().pk, "version": case.version if version is None else version}
    return corrections.correct_party(reference=case.reference, named=named, by=by, at=AT, **told)


ROW = [
    pytest.param({"name": "Anne Bee"}, ("name",), "name", id="name"),
    pytest.param({"name": ""}, ("name",), "name", id="name-taken-away"),
    pytest.param({"email": "ann@example.org"}, ("email",), "email", id="email"),
    pytest.param({"phone": "+44 7700 900124"}, ("phone",), "telephone", id="phone"),
    pytest.param({"address": "1 High Street"}, ("address",), "address", id="address"),
    pytest.param(
        {"safe_contact": ""}, ("safe_contact",), "how and when it is safe to reach them", id="nobody-said-after-all"
    ),
    pytest.param({"is_vulnerable": True}, ("is_vulnerable",), "whether they are vulnerable", id="vulnerable"),
    pytest.param({"is_vulnerable": False}, ("is_vulnerable",), "whether they are vulnerable", id="not-vulnerable"),
    pytest.param({"name": " Anne ", "email": "a@b.org"}, ("name", "email"), "name, email", id="two-with-blanks"),
]


@pytest.mark.parametrize(("typed", "fields", "reason"), ROW)
def test_what_was_typed_is_recorded_with_one_version_more_and_one_entry(
    case: Case, me: User, typed: dict[str, Any], fields: tuple[str, ...], reason: str
) -> None:
    before, version = case.parties.get(), case.version
    assert correct(case, me, **typed).fields == fields
    party = Party.objects.select_related("identity").get()
    assert (party.pk, party.identity_id) == (before.pk, before.identity_id), "the same row"
    now = {name: getattr(party.identity, name) for name in ("name", "email", "phone", "address", "safe_contact")}
    now |= {"role": party.role, "is_vulnerable": party.is_vulnerable}
    expected = {"email": "", "address": "", "is_vulnerable": None, **ANN, **typed}
    assert now == {name: said.strip() if isinstance(said, str) else said for name, said in expected.items()}
    assert Case.objects.get().version == version + 1
    assert said(Act.PARTY_CORRECTED) == [("done", me.principal, f"party:{party.pk}", reason)]


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param({}, id="nothing"),
        pytest.param({"name": " Ann Bee ", "phone": "07700 900123\n"}, id="blanks-around-it"),
    ],
)
def test_what_is_recorded_already_is_no_correction_whatever_the_version(
    case: Case, me: User, typed: dict[str, Any]
) -> None:
    version = case.version
    assert correct(case, me, version=0, **typed) == Corrected(fields=())
    assert Case.objects.get().version == version
    assert not said(Act.PARTY_CORRECTED)


@pytest.mark.parametrize("off", [-1, 1])
def test_another_version_than_the_present_one_is_a_conflict_and_saves_nothing(case: Case, me: User, off: int) -> None:
    with pytest.raises(Conflict):
        correct(case, me, version=case.version + off, name="Another")
    assert Identity.objects.get().name == "Ann Bee"
    assert "Dear Ann Bee\n" in case.letters.get().text


def test_they_are_found_again_by_what_is_right(case: Case, me: User) -> None:
    correct(case, me, name="Zoë Öz", email="Zoe@Example.org", phone="+44 7700 900999")
    who = Identity.objects.get()
    assert (who.name_key, who.email_key, who.phone_key) == ("zoe oz", "zoe@example.org", "07700900999")


# --- Letters ---


@pytest.mark.parametrize(
    ("name", "dear"),
    [
        pytest.param("Anne O’Bee", "Dear Anne O’Bee\n", id="another-name"),
        pytest.param("", "Dear Sir or Madam\n", id="no-name"),
        pytest.param("{done} %s \\1 100%_", "Dear {done} %s \\1 100%_\n", id="signs"),
    ],
)
def test_a_letter_that_waits_begins_with_the_right_name_and_says_the_rest_as_before(
    case: Case, me: User, name: str, dear: str
) -> None:
    rest = case.letters.get().text.removeprefix("Dear Ann Bee\n")
    assert correct(case, me, name=name).letters == 1
    assert case.letters.get().text == dear + rest
    assert correct(case, me, name="Ann Bee").letters == 1, "and back again"
    assert case.letters.get().text == f"Dear Ann Bee\n{rest}"


def test_a_letter_that_was_sent_stays_as_it_was(case: Case, me: User) -> None:
    letter = case.letters.get()
    told = sending.Sent(on=TODAY, how="post", was_safe=True)
    sending.sent(reference=case.reference, letter_id=letter.pk, told=told, by=me, at=AT)
    assert correct(case, me, name="Anne Bee") == Corrected(fields=("name",))
    assert case.letters.get().text == letter.text


def test_a_letter_is_left_alone_where_the_name_stays_or_it_is_to_somebody_else(case: Case, me: User) -> None:
    other = cases.letter(case=case, text="Dear Ann Bee\n\nAnother")
    party, before = case.parties.earliest("pk"), case.letters.earliest("pk").text
    case.refresh_from_db()
    about: dict[str, Any] = {"reference": case.reference, "party_id": party.pk, "by": me, "at": AT}
    done = corrections.correct_party(named=Named(**ANN | {"address": "Here"}), version=case.version, **about)
    assert (done.letters, case.letters.earliest("pk").text) == (0, before)
    done = corrections.correct_party(named=Named(**ANN | {"name": "Anne"}), version=case.version + 1, **about)
    assert done.letters == 1
    other.refresh_from_db()
    assert other.text == "Dear Ann Bee\n\nAnother"


# --- Who they are stands in one place ---


def test_who_they_were_and_are_stands_in_no_entry_and_no_history(case: Case, me: User) -> None:
    secret: dict[str, Any] = {
        "name": "Secret Name",
        "email": "secret@example.org",
        "phone": "07700 900666",
        "address": "Secret Lane",
    }
    case.letters.update(sent_on=TODAY)
    correct(case, me, **secret, safe_contact="Secretly", role="affected", is_vulnerable=True)
    kept = [str([change.before, change.after]) for change in Change.objects.filter(table="cases_party")]
    assert len(kept) == 1
    assert "'role': 'complainant'" in kept[0]
    kept += list(Entry.objects.values_list("reason", flat=True))
    kept += [str([change.before, change.after]) for change in Change.objects.all()]
    for each in (*secret.values(), "Secretly", "Ann Bee", "900123", "Mornings only"):
        assert not any(each in one for one in kept), each
    assert not Change.objects.filter(table="cases_identity").exists()


def test_somebody_who_did_not_say_who_they_are_gets_an_identity_once_they_do(unit: Unit, me: User) -> None:
    case = cases.case(unit=unit)
    added = case_changes.add_party(reference=case.reference, named=Named(role="complainant"), by=me, at=AT)
    assert added.identity is None
    nobody: dict[str, Any] = {"name": "", "phone": "", "safe_contact": ""}
    assert correct(case, me, **nobody, role="witness").fields == ("role",)
    assert not Identity.objects.exists()
    correct(case, me, **nobody | {"safe_contact": "By letter to a friend"})
    assert Party.objects.get().identity == Identity.objects.get(case=case, name="")
    # And whoever wants to be nobody after all leaves nothing behind.
    correct(case, me, **nobody)
    who = Identity.objects.get()
    assert not any((who.name, who.phone, who.email, who.address, who.safe_contact, who.name_key, who.phone_key))


def test_the_form_that_added_them_is_asked_about_when_it_is_sent_again(unit: Unit, me: User) -> None:
    case, page = cases.case(unit=unit), uuid.uuid4()
    adds = partial(case_changes.add_party, reference=case.reference, named=Named(**ANN), by=me, at=AT, added_with=page)
    adds()
    correct(case, me, name="Anne Bee")
    with pytest.raises(SentAlready):
        adds()
    assert Party.objects.count() == 1


# --- Refused, and at once ---


def test_a_party_of_another_matter_none_and_a_matter_that_is_not_theirs_are_not_there(
    case: Case, unit: Unit, me: User
) -> None:
    other = cases.party(case=cases.case(unit=unit))
    hidden = cases.party(case=cases.case())
    for reference, party in ((case.reference, other.pk), (case.reference, 0), (hidden.case.reference, hidden.pk)):
        with pytest.raises(NotThere):
            corrections.correct_party(
                reference=reference, party_id=party, named=Named(role="witness"), version=1, by=me, at=AT
            )
    assert set(Party.objects.values_list("role", flat=True)) == {"complainant"}


@pytest.mark.parametrize("typed", [{"name": "Anne"}, {}])
def test_a_matter_that_is_held_is_refused_whole(case: Case, me: User, typed: dict[str, Any]) -> None:
    Case.objects.filter(pk=case.pk).update(is_frozen=True)
    with pytest.raises(Refused) as refusal:
        correct(case, me, **typed)
    assert refusal.value.sentence == case_changes.FROZEN
    assert Identity.objects.get().name == "Ann Bee"


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_is_recorded_and_the_other_is_told() -> None:
    unit = register.unit()
    ann, bob = holder(Role.SUPERVISOR, unit=unit), holder(Role.SUPERVISOR, unit=unit)
    case = cases.case(unit=unit)
    party = cases.party(case=case)
    for version in range(1, 21):
        found = race(
            *(
                partial(
                    corrections.correct_party, reference=case.reference, party_id=party.pk, version=version, by=by,
                    named=Named(role="complainant", name=f"{by.pk} {version}"), at=AT,
                )
                for by in (ann, bob)
            )
        )  # fmt: skip
        assert [isinstance(each, Conflict) for each in found].count(True) == 1, found
        winner = bob if isinstance(found[0], Conflict) else ann
        assert Identity.objects.get().name == f"{winner.pk} {version}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cases_change WHERE \"table\" = 'cases_identity'")
        assert cursor.fetchone() == (0,)


def test_what_they_are_stays_while_a_letter_to_them_as_that_waits(case: Case, me: User) -> None:
    with pytest.raises(Mistake) as mistake:
        correct(case, me, role="witness")
    assert (mistake.value.field, mistake.value.sentence) == ("role", corrections.LETTER_WAITS)
    assert case.parties.get().role == "complainant"
    case.letters.update(sent_on=TODAY)
    assert correct(case, me, role="witness").fields == ("role",)
    assert said(Act.PARTY_CORRECTED)[-1][3] == "what they are (Witness, not Complainant)"


def test_a_name_and_an_address_whose_letters_fold_into_two_fit(case: Case, me: User) -> None:
    correct(case, me, name="\u00df" * 150, email="\u00df" * 240 + "@example.org")
    identity = Identity.objects.get(case=case)
    assert (len(identity.name), len(identity.name_key), len(identity.email_key)) == (150, 150, 254)
