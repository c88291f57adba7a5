"""Every kind of letter: to whom it may be addressed, and which fields its template may hold. A table, no branches.

A field is a name in double braces in the Word file. What stands in it is plain text: read from the record, or typed by
whoever makes the letter.
"""

from collections.abc import Mapping
from dataclasses import dataclass

PARTY, SUBJECT, POLICE_FRIEND, LINE_MANAGER = "party", "subject", "police_friend", "line_manager"
LOCAL_POLICING_BODY, DIRECTOR_GENERAL, BODY = "local_policing_body", "director_general", "body"
# Letters by which the outcome is told. What they say was decided by the act that left them to be sent.
TELLS_OUTCOME = frozenset({"outcome_of_a_call"})
OF_A_SUBJECT = (SUBJECT, POLICE_FRIEND, LINE_MANAGER)
ADDRESSEES: Mapping[str, str] = {
    PARTY: "A party",
    SUBJECT: "Somebody whom it is about",
    POLICE_FRIEND: "Their police friend",
    LINE_MANAGER: "Their line manager",
    LOCAL_POLICING_BODY: "The local policing body",
    DIRECTOR_GENERAL: "The Director General of the IOPC",
    BODY: "Another organisation",
}


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field: what it is called in the file and to people, and how it would read in an example."""

    name: str
    about: str
    example: str


@dataclass(frozen=True, kw_only=True)
class Typed(Field):
    """A field that whoever makes the letter types. Required where the letter would say nothing without it."""

    is_required: bool = False
    rows: int = 4


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of letter. `made_here`: it may be chosen on the page that makes letters. `note`: what is unconfirmed."""

    key: str
    title: str
    addressees: tuple[str, ...]
    typed: tuple[Typed, ...] = ()
    read: tuple[Field, ...] = ()
    made_here: bool = True
    note: str = ""

    @property
    def fields(self) -> tuple[Field, ...]:
        """All that a template of this kind may hold."""
        return (*COMMON, *self.read, *self.typed)


COMMON = (
    Field(name="force_name", about="The name of the force", example="Example Constabulary"),
    Field(name="letter_date", about="The day on which the letter is made", example="2 March 2026"),
    Field(name="reference", about="The reference of the matter", example="CO-7QK4-M2XH-3"),
    Field(name="addressee_name", about="To whom the letter is addressed", example="Ada Example"),
    Field(name="addressee_address", about="Their address", example="1 High Street\nExampleton\nEX1 1AA"),
    Field(name="greeting", about="How the letter begins", example="Dear Ada Example"),
    Field(name="received_on", about="The day on which the matter was received", example="23 February 2026"),
    Field(name="signatory", about="Who makes the letter", example="DS Sam Sample"),
)
OWN_WORDS = Typed(
    name="own_words", about="Your own paragraphs", example="We have read what you sent us.\n\nWe will write again."
)
ABOUT_THEM = (
    Field(name="officer_name", about="The officer’s name", example="Sam Sample"),
    Field(name="officer_collar", about="The officer’s collar number", example="1234"),
    Field(
        name="standards",
        about="The Standards of Professional Behaviour that it may engage",
        example="Authority, respect and courtesy",
    ),
)
EVERYBODY = (PARTY, SUBJECT, LOCAL_POLICING_BODY, DIRECTOR_GENERAL, BODY)

KINDS: Mapping[str, Kind] = {
    kind.key: kind
    for kind in (
        Kind(key="acknowledgement", title="Acknowledgement", addressees=(PARTY,), typed=(OWN_WORDS,)),
        Kind(
            key="update",
            title="Update",
            addressees=(PARTY,),
            read=(
                Field(
                    name="progress",
                    about="What happened since the last update, in fixed sentences",
                    example="Your complaint has been recorded.\n\nIt is still being handled.",
                ),
            ),
            typed=(OWN_WORDS,),
            made_here=False,
        ),
        Kind(
            key="outcome_of_a_call",
            title="Outcome of a call",
            addressees=(PARTY,),
            typed=(
                Typed(
                    name="what_was_done",
                    about="What was done",
                    example="I spoke to the officer, and apologised.",
                    is_required=True,
                ),
                OWN_WORDS,
            ),
        ),
        Kind(
            key="outcome",
            title="Outcome",
            addressees=(PARTY,),
            typed=(
                Typed(
                    name="outcome",
                    about="The outcome, and the reasons for it",
                    example="We found that the service provided was not acceptable.",
                    is_required=True,
                    rows=8,
                ),
                Typed(
                    name="review_rights",
                    about="The right to a review, the body that reviews, and by when to apply",
                    example="You may apply for a review.",
                ),
            ),
        ),
        Kind(
            key="notice_of_investigation",
            title="Written notice of investigation (regulation 17)",
            addressees=(SUBJECT, POLICE_FRIEND),
            note="Unconfirmed: regulation 17 was not read in full. Have a legal adviser check the template.",
            read=ABOUT_THEM,
            typed=(
                Typed(
                    name="conduct",
                    about="The conduct, and how it is said to fall below the Standards",
                    example="On 1 February 2026 you spoke to a member of the public in a way that was not courteous.",
                    is_required=True,
                    rows=8,
                ),
                Typed(
                    name="assessment",
                    about="How the conduct was assessed, and the form that proceedings would be likely to take",
                    example="It was assessed as misconduct. Proceedings would be likely to be a misconduct meeting.",
                    is_required=True,
                ),
                Typed(
                    name="terms_of_reference",
                    about="The terms of reference, or why none are given",
                    example="To establish what was said.",
                    is_required=True,
                ),
            ),
        ),
        Kind(
            key="notice_of_suspension",
            title="Notice of suspension",
            addressees=OF_A_SUBJECT,
            read=ABOUT_THEM[:2],
            typed=(
                Typed(
                    name="suspension",
                    about="From when, on which conditions, and why",
                    example="You are suspended from 2 March 2026.",
                    is_required=True,
                ),
            ),
        ),
        Kind(
            key="report_of_delay",
            title="Report of delay",
            addressees=(LOCAL_POLICING_BODY, DIRECTOR_GENERAL, SUBJECT, PARTY),
            typed=(
                Typed(
                    name="progress",
                    about="Progress so far",
                    example="Statements have been taken.",
                    is_required=True,
                ),
                Typed(
                    name="reason_for_length",
                    about="Why it has taken so long",
                    example="An expert’s report is awaited.",
                    is_required=True,
                ),
                Typed(
                    name="planned_steps",
                    about="What is planned, and when it is expected to end",
                    example="The report is expected in June 2026.",
                    is_required=True,
                ),
            ),
        ),
        Kind(
            key="request_to_another_body",
            title="Request to another organisation",
            addressees=(BODY,),
            typed=(
                Typed(
                    name="request",
                    about="What you ask for, and by when",
                    example="Please send us the record of attendance of 1 February 2026.",
                    is_required=True,
                ),
            ),
        ),
        Kind(
            key="preservation_request",
            title="Request to keep evidence",
            addressees=(BODY,),
            typed=(
                Typed(
                    name="request",
                    about="What must be kept, and until when",
                    example="Please keep the recordings of the yard of 1 February 2026 until we write again.",
                    is_required=True,
                ),
            ),
        ),
        Kind(
            key="decision_notice",
            title="Notice of a decision",
            addressees=(SUBJECT, POLICE_FRIEND, LINE_MANAGER, PARTY),
            typed=(
                Typed(
                    name="decision",
                    about="The decision, and the reasons for it",
                    example="There is no case to answer.",
                    is_required=True,
                    rows=8,
                ),
            ),
        ),
    )
}


def title(key: str) -> str:
    """What a kind is called; of one that this version does not know, its key in words."""
    return KINDS[key].title if key in KINDS else key.replace("_", " ").capitalize()


def example(kind: Kind) -> dict[str, str]:
    """A value for each field, of nobody."""
    return {field.name: field.example for field in kind.fields}
