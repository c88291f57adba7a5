"""Throws the local data away: database, files of evidence, sockets, passwords. Nothing that was installed."""

import shutil
import sys
from pathlib import Path

from config.start.account import Account, outside_home
from config.start.machine import Lock
from config.start.places import Places, socket_folder
from config.start.postgres import Cluster, stop_old_server
from config.start.problems import problem
from config.start.screen import Screen

QUESTION = 'This throws away the local database with everything in it. Type "yes" to do it: '


def reset(*, places: Places, screen: Screen, yes: bool) -> int:
    """Ask, then throw away. Nothing happens while Candour runs from this folder."""
    lock = Lock(places.run / "lock")
    if not lock.take():
        raise problem("reset_running")
    if not yes:
        ask()
    sockets = socket_folder(preferred=places.run)
    for home in (places.postgres, outside_home(private=places.private)):
        throw_away_cluster(home=home, sockets=sockets)
    for folder in {places.run, places.evidence, sockets}:
        shutil.rmtree(folder, ignore_errors=True)
    places.secrets.unlink(missing_ok=True)
    lock.release()
    screen.say("The local data is gone. The next bin/up begins again, with the demo force alone.")
    return 0


def ask() -> None:
    """Ask the person at the keyboard; raise if nobody is there or the answer is not yes."""
    if not sys.stdin.isatty():
        raise problem("reset_unasked")
    if input(QUESTION).strip() != "yes":
        raise problem("reset_declined")


def throw_away_cluster(*, home: Path, sockets: Path) -> None:
    """Stop a server that outlived its launcher, then remove all of its files."""
    if not home.exists():
        return
    account = Account("", home, sockets)
    stop_old_server(cluster=Cluster(Path(), account, ""))
    shutil.rmtree(home, ignore_errors=True)
