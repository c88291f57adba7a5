"""The demo force: people to log in as, a register, matters. Only in a database that `bin/up` made itself."""

from cases.operations.demo.allowed import MARK, NotADemoDatabase, refuse_unless_demo_is_allowed
from cases.operations.demo.figures import figures_in_words
from cases.operations.demo.force import JOB, begin_force, build
from cases.operations.demo.users import DEMO_USERS, PASSWORD, DemoUser, load, log_ins

__all__ = [
    "DEMO_USERS",
    "JOB",
    "MARK",
    "PASSWORD",
    "DemoUser",
    "NotADemoDatabase",
    "begin_force",
    "build",
    "figures_in_words",
    "load",
    "log_ins",
    "refuse_unless_demo_is_allowed",
]
