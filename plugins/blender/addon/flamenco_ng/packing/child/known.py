# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds the places of paths that Blender itself lists and that no rule of ours knows.

So a field that a later Blender adds is packed, too.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from blender_asset_tracer.blendfile import BlendFile, BlendFileBlock, dna, iterators

from .places import Place
from .slots import Slot, field_slot, number, text_in
from .usages import Usage, usage_of
from .walk import DataBlock

# Shorter ones are names.
SHORTEST_PATH_FIELD = 256
TEXT_PROPERTY = 0
FieldPath = tuple[bytes, ...]


def find_known(wanted: set[str], data_blocks: list[DataBlock]) -> Iterator[Usage]:
    """The usages of these paths, each as `same_path` writes it."""
    fields: dict[tuple[Path, int], list[FieldPath]] = {}
    for data_block in data_blocks if wanted else ():
        for block in (data_block.head, *data_block.parts):
            key = (data_block.blend, block.sdna_index)
            if key not in fields:
                fields[key] = list(_text_fields(block.dna_type, data_block.file))
            if not fields[key]:
                continue
            for each in iterators.dynamic_array(block) if block.count > 1 else (block,):
                for slot in _slots(each, fields[key]):
                    usage = _usage(data_block, slot)
                    if usage and same_path(usage.path) in wanted:
                        yield replace(usage, place=replace(usage.place, is_sequence=usage.path.is_dir()))


def same_path(path: Path | str) -> str:
    """The same for all ways to write a path."""
    return os.path.normcase(os.path.normpath(path))


def _usage(data_block: DataBlock, slot: Slot) -> Usage | None:
    stored = text_in(data_block.file, slot)
    if b"/" not in stored and b"\\" not in stored and b"." not in stored:
        return None
    return usage_of(data_block, Place(stored, slot))


def _text_fields(struct: dna.Struct, file: BlendFile) -> Iterator[FieldPath]:
    if struct.dna_type_id == b"IDProperty":
        yield (b"data", b"pointer")
        return
    for field in struct.fields:
        name, kind = field.name, field.dna_type
        if kind.dna_type_id == b"char":
            is_text = name.name_full.count(b"*") == 1 and b"[" not in name.name_full
            if is_text or (not name.is_pointer and field.size >= SHORTEST_PATH_FIELD):
                yield (name.name_only,)
        elif kind.fields and not name.is_pointer and name.array_size == 1:
            yield from ((name.name_only, *path) for path in _text_fields(kind, file))


def _slots(block: BlendFileBlock, paths: list[FieldPath]) -> Iterator[Slot]:
    for path in paths:
        slot = field_slot(block, *path)
        if not slot:
            continue
        if path == (b"data", b"pointer"):
            if number(block, b"type") != TEXT_PROPERTY:
                continue
            lengths = (field_slot(block, b"len"), field_slot(block, b"totallen"))
            slot = Slot(slot.start, slot.size, slot.block, tuple(each.start for each in lengths if each))
        yield slot
