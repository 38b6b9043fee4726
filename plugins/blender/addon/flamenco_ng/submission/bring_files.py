# SPDX-License-Identifier: GPL-3.0-or-later
"""Brings the blend file and what it uses to the farm, after telling the artist which files are missing."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from .. import background, packing
from ..client import Connection
from ..manager.info import ManagerInfo
from ..preflight import long_paths_in_words, too_long_paths, too_long_settings
from .order import Order

ON_QUESTION: list[Callable[[], None]] = []
"""Called in the main thread when there is a question."""


TRIES = 3
"""How often the files are looked for while others are saving some of them."""


class FilesProblem(Exception):
    """The files cannot be brought to the farm. The text is for the artist."""


@dataclass
class FilesReport:
    """What the artist should know about the files, and whether to submit although some are or may be missing."""

    answer: bool | None = None
    """Whether to submit although the render may go wrong. Scripts answer in advance, artists when they are asked."""
    missing: list[str] = field(default_factory=list)
    unsearched: list[str] = field(default_factory=list)
    foreseen: list[str] = field(default_factory=list)
    """What else will go wrong on the farm, known at the press."""
    unreachable: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    text: str = ""
    _asks: bool = False
    _answered: threading.Event = field(default_factory=threading.Event)

    def take(self, report: packing.Report) -> None:
        """The files have been looked for. If it was not the first time and others are missing, the answer is void."""
        if self._asks and (self.missing, self.unsearched) != (report.missing, report.unsearched):
            self.answer = None
            self._answered.clear()
        self.missing, self.unsearched = report.missing, report.unsearched
        self.unreachable, self.notes = report.unreachable, report.notes
        self.text = self.foreseen_as_text() + report.as_text()

    def foreseen_as_text(self) -> str:
        """What will go wrong, one per line, or an empty string."""
        foreseen = "".join(f"  {each}\n" for each in self.foreseen)
        return f"What will go wrong on the farm:\n{foreseen}\n" if foreseen else ""

    @property
    def needs_answer(self) -> bool:
        """Whether the render may come out wrong."""
        return bool(self.missing or self.unsearched or self.foreseen)

    @property
    def is_asking(self) -> bool:
        """Whether the artist has to answer before it goes on."""
        return self._asks and not self._answered.is_set()

    def goes_on(self, work: background.Work) -> bool:
        """Whether to submit although the render may go wrong. Waits for the answer. Raises Cancelled. For threads."""
        if self.answer is None:
            self._asks = True
            work.tell("There is a question")
            work.when_cancelled(self._answered.set)
            for ask in ON_QUESTION:
                work.soon_on_main(ask)
            self._answered.wait()
            work.check()
        return bool(self.answer)

    def reply(self, answer: bool) -> None:
        """The artist has decided."""
        self.answer = answer
        self._answered.set()


@dataclass(frozen=True)
class BroughtFiles:
    """Where workers find the blend file. `discard` removes what was brought if the job is not submitted after all."""

    blendfile: str
    checkout_id: str | None = None
    discard: Callable[[], None] = lambda: None


def ask_ahead(work: background.Work, report: FilesReport) -> None:
    """Asks about what is known at the press, so that the artist is still there. Without an artist, it can wait.

    Raises FilesProblem or Cancelled. For threads only.
    """
    if report.foreseen and report.answer is None:
        report.text = report.foreseen_as_text()
        _ask(work, report)


def bring_files(
    work: background.Work, manager: Connection, order: Order, info: ManagerInfo, report: FilesReport
) -> BroughtFiles:
    """Brings the files of the order to the farm. Raises FilesProblem or Cancelled."""
    request = packing.Request(
        blend=order.blend_file,
        project=order.project,
        location=info.location,
        shaman=info.shaman,
        name=order.name,
        manager_url=manager.address,
        headers=manager.headers,
        ca_file=manager.ca_file,
        way=order.files_way,
        known=order.known_files,
        exclude=order.exclude,
    )
    try:
        for tries_left in reversed(range(TRIES)):
            try:
                brought = _bring(work, request, order, info, report)
            except packing.FileChanged:
                # Somebody works on a library or a texture.
                if not tries_left:
                    raise
            else:
                return BroughtFiles(brought.blendfile, brought.checkout_id, brought.discard)
    except packing.Cancelled as stop:
        raise background.Cancelled from stop
    except packing.PackingError as problem:
        raise FilesProblem(str(problem)) from problem
    raise AssertionError("the last try returns or raises")


def _bring(
    work: background.Work, request: packing.Request, order: Order, info: ManagerInfo, report: FilesReport
) -> packing.Result:
    def tell(progress: packing.Progress) -> None:
        work.tell(progress.text, progress.fraction)

    with packing.Session(request, order.snapshot) as session:
        work.tell("Looking for the files")
        planned = session.plan(tell, work.cancelled)
        too_long = too_long_paths(planned, request.name, info)
        for job in order.jobs:
            too_long += [each for each in too_long_settings(job.body["settings"], info) if each not in too_long]
        if too_long:
            planned.notes.append(long_paths_in_words(too_long))
        report.take(planned)
        if report.needs_answer:
            _ask(work, report)
        return session.transfer(tell, work.cancelled)


def _ask(work: background.Work, report: FilesReport) -> None:
    if not report.goes_on(work):
        raise FilesProblem(f"Nothing was submitted, because {_why_not(report)}.")


def _why_not(report: FilesReport) -> str:
    if report.missing:
        return f"files are missing: {_first(report.missing)}"
    if report.foreseen:
        return f"this will go wrong on the farm: {_first(report.foreseen)}"
    return f"this could not be searched for files: {_first(report.unsearched)}"


def _first(files: list[str]) -> str:
    return files[0] if len(files) == 1 else f"{files[0]} and {len(files) - 1} more"
