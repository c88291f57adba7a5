"""Text in the cells of files that people open in a spreadsheet."""

import unicodedata

FORMULA = frozenset("=+-@")
BEGINS_A_CELL = ("\t", "\r", "\n")
# What comes before the sign and is not seen: blanks of every width, line ends, signs without a width.
UNSEEN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
MARK = "'"


def harmless(value: str) -> str:
    """Text that no spreadsheet takes for a formula: one more mark before whatever could be read as the start of one.

    As wide as they are typed, and whatever stands before them that is not seen. Taking one mark off text that is like
    this gives back what it was.
    """
    bare = value.lstrip(MARK)
    return f"{MARK}{value}" if bare.startswith(BEGINS_A_CELL) or _first_seen(bare) in FORMULA else value


def _first_seen(text: str) -> str:
    """The first sign that is seen, in its plain form: `=` also where it is full-width or small."""
    seen = next((sign for sign in text if unicodedata.category(sign) not in UNSEEN), "")
    return unicodedata.normalize("NFKC", seen)[:1]
