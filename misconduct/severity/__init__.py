"""How grave an allegation would be if it were true: three lanes in words, never added together.

They order work. Only people assess, decide and find.
"""

from misconduct.severity.answers import Answer, Said, read
from misconduct.severity.bands import CEILING_WITHOUT_SPECIAL, EDGES, FLOOR, MOST_BY_TICKS, Band, band_of
from misconduct.severity.danger import FACTS, Danger, Fact
from misconduct.severity.explained import WHAT_IT_IS, all_questions, as_data, as_text, headline, lines
from misconduct.severity.factors import FACTORS, VERSION, Factor, Group, of_group
from misconduct.severity.information import Assessment, Information, Source
from misconduct.severity.scoring import Part, Score, Triage, score
from misconduct.severity.waiting import ORDER, place_in_queue

__all__ = [
    "CEILING_WITHOUT_SPECIAL",
    "EDGES",
    "FACTORS",
    "FACTS",
    "FLOOR",
    "MOST_BY_TICKS",
    "ORDER",
    "VERSION",
    "WHAT_IT_IS",
    "Answer",
    "Assessment",
    "Band",
    "Danger",
    "Fact",
    "Factor",
    "Group",
    "Information",
    "Part",
    "Said",
    "Score",
    "Source",
    "Triage",
    "all_questions",
    "as_data",
    "as_text",
    "band_of",
    "headline",
    "lines",
    "of_group",
    "place_in_queue",
    "read",
    "score",
]
