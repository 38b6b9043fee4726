# SPDX-License-Identifier: GPL-3.0-or-later
"""Why the manager refused, in words for an artist."""

from __future__ import annotations

import json
from http.client import HTTPMessage, responses

from .errors import ManagerProblem, Refused, UnexpectedAnswer


def refusal(operation: str, status: int, headers: HTTPMessage, body: bytes) -> ManagerProblem:
    """The error for an answer that is no success."""
    said = _message(body)
    if 300 <= status < 400:
        target = headers.get("Location", "elsewhere")
        return UnexpectedAnswer(f"The manager's address leads on to {target}; enter that address in the preferences.")
    if status == 401:
        return Refused(status, said or "The manager wants to know who you are: enter your token in the preferences.")
    if status == 403:
        return Refused(status, said or "The manager does not allow you to do this.")
    if said:
        return Refused(status, said)
    if status == 404:
        return UnexpectedAnswer(f"What answers there does not know “{operation}”; it may be no Flamenco manager.")
    return Refused(status, f"The manager answered with {status} {responses.get(status, '')}".rstrip() + ".")


def _message(body: bytes) -> str:
    try:
        message = json.loads(body)["message"]
    except (ValueError, KeyError, TypeError):
        return ""
    return message if isinstance(message, str) else ""
