"""Templates of letters as the page of them shows them: each kind with its versions and its fields."""

from dataclasses import dataclass
from datetime import datetime

from cases.models import LetterTemplate
from cases.queries.letters.kinds import KINDS, Field, Kind
from cases.queries.names import names_of

WITH_CANDOUR = "candour"


@dataclass(frozen=True, kw_only=True)
class Version:
    """One version of a template."""

    number: int
    said: str
    by: str
    at: datetime
    fields: list[str]
    is_newest: bool


@dataclass(frozen=True, kw_only=True)
class KindSeen:
    """One kind of letter and the version that counts."""

    key: str
    title: str
    note: str
    fields: tuple[Field, ...]
    versions: list[Version]

    @property
    def newest(self) -> Version:
        """The one from which letters are made."""
        return self.versions[0]


def every_kind() -> list[KindSeen]:
    """All kinds, each with its versions, newest first."""
    rows = list(LetterTemplate.objects.defer("content").order_by("kind", "-version"))
    called = names_of({row.uploaded_by for row in rows})
    return [_seen(kind, [row for row in rows if row.kind == kind.key], called) for kind in KINDS.values()]


def one_kind(*, key: str) -> KindSeen | None:
    """One of them, or None."""
    return next((one for one in every_kind() if one.key == key), None)


def content(*, key: str, version: int) -> bytes | None:
    """The file of one version, or None."""
    found = LetterTemplate.objects.filter(kind=key, version=version).first()
    return bytes(found.content) if found else None


def _seen(kind: Kind, rows: list[LetterTemplate], called: dict[str, str]) -> KindSeen:
    versions = [
        Version(
            number=row.version,
            said=row.said,
            by="" if row.uploaded_by == WITH_CANDOUR else called.get(row.uploaded_by, row.uploaded_by),
            at=row.uploaded_at,
            fields=list(row.fields),
            is_newest=at == 0,
        )
        for at, row in enumerate(rows)
    ]
    return KindSeen(key=kind.key, title=kind.title, note=kind.note, fields=kind.fields, versions=versions)
