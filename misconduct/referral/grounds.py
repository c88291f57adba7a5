"""The grounds of referral to the IOPC, by kind of matter, and who may refer or take a matter without one."""

from collections.abc import Mapping
from dataclasses import dataclass

from misconduct.authority import Authority, Grade, Power
from misconduct.instruments import IOPC_GUIDANCE, PCMR, PRA
from misconduct.matters.kinds import DEFINITIONS, Kind
from misconduct.refusals import NoAnswer

_C, _R = Kind.COMPLAINT, Kind.RECORDABLE_CONDUCT
_MEANING = f"What it means is set by guidance that was not read ({IOPC_GUIDANCE.title})."


@dataclass(frozen=True, kw_only=True)
class Ground:
    """A ground of referral: what is asked, and for each kind of matter where it comes from.

    `is_mandatory` false: it allows referral and does not require it. A conduct matter is asked the questions of a
    recordable one, because an answer of yes is what makes it recordable.
    """

    key: str
    asks: str
    authorities: Mapping[Kind, Authority]
    is_mandatory: bool = True

    def authority(self, kind: Kind) -> Authority | None:
        """Where it comes from for this kind of matter; None where it is no ground for it."""
        return self.authorities.get(_R if kind is Kind.CONDUCT else kind)


def _listed(note: str = "") -> Mapping[Kind, Authority]:
    return {
        _C: Authority(PCMR, "reg 4(1)", Grade.TEXT_SEEN, note),
        _R: Authority(PCMR, "reg 7(1)", Grade.TEXT_SEEN, note),
    }


_CROSS = "Paragraph 4 was seen only where other provisions refer to it."
GROUNDS: Mapping[str, Ground] = {
    ground.key: ground
    for ground in (
        Ground(
            key="death_or_serious_injury",
            asks="Is it alleged that the conduct resulted in a death or serious injury, or did somebody die or suffer "
            "serious injury in the incident or because of it?",
            authorities={
                _C: Authority(PRA, "Sch 3 para 4(1)(a)", Grade.DERIVED, _CROSS),
                _R: Authority(PRA, "Sch 3 para 13(1)(a)", Grade.TEXT_SEEN),
            },
        ),
        Ground(key="serious_assault", asks="Is it a serious assault?", authorities=_listed(_MEANING)),
        Ground(key="serious_sexual_offence", asks="Is it a serious sexual offence?", authorities=_listed(_MEANING)),
        Ground(
            key="serious_corruption",
            asks="Is it serious corruption? Abuse of position for a sexual purpose, or to pursue an improper emotional "
            "relationship, is.",
            authorities=_listed(_MEANING),
        ),
        Ground(
            key="aggravated_by_discrimination",
            asks="Is it a crime, or behaviour liable to lead to disciplinary proceedings, aggravated by discrimination "
            "on grounds of race, sex, religion or another status?",
            authorities=_listed(_MEANING),
        ),
        Ground(
            key="relevant_offence",
            asks="Is it a relevant offence?",
            authorities=_listed(
                "That it is one with a sentence fixed by law, or of seven years or more, is unconfirmed: from memory."
            ),
        ),
        Ground(
            key="same_incident",
            asks="Is it alleged to be part of the same incident as any of these?",
            authorities=_listed(),
        ),
        Ground(
            key="chief_officer",
            asks="Is it about the conduct of a chief officer, or of the Metropolitan Police's Deputy Commissioner? "
            "Of a complaint: and is the appropriate authority unable to rule out, from the complaint alone, that if "
            "proved it would justify proceedings?",
            authorities={
                _C: Authority(
                    PCMR, "reg 4(1)", Grade.DERIVED, "The end of the test was cut from the copy: our words complete it."
                ),
                _R: Authority(PCMR, "reg 7(1)(g)", Grade.TEXT_SEEN, "The end of the regulation was cut from the copy."),
            },
        ),
        Ground(
            key="called_in",
            asks="Has the Director General given notice that it must be referred?",
            authorities={
                _C: Authority(PRA, "Sch 3 para 4(1)", Grade.DERIVED, _CROSS),
                _R: Authority(PRA, "Sch 3 para 13(1)(c)", Grade.TEXT_SEEN),
            },
        ),
        Ground(
            key="gravity_or_exceptional",
            asks="Does its gravity, or do exceptional circumstances, make it right to refer it?",
            authorities={
                _C: Authority(PRA, "Sch 3 para 4(2)", Grade.SECONDARY, "The explanatory notes were read (note 93)."),
                _R: Authority(
                    PRA,
                    "Sch 3 para 13(2); PCMR reg 7(1)(f)",
                    Grade.TEXT_SEEN,
                    "It may be referred. A conduct matter that meets it must be recorded.",
                ),
            },
            is_mandatory=False,
        ),
    )
}
# Of a death or serious injury matter nothing is asked.
ALWAYS_KEY = "every_death_or_serious_injury_matter"
ALWAYS = Authority(
    PRA, "Sch 3 para 14C", Grade.MEMORY, "Every one that is recorded is referred. Only the heading of reg 9 was read."
)
VOLUNTARY = Power(
    holders=("appropriate_authority",),
    condition="because of its gravity or exceptional circumstances",
    authority=Authority(PRA, "Sch 3 para 13(2)", Grade.TEXT_SEEN, "For complaints: explanatory notes, note 93."),
)
POWERS: tuple[Power, ...] = (
    VOLUNTARY,
    Power(
        holders=("local_policing_body",),
        condition="where it is about the chief officer",
        authority=Authority(PRA, "Sch 3 para 13(3)", Grade.TEXT_SEEN, "For complaints: explanatory notes, note 93."),
    ),
    Power(
        holders=("director_general",),
        condition="by notice that a matter must be referred (call-in)",
        authority=Authority(PRA, "Sch 3 para 13(1)(c)", Grade.TEXT_SEEN),
    ),
    Power(
        holders=("director_general",),
        condition="by treating as referred a conduct matter learnt of otherwise (power of initiative): the appropriate "
        "authority is told and records it if it is not recorded, and the person is told unless that is prejudicial",
        authority=Authority(PRA, "Sch 3 para 13A", Grade.TEXT_SEEN, "A sister provision was read too."),
    ),
)


def is_mandatory(key: str) -> bool:
    """Whether a ground of this key requires referral where it is met."""
    return key == ALWAYS_KEY or GROUNDS[key].is_mandatory


def questions(*, kind: Kind) -> tuple[Ground, ...]:
    """The grounds that a matter of this kind is asked about. Raises NoAnswer for a super-complaint."""
    if DEFINITIONS[kind].is_external:
        raise NoAnswer(f"A {kind.value} is no case of a force and is not referred. Keep it as a linked item.")
    return tuple(ground for ground in GROUNDS.values() if ground.authority(kind))
