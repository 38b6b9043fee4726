# SPDX-License-Identifier: GPL-3.0-or-later
"""The search for managers, as shown in the preferences. Main thread only."""

from __future__ import annotations

from .. import background
from ..client import NotAllowed
from ..preferences import network_problem, public_connector
from .discovery import FoundManager, find_managers


class Search:
    """One search. `managers` grows while it is running."""

    def __init__(self) -> None:
        self.managers: list[FoundManager] = []
        self.problem = ""
        connect, forbidden = public_connector(), network_problem()

        def search(work: background.Work) -> None:
            if forbidden:
                raise NotAllowed(forbidden)

            def found(manager: FoundManager) -> None:
                self.managers.append(manager)
                work.tell(f"{len(self.managers)} found")

            find_managers(connect, found, work.cancelled.is_set)

        self.work = background.start("search for managers", search, failed=self._failed)

    @property
    def is_running(self) -> bool:
        """Whether more managers may be found."""
        return self.work.is_running

    def _failed(self, wrong: Exception) -> None:
        self.problem = str(wrong) if isinstance(wrong, NotAllowed) else f"The network could not be searched: {wrong}"


_last: Search | None = None


def last_search() -> Search | None:
    """The search whose result is shown."""
    return _last


def start_search() -> Search:
    """Starts a search, unless one is running."""
    global _last
    if _last is None or not _last.is_running:
        _last = Search()
    return _last


def forget_search() -> None:
    """Its result is no longer shown."""
    global _last
    _last = None
