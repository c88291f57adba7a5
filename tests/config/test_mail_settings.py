"""Mail's variables: what they become, and which one a refusal names."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.settings import mail
from config.settings.environment import Process

TEMPLATE = str(uuid4())
SMTP_WAY = {"MAIL_BY": "smtp", "MAIL_FROM": "candour@force.example", "MAIL_HOST": "127.0.0.1", "MAIL_TLS": "none"}
NOTIFY_WAY = {"MAIL_BY": "notify", "NOTIFY_API_KEY": f"test-{uuid4()}-{uuid4()}", "NOTIFY_TEMPLATE_ID": TEMPLATE}


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        pytest.param({}, {"MAIL_BY": "", "EMAIL_BACKEND": "config.mail.NoBackend"}, id="nothing-said"),
        pytest.param({"MAIL": "/var/mail/ada"}, {"MAIL_BY": ""}, id="a-log-in-shells-letter-box"),
        pytest.param({"MAIL_BY": "file"}, {"EMAIL_FILE_PATH": str(mail.FOLDER)}, id="file"),
        pytest.param(
            {"MAIL_BY": "console"}, {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}, id="console"
        ),
        pytest.param(
            SMTP_WAY | {"MAIL_TLS": ""},
            {"EMAIL_PORT": 587, "EMAIL_USE_TLS": True, "EMAIL_USE_SSL": False, "EMAIL_TIMEOUT": 10},
            id="starttls-is-the-default",
        ),
        pytest.param(
            SMTP_WAY | {"MAIL_TLS": "tls"}, {"EMAIL_PORT": 465, "EMAIL_USE_TLS": False, "EMAIL_USE_SSL": True}, id="tls"
        ),
        pytest.param(SMTP_WAY, {"EMAIL_PORT": 25, "EMAIL_USE_TLS": False, "EMAIL_USE_SSL": False}, id="no-tls"),
        pytest.param(SMTP_WAY | {"MAIL_PORT": "2525"}, {"EMAIL_PORT": 2525}, id="another-port"),
        pytest.param(NOTIFY_WAY, {"NOTIFY_URL": mail.NOTIFY, "NOTIFY_TEMPLATE_ID": TEMPLATE}, id="notify"),
    ],
)
def test_what_the_variables_become(environ: dict[str, str], expected: dict[str, Any]) -> None:
    found = mail.settings(process=Process.WORKER, environ=environ)
    assert found.items() >= expected.items()


@pytest.mark.parametrize("process", [Process.WORKER, Process.MANAGE])
def test_where_nothing_is_said_the_settings_module_decides(process: Process) -> None:
    assert mail.settings(process=process, otherwise="file", environ={})["MAIL_BY"] == "file"
    assert mail.settings(process=process, otherwise="file", environ={"MAIL_BY": "console"})["MAIL_BY"] == "console"


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        pytest.param(
            {"MAIL_BY": "pigeon"}, "MAIL_BY is “pigeon”; it must be one of file, console, smtp, notify", id="way"
        ),
        pytest.param(SMTP_WAY | {"MAIL_HOST": ""}, "Set MAIL_HOST", id="no-host"),
        pytest.param(SMTP_WAY | {"MAIL_FROM": ""}, "Set MAIL_FROM", id="no-sender"),
        pytest.param(SMTP_WAY | {"MAIL_FROM": "Candour"}, "MAIL_FROM is “Candour”", id="a-sender-without-address"),
        pytest.param(SMTP_WAY | {"MAIL_TLS": "ssl"}, "MAIL_TLS is “ssl”", id="no-such-tls"),
        pytest.param(SMTP_WAY | {"MAIL_PORT": "smtp"}, "MAIL_PORT is “smtp”", id="not-a-port"),
        pytest.param(SMTP_WAY | {"MAIL_USER": "u"}, "Set MAIL_PASSWORD as well", id="no-password"),
        pytest.param(SMTP_WAY | {"MAIL_PASSWORD": "hunter2"}, "Set MAIL_USER as well", id="no-user"),
        pytest.param(NOTIFY_WAY | {"NOTIFY_API_KEY": ""}, "Set NOTIFY_API_KEY", id="no-key"),
        pytest.param(NOTIFY_WAY | {"NOTIFY_API_KEY": "hunter2"}, "NOTIFY_API_KEY is not one", id="not-a-key"),
        pytest.param(NOTIFY_WAY | {"NOTIFY_TEMPLATE_ID": ""}, "Set NOTIFY_TEMPLATE_ID", id="no-template"),
        pytest.param(NOTIFY_WAY | {"NOTIFY_TEMPLATE_ID": "mail"}, "NOTIFY_TEMPLATE_ID is not one", id="not-a-template"),
    ],
)
def test_a_wrong_or_missing_variable_is_named(environ: dict[str, str], said: str) -> None:
    with pytest.raises(ImproperlyConfigured) as refusal:
        mail.settings(process=Process.WORKER, environ=environ)
    assert str(refusal.value).startswith(said)
    assert "hunter2" not in str(refusal.value)
