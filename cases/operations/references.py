"""The reference of a matter: random, so that it tells nothing and cannot be guessed, and with a check for slips.

Eight characters of Crockford's alphabet (no I, L, O or U) and a check character, behind two letters for the kind.
"""

import secrets

from cases.models import Case

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PREFIXES = {"complaint": "CO", "conduct": "CM", "recordable_conduct": "CM", "death_or_serious_injury": "DS"}
LENGTH = 8
HEARD = str.maketrans("OIL", "011")


def make(*, kind: str) -> str:
    """A reference that no matter has yet, such as `CM-7QK4-M2XH-3`."""
    while True:
        body = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        reference = f"{PREFIXES[kind]}-{body[:4]}-{body[4:]}-{check(body)}"
        if not Case.objects.filter(reference=reference).exists():
            return reference


def read(text: str) -> str:
    """A reference as it is kept, however it was typed or heard: no hyphens, small letters, O for 0, I or L for 1.

    What cannot be one stays as it was typed, in capitals.
    """
    letters = "".join(letter for letter in text.upper() if letter.isalnum())
    prefix, body = letters[:2].replace("0", "O"), letters[2:].translate(HEARD)
    if len(body) != LENGTH + 1 or prefix not in PREFIXES.values():
        return text.strip().upper()
    return f"{prefix}-{body[:4]}-{body[4:8]}-{body[8:]}"


def check(body: str) -> str:
    """The check character: by Luhn's rule over 32 characters, which finds every single slip and most swaps."""
    total = 0
    for place, character in enumerate(reversed(body)):
        worth = ALPHABET.index(character) * (2 if place % 2 == 0 else 1)
        total += worth // len(ALPHABET) + worth % len(ALPHABET)
    return ALPHABET[-total % len(ALPHABET)]
