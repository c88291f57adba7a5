"""Asking the law in one line."""

from datetime import date

from misconduct.deadlines import Answer, work_out
from misconduct.questions import ask
from misconduct.sign_offs import SignOffs
from tests.misconduct.calendars import LONG


def answer(key: str, on: str, *pairs: tuple[str, str], version: str = "", sign_offs: SignOffs | None = None) -> Answer:
    question = ask(key=key, on=date.fromisoformat(on), version=version, pairs=pairs)
    return work_out(question=question, calendar=LONG, sign_offs=sign_offs or SignOffs())
