# SPDX-License-Identifier: GPL-3.0-or-later
"""Where in a blend file a path is stored, and how to store another one there."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass

from blender_asset_tracer.blendfile import BlendFile, BlendFileBlock


@dataclass(frozen=True)
class Slot:
    """Positions are those in the uncompressed file."""

    start: int
    size: int
    """How many bytes there are, with the zero at the end."""
    block: BlendFileBlock | None = None
    """The block that holds nothing else, so that it can grow."""
    lengths: tuple[int, ...] = ()
    """The positions of numbers that repeat how long the text is, as 32 bits."""


@dataclass(frozen=True)
class Edit:
    """These bytes of the file are replaced."""

    start: int
    end: int
    by: bytes


class TooLong(Exception):
    """The text has no room in its slot, and the slot cannot grow."""


def field_slot(block: BlendFileBlock, *path: bytes) -> Slot | None:
    """The slot of a field, which is an array of characters or points to some. None when it points to nothing.

    Raises KeyError when the block has no such field.
    """
    file = block.bfile
    field, offset = block.dna_type.field_from_path(file.header.pointer_size, path)
    if not field.name.is_pointer:
        return Slot(block.file_offset + offset, field.size)
    address = block.get(path)
    pointed = file.block_from_addr.get(address) if address else None
    return Slot(pointed.file_offset, pointed.size, pointed) if pointed else None


def text_in(file: BlendFile, slot: Slot) -> bytes:
    """What is stored there."""
    file.fileobj.seek(slot.start)
    text, _zero, _rest = file.fileobj.read(slot.size).partition(b"\0")
    return bytes(text)


def number(block: BlendFileBlock, *path: bytes, default: int = 0) -> int:
    """An integer of any size, a flag, or the address in a pointer. The default if the block has no such field."""
    file = block.bfile
    try:
        field, offset = block.dna_type.field_from_path(file.header.pointer_size, path)
    except KeyError:
        return default
    file.fileobj.seek(block.file_offset + offset)
    return int.from_bytes(file.fileobj.read(field.size), "little" if file.header.is_little_endian else "big")


def edits(file: BlendFile, slot: Slot, text: bytes) -> Iterator[Edit]:
    """What has to be replaced for another text. Raises TooLong."""
    size = slot.size
    if len(text) >= size:
        if not slot.block:
            raise TooLong
        size = (len(text) + 8) // 8 * 8
        yield _header(file, slot.block, size)
    yield Edit(slot.start, slot.start + slot.size, text.ljust(size, b"\0"))
    order = "little" if file.header.is_little_endian else "big"
    for position in slot.lengths:
        yield Edit(position, position + 4, (len(text) + 1).to_bytes(4, order))  # type: ignore[arg-type]


def _header(file: BlendFile, block: BlendFileBlock, size: int) -> Edit:
    """Blocks follow one another and are found by their sizes, so nothing else has to change."""
    layout = file.block_header_struct
    start = block.file_offset - layout.size
    file.fileobj.seek(start)
    header = file.block_header_fields(*layout.unpack(file.fileobj.read(layout.size)))
    # A text counts as so many things of one byte.
    count = size if header.nr == header.len else header.nr
    changed = dataclasses.replace(header, len=size, nr=count)
    return Edit(start, start + layout.size, layout.pack(*dataclasses.astuple(changed)))
