# SPDX-License-Identifier: GPL-3.0-or-later
"""Gets the blend file and what it uses to where workers can open it, after the artist has heard of files that are missing."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from .. import background, packing
from ..manager.info import ManagerInfo
from .order import Order


class FilesProblem(Exception):
    """The files cannot be brought to the farm; the text is for the artist."""


@dataclass
class FilesReport:
    """What the artist should know about the files; and the question whether to submit although some are missing."""

    answer: bool | None = None
    """Given beforehand by scripts, by the artist otherwise."""
    missing: list[str] = field(default_factory=list)
    unreachable: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    text: str = ""
    is_asking: bool = False
    _answered: threading.Event = field(default_factory=threading.Event)

    def take(self, report: packing.Report) -> None:
        self.missing, self.unreachable, self.notes = report.missing, report.unreachable, report.notes
        self.text = report.as_text()

    def goes_on(self, work: background.Work) -> bool:
        """Whether to submit although files are missing; waits for the artist. Raises Cancelled. For the submission's thread."""
        if self.answer is None:
            self.is_asking = True
            work.tell("Files are missing")
            while not self._answered.wait(background.TICK):
                work.check()
            self.is_asking = False
        return bool(self.answer)

    def reply(self, answer: bool) -> None:
        """The artist has decided."""
        self.answer = answer
        self._answered.set()


@dataclass(frozen=True)
class BroughtFiles:
    """Where the blend file is for the workers. `discard` takes back what was brought, when the job is not submitted after all."""

    blendfile: str
    checkout_id: str | None = None
    discard: Callable[[], None] = lambda: None


def bring_files(
    work: background.Work, headers: dict[str, str], order: Order, info: ManagerInfo, report: FilesReport
) -> BroughtFiles:
    """Raises FilesProblem or Cancelled."""
    request = packing.Request(
        blend=order.blend_file,
        project=order.project,
        location=info.location,
        shaman=info.shaman,
        name=order.body["name"],
        manager_url=info.address,
        headers=headers,
        way=order.files_way,
    )

    def tell(progress: packing.Progress) -> None:
        work.tell(progress.text, progress.fraction)

    try:
        with packing.Session(request) as session:
            work.tell("Looking for the files")
            report.take(session.plan(tell, work.cancelled))
            if report.missing and not report.goes_on(work):
                raise FilesProblem(f"Nothing was submitted, because files are missing: {_first(report.missing)}.")
            brought = session.transfer(tell, work.cancelled)
    except packing.Cancelled as stop:
        raise background.Cancelled() from stop
    except packing.PackingError as problem:
        raise FilesProblem(str(problem)) from problem
    return BroughtFiles(brought.blendfile, brought.checkout_id, brought.discard)


def _first(files: list[str]) -> str:
    return files[0] if len(files) == 1 else f"{files[0]} and {len(files) - 1} more"
