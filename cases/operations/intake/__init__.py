"""Logging a matter: what was received becomes a case file, with its clocks, its score and its readers, in one act."""

from cases.operations.intake.values import Alleged, Call, Concerned, Logged, Named, NewMatter

__all__ = ["Alleged", "Call", "Concerned", "Logged", "Named", "NewMatter"]
