"""The mail server is away: mail waits, is tried ever later, arrives in the end, and never holds case text."""

import email
import re
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.controller import Controller

from cases.operations.mail import TEXTS, Mail
from tests.faults.drilling import submit
from tests.faults.stack import Stack, eventually
from tests.processes import free_port


@dataclass
class LetterBox:
    """Keeps what arrives."""

    letters: list[email.message.Message] = field(default_factory=list)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        self.letters.append(email.message_from_bytes(envelope.content))
        return "250 OK"


def waiting(stack: Stack) -> tuple[int, str, float]:
    """How often the mail was tried, with which problem, and in how many seconds it is tried again."""
    with stack.cursor() as cursor:
        cursor.execute(
            "SELECT attempts, problem, extract(epoch FROM due_at - now()) FROM jobs_outbox"
            " WHERE kind = 'mail.send' AND done_at IS NULL AND dead_at IS NULL"
        )
        found = cursor.fetchone()
    assert found is not None
    return found[0], found[1], float(found[2])


def test_f20_mail_waits_for_its_server_and_arrives_in_the_end(stack: Stack) -> None:
    port = free_port()
    stack.start("staff")
    stack.start(
        "worker",
        env={
            "MAIL_BY": "smtp",
            "MAIL_HOST": "127.0.0.1",
            "MAIL_PORT": str(port),
            "MAIL_TLS": "none",
            "MAIL_FROM": "candour@force.example",
        },
    )
    stack.start("beat")
    browser = stack.browser()
    browser.log_in()
    drill = submit(browser, rows=3)
    eventually(lambda: waiting(stack)[1] == "ConnectionRefusedError", saying="the first attempt fails")
    attempts, _, first = waiting(stack)
    assert attempts == 1
    assert 5 < first <= 10
    eventually(lambda: waiting(stack)[0] == 2, within=30, saying="it is tried again")
    eventually(lambda: waiting(stack)[2] > first, within=5, saying="and waits longer after that")
    box = LetterBox()
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    try:
        eventually(lambda: box.letters, within=60, saying="the mail arrives")
    finally:
        server.stop()
    (letter,) = box.letters
    with stack.cursor() as cursor:
        eventually(lambda: is_done(cursor), saying="it is noted as done")
        cursor.execute("SELECT id FROM jobs_outbox WHERE kind = 'mail.send'")
        ((ref,),) = cursor.fetchall()
    text = TEXTS[Mail.DRILL_BEGUN]
    assert letter["Subject"] == text.subject
    assert letter["X-Candour-Reference"] == str(ref)
    link = re.search(r"http://localhost:\d+/jobs/drills/[0-9a-f-]{36}/", str(letter.get_payload()))
    assert link
    assert drill in link[0]
    body = str(letter.get_payload()).replace("\r\n", "\n").replace(link[0], "{link}").strip()
    assert body == text.body.strip(), "nothing but the fixed words and the link"


def is_done(cursor: Any) -> bool:
    cursor.execute("SELECT count(*) FROM jobs_outbox WHERE kind = 'mail.send' AND done_at IS NOT NULL")
    return bool(cursor.fetchone()[0] == 1)
