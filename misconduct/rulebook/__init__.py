"""The rulebook: what the tables of this house say, as pages for somebody who knows the Regulations and no Python.

`manage.py rulebook` writes them to docs/rulebook. Nothing in them is written by hand, so they cannot say anything else
than what Candour does.
"""

from misconduct import clocks
from misconduct.rulebook import contents, counting_rules, time_limits, unconfirmed, versions_page
from misconduct.rulebook.markdown import page
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


def pages(*, calendar: Calendar) -> dict[str, str]:
    """Every page by its file name."""
    parts = {
        f"{FILES[part]}.md": page(time_limits.lines(part=part, name=FILES[part], limits=limits, calendar=calendar))
        for part, limits in clocks.PARTS.items()
    }
    return {
        "README.md": page(contents.lines(files=FILES)),
        "counting.md": page(counting_rules.lines()),
        "versions.md": page(versions_page.lines()),
        "unconfirmed.md": page(unconfirmed.lines()),
        **parts,
    }
