"""What a force's legal adviser has confirmed or corrected.

Sign-offs are data handed in: named, dated, and in force from their date on. The last one in force wins. A sign-off
makes an unconfirmed rule one that may count; it never makes a local setting law.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from misconduct.authority import Power
from misconduct.counting import Counting


@dataclass(frozen=True, kw_only=True)
class Correction:
    """What the adviser says instead. What is not said here stays as it is."""

    counting: Counting | None = None
    numbers: tuple[int, ...] = ()
    extension: Power | None = None
    # For a saving only: the fact whose date decides which version governs.
    turns_on: str = ""


@dataclass(frozen=True, kw_only=True)
class SignOff:
    """One adviser's word on one rule: a time limit's key, or a saving's (`saving.PCR.R4`).

    `versions` empty means every version. `after` and `option` name the row where a limit has several: the event it
    counts from, and the choice it is for. `provision` is what the adviser read; it is shown with the rule.
    """

    key: str
    signed_on: date
    by: str
    provision: str
    versions: tuple[str, ...] = ()
    after: str = ""
    option: str = ""
    corrects: Correction | None = None

    def __post_init__(self) -> None:
        """Refuses an anonymous sign-off, and one that names nothing read."""
        if not (self.by.strip() and self.provision.strip()):
            raise ValueError("A sign-off names who signed and which provision they read.")

    @property
    def confirms_rule(self) -> bool:
        """Whether number and counting were read, and not only the power to extend."""
        return self.corrects is None or bool(self.corrects.counting or self.corrects.numbers or self.corrects.turns_on)


@dataclass(frozen=True, kw_only=True)
class SignOffs:
    """The sign-offs as they stood on a day."""

    known: Sequence[SignOff] = ()
    as_at: date = date.max

    def rule(
        self, *, key: str, versions: frozenset[str] = frozenset(), after: str = "", option: str = ""
    ) -> SignOff | None:
        """The sign-off of number and counting (or of a saving) that is in force, or nothing.

        `versions` are all keys by which the version in question is called; `after` and `option` are the row's.
        """
        signed = [one for one in self._of(key, versions, after, option) if one.confirms_rule]
        return signed[-1] if signed else None

    def power(
        self, *, key: str, versions: frozenset[str] = frozenset(), after: str = "", option: str = ""
    ) -> SignOff | None:
        """The sign-off that says who may extend, in force beside that of the rule, or nothing."""
        signed = [one for one in self._of(key, versions, after, option) if one.corrects and one.corrects.extension]
        return signed[-1] if signed else None

    def _of(self, key: str, versions: frozenset[str], after: str, option: str) -> list[SignOff]:
        """Those in force for this row, the last last. Of two on one day the later in the list is the last."""
        valid = [
            one
            for one in self.known
            if one.key == key
            and (not one.versions or versions & set(one.versions))
            and one.after in {"", after}
            and one.option in {"", option}
            and one.signed_on <= self.as_at
        ]
        return sorted(valid, key=lambda one: one.signed_on)


NO_SIGN_OFFS = SignOffs()
