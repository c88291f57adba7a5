"""The first page: what there is, how to read it, and how to ask."""

from collections.abc import Iterator

from misconduct import clocks
from misconduct.authority import Grade
from misconduct.rulebook.markdown import table


def lines(*, files: dict[str, str]) -> Iterator[str]:
    """The page, line by line."""
    yield "# Rulebook"
    yield ""
    yield (
        "Every time limit and every act that Candour knows, with its provision, how it works and how far anybody has "
        "checked it. It is no legal advice: where it says *unconfirmed*, the words of the law were not read."
    )
    yield ""
    yield from table(
        ("page", "limits", "of which text seen"),
        [
            (f"[{part}]({files[part]}.md)", str(len(limits)), str(sum(limit.grade.is_confirmed for limit in limits)))
            for part, limits in clocks.PARTS.items()
        ],
    )
    yield ""
    yield "What may be done, by whom, and how serious it is:"
    yield ""
    yield "- [The matter](matter.md): its lifecycle as diagrams, every act with decider, guards, record and clocks."
    yield "- [The allegation against a person](officer.md): the same for each allegation against each person."
    yield "- [The facts that acts turn on](facts.md): every question with its valid answers."
    yield "- [Procedures, assessment and outcomes](procedures.md): who is under which, and what may follow what."
    yield "- [Matters, referral and reviews](matters.md): kinds, categories, Standards, Schedule 3, the IOPC."
    yield "- [Severity, danger and information](severity.md): how the queue is ordered, and what it never decides."
    yield ""
    yield "How it fits together:"
    yield ""
    yield "- [How time is counted](counting.md): every way of counting by name, with its day zero."
    yield "- [Versions](versions.md): which version of the law governs an act, and what each changed."
    yield "- [What is unconfirmed](unconfirmed.md): what a legal adviser should look at first."
    yield ""
    yield "## How far a rule was verified"
    yield ""
    yield from table(("grade", "means"), [(grade.name, grade.value) for grade in Grade])
    yield ""
    yield (
        "Only what was read (`TEXT_SEEN`), or what a legal adviser has signed off, may count as a missed statutory "
        "limit. Everything else reminds and sorts."
    )
    yield ""
    yield from _dates_and_commands()
    yield ""
    yield from _signing_off()
    yield ""
    yield from _asking_what_may_be_done()


def _dates_and_commands() -> Iterator[str]:
    yield "## Two dates"
    yield ""
    yield (
        "Where the words were not read, more than one date may be right. A duty is shown with the **earliest** "
        "plausible date, a right with the **latest**; the likeliest is given too, with what each depends on. "
        "Nothing lapses by itself: a person decides about a late application."
    )
    yield ""
    yield "## Asking for a date"
    yield ""
    yield "`manage.py` is run as `.venv/bin/python manage.py` once `bin/up` or `bin/test` has installed what it needs."
    yield ""
    yield "    manage.py clock officer_response --on 2026-08-15"
    yield "    manage.py clock progress_update --on 2026-06-01 --event last_notification=2026-07-10"
    yield "    manage.py clock suspension_review --on 2026-09-01 --event behaviour_from=2026-08-20"
    yield "    manage.py clock --list"
    yield "    manage.py clock --table FILE.csv"
    yield ""
    yield (
        "The table has the columns `key`, `on` and `period` (for periods that follow one another, else empty), and "
        "may have `version` and `events` (`NAME=VALUE;NAME=VALUE`). Its rows come back with `earliest`, `due`, "
        "`grade` and `error`. There `due` is the likeliest date: `--two-dates` adds `force_by` and `right_until`, "
        "which are the ones to work to where they are not empty. A name that says nothing about a time limit is "
        "refused with all those that do. A row without an answer says why in `error` and stops nothing."
    )
    yield ""
    yield (
        "`--json` gives an answer, or the list, for programs. The answer is worked out from the bank holidays of "
        "England and Wales as GOV.UK lists them, and asks neither a database nor the network."
    )


def _signing_off() -> Iterator[str]:
    yield "## Signing off a rule"
    yield ""
    yield (
        "A legal adviser who has read a provision confirms or corrects its rule. `--sign-offs FILE.json` holds a list; "
        "each entry is in force from its date on, and the last one wins:"
    )
    yield ""
    yield "    [{"
    yield '      "key": "misconduct_hearing", "versions": ["R3"], "signed_on": "2026-11-02",'
    yield '      "by": "A. Adviser, force solicitor", "provision": "regulation 29, consolidated text",'
    yield '      "corrects": {"counting": "WD_AFTER", "numbers": [100],'
    yield '                   "extension": {"holders": ["chair"], "condition": "…", "provision": "reg 29(3)"}}'
    yield "    }]"
    yield ""
    yield (
        "They count as things stood on `--as-at DATE`, today when not given. `corrects` may be left out: then the "
        "rule is confirmed. Where a limit has several rows, `versions`, `after` (the event) or `option` say which was "
        "read. A saving is signed off under its own key, which [Versions](versions.md) gives, and may be corrected by "
        "`turns_on`."
    )


def _asking_what_may_be_done() -> Iterator[str]:
    yield "## Asking what may be done, and how serious it is"
    yield ""
    yield "    manage.py stages --from officer.INVESTIGATING --fact person_kind=officer --fact assessment=misconduct"
    yield "    manage.py stages --from officer.INVESTIGATING --act give_notice --fact person_kind=staff"
    yield "    manage.py stages --from matter.CONTACTED --fact kind=complaint --fact came_to_attention=2025-06-02"
    yield "    manage.py stages --list"
    yield "    manage.py severity --fact reckless=yes --fact vulnerable_person=unknown"
    yield "    manage.py severity --list"
    yield ""
    yield (
        "What may be done now comes first, then what may be done with a recorded reason, then what may not be, each "
        "with what is missing. `--json` gives either answer for programs. Neither asks a database or the network. "
        "Software ranks and reminds; people decide."
    )
