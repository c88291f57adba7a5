"""Whether what somebody wrote for one party holds a word that is another's: a name, a number, an address.

It errs on the side of asking: whoever releases the update looks again, and says why a word may stand.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cases.models import Case, Party, Subject
from cases.workforce.people import folded

SHORTEST_PART = 3
SHORTEST_PHONE = 6
SHORTEST_LINE = 4
_APART = re.compile(r"[^\w]+|_+")
_DIGITS = re.compile(r"\d(?:[\s().+/-]*\d)*")
_POSTCODE = re.compile(r"\b([a-z]{1,2}\d[a-z\d]?)\s*(\d[a-z]{2})\b")


@dataclass(frozen=True, kw_only=True)
class Somebody:
    """What somebody else is called and reached by."""

    name: str = ""
    collar: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""


def others_of(*, case: Case, party: Party) -> list[Somebody]:
    """Everybody of the matter but this party: other parties, and whom it is or was about. Two questions."""
    parties = case.parties.exclude(pk=party.pk).filter(identity__isnull=False).select_related("identity")
    subjects = Subject.objects.filter(case=case, person__isnull=False).select_related("person")
    found = [_identity(one) for one in parties]
    return [*found, *(Somebody(name=str(one.person), collar=one.person.collar) for one in subjects if one.person)]


def _identity(party: Party) -> Somebody:
    who = party.identity
    assert who is not None
    return Somebody(name=who.name, phone=who.phone, email=who.email, address=who.address)


def found(*, text: str, others: Iterable[Somebody]) -> list[str]:
    """The words of the text that are somebody else's, each once, as they are recorded of them."""
    told = _Text(text)
    return list(dict.fromkeys(word for one in others for word in _of(one, told)))


class _Text:
    """A text, taken apart in every way in which a name may stand in it."""

    def __init__(self, text: str) -> None:
        self.words = set(_words(text))
        self.words |= {word.removesuffix("s") for word in self.words}
        self.folded = f" {folded(text)} "
        self.apart = f" {' '.join(_apart(text))} "
        self.bare = re.sub(r"\s+", "", text.casefold())
        self.numbers = [re.sub(r"\D", "", each) for each in _DIGITS.findall(text)]


def _apart(text: str) -> list[str]:
    """Its words where whatever is no letter or number parts them."""
    return [word for piece in _APART.split(text) if (word := folded(piece) or piece.casefold())]


def _words(text: str) -> list[str]:
    # “O’Brien” is one word and two; “Smith/Jones” two and, without what stands between, one.
    return [*folded(text).split(), *_apart(text)]


def _of(one: Somebody, told: _Text) -> Iterator[str]:
    for part in dict.fromkeys(_words(one.name)):
        if len(part) >= SHORTEST_PART and part in told.words:
            yield part
    collar = " ".join(_apart(one.collar))
    if collar and (f" {collar} " in told.apart or collar.replace(" ", "") in told.words):
        yield one.collar
    if one.email and re.sub(r"\s+", "", one.email.casefold()) in told.bare:
        yield one.email
    digits = _national(one.phone)
    if len(digits) >= SHORTEST_PHONE and any(digits in _national(number) for number in told.numbers):
        yield one.phone
    yield from _lines(one.address, told)


def _national(phone: str) -> str:
    """The digits without what they begin with from abroad or at home."""
    digits = re.sub(r"\D", "", phone)
    return re.sub(r"^(?:0044|44|0)0?", "", digits)


def _lines(address: str, told: _Text) -> Iterator[str]:
    for line in re.split(r"[,;\n]+", address):
        bare = " ".join(_apart(line))
        if len(bare) >= SHORTEST_LINE and (f" {bare} " in told.apart or f" {folded(line)} " in told.folded):
            yield line.strip()
    for outer, inner in _POSTCODE.findall(address.casefold()):
        if outer + inner in told.bare:
            yield f"{outer}{inner}".upper()
