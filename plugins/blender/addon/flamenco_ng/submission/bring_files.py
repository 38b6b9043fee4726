# SPDX-License-Identifier: GPL-3.0-or-later
"""Gets the blend file and what it uses to where workers can open it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Optional

from .. import background

if TYPE_CHECKING:
    from ..client import Connection
    from ..manager.info import ManagerInfo
    from .order import Order


class FilesProblem(Exception):
    """The files cannot be brought to the farm; the text is for the artist."""


@dataclass(frozen=True)
class BroughtFiles:
    """Where the blend file is for the workers. `discard` takes back what was brought, when the job is not submitted after all."""

    blendfile: str
    checkout_id: Optional[str] = None
    discard: Callable[[], None] = lambda: None


@dataclass
class MissingFiles:
    """The question whether to submit although files are missing. The submission waits for the answer."""

    answer: Optional[bool] = None
    files: list[str] = field(default_factory=list)
    is_asking: bool = False
    answered: threading.Event = field(default_factory=threading.Event)

    def ask(self, work: background.Work, files: list[str]) -> bool:
        """Shows the files and waits. Raises Cancelled. For the submission's thread."""
        self.files = files
        if self.answer is None:
            self.is_asking = True
            work.tell(f"{len(files)} missing")
            while not self.answered.wait(background.TICK):
                work.check()
            self.is_asking = False
        return bool(self.answer)

    def reply(self, answer: bool) -> None:
        """The artist has decided."""
        self.answer = answer
        self.answered.set()


def bring_files(
    work: background.Work, manager: "Connection", order: "Order", info: "ManagerInfo", missing: MissingFiles
) -> BroughtFiles:
    """Raises FilesProblem or Cancelled."""
    location = Path(info.location)
    if order.files_way in ("auto", "in-place") and order.blend_file.is_relative_to(location):
        return BroughtFiles(str(order.blend_file))
    raise FilesProblem(f"The file is not on the farm's storage. Save it below {info.location}, so that workers can open it.")
