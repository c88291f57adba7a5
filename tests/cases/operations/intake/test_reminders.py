"""What is looked at twice before a call is closed: what was written, whatever category was chosen."""

import pytest

from cases.accounts.roles import Role
from cases.models import Case, Decision
from cases.operations import intake
from cases.operations.intake import Alleged, Mistake
from cases.operations.intake.reminders import ASKED, asked_again
from cases.workforce.models import Unit
from misconduct.matters.categories import find
from tests.factories.acts import AT
from tests.factories.cases import holder, place
from tests.factories.matters import call, new_matter

# Of a matter as it is written down, only the number of its unit matters.
UNIT = Unit(pk=1)
SERVICE = (Alleged(category="A", sub_category="A4", summary="Service"),)
GRAVE = [
    ("PC 1137 Hargreave punched him in the face and broke his jaw", "B4", "punched"),
    ("The force never rang back about the officer who punched me", "B4", "punched"),
    ("The force used on my son was far too much", "B4", "force"),
    ("They used force on my son", "B4", "force"),
    ("He forced me to the ground", "B4", "forced"),
    ("I was forced to the ground", "B4", "forced"),
    ("She kicked me off the step", "B4", "kicked"),
    ("They pushed me\n\nback against the wall", "B4", "pushed"),
    ("He was struck with a baton", "B4", "struck"),
    ("He had him down with a KNEE on the neck", "B4", "knee"),
    ("The officer shoved me against a wall and twisted my arm", "B4", "shoved"),
    ("She stamped on his hand", "B4", "stamped"),
    ("They pinned him down and knelt on his neck", "B4", "pinned"),
    ("He broke my nose", "B4", "broke my nose"),
    ("A police dog bit me", "B4", "dog bit"),
    ("He had his hands round my throat", "B4", "throat"),
    ("The PC hit me and my neighbour saw it", "B4", "hit"),
    ("My husband PC Jones hit me", "B4", "hit"),
    ("My ex, who is a sergeant, slapped me", "B4", "slapped"),
    ("I reported the assault by officers and heard nothing", "B4", "assault"),
    ("I was assaulted by two constables", "B4", "assaulted"),
    ("My husband was punched in the face by two officers.", "B4", "punched"),
    ("My girlfriend got pushed over by an officer", "B4", "pushed"),
    ("My neighbour was assaulted by police", "B4", "assaulted"),
    ("Youths were beaten by the officers", "B4", "beaten"),
    ("A police van hit me on purpose", "B4", "hit"),
    ("The officer and my partner pushed each other", "B4", "pushed"),
    ("I was dragged out of my car by the officer.", "B4", "dragged"),
    ("He was dragged on the ground by your officer", "B4", "dragged"),
    ("My son was the victim of an assault by police.", "B4", "assault"),
    ("I want to report an assault by your sergeant", "B4", "assault"),
    ("I want to report the assault on my son by PC 123", "B4", "assault"),
    ("I was pinned up against a wall by PC Smith.", "B4", "pinned"),
    ("The officer stamps on my hand", "B4", "stamps"),
    ("I was thrown out of the police station head first", "B4", "thrown"),
    ("He touched my breast during the search", "J1", "breast"),
    ("The officer stole £200 from my wallet", "G4", "stole"),
    ("He asked for a bribe", "G4", "bribe"),
    ("He made a racist remark", "F6", "racist"),
    ("She laughed at me because I am disabled", "F2", "disabled"),
    ("The sergeant groped her", "J1", "groped"),
    ("He wanted sex with her while she was a witness", "G2", "sex with"),
]
PLAIN = [
    "Nobody called me back about my stolen bicycle.",
    "Someone stole my car and nobody came.",
    "No update on the theft of my van.",
    "The force did not answer my letter.",
    "Your force has lost my file.",
    "Nobody at Force headquarters, nor the force control room, called back",
    "This police force is slow.",
    "I was forced to wait for three hours.",
    "Burglars forced the back door and nobody came for two days.",
    "My former partner breached the restraining order and nobody came.",
    "A fight kicked off outside and nobody came.",
    "I was pushed from pillar to post.",
    "They pushed the appointment back twice.",
    "My son was struck by a car and I had no update.",
    "It struck me as rude.",
    "They spray-painted my wall and nobody came.",
    "I was late because of a knee operation and they would not see me.",
    "My complaint fell on deaf ears.",
    "Somebody parks in my disabled bay every day.",
    "The officer used no force and was polite, but late.",
    "A reinforced door was left open.",
    "I reported an assault three weeks ago and nobody called back.",
    "I was the victim of a serious assault and have had no update.",
    "The officer in the assault case is never in.",
    "My ex hit me and the officer took too long.",
    "My ex-husband has hit me, and nobody came.",
    "It was a hit and run and nobody came.",
    "Our beat officer never answers.",
    "The case was thrown out of court because of you.",
    "It has dragged on since May.",
    "A lorry hit my fence and nobody took a statement.",
    "My neighbour threw stones at my window and nobody came.",
    "I was hit by a car and had no update.",
    "My letter had a date stamp of the day before.",
    "Your force does nothing to tackle crime here.",
    "The officer at the desk was rude.",
    "",
]


@pytest.mark.parametrize(("text", "code", "word"), [pytest.param(*one, id=one[0][:40]) for one in GRAVE])
def test_what_was_written_is_looked_at_twice(text: str, code: str, word: str) -> None:
    said = asked_again(matter=new_matter(UNIT, what_happened=text, allegations=SERVICE))
    name = find(code=code).name
    assert said.startswith(f"What was written speaks of {name[:1].lower()}{name[1:]} (“{word}”): might it, if proved,")


@pytest.mark.parametrize("text", [pytest.param(one, id=one[:40] or "nothing") for one in PLAIN])
def test_what_is_no_sign_of_it_is_not(text: str) -> None:
    assert asked_again(matter=new_matter(UNIT, what_happened=text, allegations=SERVICE)) == ""


def test_a_category_that_was_chosen_is_asked_about_before_the_words() -> None:
    alleged = (Alleged(category="G", sub_category="G2", summary="It"),)
    said = asked_again(matter=new_matter(UNIT, what_happened="He punched me.", allegations=alleged))
    assert said.startswith("You chose “G2 ")


@pytest.mark.django_db
def test_a_call_is_closed_with_a_reason_all_the_same() -> None:
    unit = place()
    me, matter = holder(Role.COMPLAINT_HANDLER, unit=unit), {"what_happened": GRAVE[0][0], "allegations": SERVICE}
    with pytest.raises(Mistake) as mistake:
        intake.log_and_resolve(call=call(unit, matter=matter), by=me, at=AT)
    assert mistake.value.field == ASKED
    assert not Case.objects.exists()
    # What is left open is not asked about.
    assert not intake.log_and_resolve(call=call(unit, matter=matter, resolve=False), by=me, at=AT).closed
    assert intake.log_and_resolve(call=call(unit, matter=matter, reason="Told of another force."), by=me, at=AT).closed
    assert Decision.objects.get(act="handle_outside_schedule_3").reasons == "Told of another force."
