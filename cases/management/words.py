"""What somebody types on a command line, before anything repeats it on a terminal."""

from misconduct.refusals import NoAnswer

LONGEST = 500


def printable(text: str) -> str:
    """The text, if a terminal can show it. Raises NoAnswer for control characters, broken encodings and whole files."""
    if len(text) > LONGEST:
        raise NoAnswer(f"That is {len(text):,} characters long; {LONGEST} are the most: “{text[:40]!a}…”.")
    if not text.isprintable():
        raise NoAnswer(f"{text!a} holds characters that cannot be shown. Type it again without them.")
    return text
