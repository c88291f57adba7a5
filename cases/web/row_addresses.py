"""How an address names a row: by its number under a cipher, so that nobody counts rows that they may not see.

Numbers run on through all matters. From two of one's own a day apart one could read how many deadlines, letters or
decisions about sight there were in between, in matters that must not leak even a count.
"""

import base64
import binascii
import hashlib
from functools import lru_cache

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import ECB
from django.conf import settings
from django.urls import register_converter

# One block is one number, so that each has one address and nothing is to be chained: what ECB is for.
BLOCK, LARGEST = 16, 2**63 - 1
NAME = "row"


def address_of(number: int) -> str:
    """How an address names the row of this number."""
    encrypted = _cipher(settings.SECRET_KEY).encryptor().update(number.to_bytes(BLOCK))
    return base64.urlsafe_b64encode(encrypted).decode().rstrip("=")


def number_of(address: str) -> int | None:
    """Which number an address names; None where it names none of ours."""
    try:
        encrypted = base64.b64decode(address + "==", altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    if len(encrypted) != BLOCK:
        return None
    number = int.from_bytes(_cipher(settings.SECRET_KEY).decryptor().update(encrypted))
    # The other half of the block is empty: a guess hits it once in more tries than anybody makes.
    return number if number <= LARGEST and address_of(number) == address else None


class RowConverter:
    """`<row:letter_id>` in an address: the view is given the number; 0, which no row has, where it names none.

    So whatever somebody types is asked and refused in the same way as what they may not see.
    """

    regex = "[^/]+"

    def to_python(self, value: str) -> int:
        """The number."""
        return number_of(value) or 0

    def to_url(self, value: int) -> str:
        """How the address names it."""
        return address_of(value)


# Once, wherever addresses of rows are used first.
register_converter(RowConverter, NAME)


@lru_cache(maxsize=4)
def _cipher(secret: str) -> Cipher[ECB]:
    key = hashlib.blake2b(secret.encode(), digest_size=32, person=b"row addresses").digest()
    return Cipher(AES(key), ECB())  # noqa: S305 - one block
