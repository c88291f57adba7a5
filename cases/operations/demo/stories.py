"""What is alleged in the demo force, by category: made up, plain, and of the kind that departments hear every day."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Story:
    """A headline, a summary of the allegation, what was told, and what would put it right; with its sub-category."""

    headline: str
    summary: str
    told: str
    right: str = ""
    sub_category: str = ""
    standards: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()


STORIES: dict[str, list[Story]] = {
    "A": [
        Story("Burglary not followed up", "No officer came back about a burglary", "I reported a burglary at {place} and was promised a visit. Nobody came, and nobody rang me back although I called three times.", "Somebody to come and take a statement.", "A1"),
        Story("Decision not to charge not explained", "Nobody explained why the case was closed", "My neighbour damaged my car at {place}. The case was closed and I was told by text message. Nobody has told me why.", "A proper explanation.", "A2"),
        Story("Left waiting on 101", "Waited 50 minutes and was cut off", "I rang 101 about people shouting at {place} and waited for 50 minutes before the line went dead.", "An apology.", "A4"),
        Story("Wrong information about a hearing", "Was given the wrong court date", "The officer in the case told me the wrong date for court. I took a day off work for nothing.", "The right date, and an apology.", "A3"),
        Story("Domestic report not taken seriously", "Officers left without speaking to her alone", "Officers came to {place} after I called about my former partner. They spoke to me in front of him and left after five minutes.", "For this to be looked at again.", "A1", facts=(("vulnerable_person", "yes"),)),
    ],
    "B": [
        Story("Stopped and searched without a reason", "Search without grounds given", "I was stopped at {place} and searched. They gave no reason and no form.", "To know why, and a record of the search.", "B1", ("authority_respect_and_courtesy",)),
        Story("Force used during arrest", "Pushed to the ground although not resisting", "I was arrested at {place}. I was not resisting. One of them pushed me to the ground and knelt on my back. My wrist is sprained.", "For the officer to be dealt with.", "B4", ("use_of_force",), (("minor_physical_harm", "yes"), ("intentional", "unknown"))),
        Story("Door broken at the wrong address", "Entry to the wrong flat", "They broke my door at {place}. They had the wrong flat and left me to pay for the lock.", "The door to be paid for.", "B2"),
        Story("Kept in a cell without medication", "Medication not given in custody", "I was in custody for 14 hours and asked for my tablets again and again.", "An apology and a change.", "B5", ("duties_and_responsibilities",), (("vulnerable_person", "yes"),)),
    ],
    "C": [Story("Telephone not returned", "Property kept after the case was closed", "My telephone was taken as evidence in the spring. The case is over and nobody can find it.", "My telephone back.")],
    "D": [Story("Address told to a neighbour", "New address disclosed", "An officer told my neighbour where I live now. I moved because of that neighbour.", "To know how it happened.", "D2", ("confidentiality",), (("vulnerable_person", "unknown"),))],
    "E": [Story("Police car driven dangerously", "Overtook on a blind bend without lights", "A marked car overtook me on a blind bend near {place} without lights or siren.", "For the driver to be spoken to.")],
    "F": [
        Story("Treated differently because of race", "Only the Black passengers were searched", "Four of us were in the car at {place}. They searched the two of us who are Black and not the others.", "For it to be admitted.", "F6", ("equality_and_diversity",), (("discrimination", "yes"),)),
        Story("Mocked for a disability", "Speech was imitated", "I have a stammer. The officer at {place} imitated me in front of others.", "An apology in person.", "F2", ("equality_and_diversity", "authority_respect_and_courtesy"), (("discrimination", "yes"), ("targeted", "yes"))),
    ],
    "G": [
        Story("Messages to a victim of domestic abuse", "Personal messages to a vulnerable woman met through work", "The officer who took my statement has sent me personal messages for weeks and came to my home off duty.", "For him to stop.", "G2", ("honesty_and_integrity", "discreditable_conduct"), (("sexual_misconduct", "yes"), ("vulnerable_person", "yes"), ("abuse_of_rank", "yes"))),
        Story("Favours for a business associate", "Enforcement notices dropped for a friend", "It is said that notices against one garage are always withdrawn by the same officer, who is a friend of the owner.", "", "G6", ("honesty_and_integrity",), (("corruption", "unknown"), ("concealment", "unknown"))),
    ],
    "H": [
        Story("Rude at the front desk", "Dismissive and rude", "I went to {place} to report a theft. The person there sighed, did not look up, and told me to use the website.", "An apology.", "H1", ("authority_respect_and_courtesy",)),
        Story("Shouted at during a traffic stop", "Shouted at in front of children", "I was stopped at {place} with my children in the car and shouted at from the start.", "For the officer to be told.", "H3", ("authority_respect_and_courtesy",)),
    ],
    "J": [Story("Unwanted touching at a work event", "Sexual assault of a colleague alleged", "A colleague says that a sergeant touched her at a leaving party and sent messages afterwards.", "", "J1", ("discreditable_conduct", "authority_respect_and_courtesy"), (("sexual_misconduct", "yes"), ("abuse_of_rank", "unknown")))],
    "K": [Story("Drunk and abusive off duty", "Off-duty disorder", "Seen drunk and abusive to door staff at {place} while off duty, and said “I am a police officer”.", "", "", ("discreditable_conduct",))],
    "L": [Story("Letter that belongs to no other category", "Unclear complaint", "A long letter about several matters at {place}. What exactly is complained of has still to be asked.", "")],
}  # fmt: skip
DEATH = Story("Collapsed after contact with police", "Serious injury after contact", "A man who had been spoken to at {place} collapsed minutes later and is in hospital with a head injury.", "", "")  # fmt: skip
