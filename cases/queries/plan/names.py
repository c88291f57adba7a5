"""What those are called who are part of a matter: for the check that no letter to a holder of evidence names them."""

from typing import Any

from cases.models import Case


def of_everybody(*, case: Case) -> list[str]:
    """Names of parties and of whom it is about, those who were added in error too."""
    parties = case.parties.filter(identity__isnull=False).values_list("identity__name", flat=True)
    people = case.subjects.filter(person__isnull=False).values_list("person__forenames", "person__surname")
    return [*parties, *(f"{forenames} {surname}" for forenames, surname in people)]


def of_subject(row: Any) -> str:
    """What somebody is called whom it is about, or what is known of them."""
    if row.person is not None:
        return f"{row.person}, {row.person.collar}" if row.person.collar else str(row.person)
    known = row.description or "not yet identified"
    return "The force itself" if row.kind == "organisation" else known


def of_party(row: Any) -> str:
    """What a party is called."""
    return (row.identity.name if row.identity else "") or "did not say who they are"
