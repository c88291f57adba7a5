"""Logging a matter: what was received becomes a case file, with its clocks, its score and its readers, in one act."""

from cases.operations.intake.logging import log
from cases.operations.intake.resolving import log_and_resolve
from cases.operations.intake.values import Alleged, Call, Concerned, Logged, Mistake, Named, NewMatter

__all__ = ["Alleged", "Call", "Concerned", "Logged", "Mistake", "Named", "NewMatter", "log", "log_and_resolve"]
