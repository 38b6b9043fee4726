# SPDX-License-Identifier: GPL-3.0-or-later
"""Submissions that never came to an end, because Blender was closed or crashed meanwhile.

No add-on can keep Blender from closing. So each submission has a note on disk while it is running, and whichever
Blender is started next tells the artist about those whose Blender is gone.
"""

from __future__ import annotations

import json
import logging
import sys
import uuid
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any, TypeVar

import bpy

from .. import background
from ..held_files import is_open_elsewhere, unlink_firmly

if sys.platform != "win32":
    import fcntl

log = logging.getLogger(__name__)

Result = TypeVar("Result")

FOLDER = "flamenco-ng-submissions"


@dataclass(frozen=True)
class Interrupted:
    """What is known about a submission."""

    blend_file: str
    manager: str


_found: dict[Path, Interrupted] = {}


def noted(about: Interrupted, run: Callable[[background.Work], Result]) -> Callable[[background.Work], Result]:
    """The same work, which keeps a note while it is running. Main thread only, for a thread."""
    where = _folder()

    def run_with_note(work: background.Work) -> Result:
        note = where / f"{uuid.uuid4().hex}.json"
        file = _written(note, about)
        has_ended = False
        try:
            result = run(work)
            has_ended = True
            return result
        finally:
            if file:
                file.close()
                # When Blender is closed, it switches add-ons off first, and that cancels their work.
                if has_ended or not background.is_switched_off():
                    unlink_firmly(note)

    return run_with_note


def interrupted() -> list[Interrupted]:
    """Those that the artist has not acknowledged."""
    return list(_found.values())


def look() -> None:
    """Looks for submissions of a Blender that is gone. Main thread only."""
    _found.clear()
    for note in sorted(_folder().glob("*.json")):
        about = _left_behind(note)
        if about:
            _found[note] = about
    background.redraw()


def forget() -> None:
    """The artist has read it."""
    for note in _found:
        unlink_firmly(note)
    _found.clear()


def _folder() -> Path:
    return Path(bpy.utils.user_resource("CONFIG")) / FOLDER


def _written(note: Path, about: Interrupted) -> IO[str] | None:
    """The open note. It stays locked until it is closed, or its Blender is gone."""
    try:
        note.parent.mkdir(parents=True, exist_ok=True)
        file = open(note, "w", encoding="utf-8")  # noqa: SIM115 - it has to stay open
        _lock(file)
        json.dump(asdict(about), file)
        file.flush()
    except OSError as problem:
        log.warning("the note about a submission could not be stored: %s", problem)
        return None
    return file


def _left_behind(note: Path) -> Interrupted | None:
    """What a note says. None while its Blender is running, also on another computer."""
    try:
        if is_open_elsewhere(note):
            return None
        with open(note, "r+", encoding="utf-8") as file:
            _lock(file)
            stored: dict[str, Any] = json.load(file)
        return Interrupted(str(stored["blend_file"]), str(stored["manager"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _lock(file: IO[str]) -> None:
    """Raises OSError if somebody else has locked it."""
    if sys.platform != "win32":
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
