"""Which process gets which variables: one table, and nothing is inherited by accident.

The public portal is the process that strangers talk to. Whoever takes it over may find only what
the portal itself needs: no Redis (through which jobs could be given), no other role's log-in.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from config.start.places import Places
from config.start.problems import problem

INHERITED = ("PATH", "HOME", "LANG", "TZ", "TMPDIR")
INHERITED_BEGINNINGS = ("LC_",)
SCHEMES = ("postgresql", "postgres")
EXAMPLE = "postgresql://user:password@localhost:5432/candour"
# What the caller decides about sending, handed on to the process that sends.
MAIL_BEGINNINGS = ("MAIL_", "NOTIFY_")
EVIDENCE = ("EVIDENCE_ROOT", "EVIDENCE_MOST_MEGABYTES", "CLAMAV")
# What `bin/test` and `bin/check` must not pass on: the servers of the shell they were called from.
OUTSIDE_SERVERS = ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_PORTAL_URL", "REDIS_URL")


@dataclass(frozen=True)
class Needs:
    """What one kind of process is given beyond what all of them get."""

    process: str
    database: str
    redis: bool = False
    door: bool = False
    clock: bool = True
    mail: bool = False
    evidence: bool = False


TABLE: Mapping[str, Needs] = MappingProxyType(
    {
        "portal": Needs("portal", database="portal", door=True),
        "staff": Needs("staff", database="runtime", redis=True, door=True, evidence=True),
        "worker": Needs("worker", database="runtime", redis=True, mail=True, evidence=True),
        "beat": Needs("beat", database="runtime", redis=True),
        "migrate": Needs("manage", database="owner", clock=False),
        "manage": Needs("manage", database="runtime", evidence=True),
    }
)


@dataclass(frozen=True)
class Ports:
    """Where the doors listen, and where their metrics are, all on this machine only."""

    portal: int = 8000
    staff: int = 8001
    portal_metrics: int = 9100
    staff_metrics: int = 9101

    def of(self, door: str) -> tuple[int, int]:
        """Return a door's own port and its metrics port."""
        if door == "portal":
            return self.portal, self.portal_metrics
        return self.staff, self.staff_metrics

    def address(self, door: str) -> str:
        """Return a door's address. Passkeys need a host name, so it is not 127.0.0.1."""
        return f"http://localhost:{self.of(door)[0]}"


@dataclass(frozen=True)
class World:
    """All that the processes' environments are made from."""

    places: Places
    ports: Ports
    secrets: Mapping[str, str]
    databases: Mapping[str, str]
    redis: str


def make_environ(*, world: World, name: str, inherited: Mapping[str, str]) -> dict[str, str]:
    """Return the whole environment of the process that the table calls `name`."""
    needs = TABLE[name]
    environ = base_environ(places=world.places, inherited=inherited)
    environ |= {
        "DJANGO_SETTINGS_MODULE": "config.settings.local",
        "CANDOUR_PROCESS": needs.process,
        "SECRET_KEY": world.secrets[f"key:{needs.process}"],
        "DATABASE_URL": world.databases[needs.database],
        "STATIC_ROOT": str(world.places.static),
        "PUBLIC_URL": world.ports.address("portal"),
        "STAFF_URL": world.ports.address("staff"),
    }
    if needs.redis:
        environ["REDIS_URL"] = world.redis
    if needs.door:
        environ |= _door(world, needs.process)
    if needs.clock and "CLOCK_OFFSET" in inherited:
        environ["CLOCK_OFFSET"] = inherited["CLOCK_OFFSET"]
    if needs.mail:
        environ |= _mail(world, inherited)
    if needs.evidence:
        environ |= _evidence(world, inherited)
    return environ


def base_environ(*, places: Places, inherited: Mapping[str, str]) -> dict[str, str]:
    """Return what every process may know of the shell it was started from."""
    environ = {
        name: value for name, value in inherited.items() if name in INHERITED or name.startswith(INHERITED_BEGINNINGS)
    }
    programs = f"{places.venv / 'bin'}{os.pathsep}{environ.get('PATH', os.defpath)}"
    return environ | {
        "PATH": programs,
        "VIRTUAL_ENV": str(places.venv),
        "PYTHONUNBUFFERED": "1",
    }


def metrics_folder(*, places: Places, door: str) -> str:
    """Return where a door's processes put their numbers together."""
    return str(places.run / f"metrics-{door}")


def _door(world: World, door: str) -> dict[str, str]:
    port, metrics = world.ports.of(door)
    return {
        "BIND": f"127.0.0.1:{port},127.0.0.1:{metrics}",
        "PROMETHEUS_MULTIPROC_DIR": metrics_folder(places=world.places, door=door),
    }


def _mail(world: World, inherited: Mapping[str, str]) -> dict[str, str]:
    """Return how mail leaves. Nothing else sends any, so no other process sees the way or its password."""
    wishes = {name: value for name, value in inherited.items() if name.startswith(MAIL_BEGINNINGS)}
    return {"MAIL_FOLDER": str(world.places.private / "mail")} | wishes


def _evidence(world: World, inherited: Mapping[str, str]) -> dict[str, str]:
    """Return where files of evidence are kept, and who scans them, where the caller says so."""
    wishes = {name: value for name, value in inherited.items() if name in EVIDENCE}
    return {"EVIDENCE_ROOT": str(world.places.evidence)} | wishes


def outside_databases(*, environ: Mapping[str, str]) -> dict[str, str]:
    """Return the addresses for owner, runtime and portal on somebody else's server.

    Where there is only one log-in, each process takes on its role right after connecting, so that
    a missing privilege shows. It is no protection: whoever holds the log-in can take the role off
    again. That is why it is for trying out only.
    """
    for name in OUTSIDE_SERVERS[:3]:
        if environ.get(name) and urlsplit(environ[name]).scheme not in SCHEMES:
            raise problem("bad_address", variable=name, example=EXAMPLE)
    runtime = environ["DATABASE_URL"]
    owner, portal = environ.get("DATABASE_OWNER_URL"), environ.get("DATABASE_PORTAL_URL")
    return {
        "owner": owner or runtime,
        "runtime": runtime if owner else with_role(address=runtime, role="candour_runtime"),
        "portal": portal or with_role(address=runtime, role="candour_portal"),
    }


def is_for_trying_out(*, environ: Mapping[str, str]) -> bool:
    """Say whether one log-in stands for several roles."""
    return not (environ.get("DATABASE_OWNER_URL") and environ.get("DATABASE_PORTAL_URL"))


def with_role(*, address: str, role: str) -> str:
    """Return the address with the wish to take on that role, keeping other options."""
    parts = urlsplit(address)
    query = parse_qsl(parts.query, keep_blank_values=True)
    before = " ".join(value for name, value in query if name == "options")
    rest = [(name, value) for name, value in query if name != "options"]
    options = f"{before} -c role={role}".strip()
    changed = urlencode([*rest, ("options", options)], quote_via=quote, safe="/")
    return urlunsplit(parts._replace(query=changed))
