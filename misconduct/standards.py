"""The ten Standards of Professional Behaviour, which every finding of misconduct names.

The sentences are ours and say what a Standard is about; a notice or a finding cites the Schedule itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from misconduct.authority import Authority, Grade
from misconduct.instruments import PCR
from misconduct.refusals import NoAnswer, listed

# The regulation was read, the headings of 2020 only where others quote them: the worse of the two is the grade.
AUTHORITY = Authority(
    PCR,
    "reg 5 and Sch 2",
    Grade.SECONDARY,
    "Regulation 5 was read; the ten headings were seen in a secondary source, the words of the Schedule in that of "
    "2008.",
)


@dataclass(frozen=True, kw_only=True)
class Standard:
    """One Standard: its number in the Schedule, its heading, and what it is about in our words."""

    key: str
    number: int
    title: str
    words: str
    authority: Authority = AUTHORITY


_ROWS = (
    (
        "honesty_and_integrity",
        "Honesty and integrity",
        "Tells the truth, acts with integrity, and never compromises or abuses the position.",
    ),
    (
        "authority_respect_and_courtesy",
        "Authority, respect and courtesy",
        "Keeps self-control, is tolerant and courteous, respects everybody's rights, and abuses no power.",
    ),
    ("equality_and_diversity", "Equality and diversity", "Is fair and impartial, and discriminates against nobody."),
    ("use_of_force", "Use of force", "Uses force only when it is necessary, proportionate and reasonable."),
    (
        "orders_and_instructions",
        "Orders and instructions",
        "Gives and follows only lawful orders, and keeps to regulations and force policy.",
    ),
    ("duties_and_responsibilities", "Duties and responsibilities", "Does the work of the office with diligence."),
    (
        "confidentiality",
        "Confidentiality",
        "Treats information with respect, and looks at it or passes it on only for a proper police purpose.",
    ),
    ("fitness_for_duty", "Fitness for duty", "Is fit to work when on duty or reporting for it."),
    (
        "discreditable_conduct",
        "Discreditable conduct",
        "On duty or off, does nothing that discredits the service, and reports their own offences and penalties.",
    ),
    (
        "challenging_and_reporting_improper_conduct",
        "Challenging and reporting improper conduct",
        "Reports, challenges or acts on what colleagues do in breach of these Standards.",
    ),
)
STANDARDS: Mapping[str, Standard] = {
    key: Standard(key=key, number=number, title=title, words=words)
    for number, (key, title, words) in enumerate(_ROWS, start=1)
}


def find(*, key: str) -> Standard:
    """The Standard of this key. Raises NoAnswer with all ten keys where there is none."""
    if key not in STANDARDS:
        raise NoAnswer(f"There is no Standard “{key}”. The ten are: {listed(list(STANDARDS))}.")
    return STANDARDS[key]
