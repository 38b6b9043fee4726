# SPDX-License-Identifier: GPL-3.0-or-later
"""Which managers want a log-in, which log-ins are under way, and who waits for one.

Main thread only, unless it says otherwise.
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import bpy

from .. import background
from ..client import ON_NOT_LOGGED_IN, Connection, ManagerProblem, NotAllowed, Unreachable, address_key
from ..client.device_login import Begun, LoggedIn, LoginFailed, begin, end, fetch, needs_no_login
from ..job_name.current import user_name
from ..kept_logins import KeptLogin
from ..preferences import forget_login, keep_login, kept_login, network_problem, public_connector

ON_LOGGED_IN: list[Callable[[str], None]] = []
"""Called in the main thread with the address of a manager that knows the artist from now on, or no longer."""


@dataclass
class Login:
    """A log-in that is under way, or has failed."""

    address: str
    work: background.Work | None = None
    begun: Begun | None = None
    until: float = 0
    """The moment at which the code expires, by the clock of this computer that never jumps."""
    problem: str = ""

    @property
    def is_running(self) -> bool:
        """Whether it waits for the manager or the artist."""
        return self.work is not None and self.work.is_running

    @property
    def seconds_left(self) -> int:
        """How long the code is still good for."""
        return max(0, round(self.until - time.monotonic()))


_logins: dict[str, Login] = {}
_wanted: set[str] = set()
_waiting: list[tuple[str, threading.Event]] = []


def is_wanted(address: str) -> bool:
    """Whether the manager has said that it wants to know who is asking."""
    return (address_key(address) or "") in _wanted


def log_in_at(address: str) -> Login | None:
    """The log-in that is under way there, or the last one if it has failed."""
    return _logins.get(address_key(address) or "")


def not_wanted(address: str) -> None:
    """The manager has answered, so it knows who is asking, or does not care."""
    key = address_key(address) or ""
    _wanted.discard(key)
    login = _logins.get(key)
    if login and not login.is_running:
        del _logins[key]
    _wake(key)


def start(address: str) -> Login:
    """Begins a log-in, unless one is under way there. Opens the page to confirm it on."""
    key = address_key(address) or ""
    current = _logins.get(key)
    if current and current.is_running:
        return current
    login = Login(address)
    _logins[key] = login
    connect, forbidden, user = public_connector(), network_problem(), user_name()

    def run(work: background.Work) -> LoggedIn:
        if forbidden:
            raise NotAllowed(forbidden)
        manager = connect(address)
        begun = begin(manager, socket.gethostname(), user)
        work.on_main(lambda: _show(login, begun))
        return _await_answer(work, login, manager, begun)

    def done(found: LoggedIn) -> None:
        _logins.pop(key, None)
        try:
            keep_login(address, KeptLogin(found.token, found.name))
        except OSError as problem:
            login.problem = f"The log-in could not be stored: {problem.strerror}."
            _logins[key] = login
            return
        _changed(address)

    def failed(wrong: Exception) -> None:
        login.problem = _words(wrong)

    login.work = background.start("log-in", run, done, failed, lambda: _forget(key))
    return login


def _await_answer(work: background.Work, login: Login, manager: Connection, begun: Begun) -> LoggedIn:
    """Asks the manager now and then until the artist has answered on the page. For threads."""
    interval = begun.interval
    next_question = time.monotonic() + interval
    while login.seconds_left:
        # Each second, so that the panel counts down.
        work.cancelled.wait(1)
        work.check()
        work.tell("Waiting for you to confirm the log-in")
        if time.monotonic() < next_question:
            continue
        try:
            found = fetch(manager, begun)
        except Unreachable:
            # It may have been restarted; the code outlasts that.
            found = 0
        if isinstance(found, LoggedIn):
            return found
        interval += found
        next_question = time.monotonic() + interval
    raise LoginFailed("Nobody confirmed the log-in in time. Log in again.")


def log_out(address: str) -> background.Work | None:
    """Forgets the log-in at this manager at once, and has the manager forget it, too."""
    kept = kept_login(address)
    if kept is None:
        return None
    connect, token = public_connector(), kept.token
    forget_login(address)
    login = Login(address)

    def failed(_wrong: Exception) -> None:
        login.problem = (
            "You are logged out here, but the manager could not be told. To be safe, revoke the token on the page "
            "of your account."
        )
        _logins[address_key(address) or ""] = login

    work = background.start("log-out", lambda _work: end(connect(address), token), failed=failed)
    _changed(address)
    return work


def await_log_in(work: background.Work, address: str) -> None:
    """Waits until the artist has logged in. For threads. Raises Cancelled."""
    logged_in = threading.Event()
    work.tell("Waiting for you to log in")
    work.when_cancelled(logged_in.set)
    work.soon_on_main(lambda: _wake_when_logged_in(address_key(address) or "", logged_in))
    logged_in.wait()
    work.check()


def _wake_when_logged_in(key: str, logged_in: threading.Event) -> None:
    if key in _wanted:
        _waiting.append((key, logged_in))
    else:
        # It has happened meanwhile.
        logged_in.set()


def _words(wrong: Exception) -> str:
    if needs_no_login(wrong):
        # Perhaps a proxy in front of it asks, or an older manager.
        return f"Logging in is not possible there: {wrong}"
    return str(wrong) if isinstance(wrong, ManagerProblem) else f"{type(wrong).__name__}: {wrong}"


def _show(login: Login, begun: Begun) -> None:
    login.begun, login.until = begun, time.monotonic() + begun.expires_in
    if not bpy.app.background:
        bpy.ops.wm.url_open(url=begun.page)


def _changed(address: str) -> None:
    key = address_key(address) or ""
    _wanted.discard(key)
    _wake(key)
    for listener in ON_LOGGED_IN:
        listener(address)


def _wake(key: str) -> None:
    for each in [each for each in _waiting if each[0] == key]:
        _waiting.remove(each)
        each[1].set()


def _forget(key: str) -> None:
    _logins.pop(key, None)


def _is_asked_for(address: str) -> None:
    """For any thread."""
    background.soon(lambda: _wanted.add(address_key(address) or ""))


def register() -> None:
    ON_NOT_LOGGED_IN.append(_is_asked_for)


def unregister() -> None:
    ON_NOT_LOGGED_IN.remove(_is_asked_for)
    _logins.clear()
    _wanted.clear()
    _waiting.clear()
