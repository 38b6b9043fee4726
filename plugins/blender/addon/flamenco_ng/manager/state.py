# SPDX-License-Identifier: GPL-3.0-or-later
"""The manager that this Blender talks to, and whether it answers. Main thread only."""

from __future__ import annotations

from collections.abc import Callable

from .. import background, login
from ..client import ManagerProblem, address_problem, tidy_address
from ..preferences import connection, preferences
from .cache import read_cache, write_cache
from .fetch_info import fetch_info
from .info import ManagerInfo

ON_NEW_INFO: list[Callable[[ManagerInfo], None]] = []
"""Called in the main thread whenever something is known about a manager."""


class _State:
    info: ManagerInfo | None = None
    problem = ""
    has_answered = False
    asking: background.Work | None = None


_state = _State()


def info() -> ManagerInfo | None:
    """What is known about the manager, perhaps from an earlier run of Blender."""
    return _state.info


def problem() -> str:
    """Why the manager did not answer last time, or an empty string."""
    return _state.problem


def is_asking() -> bool:
    """Whether an answer is being waited for."""
    return _state.asking is not None and _state.asking.is_running


def has_answered() -> bool:
    """Whether the manager has answered in this run of Blender, the last time it was asked."""
    return _state.has_answered


def refresh() -> background.Work:
    """Asks the manager again, in the background. An invalid address becomes a problem, too."""
    if _state.asking:
        _state.asking.cancel()

    def ask(work: background.Work) -> ManagerInfo:
        found = fetch_info(asked)
        work.check()
        return found

    try:
        asked = connection()
    except ManagerProblem as wrong:
        _failed(wrong)
        _state.asking = background.start("refresh", lambda _work: None)
    else:
        _state.asking = background.start("refresh", ask, done=take_up, failed=_failed)
    return _state.asking


def take_up(found: ManagerInfo) -> None:
    """The manager has answered."""
    _state.info, _state.problem, _state.has_answered = found, "", True
    login.not_wanted(found.address)
    write_cache(found)
    for listener in ON_NEW_INFO:
        listener(found)


def tell_problem(text: str) -> None:
    """The manager has not answered."""
    _state.problem, _state.has_answered = text, False


def forget() -> None:
    """Another manager has been chosen. Forgets the old one, and takes what was stored about the new one."""
    address = preferences().manager_address
    kept = None if address_problem(address) else read_cache(tidy_address(address))
    _state.info, _state.problem, _state.has_answered = kept, "", False
    if kept:
        for listener in ON_NEW_INFO:
            listener(kept)


def _failed(wrong: Exception) -> None:
    tell_problem(str(wrong))
    background.redraw()
