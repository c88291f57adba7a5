"""The pages of the two lifecycles: diagrams, and every act with who does it, what must be so, and its source."""

from collections.abc import Iterator

from misconduct.authority import Authority
from misconduct.explanations import sourced
from misconduct.guards import ALWAYS, Conditions, Guard
from misconduct.rulebook.markdown import table
from misconduct.stages.acts import Act, Part, Transition
from misconduct.stages.circumstances import QUESTIONS
from misconduct.stages.lifecycles import FINAL, Stage


def lines(*, parts: tuple[Part, ...], title: str, about: str, files: dict[str, str]) -> Iterator[str]:
    """The page of one lifecycle, line by line. `files` are the pages' names by the clocks they explain."""
    yield f"# {title}"
    yield ""
    yield about
    yield ""
    yield (
        "A box is a stage, an arrow an act that leads from one to the next; acts that stay at their stage are in the "
        "tables below. Nothing else is possible. A guard whose provision was read (*text seen*), or that a legal "
        "adviser signed off, refuses; any other asks for a recorded reason. `manage.py stages --from STAGE` lists what "
        "may follow, with `--fact NAME=VALUE` for what is known."
    )
    yield ""
    yield "## The whole: diagram"
    yield ""
    yield from _diagram([row for part in parts for row in part.transitions], labelled=False)
    for part in parts:
        moves = [row for row in part.transitions if row.to and not _from_everywhere(row)]
        if moves:
            yield ""
            yield f"## {part.title}: diagram"
            yield ""
            yield from _diagram(list(part.transitions))
    for part in parts:
        yield ""
        yield f"## {part.title}: acts"
        yield ""
        yield f"In the code: [`misconduct/stages/{part.name}.py`](../../misconduct/stages/{part.name}.py)."
        for act in part.acts:
            yield ""
            yield from _act(act, [row for row in part.transitions if row.act == act.key], files)


def _diagram(rows: list[Transition], *, labelled: bool = True) -> Iterator[str]:
    """A state diagram that GitHub and other readers of Mermaid draw."""
    arrows = _arrows(rows)
    stages = [one for one in dict.fromkeys(stage for arrow in arrows for stage in arrow) if one.name != "NOTHING"]
    yield "```mermaid"
    yield "stateDiagram-v2"
    for stage in stages:
        yield f"    {stage.name} : {stage.value[0].upper()}{stage.value[1:].replace(':', ' –')}"
    for (before, to), acts in arrows.items():
        yield f"    {_start(before)} --> {to.name}{_label(acts) if labelled else ''}"
    yield from (f"    {stage.name} --> [*]" for stage in stages if stage in FINAL)
    yield "```"
    everywhere = [f"`{row.act}` to *{row.to.value}*" for row in rows if row.to and _from_everywhere(row)]
    if everywhere:
        yield ""
        yield f"Not drawn, because they lead there from many stages or back from an end: {'; '.join(everywhere)}."


def _arrows(rows: list[Transition]) -> dict[tuple[Stage, Stage], list[str]]:
    """The acts by where they lead from and to."""
    arrows: dict[tuple[Stage, Stage], list[str]] = {}
    drawn = [(stage, row.to, row.act) for row in rows for stage in row.at if row.to and not _from_everywhere(row)]
    for before, to, act in drawn:
        arrows.setdefault((before, to), []).append(act)
    return arrows


def _label(acts: list[str]) -> str:
    return f" : {' / '.join(dict.fromkeys(acts)).replace('_', ' ').replace('iopc', 'IOPC')}"


def _from_everywhere(row: Transition) -> bool:
    """Too many arrows to draw, or a way back from an end."""
    return len(row.at) > 4 or set(row.at) <= FINAL


def _start(stage: Stage) -> str:
    return "[*]" if stage.name == "NOTHING" else stage.name


def _act(act: Act, rows: list[Transition], files: dict[str, str]) -> Iterator[str]:
    yield f"### {act.title}"
    yield ""
    yield from table(
        ("", ""),
        [
            ("Act", f"`{act.key}`" + (f"; {act.procedure.value}" if act.procedure else "")),
            ("Power", sourced(act.power) + _under_pra(act)),
            (
                "Decides",
                "; ".join(_decider(one.who.value, one.where, one.authority) for one in act.by) + _delegated(act),
            ),
            *(("Leads", _row(row)) for row in rows),
            *(
                ("Guard", _guard(act.key, guard))
                for guard in (*act.guards, *(one for row in rows for one in row.guards))
            ),
            ("Record", "; ".join(act.records)),
            *([("Starts", "; ".join(_started(one.key, one.where, files) for one in act.starts))] if act.starts else []),
            *([("Stops", "; ".join(f"`{key}`" for key in act.stops))] if act.stops else []),
        ],
    )


def _guards(act: Act, rows: list[Transition]) -> tuple[Guard, ...]:
    return (*act.guards, *(guard for row in rows for guard in row.guards))


def _under_pra(act: Act) -> str:
    return f". Under the Police Reform Act: {sourced(act.under_pra)}" if act.under_pra else ""


def _delegated(act: Act) -> str:
    return ". A delegate names the delegation" if any(one.who.is_by_delegation for one in act.by) else ""


def _decider(who: str, where: Conditions, authority: Authority | None) -> str:
    when = f" where {in_words(where)}" if where else ""
    source = f" ({authority.provision}, {authority.grade.value})" if authority else ""
    return f"{who}{when}{source}"


def _row(row: Transition) -> str:
    at = ", ".join(stage.name for stage in row.at)
    to = f"to **{row.to.name}**" if row.to else "stays"
    where = f", where {in_words(row.where)}" if row.where else ""
    versions = f", under {', '.join(row.versions)}" if row.versions else ""
    source = f". {sourced(row.authority)}" if row.authority else ""
    return f"from {at} {to}{where}{versions}{source}"


def _guard(act: str, guard: Guard) -> str:
    which = f" Where {in_words(guard.where)}." if guard.where else ""
    versions = f" Under {', '.join(guard.versions)}." if guard.versions else ""
    return f"{guard.why}{which}{versions} `{act}.{guard.name}`: {sourced(guard.authority)}"


def _started(key: str, where: Conditions, files: dict[str, str]) -> str:
    when = f" where {in_words(where)}" if where else ""
    return f"[`{key}`]({files[key]}.md){when}"


def in_words(conditions: Conditions) -> str:
    """Conditions as a reader of the rulebook meets them: `form` is hearing, or …"""
    if conditions == ALWAYS:
        return "always"
    return ", or ".join(
        " and ".join(f"`{one.fact}` is {' or '.join(one.among).replace('_', ' ')}" for one in alternative)
        for alternative in conditions
    )


def questions() -> Iterator[str]:
    """The page of the facts, line by line."""
    yield "# The facts that acts turn on"
    yield ""
    yield "In the code: [`misconduct/stages/circumstances.py`](../../misconduct/stages/circumstances.py)."
    yield ""
    yield (
        "An answer that is not given is not known, and what turns on it is open. Dates that decide which version "
        "governs are facts too: [versions](versions.md)."
    )
    yield ""
    yield from table(
        ("fact", "asks", "answers"),
        [
            (f"`{name}`", one.asks, ", ".join(f"`{answer}`" for answer in one.answers))
            for name, one in QUESTIONS.items()
        ],
    )
