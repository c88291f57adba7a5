"""What a person may choose from, as stored and in words: for forms, which see no tables."""

from cases.models import CustodyKind, ItemKind, Relevance

Choices = list[tuple[str, str]]

KINDS: Choices = [(str(kind), str(name)) for kind, name in ItemKind.choices]
MARKS: Choices = [(str(mark), str(name)) for mark, name in Relevance.choices if mark]
SENSITIVE = Relevance.SENSITIVE.value
CUSTODY: Choices = [(str(kind), str(name)) for kind, name in CustodyKind.choices]
SEALED, PLACED = CustodyKind.SEALED.value, CustodyKind.PLACED.value
HANDED_OVER, OPENED = CustodyKind.HANDED_OVER.value, CustodyKind.OPENED.value
