# SPDX-License-Identifier: GPL-3.0-or-later
"""Visits every data-block that a blend file needs, also in its libraries and in theirs.

A blend file says of each of its blocks what it consists of. So whatever a data-block points to is found without knowing
what it is, also in files of Blenders that are newer than this.
"""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from blender_asset_tracer import blendfile, bpathlib
from blender_asset_tracer.blendfile import BlendFile, BlendFileBlock, dna

from .words import name_in_words

USER_INTERFACE = (b"WM", b"SN", b"WS")
LINKED = b"ID"
# Lists of pointers are never that long, and pictures and meshes are written in the same way.
LONGEST_LIST = 1 << 20


@dataclass(frozen=True, eq=False)
class DataBlock:
    """One data-block of a blend file."""

    head: BlendFileBlock
    parts: list[BlendFileBlock] = field(default_factory=list)
    """All that belongs to it alone: modifiers, nodes, texts …"""

    @property
    def code(self) -> bytes:
        """Two letters that tell its kind. ID stands for one that is linked from a library."""
        return bytes(self.head.code)

    @property
    def file(self) -> BlendFile:
        """The file that it is in."""
        return self.head.bfile

    @property
    def blend(self) -> Path:
        """The absolute path of that file."""
        return bpathlib.make_absolute(self.file.filepath)

    @cached_property
    def id_name(self) -> bytes:
        """Its code and its name."""
        return bytes((self.head.get(b"name") if self.code == LINKED else self.head.id_name) or b"")

    @property
    def who(self) -> str:
        """What it is called, in words for people."""
        return name_in_words(self.id_name)

    @cached_property
    def relative_to(self) -> Path:
        """The blend file at which its relative paths begin.

        It is another one for what Blender 5 has packed with its links: then it is the library.
        """
        library = None if self.code in (LINKED, b"LI") else self.head.get_pointer((b"id", b"lib"), None)
        return library_path(library) if library else self.blend


def library_path(library: BlendFileBlock) -> Path:
    """The absolute path of a library."""
    return absolute(bytes(library[b"name"]), bpathlib.make_absolute(library.bfile.filepath))


def absolute(stored: bytes, blend: Path) -> Path:
    """The absolute path that is meant by one that is stored in a blend file."""
    path = bpathlib.BlendPath(stored).absolute(os.fsencode(blend.parent))  # type: ignore[no-untyped-call]
    return bpathlib.make_absolute(Path(os.fsdecode(path)))


class BlendContents:
    """The data-blocks of a blend file."""

    def __init__(self, file: BlendFile) -> None:
        self.file = file
        self.all: list[DataBlock] = []
        self._by_address: dict[int, DataBlock] = {}
        self._visited: set[int] = set()
        self._pointing: dict[int, bool] = {}
        current: DataBlock | None = None
        for block in file.blocks:
            if block.code == b"DATA":
                if current:
                    current.parts.append(block)
                continue
            current = DataBlock(block) if len(block.code) == 2 and block.code not in USER_INTERFACE else None
            if current:
                self.all.append(current)
                self._by_address[block.addr_old] = current

    @cached_property
    def by_name(self) -> dict[bytes, DataBlock]:
        """The data-blocks that are in this file, by code and name."""
        return {each.id_name: each for each in self.all if each.code != LINKED}

    def everything(self) -> Iterator[DataBlock]:
        """All that is in the file."""
        self._visited.update(self._by_address)
        return iter(self.all)

    def reach(self, begin: list[DataBlock]) -> Iterator[DataBlock]:
        """These and all that they need, except for what was reached before."""
        waiting = begin
        while waiting:
            needed: list[DataBlock] = []
            # In the order of the file, because each jump in it reads a whole buffer.
            for found in sorted(waiting, key=lambda each: each.head.file_offset):
                if found.head.addr_old not in self._visited:
                    self._visited.add(found.head.addr_old)
                    yield found
                    needed += self._needs(found)
            waiting = needed

    def _needs(self, data_block: DataBlock) -> Iterator[DataBlock]:
        for block in (data_block.head, *data_block.parts):
            if not self._may_point(block):
                continue
            own = block is data_block.head
            for address in self._words(block, skip_header=own and data_block.code != LINKED):
                found = self._by_address.get(address)
                if found:
                    yield found
        library = data_block.head.get(b"lib" if data_block.code == LINKED else (b"id", b"lib"), default=0)
        if library in self._by_address:
            yield self._by_address[library]

    def _words(self, block: BlendFileBlock, skip_header: bool) -> array[int]:
        """The block as numbers of the size of a pointer.

        The header of a data-block also points to its neighbours, which it does not need.
        """
        header = self.file.struct(b"ID").size if skip_header else 0
        self.file.fileobj.seek(block.file_offset + header)
        width = self.file.header.pointer_size
        words = array("Q" if width == 8 else "I")
        words.frombytes(self.file.fileobj.read((block.size - header) // width * width))
        if not self.file.header.is_little_endian:
            words.byteswap()
        return words

    def _may_point(self, block: BlendFileBlock) -> bool:
        if block.sdna_index == 0:
            return bool(block.size <= LONGEST_LIST)
        known = self._pointing.get(block.sdna_index)
        if known is None:
            known = self._pointing[block.sdna_index] = _has_pointers(block.dna_type, self.file)
        return known


def _has_pointers(struct: dna.Struct, file: BlendFile) -> bool:
    return any(
        each.name.is_pointer or (each.dna_type.fields and _has_pointers(each.dna_type, file)) for each in struct.fields
    )


def open_blend(path: Path, source: Path) -> BlendContents:
    """The file of this path, read from its snapshot or from the path itself.

    Raises BlendFileError or OSError when it cannot be read.
    """
    # Blender stores pointers to lists that turned out to be empty.
    blendfile.set_strict_pointer_mode(False)
    file = blendfile.open_cached(source)
    # Paths in it are relative to its own place, not to that of the snapshot.
    file.filepath = path
    return BlendContents(file)
