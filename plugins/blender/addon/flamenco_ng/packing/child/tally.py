# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts the files and bytes of a step that several threads work on, and reports them to the add-on."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from ..model import Progress, size_text
from .channel import Channel

Item = TypeVar("Item")
AT_ONCE = 4


class Tally:
    """One step, from its first byte to its last."""

    def __init__(self, channel: Channel, stage: str, verb: str, files: int, size: int) -> None:
        self._channel, self._stage, self._verb = channel, stage, verb
        self._files, self._size = files, size
        self._files_done = self._bytes_done = 0
        self._lock = threading.Lock()

    def count(self, size: int = 0, files: int = 0) -> None:
        """More has been done, or less if `size` is negative. Raises Cancelled."""
        with self._lock:
            self._bytes_done += size
            self._files_done += files
            done, left = self._bytes_done, self._files_done
        text = f"{self._verb} {left} of {self._files} files, {size_text(done)} of {size_text(self._size)}"
        fraction = done / self._size if self._size else left / max(self._files, 1)
        self._channel.tell(Progress(self._stage, text, min(fraction, 1.0), left, self._files, done, self._size))


def each(items: Iterable[Item], work: Callable[[Item], object]) -> None:
    """Does the work for each item, several at once.

    The first problem stops it, and is raised when all threads have finished.
    """
    with ThreadPoolExecutor(AT_ONCE) as pool:
        futures = [pool.submit(work, item) for item in items]
        try:
            for future in futures:
                future.result()
        except BaseException:
            for future in futures:
                future.cancel()
            raise
