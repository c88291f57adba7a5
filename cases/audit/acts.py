"""Everything that leaves an entry in the trail, in words. A new kind of act is a new row here."""

from enum import StrEnum


class Act(StrEnum):
    """An act's stored name. What it means is in `ABOUT`. Names are never changed: old entries bear them."""

    LOGGED_IN = "log_in"
    LOG_IN_FAILED = "log_in.failed"
    SECOND_FACTOR_FAILED = "second_factor.failed"
    LOGGED_OUT = "log_out"
    PAGE_REFUSED = "page.refused"
    TRAIL_READ = "trail.read"
    USER_ADDED = "user.added"
    USER_RENAMED = "user.renamed"
    PASSWORD_CHANGED = "password.changed"  # noqa: S105 - an act's name
    SECOND_FACTOR_ADDED = "second_factor.added"
    SECOND_FACTOR_REMOVED = "second_factor.removed"
    RECOVERY_CODES_MADE = "recovery_codes.made"
    SECOND_FACTORS_RENEWED = "second_factors.renewed"
    SESSIONS_ENDED = "sessions.ended"
    ROLE_GIVEN = "role.given"
    JOB_FINISHED = "job.finished"
    JOB_FAILED = "job.failed"
    JOB_RETRIED = "job.retried"
    WORK_FAILED = "work.failed"
    WORK_RETRIED = "work.retried"
    WORK_GIVEN_UP = "work.given_up"
    DRILL_BEGUN = "drill.begun"
    ROLE_ENDED = "role.ended"
    DELEGATION_RECORDED = "delegation.recorded"
    DELEGATION_ENDED = "delegation.ended"
    UNIT_CHANGED = "unit.changed"
    PERSON_ADDED = "person.added"
    PERSON_CHANGED = "person.changed"
    PERSON_LINKED = "person.linked"
    PERSON_UNLINKED = "person.unlinked"
    RELINKING_ASKED = "person.relinking_asked"
    RELINKING_REFUSED = "person.relinking_refused"
    HR_FILE_RECEIVED = "hr_file.received"
    HR_FILE_READ = "hr_file.read"
    CHARACTERISTICS_READ = "characteristics.read"
    CASE_LOGGED = "case.logged"
    CASE_RESOLVED = "case.resolved"
    CASE_ACT = "case.act"
    CASE_DECIDED = "case.decided"
    GROUNDS_ASKED = "referral.grounds_asked"
    GROUNDS_DECIDED = "referral.grounds_decided"
    CASE_CHANGED = "case.changed"
    CASE_SCORED = "case.scored"
    CASE_SEEN = "case.seen"
    CASE_NOT_THERE = "case.not_there"
    CASES_LISTED = "cases.listed"
    CASE_DATES_CORRECTED = "case.dates_corrected"
    SUBJECT_ADDED = "subject.added"
    SUBJECT_IDENTIFIED = "subject.identified"
    SUBJECT_WITHDRAWN = "subject.withdrawn"
    PARTY_ADDED = "party.added"
    PARTY_CORRECTED = "party.corrected"
    ALLEGATION_ADDED = "allegation.added"
    ALLEGATION_CORRECTED = "allegation.corrected"
    MEMBER_NAMED = "access.named"
    SIGHT_GIVEN = "access.given"
    SIGHT_ENDED = "access.ended"
    DENIAL_LIFTED = "access.denial_lifted"
    CASE_RESTRICTED = "access.restricted"
    CASE_UNRESTRICTED = "access.unrestricted"
    WALL_RAISED = "wall.raised"
    WALL_DECIDED = "wall.decided"
    LETTER_PRINTED = "letter.printed"
    TERMS_WRITTEN = "plan.terms"
    PLAN_CHANGED = "plan.changed"
    STEP_CHANGED = "plan.step"
    CHASED = "plan.chased"
    PRESERVATION_CHANGED = "plan.preservation"
    POLICY_ENTERED = "plan.policy"
    REPRESENTATION_RECORDED = "plan.representation"
    REPORT_DRAFTED = "plan.report"
    EVIDENCE_ADDED = "evidence.added"
    EVIDENCE_CORRECTED = "evidence.corrected"
    EVIDENCE_MARKED = "evidence.marked"
    EVIDENCE_FILE_ADDED = "evidence.file_added"
    EVIDENCE_FILE_SCANNED = "evidence.file_scanned"
    EVIDENCE_FILE_TAKEN = "evidence.file_taken"
    EVIDENCE_COPY_SEEN = "evidence.copy_seen"
    EVIDENCE_FILE_DAMAGED = "evidence.file_damaged"
    CUSTODY_RECORDED = "evidence.custody"
    SCHEDULE_EXPORTED = "evidence.schedule_exported"
    LETTER_MADE = "letter.made"
    LETTER_SENT = "letter.sent"
    LETTER_RELEASED = "letter.released"
    LETTER_DISCARDED = "letter.discarded"
    LETTER_TEMPLATE_ADDED = "letter.template_added"
    NOTICE_SERVED = "notice.served"
    AWARENESS_RECORDED = "subject.awareness_recorded"
    PREJUDICE_RECORDED = "prejudice.recorded"
    PREJUDICE_LIFTED = "prejudice.lifted"
    UPDATE_DRAFTED = "update.drafted"
    UPDATE_RELEASED = "update.released"
    UPDATE_GIVEN = "update.given"
    UPDATE_WITHHELD = "update.withheld"
    UPDATE_DISCARDED = "update.discarded"
    RESTRICTION_RECORDED = "restriction.recorded"
    RESTRICTION_ENDED = "restriction.ended"
    WELFARE_OFFICER_NAMED = "welfare.officer_named"
    WELFARE_PLANNED = "welfare.planned"
    WELFARE_CONTACTED = "welfare.contacted"
    WELFARE_READ = "welfare.read"
    PROCEEDING_RECORDED = "proceeding.recorded"
    PROCEEDING_CHANGED = "proceeding.changed"
    PROCEEDING_EVENT = "proceeding.event"
    PROCEEDING_EFFECT = "proceeding.effect"
    HOLD_CHASED = "hold.chased"
    LINK_MADE = "link.made"
    LINK_ENDED = "link.ended"
    FORCE_BUILT = "force.built"


ABOUT: dict[Act, str] = {
    Act.LOGGED_IN: "Logged in",
    Act.LOG_IN_FAILED: "Log-in with a wrong password",
    Act.SECOND_FACTOR_FAILED: "Wrong code or passkey",
    Act.LOGGED_OUT: "Logged out",
    Act.PAGE_REFUSED: "Asked for a page without its permission",
    Act.TRAIL_READ: "Read the trail",
    Act.USER_ADDED: "Made an account",
    Act.USER_RENAMED: "Changed a name",
    Act.PASSWORD_CHANGED: "Changed a password",
    Act.SECOND_FACTOR_ADDED: "Added a second factor",
    Act.SECOND_FACTOR_REMOVED: "Removed a second factor",
    Act.RECOVERY_CODES_MADE: "Made new recovery codes",
    Act.SECOND_FACTORS_RENEWED: "Renewed the encryption of second factors",
    Act.SESSIONS_ENDED: "Ended sessions",
    Act.ROLE_GIVEN: "Gave a role",
    Act.JOB_FINISHED: "Finished a job",
    Act.JOB_FAILED: "Stopped trying a job",
    Act.JOB_RETRIED: "Had a failed job tried again",
    Act.WORK_FAILED: "Stopped trying a piece of work",
    Act.WORK_RETRIED: "Had failed work tried again",
    Act.WORK_GIVEN_UP: "Gave up failed work",
    Act.DRILL_BEGUN: "Began a drill",
    Act.ROLE_ENDED: "Ended a role",
    Act.DELEGATION_RECORDED: "Recorded a delegation",
    Act.DELEGATION_ENDED: "Ended a delegation",
    Act.UNIT_CHANGED: "Changed the tree of units",
    Act.PERSON_ADDED: "Added somebody to the register",
    Act.PERSON_CHANGED: "Changed somebody in the register",
    Act.PERSON_LINKED: "Linked an account to somebody in the register",
    Act.PERSON_UNLINKED: "Took an account from somebody in the register",
    Act.RELINKING_ASKED: "Asked that an account be linked to somebody else",
    Act.RELINKING_REFUSED: "Refused that an account be linked to somebody else",
    Act.HR_FILE_RECEIVED: "Took a file from personnel",
    Act.HR_FILE_READ: "Read a file from personnel into the register",
    Act.CHARACTERISTICS_READ: "Looked at protected characteristics",
    Act.CASE_LOGGED: "Logged a matter",
    Act.CASE_RESOLVED: "Resolved a complaint during the call",
    Act.CASE_ACT: "Did an act of the law in a matter",
    Act.CASE_DECIDED: "Recorded a decision",
    Act.GROUNDS_ASKED: "Asked a second person to settle that no ground of referral is met",
    Act.GROUNDS_DECIDED: "Decided, as the second person, whether a ground of referral is met",
    Act.CASE_CHANGED: "Changed what is recorded of a matter",
    Act.CASE_SCORED: "Answered the questions of severity",
    Act.CASE_SEEN: "Looked at a matter",
    Act.CASE_NOT_THERE: "Asked for a matter that is not there for them",
    Act.CASES_LISTED: "Looked at a list of matters",
    Act.CASE_DATES_CORRECTED: "Corrected dates from which time limits of a matter run",
    Act.SUBJECT_ADDED: "Added somebody whom a matter is about",
    Act.SUBJECT_IDENTIFIED: "Identified somebody whom a matter is about",
    Act.SUBJECT_WITHDRAWN: "Marked somebody as added in error",
    Act.PARTY_ADDED: "Added a party to a matter",
    Act.PARTY_CORRECTED: "Corrected what is recorded of a party",
    Act.ALLEGATION_ADDED: "Added an allegation",
    Act.ALLEGATION_CORRECTED: "Corrected an allegation",
    Act.MEMBER_NAMED: "Named somebody to a matter",
    Act.SIGHT_GIVEN: "Gave sight of a matter for a time",
    Act.SIGHT_ENDED: "Ended somebody's sight of a matter",
    Act.DENIAL_LIFTED: "Let somebody see a matter again who was kept from it",
    Act.CASE_RESTRICTED: "Restricted a matter to those who are named",
    Act.CASE_UNRESTRICTED: "Opened a matter to its unit",
    Act.WALL_RAISED: "Asked what becomes of those who would lose sight of a matter",
    Act.WALL_DECIDED: "Decided what becomes of those who would lose sight of a matter",
    Act.LETTER_PRINTED: "Opened a letter to print it",
    Act.TERMS_WRITTEN: "Wrote terms of reference",
    Act.PLAN_CHANGED: "Changed the plan of an investigation",
    Act.STEP_CHANGED: "Recorded an interview, a statement or a request to others",
    Act.CHASED: "Chased somebody for what was asked for",
    Act.PRESERVATION_CHANGED: "Recorded perishable evidence",
    Act.POLICY_ENTERED: "Made an entry in the policy log",
    Act.REPRESENTATION_RECORDED: "Recorded representations of an officer",
    Act.REPORT_DRAFTED: "Drafted the investigator’s report",
    Act.EVIDENCE_ADDED: "Added an item of evidence",
    Act.EVIDENCE_CORRECTED: "Corrected what is recorded of an item of evidence",
    Act.EVIDENCE_MARKED: "Marked how an item of evidence is relevant",
    Act.EVIDENCE_FILE_ADDED: "Added a file of evidence",
    Act.EVIDENCE_FILE_SCANNED: "Scanned a file of evidence for malware",
    Act.EVIDENCE_FILE_TAKEN: "Took the original of a file of evidence",
    Act.EVIDENCE_COPY_SEEN: "Looked at the viewing copy of a file of evidence",
    Act.EVIDENCE_FILE_DAMAGED: "Found that a file of evidence is not what was stored",
    Act.CUSTODY_RECORDED: "Recorded where an item of evidence went",
    Act.SCHEDULE_EXPORTED: "Exported a disclosure schedule",
    Act.LETTER_MADE: "Made a letter",
    Act.LETTER_SENT: "Sent a letter by email",
    Act.LETTER_RELEASED: "Released a letter to go by email",
    Act.LETTER_DISCARDED: "Discarded a letter that was not sent",
    Act.LETTER_TEMPLATE_ADDED: "Added a version of a letter template",
    Act.NOTICE_SERVED: "Recorded that a notice was served",
    Act.AWARENESS_RECORDED: "Recorded whether somebody knows that a matter is about them",
    Act.PREJUDICE_RECORDED: "Recorded why nothing is sent to an overseeing body",
    Act.PREJUDICE_LIFTED: "Let letters go to an overseeing body again",
    Act.UPDATE_DRAFTED: "Drafted an update",
    Act.UPDATE_RELEASED: "Released an update",
    Act.UPDATE_GIVEN: "Gave an update",
    Act.UPDATE_WITHHELD: "Withheld an update",
    Act.UPDATE_DISCARDED: "Discarded the draft of an update",
    Act.RESTRICTION_RECORDED: "Recorded a restriction short of suspension",
    Act.RESTRICTION_ENDED: "Ended a restriction short of suspension",
    Act.WELFARE_OFFICER_NAMED: "Named a welfare officer",
    Act.WELFARE_PLANNED: "Wrote a welfare plan",
    Act.WELFARE_CONTACTED: "Added to a log of welfare contacts",
    Act.WELFARE_READ: "Read a welfare plan and its log of contacts",
    Act.PROCEEDING_RECORDED: "Recorded proceedings elsewhere",
    Act.PROCEEDING_CHANGED: "Changed what is recorded of proceedings elsewhere",
    Act.PROCEEDING_EVENT: "Recorded an event of proceedings elsewhere",
    Act.PROCEEDING_EFFECT: "Recorded what proceedings elsewhere mean for an act",
    Act.HOLD_CHASED: "Recorded who chases what is held back",
    Act.LINK_MADE: "Linked a matter to another",
    Act.LINK_ENDED: "Ended a link between matters",
    Act.FORCE_BUILT: "Built the demo force",
}
