"""The factors of the severity score: what is asked of an allegation, why, and what a yes is worth.

Every point is Candour's own setting, not law: the College's guidance names some of the factors and weighs none. No
factor asks who anybody is, what happened before, or what speaks for the officer: the first would be discrimination, the
second imports past disparity, the third belongs to outcomes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum

from misconduct.authority import Authority, Grade
from misconduct.instruments import DESIGN, OUTCOMES_GUIDANCE
from misconduct.refusals import NoAnswer, listed

# Changes with any factor, question or point, so that a stored scoring says which set it was made with.
VERSION = "S1"
POINTS = Authority(DESIGN, "severity score", Grade.LOCAL, "Every point, cap and band is Candour's own setting.")

_OURS = Authority(DESIGN, "severity score", Grade.LOCAL)
_BY_HEADING = Authority(
    OUTCOMES_GUIDANCE,
    "assessment of seriousness",
    Grade.SECONDARY,
    "The guidance assesses seriousness by culpability, harm and aggravating factors; its lists were not read.",
)


def _guidance(provision: str, note: str = "") -> Authority:
    return Authority(OUTCOMES_GUIDANCE, provision, Grade.SECONDARY, note)


@dataclass(frozen=True, kw_only=True)
class Kind:
    """What the groups say of themselves: the most points that the factors of one come to, and where it is from."""

    title: str
    cap: int
    authority: Authority


class Group(Enum):
    """The four groups, in the order in which they are asked and shown."""

    CULPABILITY = Kind(title="culpability", cap=25, authority=_BY_HEADING)
    HARM = Kind(title="harm", cap=25, authority=_BY_HEADING)
    SPECIAL_WEIGHT = Kind(title="special weight", cap=40, authority=_OURS)
    AGGRAVATING = Kind(title="aggravating", cap=10, authority=_BY_HEADING)


@dataclass(frozen=True, kw_only=True)
class Factor:
    """One question about the allegation, asked as if it were true. Of those of one `ladder` only the highest counts."""

    key: str
    group: Group
    points: int
    title: str
    question: str
    why: str
    authority: Authority = _OURS
    ladder: str = ""
    needs_reason: bool = False

    @property
    def is_special(self) -> bool:
        """Whether it is of special weight: it must be answered before there is a band, and has a floor."""
        return self.group is Group.SPECIAL_WEIGHT


_INTENT, _PHYSICAL, _CONFIDENCE = "state of mind", "physical harm", "public confidence"

CULPABILITY = (
    Factor(
        key="negligent",
        group=Group.CULPABILITY,
        points=3,
        title="negligent",
        question="Was it carelessness: less care than the task asked for?",
        why="How far somebody is to blame begins with their state of mind.",
        ladder=_INTENT,
    ),
    Factor(
        key="reckless",
        group=Group.CULPABILITY,
        points=6,
        title="reckless",
        question="Did they see the risk and go on all the same?",
        why="To take a known risk is worse than to overlook one.",
        ladder=_INTENT,
    ),
    Factor(
        key="intentional",
        group=Group.CULPABILITY,
        points=10,
        title="intentional",
        question="Did they mean to do it?",
        why="What is meant is worse than what is risked.",
        ladder=_INTENT,
    ),
    Factor(
        key="planned",
        group=Group.CULPABILITY,
        points=12,
        title="planned",
        question="Was it planned or prepared beforehand?",
        why="A plan leaves time to think better of it.",
        ladder=_INTENT,
    ),
    Factor(
        key="abuse_of_rank",
        group=Group.CULPABILITY,
        points=8,
        title="abuse of rank or position",
        question="Was rank, or the position as somebody of the police, used to do it?",
        why="Power that the public or the force lent was turned against somebody. Rank itself earns no point.",
    ),
    Factor(
        key="targeted",
        group=Group.CULPABILITY,
        points=6,
        title="targeted",
        question="Was the person affected singled out for it?",
        why="To pick somebody out shows purpose.",
    ),
    Factor(
        key="concealment",
        group=Group.CULPABILITY,
        points=6,
        title="concealment",
        question="Was anything done to hide it: deleted, left unrecorded, covered by a false account?",
        why="Hiding shows that they knew, and evidence may be going.",
    ),
    Factor(
        key="led_others",
        group=Group.CULPABILITY,
        points=4,
        title="led others",
        question="Were others led or drawn into it?",
        why="Whoever leads others answers for more than their own act.",
    ),
)
HARM = (
    Factor(
        key="minor_physical_harm",
        group=Group.HARM,
        points=5,
        title="minor physical harm",
        question="Was anybody hurt by it, if only slightly?",
        why="Somebody was hurt.",
        ladder=_PHYSICAL,
    ),
    Factor(
        key="serious_physical_harm",
        group=Group.HARM,
        points=10,
        title="serious physical harm",
        question="Was anybody seriously injured by it?",
        why="The worse the injury, the graver.",
        ladder=_PHYSICAL,
    ),
    Factor(
        key="death",
        group=Group.HARM,
        points=20,
        title="death",
        question="Did anybody die of it?",
        why="Nothing is graver than a death.",
        ladder=_PHYSICAL,
    ),
    Factor(
        key="psychological_harm",
        group=Group.HARM,
        points=8,
        title="psychological harm",
        question="Was anybody distressed or frightened beyond the moment, or harmed in their mental health?",
        why="Harm need not be seen to last.",
    ),
    Factor(
        key="vulnerable_person",
        group=Group.HARM,
        points=8,
        title="vulnerable person",
        question="Was anybody affected vulnerable: in custody or crisis, dependent on the police, unable to get away?",
        why="Whoever can protect themselves least relies on the police most. Why they are vulnerable earns no point.",
        authority=_guidance("aggravating factors", "Misconduct against a vulnerable person is named."),
    ),
    Factor(
        key="several_victims",
        group=Group.HARM,
        points=5,
        title="several victims",
        question="Was more than one person harmed?",
        why="More people were harmed.",
    ),
    Factor(
        key="financial_harm",
        group=Group.HARM,
        points=4,
        title="financial harm",
        question="Did anybody lose money or property by it?",
        why="A loss is a harm.",
    ),
    Factor(
        key="public_confidence",
        group=Group.HARM,
        points=4,
        title="public confidence harmed",
        question="Would it lower the public's confidence in the police, if they knew? Say why.",
        why="Confidence counts even where nobody was harmed and nobody heard of it.",
        authority=_guidance("revision of 2022, public confidence"),
        ladder=_CONFIDENCE,
        needs_reason=True,
    ),
    Factor(
        key="public_confidence_seriously",
        group=Group.HARM,
        points=8,
        title="public confidence seriously harmed",
        question="Would it lower the public's confidence in the police seriously, beyond this place? Say why.",
        why="Confidence counts even where nobody was harmed and nobody heard of it.",
        authority=_guidance("revision of 2022, public confidence"),
        ladder=_CONFIDENCE,
        needs_reason=True,
    ),
)
SPECIAL_WEIGHT = (
    Factor(
        key="vawg_or_domestic_abuse",
        group=Group.SPECIAL_WEIGHT,
        points=30,
        title="violence against women and girls, or domestic abuse",
        question="Is it of the kind called violence against women and girls (such as stalking, harassment or "
        "so-called honour-based abuse), or domestic abuse, whoever was harmed by it?",
        why="The police are asked to protect people from just this. The kind of conduct earns the points, not who "
        "suffered it.",
        authority=_guidance("revision of 2022, violence against women and girls"),
    ),
    Factor(
        key="sexual_misconduct",
        group=Group.SPECIAL_WEIGHT,
        points=30,
        title="sexual misconduct, or abuse of position for a sexual purpose",
        question="Is it sexual misconduct, or abuse of the position for a sexual purpose?",
        why="Grave harm, likely to be repeated, to people who came to the police or work for it.",
    ),
    Factor(
        key="corruption",
        group=Group.SPECIAL_WEIGHT,
        points=30,
        title="corruption, or a link to organised crime",
        question="Is it corruption, or is there a link to organised crime?",
        why="It turns the force against those whom it serves, and puts sources and colleagues in danger.",
    ),
    Factor(
        key="listed_offence",
        group=Group.SPECIAL_WEIGHT,
        points=30,
        title="charge or arrest for a listed offence",
        question="Has there been an arrest or a charge for a listed sexual or domestic-abuse offence?",
        why="From 13 July 2026 it bears on the duty to suspend; whether on arrest or on charge is contested, so both "
        "count.",
    ),
    Factor(
        key="operational_dishonesty",
        group=Group.SPECIAL_WEIGHT,
        points=25,
        title="operational dishonesty",
        question="Is it dishonesty at work: in evidence, a statement, a log entry, or to a supervisor or a court?",
        why="Nothing that the officer says in evidence can be relied on any more.",
        authority=_guidance("operational dishonesty", "It has a section of its own, which was not read."),
    ),
    Factor(
        key="discrimination",
        group=Group.SPECIAL_WEIGHT,
        points=25,
        title="discrimination",
        question="Is the conduct itself discriminatory, in word, message or act?",
        why="It is to be treated with the highest gravity. The conduct earns the points, not whom it was aimed at.",
        authority=_guidance("revision of 2022, discrimination"),
    ),
    Factor(
        key="serious_unlawful_force",
        group=Group.SPECIAL_WEIGHT,
        points=20,
        title="serious unlawful force",
        question="Is it serious force that the law does not allow?",
        why="The power to use force is what sets the police apart.",
    ),
    Factor(
        key="data_misuse_for_gain",
        group=Group.SPECIAL_WEIGHT,
        points=20,
        title="data misuse for gain",
        question="Were police systems or information used for the officer's own or somebody else's gain?",
        why="What people must tell the police was used against them, or sold.",
    ),
)
AGGRAVATING = (
    Factor(
        key="retaliation",
        group=Group.AGGRAVATING,
        points=8,
        title="retaliation against a reporter",
        question="Was anybody made to suffer, or threatened, for reporting or for helping those who look into it?",
        why="It silences the next person who would report.",
    ),
    Factor(
        key="ignored_advice",
        group=Group.AGGRAVATING,
        points=4,
        title="ignored prior advice",
        question="Had they been advised or told not to do this, and did it all the same?",
        why="They knew better. It is part of this allegation; what they did before earns no point.",
    ),
    Factor(
        key="in_uniform",
        group=Group.AGGRAVATING,
        points=2,
        title="in uniform or on duty",
        question="Were they in uniform or on duty?",
        why="It was done in the name of the police.",
    ),
)
FACTORS = {factor.key: factor for factor in (*CULPABILITY, *HARM, *SPECIAL_WEIGHT, *AGGRAVATING)}


def find(*, key: str) -> Factor:
    """The factor of this key. Raises NoAnswer with the nearest keys."""
    if key not in FACTORS:
        names = get_close_matches(key, FACTORS, n=3, cutoff=0.4)
        valid = f"Nearest: {listed(names)}" if names else f"All of them: {listed(list(FACTORS))}"
        raise NoAnswer(f"There is no factor “{key}”. {valid}.")
    return FACTORS[key]


def of_group(*, group: Group) -> Iterable[Factor]:
    """The factors of a group, in the order in which they are asked."""
    return (factor for factor in FACTORS.values() if factor.group is group)
