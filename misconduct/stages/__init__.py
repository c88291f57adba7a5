"""What may be done with a matter, and with an allegation against a person: acts and transitions as tables.

`after` answers one act with the stage that follows, or why not; `permitted` answers every act of a stage. The tables
stand in a file for each part of the two lifecycles.
"""

from misconduct.stages.asking import Answer, NeedsReason, NotPermitted, Permitted, after, decided_by, permitted
from misconduct.stages.circumstances import QUESTIONS, circumstances
from misconduct.stages.lifecycles import FINAL, MatterStage, OfficerStage, Stage, name_of

__all__ = [
    "FINAL",
    "QUESTIONS",
    "Answer",
    "MatterStage",
    "NeedsReason",
    "NotPermitted",
    "OfficerStage",
    "Permitted",
    "Stage",
    "after",
    "circumstances",
    "decided_by",
    "name_of",
    "permitted",
]
