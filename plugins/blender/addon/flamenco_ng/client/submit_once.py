# SPDX-License-Identifier: GPL-3.0-or-later
"""Submits a job under a key, so that asking again when no answer came makes no second one. For threads."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable
from typing import Any, Protocol

from .errors import ManagerProblem, Refused, Unheard

UNCLEAR = 500
"""From this status on, the manager may have done what it was asked to."""
TRIES = 3
PAUSE = 3.0
"""Seconds before the next try."""
LOOK_FIRST = "The job may have been submitted: look before you do it again."


class Waiting(Protocol):
    """Whoever waits for the answer."""

    cancelled: threading.Event

    def tell(self, text: str) -> None:
        """Shows what is being done."""


def submit_once(
    submit: Callable[[dict[str, str]], dict[str, Any]], keeps_keys: bool, waiting: Waiting
) -> dict[str, Any]:
    """Submits a job. If no clear answer comes, asks again under the same key if the manager keeps keys.

    `submit` sends the job with the given headers. Raises Unheard, or what `submit` raises when the manager says no.
    """
    headers = {"Idempotency-Key": str(uuid.uuid4())} if keeps_keys else {}
    for tries_left in reversed(range(TRIES if headers else 1)):
        try:
            return submit(headers)
        except ManagerProblem as problem:
            if _is_refusal(problem):
                raise
            if waiting.cancelled.is_set():
                raise Unheard(f"It was cancelled while the manager was taking the job. {LOOK_FIRST}") from problem
            if not tries_left:
                raise Unheard(f"{problem} {LOOK_FIRST}") from problem
        waiting.tell("Asking again")
        waiting.cancelled.wait(PAUSE)
    raise AssertionError("the last try returns or raises")


def _is_refusal(problem: ManagerProblem) -> bool:
    """Whether the manager has said no. When a gateway in front of it gives up, it may have taken the job even so."""
    return isinstance(problem, Refused) and problem.status < UNCLEAR
