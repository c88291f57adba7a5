"""The instruments that rules come from, and the versions in which the amended ones exist.

A version is what the instrument says after an amendment. Which version governs an act is a question of its own, with
savings and exceptions: `versions.py`.
"""

from dataclasses import dataclass
from datetime import date

from misconduct.authority import Authority, Grade, Instrument

PCR = Instrument(
    key="PCR",
    title="Police (Conduct) Regulations 2020",
    citation="SI 2020/4",
    caveat="Some provisions were read as made in 2020; the text of the amending Regulations of 2026 was not seen.",
)
PCMR = Instrument(
    key="PCMR",
    title="Police (Complaints and Misconduct) Regulations 2020",
    citation="SI 2020/2",
    caveat="Most provisions were read as made in 2020. What the Regulations of 2025 (SI 2025/558, Part 5) and of 2026 "
    "changed in them was not seen.",
)
PATR = Instrument(
    key="PATR",
    title="Police Appeals Tribunals Rules 2020",
    citation="SI 2020/1",
    caveat="Whether a chief officer may now appeal to the tribunal was announced, and not found in force.",
)
BLR = Instrument(
    key="BLR", title="Police Barred List and Police Advisory List Regulations 2017", citation="SI 2017/1135"
)
PRA = Instrument(key="PRA", title="Police Reform Act 2002", citation="2002 c. 30")
SUPER_COMPLAINTS = Instrument(
    key="SUPER", title="Police Super-complaints (Designation and Procedure) Regulations 2018", citation="SI 2018/748"
)
VETTING = Instrument(
    key="VETTING",
    title="Police (Vetting) Regulations 2025",
    citation="SI 2025/502",
    caveat="They cover police officers only. None of their day-counts was seen.",
)
SPECIFIED_INFORMATION = Instrument(
    key="SPECIFIED", title="Elected Local Policing Bodies (Specified Information) Order 2011, as amended in 2021"
)
POLICE_REGULATIONS = Instrument(
    key="PR",
    title="Police Regulations 2003",
    citation="SI 2003/527",
    caveat="Of regulation 13 the amendments of SI 2025/558 (regs 3 and 4) were read, the steps are as departments take "
    "them.",
)
PERFORMANCE = Instrument(key="PERF", title="Police (Performance) Regulations 2020", citation="SI 2020/3")
CASE_LAW = Instrument(key="CASES", title="Decisions of the courts")
IOPC_GUIDANCE = Instrument(
    key="IOPC",
    title="IOPC statutory guidance on the police complaints system (2020)",
    is_law=False,
    caveat="Only its contents list was read; its definitions of serious assault, serious sexual offence and serious "
    "corruption were not.",
)
IOPC_DATA = Instrument(
    key="IOPC DATA",
    title="IOPC guidance on capturing data about police complaints",
    is_law=False,
    caveat="The names of the categories and of most sub-categories were read in published tables; the numbers of the "
    "sub-categories were not.",
)
OUTCOMES_GUIDANCE = Instrument(
    key="OUTCOMES",
    title="College of Policing, guidance on outcomes in police misconduct proceedings",
    is_law=False,
    caveat="Its factor lists were not read.",
)
FORCE_POLICY = Instrument(
    key="POLICY",
    title="Contract and force policy",
    is_law=False,
    caveat="Each force has its own: the steps are the usual ones.",
)
DESIGN = Instrument(key="DESIGN", title="Candour's own design", is_law=False)
CONDUCT_2012 = Instrument(key="PCR 2012", title="Police (Conduct) Regulations 2012", citation="SI 2012/2632")
APPEALS_2012 = Instrument(key="PATR 2012", title="Police Appeals Tribunals Rules 2012")
COMPLAINTS_2012 = Instrument(key="PCMR 2012", title="Police (Complaints and Misconduct) Regulations 2012")
APP = Instrument(key="APP", title="College of Policing, Authorised Professional Practice: Vetting", is_law=False)
VETTING_CODE = Instrument(key="CODE", title="Vetting Code of Practice (July 2023)", is_law=False)
LOCAL = Instrument(key="LOCAL", title="Local setting", is_law=False)


@dataclass(frozen=True, kw_only=True)
class Change:
    """One thing that a version changed, for the reader of the rulebook."""

    words: str
    authority: Authority


@dataclass(frozen=True, kw_only=True)
class Version:
    """What the instruments say from a date on, by the instrument that made them say it."""

    key: str
    since: date
    made_by: str
    # How far the date of commencement was verified.
    dated: Grade = Grade.TEXT_SEEN
    changes: tuple[Change, ...] = ()


def _change(instrument: Instrument, provision: str, grade: Grade, words: str, note: str = "") -> Change:
    return Change(words=words, authority=Authority(instrument, provision, grade, note))


R1 = Version(
    key="R1",
    since=date(2020, 2, 1),
    made_by="the Regulations and Rules of 2020 as made (SI 2020/1, 2 and 4)",
    changes=(
        _change(
            PCR,
            "reg 1",
            Grade.TEXT_SEEN,
            "The 2020 Regulations come into force; a legally qualified chair presides over hearings.",
        ),
    ),
)
R2 = Version(
    key="R2",
    since=date(2024, 5, 7),
    made_by="SI 2024/521",
    changes=(
        _change(
            PCR,
            "explanatory note of SI 2024/521",
            Grade.SECONDARY,
            "The chief officer, or a delegate, chairs hearings; for senior officers a more senior chair of another "
            "force, for chief officers HM Chief Inspector or a nominated inspector. The local policing body appoints "
            "two independent panel members, one with relevant qualifications or experience, and a legally qualified "
            "person who advises and to whose advice the panel has regard. A delegate is a senior officer, was one "
            "within the previous five years, or is police staff of equivalent seniority. The Director General may "
            "make representations on whether the chair should be delegated to another force.",
        ),
        _change(
            PCR,
            "regs 43(1B), 63(1A) to (1C)",
            Grade.TEXT_SEEN,
            "The legally qualified person may be asked to draft the report of a hearing, and gives it to the chair.",
        ),
    ),
)
R3 = Version(
    key="R3",
    since=date(2025, 5, 28),
    made_by="SI 2025/558",
    changes=(
        _change(
            PCR,
            "explanatory note of SI 2025/558",
            Grade.SECONDARY,
            "Gross misconduct ends in dismissal without notice unless exceptional circumstances justify a final "
            "written warning or a reduction in rank; a conviction for an indictable-only offence is gross misconduct.",
        ),
        _change(
            PCR,
            "Part 3A (SI 2025/558 Sch para 3)",
            Grade.TEXT_SEEN,
            "Former officers are presumed to go to an accelerated hearing, unless they opt for a full hearing or the "
            "appropriate authority finds one necessary.",
        ),
        _change(
            PCR,
            "reg 14 (SI 2025/558 reg 9); regs 21, 23 and 27",
            Grade.SECONDARY,
            "A matter may be referred to be dealt with under the Vetting Regulations 2025.",
            "The words of regulation 9 were read, those of the others not.",
        ),
        _change(
            PCR,
            "explanatory note of SI 2025/558",
            Grade.SECONDARY,
            "Documents may be served by e-mail, with a deemed date of service.",
            "The rule that gives the deemed date was not seen: enter the deemed date when it is known.",
        ),
        _change(
            POLICE_REGULATIONS,
            "reg 13 (SI 2025/558 regs 3 and 4)",
            Grade.TEXT_SEEN,
            "Regulation 13 applies to special constables on probation as well, and may be exercised by a delegate.",
        ),
        _change(
            PCMR,
            "reg 26",
            Grade.TEXT_SEEN,
            "The appropriate authority may certify the special conditions after the final report, with exceptions "
            "where the Director General directed or recommended another form.",
        ),
    ),
)
R4 = Version(
    key="R4",
    since=date(2026, 7, 13),
    made_by="the Police (Conduct and Vetting etc.) (Amendment) Regulations 2026 (number and text not seen)",
    dated=Grade.SECONDARY,
    changes=(
        _change(
            PCR,
            "reg 11",
            Grade.SECONDARY,
            "Suspension becomes a duty once a condition is met, and is reviewed within 12 weeks instead of 4.",
        ),
        _change(
            PCR,
            "reg 11B",
            Grade.SECONDARY,
            "Suspension is decided within 3 working days when the officer is under criminal investigation and the "
            "conduct is assessed as gross misconduct.",
        ),
        _change(
            PCR,
            "reg 11C",
            Grade.CONTESTED,
            "For a listed sexual or domestic-abuse offence the public interest requires suspension unless exceptional.",
            "One summary says on arrest, another on charge.",
        ),
    ),
)
PR_2003 = Version(key="2003", since=date(2003, 4, 1), made_by="SI 2003/527 as made", dated=Grade.MEMORY)
BLR_2017 = Version(key="2017", since=date(2017, 12, 15), made_by="SI 2017/1135 as made", dated=Grade.MEMORY)
SUPER_2018 = Version(key="2018", since=date(2018, 11, 1), made_by="SI 2018/748 as made", dated=Grade.MEMORY)
V1 = Version(
    key="V1",
    since=date(2025, 5, 14),
    made_by="SI 2025/502",
    changes=(
        _change(
            VETTING,
            "regs 4 to 30",
            Grade.SECONDARY,
            "Officers must hold and maintain clearance; clearance is withdrawn after an assessment, with two appeals.",
        ),
    ),
)
V2 = Version(
    key="V2",
    since=date(2026, 7, 13),
    made_by=R4.made_by,
    dated=R4.dated,
    changes=(
        _change(
            VETTING,
            "",
            Grade.SECONDARY,
            "A candidate's clearance must have been granted within six months of appointment; vetting decisions and "
            "appeals need detailed reasons.",
        ),
    ),
)
LEGACY = Version(key="2012", since=date(2012, 11, 22), made_by="the Regulations of 2012", dated=Grade.MEMORY)

VERSIONS: dict[Instrument, tuple[Version, ...]] = {
    PCR: (R1, R2, R3, R4),
    PCMR: (R1, R3),
    PATR: (R1,),
    POLICE_REGULATIONS: (PR_2003, R3),
    BLR: (BLR_2017,),
    SUPER_COMPLAINTS: (SUPER_2018,),
    VETTING: (V1, V2),
    COMPLAINTS_2012: (LEGACY,),
}
