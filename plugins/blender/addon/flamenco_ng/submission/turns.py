# SPDX-License-Identifier: GPL-3.0-or-later
"""Submissions wait for each other, in the order of the presses: together they would only be in each other's way."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from .. import background

_changed = threading.Condition()
# The first one has its turn.
_tickets: list[Ticket] = []


class Ticket:
    """A place in the queue, from the moment it is made."""

    def __init__(self) -> None:
        with _changed:
            _tickets.append(self)

    @contextmanager
    def turn(self, work: background.Work) -> Iterator[None]:
        """Waits for its turn, which is over at the end of the block. Raises Cancelled. For threads only."""
        work.when_cancelled(_wake)
        try:
            with _changed:
                if _tickets[0] is not self:
                    work.tell("Waiting for the one before")
                    _changed.wait_for(lambda: _tickets[0] is self or work.cancelled.is_set())
            work.check()
            yield
        finally:
            with _changed:
                _tickets.remove(self)
                _changed.notify_all()


def _wake() -> None:
    with _changed:
        _changed.notify_all()
