"""Somebody at a plain browser: keeps cookies, follows redirects, sends the form's token."""

import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from http.cookiejar import CookieJar
from typing import NamedTuple

from cases.operations.demo import PASSWORD

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
LOG_IN = "/log-in/"
ADMINISTRATOR = "administrator@demo.example"


class Answer(NamedTuple):
    """What came back, after redirects."""

    status: int
    text: str
    url: str


class Browser:
    """Its cookies are its own. Several threads may use one at the same time, as several windows do."""

    def __init__(self, address: str, *, patience: float = 60) -> None:
        """For one door. `patience` is how many seconds it waits for an answer."""
        self.address = address
        self.patience = patience
        self.cookies = CookieJar()
        self.token = ""
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    def get(self, path: str) -> Answer:
        """Opens a page. Raises OSError only when nobody answers at all."""
        return self._open(path, None)

    def post(self, path: str, fields: Mapping[str, str]) -> Answer:
        """Sends a form, with the token of the page seen last, or of the form's own page when there was none."""
        if not self.token:
            self.get(path)
        sent = {"csrfmiddlewaretoken": self.token, **fields}
        return self._open(path, urllib.parse.urlencode(sent).encode())

    def log_in(self, email: str = ADMINISTRATOR, password: str = PASSWORD) -> Answer:
        """Logs in and gives the page that follows. Fails the test when that is not possible."""
        self.get(LOG_IN)
        answer = self.post(LOG_IN, {"login": email, "password": password})
        assert answer.status == 200, answer
        assert LOG_IN not in answer.url, f"{email} is not logged in"
        return answer

    def _open(self, path: str, data: bytes | None) -> Answer:
        try:
            with self._opener.open(self.address + path, data, timeout=self.patience) as response:
                answer = Answer(response.status, response.read().decode(), response.url)
        except urllib.error.HTTPError as refusal:
            with refusal:
                answer = Answer(refusal.code, refusal.read().decode(), refusal.url)
        if token := TOKEN.search(answer.text):
            self.token = token[1]
        return answer
