"""The register's tables: units, people and their postings, accounts, roles, delegations, files from personnel."""

from cases.workforce.models.characteristics import ProtectedCharacteristics
from cases.workforce.models.imports import HrFile, HrLine, LineResult
from cases.workforce.models.links import Relinking
from cases.workforce.models.people import Person, Posting
from cases.workforce.models.roles import Delegation, RoleHeld
from cases.workforce.models.units import Unit, UnitPlace

__all__ = [
    "Delegation",
    "HrFile",
    "HrLine",
    "LineResult",
    "Person",
    "Posting",
    "ProtectedCharacteristics",
    "Relinking",
    "RoleHeld",
    "Unit",
    "UnitPlace",
]
