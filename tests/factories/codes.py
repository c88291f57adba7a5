"""Codes as an authenticator app makes them (RFC 6238), for a secret and a moment."""

import base64
import hashlib
import hmac
import struct


def code_at(*, secret: str, seconds: float) -> str:
    """The six digits that an app shows at that moment."""
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", int(seconds) // 30), hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"
