# SPDX-License-Identifier: GPL-3.0-or-later
"""The tokens of log-ins, by the manager's address: a file in Blender's configuration folder that only its owner reads.

They are not in the preferences, which people hand on. Knows nothing of Blender.
"""

from __future__ import annotations

import json
import logging
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .client import address_key
from .held_files import rename_firmly, unlink_firmly

log = logging.getLogger(__name__)
FILE_NAME = "flamenco-ng-logins.json"


@dataclass(frozen=True)
class KeptLogin:
    """A log-in at one manager."""

    token: str = field(repr=False)
    name: str
    """Whom the add-on acts for there."""


# What is in the file, with its path and what tells whether it has changed. Drawing the panel asks several times.
_read: tuple[tuple[str, int, int], dict[str, KeptLogin]] | None = None


def find(folder: Path, address: str) -> KeptLogin | None:
    """The log-in at the manager with this address, whichever Blender has made it."""
    try:
        return _all(folder).get(address_key(address) or "")
    except OSError:
        log.warning("the log-ins cannot be read from %s at the moment", folder / FILE_NAME)
        return None


def keep(folder: Path, address: str, login: KeptLogin) -> None:
    """Keeps a log-in, in the place of the one before. Raises OSError."""
    key = address_key(address)
    if key:
        _write(folder, {**_all(folder), key: login})


def forget(folder: Path, address: str) -> None:
    """Forgets a log-in. Raises OSError."""
    key = address_key(address)
    kept = _all(folder)
    if key in kept:
        _write(folder, {other: login for other, login in kept.items() if other != key})


def _all(folder: Path) -> dict[str, KeptLogin]:
    """Raises OSError if the file is there and cannot be read, so that nobody writes one without the other log-ins."""
    global _read
    path = folder / FILE_NAME
    try:
        about = path.stat()
        version = (str(path), about.st_mtime_ns, about.st_size)
        if _read and _read[0] == version:
            return _read[1]
        stored: dict[str, Any] = json.loads(path.read_text("utf-8"))
        found = {key: KeptLogin(str(each["token"]), str(each["name"])) for key, each in stored.items()}
    except FileNotFoundError:
        return {}
    except (ValueError, KeyError, TypeError, AttributeError):
        # Its text may hold tokens, so the reason is not logged.
        log.warning("the log-ins could not be read from %s; log in again", path)
        return {}
    _read = (version, found)
    return found


def _write(folder: Path, logins: dict[str, KeptLogin]) -> None:
    """Writes to a new file first, which nobody else could ever read."""
    global _read
    _read = None
    path = folder / FILE_NAME
    if not logins:
        unlink_firmly(path)
        return
    folder.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    unlink_firmly(part)
    text = json.dumps({key: {"token": each.token, "name": each.name} for key, each in logins.items()})
    with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    rename_firmly(part, path, is_ours=True)
