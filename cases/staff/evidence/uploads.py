"""How a file of evidence arrives: straight onto the disk on which it is kept, hashed on the way, and never in memory.

It arrives before the request's transaction begins. What no page asked for, what a stranger sends, and what is too large
is read past and stored nowhere; the fields beside it are kept, so that the page can say so and lose nothing.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload
from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from django.urls import Resolver404, resolve

from cases.operations.evidence.store import Incoming, NoRoom

FIELD = "file"
MEGABYTE = 1024 * 1024
# What a form may take beside its file.
BESIDE = MEGABYTE
TOO_LARGE = "The file must be {:,} MB or smaller. Ask how larger ones are handed in"
NO_ROOM = (
    "There is no room for the file on the disk for evidence, and nothing of it was stored. "
    "Tell whoever runs Candour, and send it again when there is"
)
STATUS = {TOO_LARGE: 413, NO_ROOM: 507}
View = TypeVar("View", bound=Callable[..., Any])


def takes_evidence(view: View) -> View:
    """Marks a page whose form has a file of evidence, as its last field, called `file`."""
    view.takes_evidence = True  # type: ignore[attr-defined]
    return view


class EvidenceUpload(UploadedFile):  # type: ignore[type-arg]
    """A file that has arrived whole, for a form: its bytes stay where they are."""

    def __init__(self, incoming: Incoming, name: str) -> None:
        super().__init__(file=None, name=name, size=incoming.size)
        self.incoming = incoming

    def close(self) -> None:
        """Nothing is open."""


class EvidenceHandler(FileUploadHandler):
    """Writes the one file of a form to where evidence arrives."""

    chunk_size = MEGABYTE

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.problem = ""
        self.incoming: Incoming | None = None
        self.is_whole = False

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begins, unless it is another file than the page asked for, or more than is taken."""
        super().new_file(*args, **kwargs)
        if self.field_name != FIELD or self.incoming is not None:
            raise SkipFile
        declared = int(self.request.META.get("CONTENT_LENGTH") or 0)  # type: ignore[union-attr]
        if declared > most_bytes() + BESIDE:
            self.problem = TOO_LARGE
            # A little too large is read past, so that a browser gets its answer; the rest of much more is not read.
            raise SkipFile if declared < 2 * most_bytes() else StopUpload(connection_reset=True)
        self._or_skip(self._begin)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """One more piece, however much was declared."""
        if start + len(raw_data) > most_bytes():
            self.problem = TOO_LARGE
            self.discard()
            raise SkipFile
        self._or_skip(lambda: self._incoming().write(raw_data))

    def file_complete(self, file_size: int) -> EvidenceUpload | None:
        """All of it is there."""
        try:
            self._incoming().finish()
        except NoRoom:
            self.problem = NO_ROOM
            return None
        self.is_whole = True
        return EvidenceUpload(self._incoming(), self.file_name or "")

    def upload_interrupted(self) -> None:
        """Half a file is none. What was skipped after a whole one counts as interrupted too."""
        if not self.is_whole:
            self.discard()

    def discard(self) -> None:
        """Nothing of it is left, unless an act that was kept has taken it."""
        if self.incoming is not None:
            self.incoming.discard()

    def _begin(self) -> None:
        self.incoming = Incoming()

    def _incoming(self) -> Incoming:
        assert self.incoming is not None
        return self.incoming

    def _or_skip(self, write: Callable[[], None]) -> None:
        try:
            write()
        except NoRoom:
            self.problem = NO_ROOM
            raise SkipFile from None


class NothingIsTaken(FileUploadHandler):
    """Reads past every file."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """None is stored."""
        raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """None is stored."""

    def file_complete(self, file_size: int) -> None:
        """None is there."""


class UploadMiddleware:
    """Takes in the file of a page that asks for one, from somebody who is logged in.

    Afterwards nothing is left of it that no act has taken.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Passes on, when the file is there."""
        if request.method != "POST" or request.content_type != "multipart/form-data":
            return self.get_response(request)
        if not request.user.is_authenticated:
            request.upload_handlers = [NothingIsTaken(request)]
            return self.get_response(request)
        if not _takes_evidence(request):
            return self.get_response(request)
        handler = EvidenceHandler(request)
        request.upload_handlers = [handler]
        try:
            _read(request)
            request.upload_problem = handler.problem  # type: ignore[attr-defined]
            return self.get_response(request)
        finally:
            handler.discard()


def most_bytes() -> int:
    """How large a file may be."""
    return int(settings.EVIDENCE_MOST_MEGABYTES) * MEGABYTE


def arrived(request: HttpRequest) -> EvidenceUpload | None:
    """The file that came with the form, if it did."""
    found = request.FILES.get(FIELD)
    return found if isinstance(found, EvidenceUpload) else None


def problem_of(request: HttpRequest) -> tuple[str, int]:
    """Why the file was not taken, in words, and the status of such an answer; nothing and 200 where it was."""
    problem: str = getattr(request, "upload_problem", "")
    return problem.format(settings.EVIDENCE_MOST_MEGABYTES), STATUS.get(problem, 200)


def _read(request: HttpRequest) -> None:
    try:
        len(request.POST)
    except UnreadablePostError:
        # Whoever sent it is gone. Django asks again further in, and answers nobody.
        return


def _takes_evidence(request: HttpRequest) -> bool:
    try:
        return bool(getattr(resolve(request.path_info).func, "takes_evidence", False))
    except Resolver404:
        return False
