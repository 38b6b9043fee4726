# SPDX-License-Identifier: GPL-3.0-or-later
"""Why the manager refused, in words for artists."""

from __future__ import annotations

import json
from http.client import HTTPMessage, responses

from .errors import ManagerProblem, NotLoggedIn, Refused, UnexpectedAnswer


def refusal(operation: str, status: int, headers: HTTPMessage, body: bytes) -> ManagerProblem:
    """The error for an answer that is not a success."""
    said = _message(body)
    if 300 <= status < 400:
        target = headers.get("Location", "elsewhere")
        return UnexpectedAnswer(f"The manager's address redirects to {target}. Enter that address in the preferences.")
    if status == 401:
        return NotLoggedIn(status, _who_are_you(headers))
    if status == 403:
        return Refused(status, said or "The manager does not allow you to do this.")
    if said:
        return Refused(status, said)
    if status == 404:
        return UnexpectedAnswer(
            f"Whatever answers at this address does not know “{operation}”. It may not be a Flamenco manager."
        )
    return Refused(status, f"The manager answered with {status} {responses.get(status, '')}".rstrip() + ".")


def _who_are_you(headers: HTTPMessage) -> str:
    """In our words: the manager's are for programs, and for people on its pages."""
    if "WWW-Authenticate" in headers:
        # Something was sent, and it is of no use.
        return "Your log-in has ended, or your token is not right. Log in again, or enter another token."
    return "The manager wants to know who you are. Log in, or enter your token in the preferences."


def _message(body: bytes) -> str:
    try:
        message = json.loads(body)["message"]
    except (ValueError, KeyError, TypeError):
        return ""
    return message if isinstance(message, str) else ""
