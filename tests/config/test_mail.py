"""Mail: real conversations with a mail server and with a stand-in for Notify, and what an error may say of them."""

import datetime
import ipaddress
import json
import logging
import re
import socket
import ssl
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.mail import EmailMessage, get_connection
from notifications_python_client.authentication import decode_jwt_token, get_token_issuer

from cases.jobs.registry import in_words
from config.mail import MailNotSent
from config.settings import mail
from config.settings.environment import Process
from tests.processes import free_port

TO, WORDS, SUBJECT = "ada.lovelace@force.example", "The misconduct meeting is on Tuesday.", "Termin für Ada"
REFERENCE = "0b5c2a64"
SERVICE, SECRET, TEMPLATE = (str(uuid4()) for _ in range(3))
SMTP_WAY = {"MAIL_BY": "smtp", "MAIL_FROM": "candour@force.example", "MAIL_HOST": "127.0.0.1", "MAIL_TLS": "none"}
NOTIFY_WAY = {"MAIL_BY": "notify", "NOTIFY_API_KEY": f"test-{SERVICE}-{SECRET}", "NOTIFY_TEMPLATE_ID": TEMPLATE}


@pytest.fixture
def configure(settings: Any) -> Callable[..., None]:
    """Makes this process send as a worker with that environment would, only more impatiently."""

    def apply(environ: dict[str, str]) -> None:
        for name, value in mail.settings(process=Process.WORKER, environ=environ).items():
            setattr(settings, name, value)
        settings.EMAIL_TIMEOUT = 0.5

    return apply


def a_mail() -> EmailMessage:
    headers = {"X-Candour-Reference": REFERENCE, "Message-ID": f"<{REFERENCE}@candour.force.example>"}
    return EmailMessage(SUBJECT, WORDS, to=[TO], headers=headers)


def refusal_of(message: EmailMessage, caplog: pytest.LogCaptureFixture) -> str:
    """What the failure says; whatever is stored or logged of it repeats neither the address nor the words."""
    with pytest.raises(MailNotSent) as failure:
        message.send()
    stored = "".join(traceback.format_exception(failure.value)) + "".join(str(one.msg) for one in caplog.records)
    for private in (TO, "misconduct meeting", SECRET):
        assert private not in stored + caplog.text
    assert in_words(failure.value) == f"MailNotSent: {failure.value}", "the outbox keeps our words"
    return str(failure.value)


# --- SMTP -------------------------------------------------------------------------------------------------------------


@dataclass
class Letterbox:
    """A mail server that keeps what it gets, or answers what it is told to, quoting as real ones do."""

    got: list[Envelope] = field(default_factory=list)
    at_rcpt: str = ""
    at_data: str = ""
    encrypted: bool = False

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, to: str, options: list[str]) -> str:  # noqa: N802 - aiosmtpd's name
        if self.at_rcpt:
            return f"{self.at_rcpt} <{to}>"
        envelope.rcpt_tos.append(to)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.at_data:
            return f"{self.at_data} {WORDS}"
        self.encrypted = session.ssl is not None
        self.got.append(envelope)
        return "250 OK"


@contextmanager
def mail_server(letterbox: Letterbox, **options: Any) -> Iterator[str]:
    logging.getLogger("mail.log").setLevel(logging.ERROR)  # the server's own lines, which quote everything
    controller = Controller(letterbox, hostname="127.0.0.1", port=free_port(), **options)
    controller.start()
    try:
        yield str(controller.port)
    finally:
        controller.stop()


def test_a_mail_reaches_a_mail_server_with_its_reference(configure: Callable[..., None]) -> None:
    with mail_server(letterbox := Letterbox()) as port:
        configure(SMTP_WAY | {"MAIL_PORT": port})
        assert a_mail().send() == 1
    (envelope,) = letterbox.got
    assert (envelope.mail_from, envelope.rcpt_tos) == ("candour@force.example", [TO])
    assert isinstance(envelope.content, bytes)
    read = message_from_bytes(envelope.content, policy=policy.default)
    assert (read["Subject"], read.get_content().strip()) == (SUBJECT, WORDS)
    assert (read["X-Candour-Reference"], read["Message-ID"]) == (REFERENCE, f"<{REFERENCE}@candour.force.example>")


@pytest.fixture
def certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A key and a certificate of this very host, which this process trusts."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    now = datetime.datetime.now(datetime.UTC)
    one = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
    one = one.not_valid_before(now - datetime.timedelta(days=1)).not_valid_after(now + datetime.timedelta(days=1))
    here = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    pem = one.add_extension(here, critical=True).sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    plain = serialization.NoEncryption()
    pem += key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    file = tmp_path / "mail.pem"
    file.write_bytes(pem)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    return file


def only_us(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: LoginPassword) -> AuthResult:
    return AuthResult(success=(data.login, data.password) == (b"candour", b"right"), handled=False)


@pytest.mark.parametrize(("password", "arrives"), [("right", True), ("wrong", False)])
def test_we_log_in_once_the_line_is_encrypted(
    configure: Callable[..., None],
    certificate: Path,
    caplog: pytest.LogCaptureFixture,
    password: str,
    arrives: bool,
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    letterbox = Letterbox()
    demands = {"tls_context": context, "require_starttls": True, "auth_required": True, "authenticator": only_us}
    with mail_server(letterbox, **demands) as port:
        ours = {"MAIL_PORT": port, "MAIL_TLS": "starttls", "MAIL_USER": "candour", "MAIL_PASSWORD": password}
        configure(SMTP_WAY | ours)
        if arrives:
            assert a_mail().send() == 1
        else:
            assert refusal_of(a_mail(), caplog) == "SMTPAuthenticationError 535"
    assert (len(letterbox.got), letterbox.encrypted) == (int(arrives), arrives)


@pytest.mark.parametrize(
    ("letterbox", "changes", "said"),
    [
        pytest.param(Letterbox(at_rcpt="550 no such user"), {}, "SMTPRecipientsRefused 550", id="nobody-of-that-name"),
        pytest.param(Letterbox(at_rcpt="450 full"), {}, "SMTPRecipientsRefused 450", id="letter-box-full"),
        pytest.param(Letterbox(at_data="554 spam:"), {}, "SMTPDataError 554", id="words-not-liked"),
        pytest.param(Letterbox(), {"MAIL_TLS": "starttls"}, "SMTPNotSupportedError", id="no-tls-to-be-had"),
    ],
)
def test_a_mail_server_that_refuses(
    configure: Callable[..., None],
    caplog: pytest.LogCaptureFixture,
    letterbox: Letterbox,
    changes: dict[str, str],
    said: str,
) -> None:
    with mail_server(letterbox) as port:
        configure(SMTP_WAY | {"MAIL_PORT": port} | changes)
        assert refusal_of(a_mail(), caplog) == said
    assert letterbox.got == []


def test_a_mail_server_that_is_down(configure: Callable[..., None]) -> None:
    configure(SMTP_WAY | {"MAIL_PORT": str(free_port())})
    with pytest.raises(ConnectionRefusedError):
        a_mail().send()


def test_a_mail_server_that_says_nothing(configure: Callable[..., None], caplog: pytest.LogCaptureFixture) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        configure(SMTP_WAY | {"MAIL_PORT": str(silent.getsockname()[1])})
        assert refusal_of(a_mail(), caplog) == "SMTPServerDisconnected"


# --- Notify -----------------------------------------------------------------------------------------------------------


@dataclass
class Notify:
    """What a stand-in for Notify was asked, and what it answers."""

    status: int = 201
    body: bytes = b"{}"
    asked: list[dict[str, Any]] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)


@contextmanager
def notify_server(notify: Notify, *, hangs: bool = False) -> Iterator[str]:
    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            notify.asked.append({"path": self.path, **asked})
            notify.tokens.append(self.headers["Authorization"].removeprefix("Bearer "))
            if hangs:
                notify.released.wait(10)
                return
            self.send_response(notify.status)
            self.end_headers()
            self.wfile.write(notify.body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - http.server's name
            """Says nothing between the tests' own lines."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever, args=[0.01])
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        notify.released.set()
        server.shutdown()
        server.server_close()
        thread.join()


def test_notify_is_asked_for_one_mail_with_its_reference(configure: Callable[..., None]) -> None:
    with notify_server(notify := Notify()) as url:
        configure(NOTIFY_WAY | {"NOTIFY_URL": url})
        assert get_connection().send_messages([a_mail(), a_mail()]) == 2
    expected = {
        "path": "/v2/notifications/email",
        "email_address": TO,
        "template_id": TEMPLATE,
        "personalisation": {"subject": SUBJECT, "body": WORDS},
        "reference": REFERENCE,
    }
    assert notify.asked == [expected, expected]
    assert get_token_issuer(notify.tokens[0]) == SERVICE  # type: ignore[no-untyped-call]
    assert decode_jwt_token(notify.tokens[0], SECRET)  # type: ignore[no-untyped-call]


QUOTED = json.dumps({"errors": [{"error": "BadRequestError", "message": f"{TO} may not get: {WORDS}"}]}).encode()


@pytest.mark.parametrize(
    ("notify", "said"),
    [
        pytest.param(Notify(400, QUOTED), "HTTPError 400", id="not-a-mail-notify-takes"),
        pytest.param(Notify(403, QUOTED), "HTTPError 403", id="not-our-key"),
        pytest.param(Notify(429, QUOTED), "HTTPError 429", id="too-many-today"),
        pytest.param(Notify(500, QUOTED), "HTTPError 500", id="notify-is-broken"),
        pytest.param(Notify(503, b"down"), "HTTP503Error 503", id="notify-is-down"),
        pytest.param(Notify(200, b"<html>"), "InvalidResponse 200", id="somebody-else-answers"),
    ],
)
def test_notify_refuses(
    configure: Callable[..., None], caplog: pytest.LogCaptureFixture, notify: Notify, said: str
) -> None:
    with notify_server(notify) as url:
        configure(NOTIFY_WAY | {"NOTIFY_URL": url})
        assert refusal_of(a_mail(), caplog) == said
    assert len(notify.asked) == 1, "trying again is for the outbox"


def test_notify_does_not_answer(configure: Callable[..., None], caplog: pytest.LogCaptureFixture) -> None:
    with notify_server(Notify(), hangs=True) as url:
        configure(NOTIFY_WAY | {"NOTIFY_URL": url})
        assert refusal_of(a_mail(), caplog) == "ReadTimeout"


def test_notify_cannot_be_reached(configure: Callable[..., None], caplog: pytest.LogCaptureFixture) -> None:
    configure(NOTIFY_WAY | {"NOTIFY_URL": f"http://127.0.0.1:{free_port()}"})
    assert refusal_of(a_mail(), caplog) == "ConnectionError"


@pytest.mark.parametrize(
    "message",
    [
        pytest.param(EmailMessage("s", "b", to=[TO], cc=["grace@force.example"]), id="two-people"),
        pytest.param(EmailMessage("s", "b"), id="nobody"),
        pytest.param(EmailMessage("s", "b", to=[TO], attachments=[("a.txt", "a", "text/plain")]), id="attachment"),
    ],
)
def test_what_notify_could_not_carry_is_not_half_sent(configure: Callable[..., None], message: EmailMessage) -> None:
    with notify_server(notify := Notify()) as url:
        configure(NOTIFY_WAY | {"NOTIFY_URL": url})
        with pytest.raises(MailNotSent, match="to one person"):
            get_connection().send_messages([message])
    assert notify.asked == []


# --- Files, and no way at all -----------------------------------------------------------------------------------------


def test_each_mail_becomes_a_file_and_the_log_names_it(
    configure: Callable[..., None], caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    folder = tmp_path / "new" / "mail"
    configure({"MAIL_BY": "file", "MAIL_FOLDER": str(folder)})
    with get_connection() as connection:
        assert connection.send_messages([a_mail(), a_mail()]) == 2
    files = sorted(folder.iterdir())
    assert len(files) == 2
    for file in files:
        assert re.fullmatch(r"\d{8}-\d{6}-[0-9a-f]{12}\.eml", file.name)
        read = message_from_bytes(file.read_bytes(), policy=policy.default)
        assert (read["To"], read["Subject"], read.get_content().strip()) == (TO, SUBJECT, WORDS)
        assert read["X-Candour-Reference"] == REFERENCE
    logged = [record.msg for record in caplog.records if record.name == "candour.mail"]
    assert sorted(line["file"] for line in logged if isinstance(line, dict)) == [file.name for file in files]
    for private in (TO, WORDS, SUBJECT):
        assert private not in str(logged)


@pytest.mark.parametrize("way", ["file", "smtp"])
def test_a_mail_that_cannot_be_put_together_is_not_quoted(
    configure: Callable[..., None], caplog: pytest.LogCaptureFixture, tmp_path: Path, way: str
) -> None:
    broken = EmailMessage(f"{WORDS}\nBcc: {TO}", WORDS, to=[TO])
    with mail_server(letterbox := Letterbox()) as port:
        configure(SMTP_WAY | {"MAIL_BY": way, "MAIL_PORT": port, "MAIL_FOLDER": str(tmp_path)})
        assert refusal_of(broken, caplog) == "BadHeaderError"
    assert (letterbox.got, list(tmp_path.iterdir())) == ([], [])


@pytest.mark.parametrize("process", [Process.PORTAL, Process.STAFF, Process.BEAT])
def test_no_other_process_sends_or_is_told_how(process: Process, settings: Any) -> None:
    found = mail.settings(process=process, otherwise="file", environ=NOTIFY_WAY | {"MAIL_FROM": "x@force.example"})
    assert not {*NOTIFY_WAY.values(), "x@force.example"} & {str(value) for value in found.values()}
    settings.EMAIL_BACKEND = found["EMAIL_BACKEND"]
    with pytest.raises(MailNotSent, match="outbox"):
        a_mail().send()
