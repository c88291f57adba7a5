"""The database backend by which every process reaches PostgreSQL: `ENGINE = "config.postgresql"`."""

import time
from types import ModuleType
from typing import Any

import psycopg
from django.db.backends.postgresql import base

from config.postgresql.connection import Connection

# Whether an old connection still lives is asked with the patience that a new one gets (connect_timeout), no more.
STILL_THERE_WITHIN_SECONDS = 3
# One request asks from several places. Each would wait for a connection anew, and the page for all of them.
NOT_ASKED_AGAIN_FOR_SECONDS = 1


def _psycopg() -> ModuleType:
    """Psycopg as Django uses it, except that its connections do not wait for ever."""
    ours = ModuleType("psycopg")
    vars(ours).update(vars(psycopg), connect=Connection.connect)
    return ours


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's, with OPTIONS["answer_within"]: how many seconds the server may say nothing. 0 or nothing is for ever.

    A wait that ends so is an OperationalError, which the doors answer with 503; the next request connects anew.
    """

    Database = _psycopg()
    _ask_again_at: float = 0

    def get_connection_params(self) -> dict[str, Any]:
        """All but our own option: psycopg would take it for one of PostgreSQL's."""
        params: dict[str, Any] = super().get_connection_params()
        params.pop("answer_within", None)
        return params

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connects. How long that may take is libpq's `connect_timeout`; afterwards our limit holds.

        After an attempt in vain, this thread's next ones fail at once for a moment.
        """
        if time.monotonic() < self._ask_again_at:
            raise psycopg.OperationalError("The database did not answer a moment ago, and is not asked again so soon.")
        try:
            connection = super().get_new_connection(conn_params)
        except psycopg.errors.ConnectionTimeout:
            self._ask_again_at = time.monotonic() + NOT_ASKED_AGAIN_FOR_SECONDS
            raise
        connection.answer_within = self.settings_dict["OPTIONS"].get("answer_within", 0)
        return connection

    def set_autocommit(self, autocommit: bool, *args: Any, **kwargs: Any) -> None:
        """As Django's. But a connection lost in a transaction is not made anew only to be told how each one begins.

        Django would, on leaving the transaction: seconds more of waiting for a server that does not answer.
        """
        if self.connection is None and autocommit and self.settings_dict["AUTOCOMMIT"]:
            self.autocommit = True
            return
        super().set_autocommit(autocommit, *args, **kwargs)

    def is_usable(self) -> bool:
        """Whether the connection of an earlier request still lives."""
        if self.connection is None:
            return False
        with self.connection.in_a_hurry(answer_within=STILL_THERE_WITHIN_SECONDS):
            return bool(super().is_usable())
