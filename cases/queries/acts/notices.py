"""Service of a notice, as the act of the law wants it: service starts what runs from it, and typing does not."""

from datetime import date

from cases.models import Service, Subject

GIVES_NOTICE = "give_notice"


def served_on(*, subject: Subject) -> date | None:
    """The day from which the service of the notice to this person counts; None where none was recorded."""
    row = Service.objects.filter(subject=subject).order_by("-pk").first()
    return (row.deemed_served_on or row.served_on) if row else None
