# SPDX-License-Identifier: GPL-3.0-or-later
"""Copies a pack to the farm's storage."""

from __future__ import annotations

import os
import shutil
import time
import uuid
from pathlib import Path
from typing import Any

from ...held_files import FILE_PATIENCE, FOLDER_PATIENCE, remove_folder, rename_firmly
from ...long_paths import limited, too_long_note, unlimited
from ..model import PackingError, size_text
from .channel import Channel
from .layout import pack_name
from .pack import Pack, PackedFile, check_unchanged
from .tally import Tally, each

BLOCK = 1 << 20
NOTHING = bytes(BLOCK)


def copy_pack(pack: Pack, files: list[PackedFile], channel: Channel) -> dict[str, Any]:
    """Copies all files into a folder that gets its final name when it is complete.

    Raises PackingError or Cancelled; the folder has then been removed.
    """
    storage = Path(pack.request.location)
    size = sum(file.size for file in files)
    _check_storage(storage, size)
    name = f"{time.strftime('%Y-%m-%d-%H%M%S')}-{pack_name(pack.request.name)}"
    incoming = storage / f".incoming-{uuid.uuid4().hex[:8]}"
    channel.say(making=str(incoming))
    tally = Tally(channel, "copying", "Copied", len(files), size)

    def copy(file: PackedFile) -> None:
        target = incoming / file.place
        os.makedirs(unlimited(target.parent), exist_ok=True)
        _copy(file, target, tally)
        check_unchanged(file)
        tally.count(files=1)

    try:
        incoming.mkdir()
        each(files, copy)
        channel.check()
        complete = _name_it(incoming, storage, name, channel)
    except OSError as problem:
        _remove(incoming)
        raise PackingError(
            f"Copying to the farm's storage failed: {problem.strerror or problem} "
            f"({limited(str(problem.filename or storage))}).{too_long_note(problem)}"
        ) from problem
    except BaseException:
        _remove(incoming)
        raise
    return {"blendfile": str(complete / pack.main), "checkout_id": None, "copied_to": str(complete)}


def _check_storage(storage: Path, size: int) -> None:
    if not _is_folder(storage):
        raise PackingError(
            f"The farm's storage “{storage}” cannot be reached from this computer. Connect the drive, or ask for "
            "uploads (Shaman) to be switched on."
        )
    free = shutil.disk_usage(storage).free
    if free < size:
        raise PackingError(f"The farm's storage has {size_text(free)} left, but the job needs {size_text(size)}.")


def _is_folder(storage: Path) -> bool:
    return str(storage) not in ("", ".") and storage.is_dir()


def _copy(file: PackedFile, target: Path, tally: Tally) -> None:
    """Block by block. Blocks of zeros become holes, so a sparse file stays sparse."""
    with open(unlimited(file.source), "rb") as source, open(unlimited(target), "xb") as copy:
        while block := source.read(BLOCK):
            if block == NOTHING:
                copy.seek(len(block), os.SEEK_CUR)
            else:
                copy.write(block)
            tally.count(len(block))
        copy.truncate()
    os.utime(unlimited(target), ns=(file.modified, file.modified))


def _name_it(incoming: Path, storage: Path, name: str, channel: Channel) -> Path:
    """All is copied by now, so it is worth waiting for whoever looks into the folder. Raises Cancelled."""

    def wait(seconds: float) -> None:
        channel.stopped.wait(seconds)
        channel.check()

    for number in range(1, 100):
        complete = storage / (name if number == 1 else f"{name}-{number}")
        if not complete.exists():
            rename_firmly(incoming, complete, patience=FOLDER_PATIENCE, wait=wait, is_ours=True)
            return complete
    raise PackingError(f"There are too many folders named {name} in the farm's storage.")


def _remove(folder: Path) -> None:
    remove_folder(folder, patience=FILE_PATIENCE)
