# SPDX-License-Identifier: GPL-3.0-or-later
"""The only place that makes requests. Call it from threads only, because it waits for the network."""

from __future__ import annotations

import contextlib
import http.client
import json
import socket
import ssl
import threading
import weakref
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeAlias
from urllib.parse import urlencode, urlsplit

from .address import tidy_address
from .certificates import trusted_certificates
from .errors import AddressProblem, NotLoggedIn, Unreachable
from .operations import OPERATIONS, checked_answer, path_of
from .proxy import proxy_for
from .refusal import refusal

CONNECT_TIMEOUT = 5.0
ANSWER_TIMEOUT = 30.0

ON_NOT_LOGGED_IN: list[Callable[[str], None]] = []
"""Called in the thread that asked, with the address of a manager that wants to know who is asking."""

Body: TypeAlias = bytes | Callable[[], Iterable[bytes]] | None


@dataclass(frozen=True)
class Answer:
    """What came back, whatever its status code."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes


class Connection:
    """One manager, as one user.

    `headers` are sent with every request. Several threads may use it at once: each keeps its own connection open.
    `ca_file` is a file with certificates to trust beside those that this computer trusts.
    """

    def __init__(self, address: str, headers: dict[str, str] | None = None, ca_file: str = "") -> None:
        """Raises AddressProblem when the address is not valid."""
        self.address = tidy_address(address)
        self.ca_file = ca_file
        self.headers = dict(headers or {})
        if not all(value.isascii() and value.isprintable() for value in self.headers.values()):
            raise AddressProblem("The token contains characters that no token has. Copy it again.")
        self._threads = threading.local()
        self._is_aborted = False
        self._sockets: weakref.WeakSet[socket.socket] = weakref.WeakSet()

    def call(
        self,
        operation: str,
        body: Any = None,
        query: dict[str, Any] | None = None,
        timeout: float = ANSWER_TIMEOUT,
        headers: dict[str, str] | None = None,
        **path_values: Any,
    ) -> Any:
        """Calls an operation of /api/v3 by its id in operations.json. Returns the JSON of the answer, or None.

        `headers` are sent beside those of every request.

        Raises Refused, Unreachable or UnexpectedAnswer.
        """
        method = OPERATIONS[operation]["method"]
        path = path_of(operation, path_values)
        if query:
            path = f"{path}?{urlencode(query)}"
        headers = {"Accept": "application/json", **(headers or {})}
        data = None
        if body is not None:
            data = json.dumps(body, ensure_ascii=False, allow_nan=False).encode()
            headers["Content-Type"] = "application/json"
        answer = self.request(method, path, data, headers, timeout=timeout, repeatable=method == "GET")
        if not 200 <= answer.status < 300:
            problem = refusal(operation, answer.status, answer.headers, answer.body)
            if isinstance(problem, NotLoggedIn):
                for listener in ON_NOT_LOGGED_IN:
                    listener(self.address)
            raise problem
        return checked_answer(operation, answer.status, answer.body)

    def request(
        self,
        method: str,
        path: str,
        body: Body = None,
        headers: dict[str, str] | None = None,
        timeout: float = ANSWER_TIMEOUT,
        repeatable: bool = True,
    ) -> Answer:
        """Makes one request and returns the answer, whatever its status.

        `path` starts with a slash. `body` may be a function that yields the parts of a long body; `headers` must then
        contain its Content-Length. `timeout` (seconds) limits each single wait. The other side may have closed a
        connection that was kept open: the request is then repeated on a new one if it is `repeatable`.

        Raises Unreachable.
        """
        kept = self._kept() if repeatable else None
        if self._is_aborted:
            raise self._unreachable(ConnectionAbortedError())
        try:
            return self._exchange(kept or self._open(), method, path, body, headers, timeout)
        except (http.client.RemoteDisconnected, http.client.CannotSendRequest, ConnectionError) as problem:
            self.close()
            if kept is None:
                raise self._unreachable(problem) from problem
        except (OSError, http.client.HTTPException) as problem:
            self.close()
            raise self._unreachable(problem) from problem
        return self.request(method, path, body, headers, timeout, repeatable=False)

    @property
    def names_somebody(self) -> bool:
        """Whether requests say on whose behalf they are made."""
        return "Authorization" in self.headers

    def close(self) -> None:
        """Closes this thread's connection. The next request opens a new one."""
        kept, self._threads.kept = self._kept(), None
        if kept is not None:
            kept.close()

    def abort(self) -> None:
        """Cuts everything off: requests that wait for an answer fail now, and later ones at once. For any thread."""
        self._is_aborted = True
        for each in list(self._sockets):
            with contextlib.suppress(OSError):
                # Not the method of an encrypted socket, which changes what another thread is reading from.
                socket.socket.shutdown(each, socket.SHUT_RDWR)

    def _kept(self) -> http.client.HTTPConnection | None:
        return getattr(self._threads, "kept", None)

    def _open(self) -> http.client.HTTPConnection:
        self.close()
        kept = self._new()
        try:
            kept.connect()
        except (UnicodeError, http.client.InvalidURL) as problem:
            raise AddressProblem(f"“{self.address}” is not a valid address: {problem}.") from problem
        self._threads.kept = kept
        self._sockets.add(kept.sock)
        if self._is_aborted:
            raise ConnectionAbortedError
        return kept

    def _new(self) -> http.client.HTTPConnection:
        parts = urlsplit(self.address)
        if parts.scheme == "http":
            return http.client.HTTPConnection(parts.netloc, timeout=CONNECT_TIMEOUT)
        proxy, context = proxy_for(self.address), trusted_certificates(self.ca_file)
        if proxy is None:
            return http.client.HTTPSConnection(parts.netloc, timeout=CONNECT_TIMEOUT, context=context)
        kept = http.client.HTTPSConnection(proxy.host, proxy.port, timeout=CONNECT_TIMEOUT, context=context)
        kept.set_tunnel(parts.hostname or "", parts.port or 443, proxy.headers)
        return kept

    def _exchange(
        self,
        kept: http.client.HTTPConnection,
        method: str,
        path: str,
        body: Body,
        headers: dict[str, str] | None,
        timeout: float,
    ) -> Answer:
        kept.sock.settimeout(timeout)
        data = body() if callable(body) else body
        try:
            kept.request(method, urlsplit(self.address).path + path, data, {**self.headers, **(headers or {})})
        except ConnectionError:
            # Refused in the middle of a long body. The reason may have arrived before the connection was cut.
            answer = kept.getresponse()
        else:
            answer = kept.getresponse()
        with answer:
            content = answer.read()
        if answer.will_close:
            self.close()
        return Answer(answer.status, answer.headers, content)

    def _unreachable(self, problem: Exception) -> Unreachable:
        proxy = proxy_for(self.address)
        way = f" through the proxy {proxy.host}:{proxy.port}" if proxy else ""
        return Unreachable(f"No answer from {self.address}{way}: {reason(problem)}")


def reason(problem: Exception) -> str:
    """A network error in plain words."""
    if isinstance(problem, socket.gaierror):
        return "no computer has that name."
    if isinstance(problem, ConnectionRefusedError):
        return "nothing is listening there. Is the manager running?"
    if isinstance(problem, TimeoutError):
        return "it took too long."
    if isinstance(problem, ssl.SSLCertVerificationError):
        return (
            f"its certificate is not trusted ({problem.verify_message}). If your company signs its certificates "
            "itself, choose its certificate file in the preferences."
        )
    if isinstance(problem, (ConnectionError, http.client.RemoteDisconnected)):
        return "the connection was cut."
    text = getattr(problem, "strerror", None) or str(problem) or type(problem).__name__
    return f"{text.rstrip('.')}."
