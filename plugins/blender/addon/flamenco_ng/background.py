# SPDX-License-Identifier: GPL-3.0-or-later
"""Work in threads, so that Blender never waits.

Threads must not touch `bpy`. Whatever needs it is handed to the main thread, where a timer runs it.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet
from typing import TypeVar

import bpy

log = logging.getLogger(__name__)

Result = TypeVar("Result")

TICK = 0.1
"""Seconds between two looks at what threads have handed over."""
IN_STATUS_BARS: list[Callable[[], str]] = []
"""What the status bars show of a work. They are redrawn when one of the texts changes."""

_in_status_bars: tuple[str, ...] = ()
_for_main: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
_running: set[Work] = set()
_is_switched_off = False


class Cancelled(Exception):
    """The artist has cancelled the work."""


class Work:
    """Something that goes on in a thread. `text` and `fraction` (0 to 1, or None when unknown) show its progress."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.text = title
        self.fraction: float | None = None
        self.cancelled = threading.Event()
        self.is_running = True
        self._lock = threading.Lock()
        self._when_cancelled: list[Callable[[], None]] = []

    def tell(self, text: str, fraction: float | None = None) -> None:
        """Shows how far the work is. For any thread."""
        with self._lock:
            if not self.cancelled.is_set():
                self.text, self.fraction = text, fraction
        _for_main.put(redraw)

    def cancel(self) -> None:
        """Asks the work to stop, and shows at once that it will. For any thread."""
        with self._lock:
            self.cancelled.set()
            self.text, self.fraction = "Cancelling", None
            functions, self._when_cancelled = self._when_cancelled, []
        for function in functions:
            function()
        _for_main.put(redraw)

    def when_cancelled(self, function: Callable[[], None]) -> None:
        """Has a function called when the work is cancelled, or at once if it has been. It must not wait.

        It cuts short what the work waits for. For any thread.
        """
        with self._lock:
            if not self.cancelled.is_set():
                self._when_cancelled.append(function)
                return
        function()

    def check(self) -> None:
        """Raises Cancelled if the work has been cancelled. The work itself calls this between its steps."""
        if self.cancelled.is_set():
            raise Cancelled

    def soon_on_main(self, function: Callable[[], None]) -> None:
        """Has a function run in the main thread, without waiting for it. What goes wrong in it is logged."""
        _for_main.put(function)

    def on_main(self, function: Callable[[], Result]) -> Result:
        """Runs a function in the main thread, returns what it returns, raises what it raises. For the work itself."""
        outcome: Future[Result] = Future()

        def run() -> None:
            if not outcome.set_running_or_notify_cancel():
                return
            try:
                outcome.set_result(function())
            except BaseException as problem:  # noqa: BLE001 - it is raised again in the thread that asked
                outcome.set_exception(problem)

        _for_main.put(run)
        while True:
            try:
                return outcome.result(TICK)
            except NotYet:
                if outcome.done():
                    return outcome.result()
                if self.cancelled.is_set() and outcome.cancel():
                    raise Cancelled from None


def start(
    title: str,
    function: Callable[[Work], Result],
    done: Callable[[Result], None] = lambda _result: None,
    failed: Callable[[Exception], None] | None = None,
    cancelled: Callable[[], None] = lambda: None,
) -> Work:
    """Runs `function(work)` in a thread. Main thread only.

    When it has ended, exactly one of `done`, `failed` and `cancelled` is called in the main thread.
    """
    work = Work(title)
    _running.add(work)

    def end(callback: Callable[[], None]) -> None:
        work.is_running = False
        _running.discard(work)
        try:
            callback()
        finally:
            redraw()

    def run() -> None:
        try:
            result = function(work)
        except Cancelled:
            _for_main.put(lambda: end(cancelled))
        except Exception as problem:  # noqa: BLE001 - handed to whoever started the work
            error = problem
            if work.cancelled.is_set():
                # Nobody wants the result any more, so nobody needs to know what went wrong.
                _for_main.put(lambda: end(cancelled))
                return
            _for_main.put(lambda: end(lambda: _report(title, error, failed)))
        else:
            _for_main.put(lambda: end(lambda: done(result)))

    threading.Thread(target=run, name=f"flamenco-ng: {title}", daemon=True).start()
    if not bpy.app.timers.is_registered(_tick):
        bpy.app.timers.register(_tick, first_interval=TICK, persistent=True)
    redraw()
    return work


def soon(function: Callable[[], None]) -> None:
    """Has a function run in the main thread, without waiting for it, while some work is going on. For any thread."""
    _for_main.put(function)


def wait_for(work: Work, seconds: float = float("inf")) -> bool:
    """Waits in the main thread until the work has ended. For scripts, never for the user interface.

    Returns False when it took too long.
    """
    deadline = time.monotonic() + seconds
    while work.is_running and time.monotonic() < deadline:
        _take_up(wait=TICK)
    return not work.is_running


def windows() -> Iterable[bpy.types.Window]:
    """Blender's windows. Main thread only."""
    return bpy.context.window_manager.windows if bpy.context.window_manager else ()


def redraw() -> None:
    """Redraws the areas that show something of this add-on. Main thread only."""
    global _in_status_bars
    for window in windows():
        for area in window.screen.areas:
            if area.type in {"PROPERTIES", "PREFERENCES"}:
                area.tag_redraw()
            elif area.type == "VIEW_3D":
                # Its sidebar only: the view itself may take seconds.
                for region in area.regions:
                    if region.type == "UI":
                        region.tag_redraw()
    texts = tuple(text() for text in IN_STATUS_BARS)
    if texts != _in_status_bars:
        _in_status_bars = texts
        redraw_status_bars()


def redraw_status_bars() -> None:
    """Redraws the status bars, which are in no list of areas. Main thread only."""
    window_manager = bpy.context.window_manager
    if window_manager and not bpy.app.background:
        # They listen to new names, as a few other editors do. The keys that a tool in use shows there stay.
        window_manager.name = window_manager.name


def _report(title: str, problem: Exception, failed: Callable[[Exception], None] | None) -> None:
    if failed is None:
        log.error("%s failed: %s", title, problem, exc_info=problem)
    else:
        failed(problem)


def _take_up(wait: float = 0) -> None:
    while True:
        try:
            callback = _for_main.get(timeout=wait) if wait else _for_main.get_nowait()
        except queue.Empty:
            return
        wait = 0
        try:
            callback()
        except Exception:
            log.exception("a callback failed")


def _tick() -> float | None:
    _take_up()
    return TICK if _running or not _for_main.empty() else None


def is_switched_off() -> bool:
    """Whether the add-on is being switched off, as when Blender is closed. For any thread."""
    return _is_switched_off


def register() -> None:
    global _is_switched_off
    _is_switched_off = False


def unregister() -> None:
    global _is_switched_off
    _is_switched_off = True
    for work in list(_running):
        work.cancel()
    if bpy.app.timers.is_registered(_tick):
        bpy.app.timers.unregister(_tick)
