"""How a date was worked out, for people (`panel`) and for programs (`data`)."""

from misconduct.explanations.data import all_limits, as_data
from misconduct.explanations.panel import LABEL_WIDTH, as_text, headline, lines
from misconduct.explanations.words import clause_of, extendable, pausable, shortenable, skipped, sourced

__all__ = [
    "LABEL_WIDTH",
    "all_limits",
    "as_data",
    "as_text",
    "clause_of",
    "extendable",
    "headline",
    "lines",
    "pausable",
    "shortenable",
    "skipped",
    "sourced",
]
