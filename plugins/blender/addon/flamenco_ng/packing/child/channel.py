# SPDX-License-Identifier: GPL-3.0-or-later
"""The connection to the add-on: commands come in, progress and results go out."""

from __future__ import annotations

import os
import queue
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Any

from .. import messages
from ..model import Cancelled, Progress

# Seconds between two reports of progress.
BETWEEN = 0.1


class Channel:
    """Create only one, in the main thread."""

    def __init__(self) -> None:
        self.stopped = threading.Event()
        self.when_stopped: Callable[[], None] = lambda: None
        """Called when the add-on no longer wants the result, to cut short what is being waited for."""
        self._commands: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        # Whatever a library prints must not end up among the messages.
        self._out = os.fdopen(os.dup(1), "wb", buffering=0)
        os.dup2(2, 1)
        self._lock = threading.Lock()
        self._told, self._stage = 0.0, ""
        self.about = ""
        """What is being worked on, to be named if that fails."""
        threading.Thread(target=self._hear, daemon=True).start()

    def commands(self) -> Iterator[dict[str, Any]]:
        """The commands, until there are no more."""
        return iter(self._commands.get, None)

    def check(self) -> None:
        """Raises Cancelled when the add-on no longer wants the result."""
        if self.stopped.is_set():
            raise Cancelled

    def tell(self, progress: Progress, always: bool = False) -> None:
        """Reports progress, but not too often, and each stage at least once. For any thread. Raises Cancelled."""
        self.check()
        now = time.monotonic()
        if always or progress.stage != self._stage or now - self._told >= BETWEEN:
            self._told, self._stage = now, progress.stage
            self.say(progress=asdict(progress))

    def say(self, **message: Any) -> None:
        """Sends a message. For any thread."""
        with self._lock:
            try:
                self._out.write(messages.line(message))
            except OSError:
                self.stopped.set()

    def _hear(self) -> None:
        for line in sys.stdin.buffer:
            self._commands.put(messages.parsed(line))
        # The add-on has cancelled, or Blender is gone.
        self.stopped.set()
        self.when_stopped()
        self._commands.put(None)
