"""Runs a command that must not outlive the launcher, not even when the launcher is killed.

    python -I -S guard.py PARENT SIGNAL [--user UID:GID] [--watch] -- COMMAND ...

On Linux the kernel is asked to send SIGNAL when the parent dies (PR_SET_PDEATHSIG), and then the
command takes this process over. The kernel forgets that request whenever the process changes its
user, so a change of user is made here, first. Elsewhere (or with --watch) this process stays
between the two, passes signals on, and looks every half second whether its parent is still there.

It is run as a file, before anything is installed, and imports nothing of this project.
"""

import ctypes
import os
import signal
import subprocess
import sys
import time
from types import FrameType

PR_SET_PDEATHSIG = 1
LOOK_EVERY_SECONDS = 0.5
GRACE_SECONDS = 10.0
CANNOT_RUN = 127
USUAL_AGAIN = (signal.SIGINT, signal.SIGQUIT, signal.SIGHUP, signal.SIGTERM)
PASSED_ON = (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT, signal.SIGHUP)


def main(arguments: list[str]) -> int:
    """Read the arguments and become, or watch over, the command."""
    split = arguments.index("--")
    options, command = arguments[:split], arguments[split + 1 :]
    parent, death = int(options[0]), int(options[1])
    if "--user" in options:
        change_user(user=options[options.index("--user") + 1])
    try:
        if "--watch" not in options and ask_kernel(death=death):
            become(command=command, parent=parent)
        return watch(command=command, parent=parent, death=death)
    except OSError as error:
        print(f"{command[0]}: {error.strerror}", file=sys.stderr)
        return CANNOT_RUN


def change_user(*, user: str) -> None:
    """Give up root for good: groups first, because afterwards nothing may be changed."""
    uid, gid = (int(part) for part in user.split(":"))
    os.setgroups([])
    os.setgid(gid)
    os.setuid(uid)


def ask_kernel(*, death: int) -> bool:
    """Ask Linux to signal this process when its parent dies; say whether that is possible."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        return bool(ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, death, 0, 0, 0) == 0)
    except (OSError, AttributeError):
        return False


def become(*, command: list[str], parent: int) -> None:
    """Turn into the command, unless the parent died before the kernel was asked."""
    if os.getppid() != parent:
        sys.exit(1)
    # A shell that starts us in the background tells us to ignore some signals, and a program inherits that.
    for number in USUAL_AGAIN:
        signal.signal(number, signal.SIG_DFL)
    os.execvp(command[0], command)  # noqa: S606 - the command is the launcher's own


def watch(*, command: list[str], parent: int, death: int) -> int:
    """Run the command as a child until it ends or the parent is gone; return its exit code."""
    child = subprocess.Popen(command)

    def pass_on(number: int, _frame: FrameType | None) -> None:
        child.send_signal(number)

    for number in PASSED_ON:
        signal.signal(number, pass_on)
    while os.getppid() == parent:
        try:
            return as_exit_code(code=child.wait(LOOK_EVERY_SECONDS))
        except subprocess.TimeoutExpired:
            continue
    return end(child=child, death=death)


def end(*, child: "subprocess.Popen[bytes]", death: int) -> int:
    """Stop the child as the kernel would have, and for good if it does not listen."""
    child.send_signal(death)
    deadline = time.monotonic() + GRACE_SECONDS
    while child.poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)
    child.kill()
    return as_exit_code(code=child.wait())


def as_exit_code(*, code: int) -> int:
    """Return a child's exit code the way a shell does: 128 and the signal's number."""
    return code if code >= 0 else 128 - code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
