# SPDX-License-Identifier: GPL-3.0-or-later
"""What the blend file and its libraries refer to: found by the tracer, corrected where the tracer is too simple."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from blender_asset_tracer import bpathlib, trace
from blender_asset_tracer.blendfile import exceptions
from blender_asset_tracer.trace import progress, result

from ..model import PackingError, Progress
from .channel import Channel
from .mend_tracer import mend

# How blend files write where an image or a movie clip comes from.
FROM_FILE, FROM_SEQUENCE, FROM_MOVIE, FROM_TILES = 1, 2, 3, 6
CLIP_SEQUENCE = 1
PICTURES = (b"IM", b"MC", b"CF", b"VO")


@dataclass(frozen=True)
class Usage:
    """One path in one blend file."""

    path: Path
    """Absolute. It may be a folder, or stand for many files."""
    stored: bytes
    """The path as it is written in the blend file."""
    is_sequence: bool
    blend: Path
    """The file that it is written in."""
    who: str
    """The data-block that uses it, in words for people."""
    found: result.BlockUsage

    @property
    def is_relative(self) -> bool:
        return self.stored.startswith(b"//")

    @property
    def is_cache(self) -> bool:
        """Whether it belongs to a simulation or a bake, and so may not exist."""
        return self.is_sequence and self.found.path_dir_field is None and self.found.block.code not in PICTURES


def trace_usages(blend: Path, channel: Channel) -> Iterator[Usage]:
    """Everything that a blend file uses, also through its libraries.

    Raises PackingError when one of the files cannot be read.
    """
    mend()
    listener = _Listener(channel)
    try:
        for found in trace.deps(blend, listener):
            channel.check()
            usage = _usage(found)
            if usage:
                yield usage
    except exceptions.BlendFileError as problem:
        raise PackingError(f"“{problem.filepath}” is not a readable blend file: {problem}.") from problem
    except OSError as problem:
        if "ZStandard" not in str(problem):
            raise
        raise PackingError(
            f"“{listener.current.name}” is compressed, and the Python of this Blender cannot decompress it. "
            "Install the package python3-zstandard (Debian, Ubuntu), or save the file without compression."
        ) from problem


class _Listener(progress.Callback):
    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._count = 0
        self.current = Path()

    def trace_blendfile(self, filename: Path) -> None:
        self.current = filename
        self._count += 1
        self._channel.tell(Progress("tracing", f"Searching {filename.name}", files=self._count), always=True)


def _usage(found: result.BlockUsage) -> Usage | None:
    block = found.block
    stored = bytes(found.asset_path)
    if not stored or stored == b"//":
        return None
    is_sequence = found.is_sequence
    if block.code == b"IM":
        source = block.get(b"source", default=FROM_FILE)
        if source not in (FROM_FILE, FROM_SEQUENCE, FROM_MOVIE, FROM_TILES) or block.get(b"packedfile", default=0):
            return None
        is_sequence = source in (FROM_SEQUENCE, FROM_TILES)
    elif block.code == b"MC":
        is_sequence = block.get(b"source", default=0) == CLIP_SEQUENCE
    elif block.code == b"CF":
        is_sequence = bool(block.get(b"is_sequence", default=0))
    blend = bpathlib.make_absolute(block.bfile.filepath)
    return Usage(found.abspath, stored, is_sequence, blend, _name(found.block_name), found)


def _name(name: bytes) -> str:
    """`IMgrass.png` is the image “grass.png”."""
    kinds = {
        b"IM": "image",
        b"LI": "library",
        b"SO": "sound",
        b"MC": "movie clip",
        b"VF": "font",
        b"CF": "cache",
        b"VO": "volume",
    }
    kind = kinds.get(name[:2])
    text = name[2:].decode("utf-8", "replace")
    return f"{kind} {text}" if kind else text or "-"
