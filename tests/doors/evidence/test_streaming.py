"""A large file passes through: it is on the disk and hashed when it has arrived, and was never in memory."""

import hashlib
import resource
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from cases.operations.evidence import store
from cases.staff.evidence import uploads
from cases.staff.evidence.uploads import UploadMiddleware

MEGABYTE = 1024 * 1024
HOW_MANY = 200
HEAD = b'--X\r\nContent-Disposition: form-data; name="reference"\r\n\r\nAB/1\r\n--X\r\n'
FILE = b'Content-Disposition: form-data; name="file"; filename="film.mp4"\r\nContent-Type: video/mp4\r\n\r\n'
END = b"\r\n--X--\r\n"


class Body:
    """A request's body that is made while it is read."""

    def __init__(self) -> None:
        self.pieces, self.rest, self.digest = self._made(), b"", hashlib.sha256()

    def _made(self) -> Iterator[bytes]:
        yield HEAD + FILE
        for number in range(HOW_MANY):
            piece = bytes([number]) * MEGABYTE
            self.digest.update(piece)
            yield piece
        yield END

    def read(self, size: int = -1) -> bytes:
        """As much as is asked for, or what is left."""
        while len(self.rest) < size and (piece := next(self.pieces, b"")):
            self.rest += piece
        given, self.rest = self.rest[:size], self.rest[size:]
        return given

    def readline(self, size: int = -1) -> bytes:
        """Nobody reads a body by lines."""
        raise NotImplementedError


class Somebody:
    """Who is logged in."""

    is_authenticated = True


def test_it_is_hashed_on_its_way_and_never_in_memory(disk: Path) -> None:
    body = Body()
    seen: dict[str, Any] = {}
    length = len(HEAD) + len(FILE) + HOW_MANY * MEGABYTE + len(END)
    environ = RequestFactory().post("/cases/CO-0000-0000-0/evidence/add/").environ
    sent = {"CONTENT_TYPE": "multipart/form-data; boundary=X", "CONTENT_LENGTH": str(length), "wsgi.input": body}
    request = WSGIRequest(environ | sent)
    request.user = Somebody()  # type: ignore[assignment]

    def view(request: HttpRequest) -> HttpResponse:
        arrived = uploads.arrived(request)
        assert arrived is not None
        seen["sha256"], seen["size"] = arrived.incoming.sha256, arrived.incoming.size
        assert store.incoming_path(arrived.incoming.token).stat().st_size == HOW_MANY * MEGABYTE
        assert request.POST["reference"] == "AB/1"
        return HttpResponse()

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    UploadMiddleware(view)(request)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert seen == {"sha256": body.digest.hexdigest(), "size": HOW_MANY * MEGABYTE}
    assert grown < 50 * 1024, f"{grown} kB"
    # Nobody took it.
    assert list((disk / "incoming").iterdir()) == []
