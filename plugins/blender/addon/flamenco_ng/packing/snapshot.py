# SPDX-License-Identifier: GPL-3.0-or-later
"""A blend file as it is at one moment, whatever is saved in its place later."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
import threading
from pathlib import Path
from typing import IO

from .model import Cancelled, PackingError

BLOCK = 8 << 20


class Snapshot:
    """The content that a file has now. It is kept until `close`.

    Programs that save, Blender among them, write a new file and put it in the place of the old one. So a file that is
    open stays as it is, which costs nothing.
    """

    def __init__(self, blend: Path) -> None:
        """Raises PackingError when the file cannot be read."""
        self._blend = blend
        try:
            self._file: IO[bytes] = open(blend, "rb", buffering=0)  # noqa: SIM115 - it has to stay open
            self._status = os.fstat(self._file.fileno())
            if sys.platform == "win32":
                # There, a file cannot be replaced while it is open, and Blender could not save.
                with self._file as original:
                    self._file = tempfile.TemporaryFile()  # noqa: SIM115
                    shutil.copyfileobj(original, self._file, BLOCK)
        except OSError as problem:
            raise PackingError(f"“{blend}” cannot be read: {problem.strerror}. Save the file first.") from problem

    def write_to(self, target: Path, cancelled: threading.Event) -> None:
        """Makes a copy with the same time of modification. Raises PackingError or Cancelled."""
        try:
            self._file.seek(0)
            with open(target, "wb", buffering=0) as copy:
                while _copy_block(self._file, copy):
                    if cancelled.is_set():
                        raise Cancelled
                complete = copy.tell() == self._status.st_size
            os.utime(target, ns=(self._status.st_atime_ns, self._status.st_mtime_ns))
        except OSError as problem:
            raise PackingError(
                f"“{self._blend.name}” could not be copied to {target.parent}: {problem.strerror}."
            ) from problem
        if not complete:
            raise PackingError(f"“{self._blend.name}” was overwritten while it was being copied. Submit again.")

    def close(self) -> None:
        """Lets go of the file."""
        self._file.close()


def _copy_block(source: IO[bytes], target: IO[bytes]) -> int:
    """Copies what comes next. Returns the number of bytes, 0 at the end."""
    if sys.platform == "linux":
        # Some file systems only note that both files share these blocks. Others refuse.
        with contextlib.suppress(OSError):
            copied = os.copy_file_range(source.fileno(), target.fileno(), BLOCK)
            if copied:
                return copied
    block = source.read(BLOCK)
    return target.write(block) if block else 0
