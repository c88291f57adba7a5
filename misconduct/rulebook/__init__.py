"""The rulebook: what the tables of this house say, as pages for somebody who knows the Regulations and no Python.

`manage.py rulebook` writes them to docs/rulebook. Nothing in them is written by hand, so they cannot say anything else
than what Candour does.
"""

from misconduct import clocks
from misconduct.rulebook import (
    contents,
    counting_rules,
    matters_page,
    procedures_page,
    severity_page,
    stages_page,
    time_limits,
    unconfirmed,
    versions_page,
)
from misconduct.rulebook.markdown import page
from misconduct.stages import tables
from misconduct.working_days import Calendar

# The files of misconduct/clocks, whose names the pages share.
FILES = {
    "Suspension": "suspension",
    "Notice, investigation and case to answer": "investigation",
    "Misconduct meetings and hearings": "proceedings",
    "Accelerated misconduct hearings": "accelerated",
    "Outcomes, publication and lists": "outcomes",
    "Appeals": "appeals",
    "Warnings": "warnings",
    "Complaints, referrals and reviews": "complaints",
    "Vetting": "vetting",
}

OF_THE_MATTER = (
    "What may be done with a complaint, a conduct matter, a recordable conduct matter, or a death or serious injury "
    "matter. Each allegation in it against a person has [a lifecycle of its own](officer.md)."
)
OF_THE_PERSON = (
    "What may be done with one allegation against one person. Most of it is for police officers, under the Conduct "
    "Regulations; [other people are under other procedures](procedures.md). Suspension, a hold for criminal "
    "proceedings and leaving the force are no stages: they run beside any."
)


def pages(*, calendar: Calendar) -> dict[str, str]:
    """Every page by its file name."""
    parts = {
        f"{FILES[part]}.md": page(time_limits.lines(part=part, name=FILES[part], limits=limits, calendar=calendar))
        for part, limits in clocks.PARTS.items()
    }
    clock_files = {limit.key: FILES[part] for part, limits in clocks.PARTS.items() for limit in limits}
    return {
        "README.md": page(contents.lines(files=FILES)),
        "counting.md": page(counting_rules.lines()),
        "versions.md": page(versions_page.lines()),
        "unconfirmed.md": page(unconfirmed.lines()),
        **parts,
        "matter.md": page(
            stages_page.lines(parts=tables.MATTER, title="The matter", about=OF_THE_MATTER, files=clock_files)
        ),
        "officer.md": page(
            stages_page.lines(
                parts=tables.OFFICER, title="The allegation against a person", about=OF_THE_PERSON, files=clock_files
            )
        ),
        "facts.md": page(stages_page.questions()),
        "procedures.md": page(procedures_page.lines()),
        "matters.md": page(matters_page.lines()),
        "severity.md": page(severity_page.lines()),
    }
