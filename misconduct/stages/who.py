"""Who does an act, or decides it."""

from enum import Enum


class Who(Enum):
    """Everybody who does something in a lifecycle: people and bodies, never software. The value is what people read."""

    APPROPRIATE_AUTHORITY = "the appropriate authority"
    INVESTIGATOR = "the investigator"
    DIRECTOR_GENERAL = "the Director General of the IOPC"
    LOCAL_POLICING_BODY = "the local policing body"
    PANEL = "the panel"
    CHAIR = "the chair of the panel"
    PERSON_CONDUCTING = "the person conducting the meeting"
    OFFICER = "the officer"
    PERSON_CONCERNED = "the person concerned"
    COMPLAINANT = "the complainant, or a solicitor or agent"
    HANDLER = "the complaint handler"
    LINE_MANAGER = "the line manager"
    REVIEWER = "the reviewer, the line manager or somebody more senior"
    APPEAL_OFFICER = "the person determining the appeal"
    TRIBUNAL = "the Police Appeals Tribunal"
    REVIEW_BODY = "the relevant review body"
    CHIEF_OFFICER = "the chief officer"
    HR_DECISION_MAKER = "the decision maker under force policy"
    EMPLOYER = "the person's employer"
    HOME_FORCE = "the officer's own force"
    DEPARTMENT = "the Professional Standards Department"

    @property
    def label(self) -> str:
        """As a fact names it: `appropriate_authority`."""
        return self.name.lower()

    @property
    def is_by_delegation(self) -> bool:
        """Whether it is nearly always a delegate, who names the delegation: no delegation, no decision."""
        return self in {Who.APPROPRIATE_AUTHORITY, Who.CHIEF_OFFICER, Who.LOCAL_POLICING_BODY}
