# SPDX-License-Identifier: GPL-3.0-or-later
"""Renames and deletes files, and is patient with programs that hold them for a moment.

On Windows, virus scanners, indexers, previews and open windows do; on network storage, other computers do.
"""

from __future__ import annotations

import errno
import os
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from .long_paths import unlimited

FILE_PATIENCE = 5.0
"""How long to wait for a file, in seconds."""
FOLDER_PATIENCE = 60.0
"""The same for a folder with much in it."""
INTERFACE_PATIENCE = 0.5
"""The same where Blender's interface waits, too."""

_FIRST_PAUSE = 0.02
_LONGEST_PAUSE = 2.0
_HELD = {errno.EBUSY, errno.ETXTBSY}
# Python tells most of what Windows says about held files as a lack of rights.
_DENIED = {errno.EACCES, errno.EPERM}


def is_worth_waiting_for(platform: str, code: int | None, *, removes: bool = False, is_ours: bool = False) -> bool:
    """Whether what went wrong may go right in a moment.

    removes: something is deleted, so a folder that is not empty holds a file whose deletion is under way.
    is_ours: we have made the file or folder just now, so we do not lack the rights.
    """
    if code in _DENIED:
        return platform == "win32" or is_ours
    return code in _HELD or (removes and code == errno.ENOTEMPTY)


def pauses_within(patience: float) -> Iterator[float]:
    """The pauses between tries, in seconds: growing, and as long as `patience` together."""
    pause = _FIRST_PAUSE
    while patience > 0:
        yield min(pause, patience)
        patience -= pause
        pause = min(pause * 2, _LONGEST_PAUSE)


def rename_firmly(
    source: Path,
    target: Path,
    *,
    patience: float | None = None,
    wait: Callable[[float], object] = time.sleep,
    is_ours: bool = False,
    platform: str = sys.platform,
) -> None:
    """Renames a file or folder to a name that is not taken, or a file to one that is. Raises OSError."""

    def attempt() -> None:
        os.replace(unlimited(source, platform), unlimited(target, platform))

    _firmly(attempt, patience, wait, lambda code: is_worth_waiting_for(platform, code, is_ours=is_ours))


def unlink_firmly(
    path: Path,
    *,
    patience: float | None = None,
    wait: Callable[[float], object] = time.sleep,
    platform: str = sys.platform,
) -> None:
    """Deletes a file; it is fine if there is none. Raises OSError."""

    def attempt() -> None:
        Path(unlimited(path, platform)).unlink(missing_ok=True)

    _firmly(attempt, patience, wait, lambda code: is_worth_waiting_for(platform, code, removes=True))


def remove_folder(
    folder: Path | str,
    *,
    patience: float | None = None,
    wait: Callable[[float], object] = time.sleep,
    platform: str = sys.platform,
) -> None:
    """Deletes a folder with everything in it. Best effort: what is held for longer stays."""

    def attempt() -> None:
        shutil.rmtree(unlimited(folder, platform))

    try:
        _firmly(attempt, patience, wait, lambda code: is_worth_waiting_for(platform, code, removes=True))
    except OSError:
        shutil.rmtree(unlimited(folder, platform), ignore_errors=True)


def is_open_elsewhere(path: Path, platform: str = sys.platform) -> bool:
    """Whether another program has the file open, as far as Windows tells: it does not rename such a file."""
    if platform != "win32":
        return False
    try:
        os.rename(path, path)
    except PermissionError:
        return True
    return False


def _firmly(
    attempt: Callable[[], None],
    patience: float | None,
    wait: Callable[[float], object],
    is_held: Callable[[int | None], bool],
) -> None:
    if patience is None:
        in_interface = threading.current_thread() is threading.main_thread()
        patience = INTERFACE_PATIENCE if in_interface else FILE_PATIENCE
    for pause in pauses_within(patience):
        try:
            attempt()
        except OSError as problem:
            if not is_held(problem.errno):
                raise
        else:
            return
        wait(pause)
    attempt()
