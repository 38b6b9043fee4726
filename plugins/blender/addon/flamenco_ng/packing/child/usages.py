# SPDX-License-Identifier: GPL-3.0-or-later
"""What a blend file and its libraries refer to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from blender_asset_tracer.blendfile import exceptions

from ..model import Cancelled, PackingError, Progress
from .channel import Channel
from .places import Place, places_of
from .slots import Slot
from .walk import LINKED, BlendContents, DataBlock, absolute, library_path, open_blend


@dataclass(frozen=True)
class Usage:
    """One path in one blend file."""

    path: Path
    """Absolute. It may be a folder, or stand for many files."""
    blend: Path
    """The file that it is written in."""
    relative_to: Path
    """The blend file at which relative paths begin, there."""
    who: str
    """What uses it, in words for people."""
    place: Place

    @property
    def is_relative(self) -> bool:
        return self.place.stored.startswith(b"//")

    @property
    def slot(self) -> Slot | None:
        return self.place.slot

    @property
    def files(self) -> list[Path]:
        """The files that are named one by one, for an image strip."""
        folder = self.path if self.place.is_folder_of_names else self.path.parent
        return [folder / name.decode("utf-8", "surrogateescape") for name in self.place.names]


@dataclass
class Traced:
    """Collects what was visited and what went wrong, for those who come after."""

    data_blocks: list[DataBlock] = field(default_factory=list)
    unsearched: list[str] = field(default_factory=list)
    """What could not be searched for files, and why."""


def trace_usages(blend: Path, source: Path, channel: Channel, traced: Traced) -> Iterator[Usage]:
    """Everything that a blend file uses, also through its libraries. Its content is read from `source`.

    Raises PackingError when the blend file itself cannot be read. What cannot be read of its libraries, or of a single
    data-block, is told in `traced`.
    """
    open_files: dict[Path, BlendContents] = {}
    # By library, the names of what is linked from it. All of the first file is needed.
    waiting: dict[Path, dict[bytes, None]] = {blend: {}}
    while waiting:
        path = next(iter(waiting))
        names = waiting.pop(path)
        contents = open_files.get(path) or _open(
            path, source if path == blend else None, channel, traced, len(open_files) + 1
        )
        if not contents:
            continue
        open_files[path] = contents
        named = [found for name in names if (found := contents.by_name.get(name))]
        for data_block in contents.everything() if path == blend else contents.reach(named):
            channel.check()
            if data_block.code == LINKED:
                _link(data_block, waiting)
                continue
            channel.about = f"{data_block.who} in “{path.name}”"
            traced.data_blocks.append(data_block)
            yield from _usages(data_block, traced)


def usage_of(data_block: DataBlock, place: Place) -> Usage:
    """The usage of a path of a data-block."""
    relative_to = data_block.relative_to
    who = f"{data_block.who} ({place.what})" if place.what else data_block.who
    return Usage(absolute(place.stored, relative_to), data_block.blend, relative_to, who, place)


def _open(path: Path, source: Path | None, channel: Channel, traced: Traced, count: int) -> BlendContents | None:
    """`source` is given for the first file only."""
    channel.about = f"“{path.name}”"
    channel.tell(Progress("tracing", f"Searching {path.name}", files=count), always=True)
    if not source and not path.exists():
        return None
    try:
        return open_blend(path, source or path)
    except OSError as problem:
        if "ZStandard" in str(problem):
            raise PackingError(
                f"“{path.name}” is compressed, and the Python of this Blender cannot decompress it. "
                "Install the package python3-zstandard (Debian, Ubuntu), or save the file without compression."
            ) from problem
        why = problem.strerror or str(problem)
    except exceptions.NoDNA1Block:
        why = "it is damaged or incomplete"
    except exceptions.BlendFileError as problem:
        why = str(problem.args[0]) if problem.args else "it is damaged"
    except (MemoryError, Cancelled):
        raise
    except Exception as problem:  # noqa: BLE001 - whatever is in a file, the artist needs its name
        why = f"{type(problem).__name__}: {problem}"
    if source:
        raise PackingError(f"“{path}” cannot be read as a blend file: {why}.")
    traced.unsearched.append(f"{path}  (library: {why})")
    return None


def _link(placeholder: DataBlock, waiting: dict[Path, dict[bytes, None]]) -> None:
    library: Any = placeholder.head.get_pointer(b"lib", None)
    if library and not library.get(b"packedfile", default=0):
        waiting.setdefault(library_path(library), {})[placeholder.id_name] = None


def _usages(data_block: DataBlock, traced: Traced) -> Iterator[Usage]:
    try:
        found = [usage_of(data_block, place) for place in places_of(data_block)]
    except (MemoryError, Cancelled):
        raise
    except Exception as problem:  # noqa: BLE001 - one data-block must not keep all the others from the farm
        traced.unsearched.append(f"{data_block.who} in {data_block.blend.name}  ({type(problem).__name__}: {problem})")
        return
    yield from found
