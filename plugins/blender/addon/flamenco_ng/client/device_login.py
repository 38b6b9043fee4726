# SPDX-License-Identifier: GPL-3.0-or-later
"""Logs in with a code that the artist confirms in a browser (RFC 8628). For threads."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from .connection import Connection
from .errors import ManagerProblem, Refused
from .operations import OPERATIONS, checked_answer
from .refusal import refusal

PROGRAM = "Blender add-on"
SCOPE = (
    "farm.read files.upload job-files.read job-types.read jobs.change jobs.read jobs.submit tasks.change tasks.read "
    "workers.read"
)
"""What the add-on does, in the manager's words. The project's specs compare it with the operations that it calls."""
GRANT = "urn:ietf:params:oauth:grant-type:device_code"
PAGE = "/app/device"
SLOWER_BY = 5
"""Seconds to wait longer when the manager finds that it is asked too often."""


class LoginFailed(ManagerProblem):
    """The log-in has come to nothing. The text says why."""


@dataclass(frozen=True)
class Begun:
    """A log-in that waits for the artist."""

    device_code: str = field(repr=False)
    user_code: str
    page: str
    """The page to confirm it on, at the address that the artist entered, whatever the manager says."""
    expires_in: int
    """In seconds."""
    interval: int
    """How long to wait between two questions, in seconds."""


@dataclass(frozen=True)
class LoggedIn:
    """The manager has let the add-on in."""

    token: str = field(repr=False)
    name: str
    """Whom it acts for."""


def begin(connection: Connection, machine: str, user: str) -> Begun:
    """Begins a log-in. Raises ManagerProblem."""
    body = {"client_id": PROGRAM, "scope": SCOPE, "machine_name": machine, "user_name": user}
    begun = connection.call("startDeviceLogIn", body)
    return Begun(
        begun["device_code"],
        begun["user_code"],
        f"{connection.address}{PAGE}#{begun['user_code']}",
        begun["expires_in"],
        begun["interval"],
    )


def fetch(connection: Connection, begun: Begun) -> LoggedIn | int:
    """Asks whether the artist has confirmed it. If not yet, returns how many seconds more to wait from now on.

    Raises LoginFailed or another ManagerProblem.
    """
    operation = "fetchDeviceToken"
    body = json.dumps({"grant_type": GRANT, "device_code": begun.device_code}).encode()
    headers = {"Accept": "application/json", "Content-Type": "application/json"}
    answer = connection.request("POST", OPERATIONS[operation]["path"], body, headers, repeatable=False)
    if answer.status == 200:
        found = checked_answer(operation, answer.status, answer.body)
        return LoggedIn(found["access_token"], found["user_name"])
    said = _error(answer.body)
    if said == "authorization_pending":
        return 0
    if said == "slow_down":
        return SLOWER_BY
    if said == "access_denied":
        raise LoginFailed("The log-in was refused on the page.")
    if said in {"expired_token", "invalid_grant"}:
        raise LoginFailed("Nobody confirmed the log-in in time. Log in again.")
    raise refusal(operation, answer.status, answer.headers, answer.body)


def end(connection: Connection, token: str) -> None:
    """Has the manager forget a token. `connection` must not send it. Raises ManagerProblem."""
    connection.call("revokeToken", {"token": token})


def needs_no_login(problem: Exception) -> bool:
    """Whether the manager has no accounts: it refuses the question itself."""
    return isinstance(problem, Refused) and problem.status in {400, 404}


def _error(body: bytes) -> str:
    try:
        error = json.loads(body)["error"]
    except (ValueError, KeyError, TypeError):
        return ""
    return error if isinstance(error, str) else ""
