# SPDX-License-Identifier: GPL-3.0-or-later
"""SHA-256 checksums of files, remembered on disk: reading gigabytes again takes longer than everything else."""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
import sys
import threading
import time
from pathlib import Path

from .pack import PackedFile
from .tally import Tally

BLOCK = 1 << 20
KEEP_SECONDS = 60 * 24 * 3600
# A file may change again without its modification time changing, if the clock of the file system is coarse.
TOO_YOUNG_NS = 3_000_000_000


class Checksums:
    """A cache that all Blenders of one user share. If it cannot be stored, nothing is remembered."""

    def __init__(self, folder: Path | None = None) -> None:
        self._lock = threading.Lock()
        self._database = _open(folder or cache_folder())

    def of(self, file: PackedFile, tally: Tally) -> str:
        """The checksum in hexadecimal. Counts the file. Raises Cancelled."""
        known = self._known(file.known_as, file) if file.known_as else None
        if known:
            tally.count(file.size, files=1)
            return known
        checksum = _read(file.source, tally)
        tally.count(files=1)
        if file.known_as and time.time_ns() - file.modified > TOO_YOUNG_NS:
            self._remember(file.known_as, file, checksum)
        return checksum

    def close(self) -> None:
        with self._lock:
            if self._database:
                self._database.close()

    def _known(self, path: Path, file: PackedFile) -> str | None:
        with self._lock:
            if not self._database:
                return None
            try:
                key = (_key(path), file.size, file.modified)
                row = self._database.execute(
                    "select sum from sums where path = ? and size = ? and modified = ?", key
                ).fetchone()
                self._database.execute("update sums set used = ? where path = ?", (time.time(), key[0]))
            except sqlite3.Error:
                return None
            return row[0] if row else None

    def _remember(self, path: Path, file: PackedFile, checksum: str) -> None:
        with self._lock:
            if not self._database:
                return
            row = (_key(path), file.size, file.modified, checksum, time.time())
            with contextlib.suppress(sqlite3.Error):
                self._database.execute("insert or replace into sums values (?, ?, ?, ?, ?)", row)


def cache_folder() -> Path:
    """The folder for our caches of this user."""
    home = Path.home()
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = home / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache")
    return base / "flamenco-ng"


def _open(folder: Path) -> sqlite3.Connection | None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        database = sqlite3.connect(
            folder / "checksums.sqlite", isolation_level=None, check_same_thread=False, timeout=2
        )
        database.execute(
            "create table if not exists sums (path text primary key, size int, modified int, sum text, used real)"
        )
        database.execute("delete from sums where used < ?", (time.time() - KEEP_SECONDS,))
        return database
    except (OSError, sqlite3.Error):
        return None


def _key(path: Path) -> str:
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _read(path: Path, tally: Tally) -> str:
    checksum = hashlib.sha256()
    with open(path, "rb") as file:
        while block := file.read(BLOCK):
            checksum.update(block)
            tally.count(len(block))
    return checksum.hexdigest()
