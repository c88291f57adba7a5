"""The units of the demo force, which does not exist: code, name, and the unit above."""

from datetime import date, timedelta

from cases.workforce.models import Unit, UnitPlace

FORCE, STANDARDS, HANDLING, INVESTIGATIONS, COUNTER_CORRUPTION = "NSP", "PSD", "PSD-CH", "PSD-INV", "PSD-CCU"
HEARINGS, VETTING = "PSD-HRG", "PSD-VET"
DISTRICTS = ("Harbour", "Moorside", "Eastvale", "Weststead")
TEAMS = ("Response", "Neighbourhood", "Investigation")

# Older than anybody has served.
AGE = timedelta(days=8000)
TREE: list[tuple[str, str, str]] = [
    (FORCE, "Northshire Police", ""),
    (STANDARDS, "Professional Standards", FORCE),
    (HANDLING, "Complaint handling", STANDARDS),
    (INVESTIGATIONS, "Investigations", STANDARDS),
    (COUNTER_CORRUPTION, "Counter-corruption", STANDARDS),
    (HEARINGS, "Hearings", STANDARDS),
    (VETTING, "Vetting", STANDARDS),
    ("LP", "Local policing", FORCE),
    *((f"LP-{name[:3].upper()}", f"{name} district", "LP") for name in DISTRICTS),
    *(
        (f"LP-{name[:3].upper()}-{team[:3].upper()}", f"{name} {team.lower()}", f"LP-{name[:3].upper()}")
        for name in DISTRICTS
        for team in TEAMS
    ),
    ("CR", "Crime", FORCE),
    ("CR-PVP", "Protecting vulnerable people", "CR"),
    ("CR-SOC", "Serious and organised crime", "CR"),
    ("OPS", "Operations", FORCE),
    ("OPS-RPU", "Roads policing", "OPS"),
    ("OPS-FA", "Firearms and dogs", "OPS"),
    ("OPS-CUS", "Custody", "OPS"),
    ("CON", "Contact management", FORCE),
    ("HQ", "Corporate services", FORCE),
]


def make(*, since: date) -> dict[str, Unit]:
    """Makes what is missing of the tree, and gives all of it by code. Safe to repeat."""
    Unit.objects.bulk_create(
        (Unit(code=code, name=name, first_day=since) for code, name, _ in TREE), ignore_conflicts=True
    )
    units = {unit.code: unit for unit in Unit.objects.filter(code__in=[code for code, _, _ in TREE])}
    placed = set(UnitPlace.objects.filter(unit__in=units.values()).values_list("unit__code", flat=True))
    UnitPlace.objects.bulk_create(
        UnitPlace(unit=units[code], parent=units[above], first_day=since)
        for code, _, above in TREE
        if above and code not in placed
    )
    return units
