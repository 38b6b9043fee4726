# SPDX-License-Identifier: GPL-3.0-or-later
"""Submissions wait for each other, in the order of the presses: together they would only be in each other's way."""

from __future__ import annotations

import threading

from .. import background

_changed = threading.Condition()
# The first one has its turn.
_tickets: list[Ticket] = []


class Ticket:
    """A place in the queue, from the moment it is made to the end of the block that uses it (`with ticket:`)."""

    def __init__(self) -> None:
        with _changed:
            _tickets.append(self)

    def __enter__(self) -> Ticket:
        return self

    def __exit__(self, *_what_happened: object) -> None:
        with _changed:
            _tickets.remove(self)
            _changed.notify_all()

    @property
    def is_first(self) -> bool:
        """Whether it has its turn. For any thread."""
        with _changed:
            return _tickets[0] is self

    def wait(self, work: background.Work) -> None:
        """Waits for its turn. Raises Cancelled. For threads only."""
        work.when_cancelled(_wake)
        with _changed:
            if _tickets[0] is not self:
                work.tell("Waiting for the one before")
                _changed.wait_for(lambda: _tickets[0] is self or work.cancelled.is_set())
        work.check()


def _wake() -> None:
    with _changed:
        _changed.notify_all()
