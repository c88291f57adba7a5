"""Which categories the words of what happened speak of: a table of beginnings of words, and the word that was found.

Nothing is decided by it: a person sees the word, and accepts or changes the category.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from misconduct.matters.categories import find

FORCE = (
    "force", "punch", "kick", "push", "shov", "struck", "hit", "slap", "elbow", "headbutt", "head-butt", "stamp",
    "chok", "throat", "throttl", "strangl", "grabb", "dragg", "pinned", "tackl", "slamm", "manhandl", "beat", "thrown",
    "threw", "twisted my", "twisted his", "pulled my hair", "assault", "dog bit", "broke my nose", "broke my arm",
    "broke my wrist", "broke my rib", "broke my jaw", "baton", "taser", "spray", "handcuff", "restrain", "knee",
    "knel",
)  # fmt: skip
# Beginnings of words, without capitals; the first rows are the first suggestions. Candour's own table, no law.
WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("J1", ("raped", "sexual assault", "sexually assault", "groped", "indecent", "breast", "groin", "genital")),
    ("J2", ("sexual harass", "sexual comment", "sexual remark")),
    ("G2", ("sexual relationship", "sex with", "sexual purpose")),
    ("G5", ("pervert", "destroyed evidence", "false statement", "lied in")),
    ("G4", ("bribe", "stole", "theft", "steal", "pocketed")),
    ("F6", ("racist", "racial", "race ", "skin colour", "ethnic")),
    ("F7", ("islamophob", "antisemit", "muslim", "jewish", "religio", "hijab")),
    ("F9", ("homophob", "gay", "lesbian")),
    ("F8", ("sexist", "misogyn")),
    ("F2", ("disab", "wheelchair", "autis", "deaf")),
    ("B4", FORCE),
    ("B1", ("stop and search", "stopped and search", "strip search", "stopped me", "pat down")),
    ("B2", ("raid", "warrant", "seiz", "searched my house", "searched the house", "searched our")),
    ("B3", ("arrest", "unlawfully detain", "false imprison")),
    ("B5", ("custody", "cell", "detention")),
    ("B6", ("bail", "identity parade", "interviewed")),
    ("D1", ("looked up", "looked me up", "checked me on", "police computer", "database", "pnc")),
    ("D2", ("leak", "disclos", "passed on", "told my", "shared my", "whatsapp")),
    ("E", ("drove", "driving", "police car", "speeding", "crash", "collision")),
    ("C", ("damage", "broke my", "broken door", "lost my property", "my property", "my phone was")),
    ("A1", ("no one came", "nobody came", "did not attend", "never attended", "did not turn up", "waited", "999")),
    ("A3", ("no update", "not updated", "kept informed", "not told", "no information", "call back", "called back")),
    ("A2", ("no further action", "closed the case", "closed my case", "refused to investigate", "not investigat")),
    ("H1", ("swore", "swear", "rude", "shouted", "language", "tone", "called me")),
    ("H5", ("bully", "intimidat", "threaten", "harass")),
    ("H3", ("dismissive", "laughed at", "unprofessional", "disrespect", "attitude")),
    ("H4", ("unfair", "biased", "took sides", "one-sided")),
    ("K", ("off duty", "drunk", "pub ", "facebook", "social media", "arrested for")),
    ("A4", ("slow", "delay", "took too long", "service")),
)


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """A category or sub-category, and the word of the text that speaks for it."""

    code: str
    name: str
    word: str


def suggest(*, text: str, most: int = 3) -> list[Suggestion]:
    """The categories whose words stand in the text, in the order of the table; none where no word does."""
    found = _found(text.casefold())
    return [found_one for found_one, _ in zip(found, range(most), strict=False)]


def _found(text: str) -> Iterable[Suggestion]:
    for code, beginnings in WORDS:
        pattern = "|".join(re.escape(beginning) for beginning in beginnings)
        if match := re.search(rf"\b(?:{pattern})\w*", text):
            yield Suggestion(code=code, name=find(code=code).name, word=match.group().strip())
