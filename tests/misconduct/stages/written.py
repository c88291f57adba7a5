"""How a row of the lifecycles is written in the CSV tables beside the tests, and back."""

from collections.abc import Mapping

from misconduct.guards import Conditions, Guard
from misconduct.stages.acts import Act, Transition
from misconduct.stages.lifecycles import name_of


def conditions(those: Conditions) -> str:
    """`form=meeting|hearing & outcome=dismissal / kind=complaint`: alternatives of conditions of answers."""
    return " / ".join(" & ".join(f"{one.fact}={'|'.join(one.among)}" for one in alternative) for alternative in those)


def alternative(text: str) -> dict[str, list[str]]:
    """The first alternative: the questions, each with its answers."""
    first = text.split(" / ", maxsplit=1)[0]
    return {name: among.split("|") for name, _, among in (one.partition("=") for one in first.split(" & ") if one)}


def answers(those: Mapping[str, str]) -> str:
    return " ".join(f"{name}={value}" for name, value in sorted(those.items()))


def guard(key: str, row: Guard) -> dict[str, str]:
    return {
        "key": key,
        "grade": row.authority.grade.name,
        "provision": row.authority.provision,
        "versions": " ".join(row.versions),
        "where": conditions(row.where),
        "needs": conditions(row.needs),
        "asks": "yes" if row.asks else "no",
    }


def act(row: Act) -> dict[str, str]:
    by = (f"{one.who.label}{f' [{conditions(one.where)}]' if one.where else ''}" for one in row.by)
    starts = (f"{one.key}:{one.event}{f' [{conditions(one.where)}]' if one.where else ''}" for one in row.starts)
    return {
        "act": row.key,
        "procedure": row.procedure.name if row.procedure else "",
        "power": row.power.provision,
        "grade": row.power.grade.name,
        "under_pra": f"{row.under_pra.provision} {row.under_pra.grade.name}" if row.under_pra else "",
        "by": "; ".join(by),
        "starts": "; ".join(starts),
        "stops": " ".join(row.stops),
        "sets": answers(row.sets),
    }


def transition(row: Transition) -> dict[str, str]:
    return {
        "act": row.act,
        "at": " ".join(name_of(stage) for stage in row.at),
        "to": name_of(row.to) if row.to else "",
        "where": conditions(row.where),
        "versions": " ".join(row.versions),
        "guards": " ".join(one.name for one in row.guards),
        "sets": answers(row.sets),
        "starts": " ".join(f"{one.key}:{one.event}" for one in row.starts),
        "stops": " ".join(row.stops),
        "authority": f"{row.authority.provision} {row.authority.grade.name}" if row.authority else "",
    }
