# SPDX-License-Identifier: GPL-3.0-or-later
"""The one place that makes requests. Call it from threads only: it waits for the network."""

from __future__ import annotations

import http.client
import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Union
from urllib.parse import urlencode, urlsplit

from .address import tidy_address
from .errors import AddressProblem, Unreachable
from .operations import OPERATIONS, checked_answer, path_of
from .refusal import refusal

CONNECT_TIMEOUT = 5.0
ANSWER_TIMEOUT = 30.0

Body = Union[bytes, Callable[[], Iterable[bytes]], None]


@dataclass(frozen=True)
class Answer:
    """What came back, whatever its status."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes


class Connection:
    """One manager, as one user.

    `headers` go along with every request. May be used by several threads at once: each keeps a connection of its own open.
    """

    def __init__(self, address: str, headers: dict[str, str] | None = None) -> None:
        """Raises AddressProblem when it cannot be an address."""
        self.address = tidy_address(address)
        self.headers = dict(headers or {})
        if not all(value.isascii() and value.isprintable() for value in self.headers.values()):
            raise AddressProblem("The token has characters that no token has; copy it once more.")
        self._threads = threading.local()

    def call(
        self,
        operation: str,
        body: Any = None,
        query: dict[str, Any] | None = None,
        timeout: float = ANSWER_TIMEOUT,
        **path_values: Any,
    ) -> Any:
        """Calls an operation of /api/v3 by its id, listed in operations.json; gives the answer's JSON, or None.

        Raises Refused, Unreachable or UnexpectedAnswer.
        """
        method = OPERATIONS[operation]["method"]
        path = path_of(operation, path_values)
        if query:
            path = f"{path}?{urlencode(query)}"
        headers = {"Accept": "application/json"}
        data = None
        if body is not None:
            data = json.dumps(body, ensure_ascii=False, allow_nan=False).encode()
            headers["Content-Type"] = "application/json"
        answer = self.request(method, path, data, headers, timeout=timeout, repeatable=method == "GET")
        if not 200 <= answer.status < 300:
            raise refusal(operation, answer.status, answer.headers, answer.body)
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
        """Makes one request and gives the answer with any status.

        `path` starts with a slash. `body` may be a function that gives the parts of a long body one by one; `headers` then name its
        Content-Length. `timeout` (seconds) counts anew for each wait. A connection that was kept open may have been closed by the
        other side meanwhile: then the request is made once more on a new one, unless it is not `repeatable`.

        Raises Unreachable.
        """
        reused = repeatable and self._kept() is not None
        try:
            return self._exchange(self._kept() if reused else self._open(), method, path, body, headers, timeout)
        except (http.client.RemoteDisconnected, http.client.CannotSendRequest, ConnectionError) as problem:
            self.close()
            if not reused:
                raise self._unreachable(problem) from problem
        except (OSError, http.client.HTTPException) as problem:
            self.close()
            raise self._unreachable(problem) from problem
        return self.request(method, path, body, headers, timeout, repeatable=False)

    def close(self) -> None:
        """Closes this thread's connection; the next request opens one."""
        kept, self._threads.kept = self._kept(), None
        if kept is not None:
            kept.close()

    def _kept(self) -> http.client.HTTPConnection | None:
        return getattr(self._threads, "kept", None)

    def _open(self) -> http.client.HTTPConnection:
        self.close()
        parts = urlsplit(self.address)
        if parts.scheme == "https":
            context = ssl.create_default_context()
            kept = http.client.HTTPSConnection(parts.netloc, timeout=CONNECT_TIMEOUT, context=context)
        else:
            kept = http.client.HTTPConnection(parts.netloc, timeout=CONNECT_TIMEOUT)
        try:
            kept.connect()
        except (UnicodeError, http.client.InvalidURL) as problem:
            raise AddressProblem(f"“{self.address}” is no address: {problem}.") from problem
        self._threads.kept = kept
        return kept

    def _exchange(self, kept, method, path, body, headers, timeout) -> Answer:
        kept.sock.settimeout(timeout)
        data = body() if callable(body) else body
        try:
            kept.request(method, urlsplit(self.address).path + path, data, {**self.headers, **(headers or {})})
        except ConnectionError:
            # Refused in the middle of a long body: the reason may have arrived before the connection was cut.
            answer = kept.getresponse()
        else:
            answer = kept.getresponse()
        with answer:
            content = answer.read()
        if answer.will_close:
            self.close()
        return Answer(answer.status, answer.headers, content)

    def _unreachable(self, problem: Exception) -> Unreachable:
        return Unreachable(f"No answer from {self.address}: {reason(problem)}")


def reason(problem: Exception) -> str:
    """A network error in words."""
    if isinstance(problem, socket.gaierror):
        return "there is no computer of that name."
    if isinstance(problem, ConnectionRefusedError):
        return "no program listens there; is the manager running?"
    if isinstance(problem, TimeoutError):
        return "it took too long."
    if isinstance(problem, ssl.SSLCertVerificationError):
        return f"its certificate is not trusted ({problem.verify_message})."
    if isinstance(problem, (ConnectionError, http.client.RemoteDisconnected)):
        return "the connection was cut."
    text = getattr(problem, "strerror", None) or str(problem) or type(problem).__name__
    return f"{text.rstrip('.')}."
