"""A disk of its own for each test."""

from tests.factories.evidence_places import commits_at_once as commits_at_once
from tests.factories.evidence_places import disk as disk
