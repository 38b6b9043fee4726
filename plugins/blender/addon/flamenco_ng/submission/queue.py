# SPDX-License-Identifier: GPL-3.0-or-later
"""All submissions that are waiting or running, or whose message the artist has not closed. Main thread only."""

from __future__ import annotations

from .submission import Submission

KEPT = 20
"""Messages of submissions that have ended, while others are still running."""

_submissions: list[Submission] = []


def add(submission: Submission) -> Submission:
    """Adds a new one. If none is running, it takes the place of the messages of earlier ones."""
    if not any(each.is_running for each in _submissions):
        _submissions.clear()
    _submissions.append(submission)
    ended = [each for each in _submissions if not each.is_running]
    for each in ended[:-KEPT]:
        _submissions.remove(each)
    return submission


def all_submissions() -> list[Submission]:
    """All of them, in the order of the presses."""
    return list(_submissions)


def current_submission() -> Submission | None:
    """The one that has its turn, or else the last one that has ended, until its message is closed."""
    running = next((each for each in _submissions if each.is_running), None)
    return running or (_submissions[-1] if _submissions else None)


def asking() -> Submission | None:
    """The first one that waits for the artist's answer."""
    return next((each for each in _submissions if each.is_running and each.files.is_asking), None)


def find(number: int) -> Submission | None:
    """The one with this number; for 0, the current one."""
    return next((each for each in _submissions if each.number == number), None) if number else current_submission()


def close(number: int) -> None:
    """The artist has read the message of this one; for 0, of all. Those that are running stay."""
    for each in all_submissions():
        if not each.is_running and number in (0, each.number):
            _submissions.remove(each)
