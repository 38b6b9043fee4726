# SPDX-License-Identifier: GPL-3.0-or-later
"""Which fields of a data-block hold paths of files that a render needs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from blender_asset_tracer.blendfile import BlendFileBlock, iterators

from .slots import Slot, field_slot, number, text_in
from .walk import DataBlock

# How blend files write where an image or a movie clip comes from.
FROM_FILE, FROM_SEQUENCE, FROM_MOVIE, FROM_TILES = 1, 2, 3, 6
CLIP_SEQUENCE = 1
IMAGE_STRIP, MOVIE_STRIP, SOUND_STRIP, HD_SOUND_STRIP = 0, 3, 4, 5
DISK_CACHE, EXTERNAL_CACHE = 64, 512
PACKED_BAKE, CUSTOM_BAKE_FOLDER = 1, 2
EXTERNAL_TEXT = 8
EXTERNAL_SCRIPT = 1


@dataclass(frozen=True)
class Place:
    """A path, and where it is stored."""

    stored: bytes
    slot: Slot | None
    """None for a path that Blender makes up from the name of the blend file."""
    is_sequence: bool = False
    """Whether it stands for all files that differ in their last number, or is a folder."""
    is_optional: bool = False
    """Whether the render does not miss it where it does not exist."""
    is_cache: bool = False
    """Whether it belongs to a simulation or a bake, and so may not exist yet."""
    names: tuple[bytes, ...] = ()
    """The names of the files in its folder, where they are listed."""
    is_folder_of_names: bool = False
    """Whether it is the folder of those files, and not one of them."""
    what: str = ""
    """Which part of the data-block it is, in words for people."""


Reader: TypeAlias = Callable[[DataBlock, BlendFileBlock], Iterator[Place]]


def places_of(data_block: DataBlock) -> Iterator[Place]:
    """The paths of a data-block that are not packed into the blend file."""
    for block in (data_block.head, *data_block.parts):
        reader = READERS.get(block.dna_type_id)
        if not reader:
            continue
        for each in iterators.dynamic_array(block) if block.count > 1 else (block,):
            for place in reader(data_block, each):
                if place.stored not in (b"", b"//"):
                    yield place


def _field(block: BlendFileBlock, name: bytes) -> tuple[bytes, Slot | None]:
    slot = field_slot(block, name)
    return (text_in(block.bfile, slot), slot) if slot else (b"", None)


def _simple(name: bytes, what: str = "", is_cache: bool = False) -> Reader:
    def read(_data_block: DataBlock, block: BlendFileBlock) -> Iterator[Place]:
        if block.has_field(name) and not number(block, b"packedfile"):
            yield Place(*_field(block, name), what=what, is_cache=is_cache, is_sequence=is_cache)

    return read


def _image(data_block: DataBlock, block: BlendFileBlock) -> Iterator[Place]:
    source = number(block, b"source", default=FROM_FILE)
    packed = number(block, b"packedfile") or number(block, b"packedfiles", b"first")
    if source not in (FROM_FILE, FROM_SEQUENCE, FROM_MOVIE, FROM_TILES) or packed:
        return
    several = source in (FROM_SEQUENCE, FROM_TILES)
    # A picture for each eye is a file of its own, and then the first path is that of one of them.
    views = [part for part in data_block.parts if part.dna_type_id == b"ImageView"]
    if len(views) > 1:
        for view in views:
            yield Place(*_field(view, b"filepath"), is_sequence=several, what="view")
    yield Place(*_field(block, b"name"), is_sequence=several)


def _library(_data_block: DataBlock, block: BlendFileBlock) -> Iterator[Place]:
    if not number(block, b"packedfile"):
        # What Blender 5 has packed with its links is in the blend file itself.
        is_archive = number(block, b"archive_parent_library") != 0
        yield Place(*_field(block, b"name"), is_optional=is_archive)


def _font(_data_block: DataBlock, block: BlendFileBlock) -> Iterator[Place]:
    stored, slot = _field(block, b"name")
    if stored != b"<builtin>" and not number(block, b"packedfile"):
        yield Place(stored, slot)


def _text(_data_block: DataBlock, block: BlendFileBlock) -> Iterator[Place]:
    # The lines of others are in the blend file.
    is_external = bool(number(block, b"flags") & EXTERNAL_TEXT)
    yield Place(*_field(block, b"name"), is_optional=not is_external)


def _clip(_data_block: DataBlock, block: BlendFileBlock) -> Iterator[Place]:
    yield Place(*_field(block, b"name"), is_sequence=number(block, b"source") == CLIP_SEQUENCE)


def _numbered(_data_block: DataBlock, block: BlendFileBlock) -> Iterator[Place]:
    """Caches of other programs, and volumes."""
    if not number(block, b"packedfile"):
        yield Place(*_field(block, b"filepath"), is_sequence=bool(number(block, b"is_sequence")))


def _layer(data_block: DataBlock, block: BlendFileBlock) -> Iterator[Place]:
    sequence = bool(number(data_block.head, b"is_sequence"))
    yield Place(*_field(block, b"filepath"), is_sequence=sequence, what="layer")


def _strip(_data_block: DataBlock, block: BlendFileBlock) -> Iterator[Place]:
    kind = number(block, b"type")
    if kind not in (IMAGE_STRIP, MOVIE_STRIP, SOUND_STRIP, HD_SOUND_STRIP):
        return
    data = block.get_pointer(b"strip")
    elements = data.get_pointer(b"stripdata") if data else None
    if not data or not elements:
        return
    count = elements.count if kind == IMAGE_STRIP else 1
    names = tuple(name for index in range(count) if (name := elements.get(b"name", array_index=index)))
    folder, slot = _field(data, b"dir")
    if not names:
        return
    title = block.get(b"name")[2:].decode("utf-8", "replace")
    yield Place(folder or b"//", slot, names=names, is_folder_of_names=True, what=f"strip {title}")


def _points(data_block: DataBlock, block: BlendFileBlock) -> Iterator[Place]:
    flag = number(block, b"flag")
    if flag & EXTERNAL_CACHE:
        yield Place(*_field(block, b"path"), is_sequence=True, is_cache=True, what="external cache")
    elif flag & DISK_CACHE:
        # Blender keeps them in a folder that is named after the blend file.
        folder = f"blendcache_{data_block.relative_to.stem}".encode("utf-8", "surrogateescape")
        yield Place(b"//" + folder, None, is_sequence=True, is_cache=True, what="disk cache")


def _bakes(_data_block: DataBlock, block: BlendFileBlock) -> Iterator[Place]:
    """What the nodes of a modifier have baked: in the folder of the modifier, or in one of their own."""
    bakes = block.get_pointer(b"bakes", None)
    # Blender 3.6 has no list of them.
    shares_folder = not block.has_field(b"bakes")
    for bake in iterators.dynamic_array(bakes) if bakes else ():
        target = number(bake, b"bake_target") or number(block, b"bake_target")
        if target == PACKED_BAKE:
            continue
        if number(bake, b"flag") & CUSTOM_BAKE_FOLDER:
            yield Place(*_field(bake, b"directory"), is_sequence=True, is_cache=True, what="bake")
        else:
            shares_folder = True
    if shares_folder and block.has_field(b"simulation_bake_directory"):
        yield Place(*_field(block, b"simulation_bake_directory"), is_sequence=True, is_cache=True, what="bakes")


def _script(name: bytes, mode: bytes, what: str) -> Reader:
    def read(_data_block: DataBlock, block: BlendFileBlock) -> Iterator[Place]:
        if block.has_field(name):
            # Otherwise it is a text in the blend file.
            is_external = number(block, mode, default=EXTERNAL_SCRIPT) == EXTERNAL_SCRIPT
            yield Place(*_field(block, name), is_optional=not is_external, what=what)

    return read


READERS: dict[bytes, Reader] = {
    b"Camera": _script(b"custom_filepath", b"custom_mode", "lens"),
    b"CacheFile": _numbered,
    b"CacheFileLayer": _layer,
    b"CustomDataExternal": _simple(b"filename", "multires"),
    b"FluidDomainSettings": _simple(b"cache_directory", "fluid cache", is_cache=True),
    b"FluidsimSettings": _simple(b"surfdataPath", "fluid cache", is_cache=True),
    b"Image": _image,
    b"Library": _library,
    b"MeshCacheModifierData": _simple(b"filepath", "mesh cache"),
    b"MovieClip": _clip,
    b"NodeShaderScript": _script(b"filepath", b"mode", "script node"),
    b"NodeShaderTexIES": _simple(b"filepath", "IES node"),
    b"NodesModifierData": _bakes,
    b"OceanModifierData": _simple(b"cachepath", "ocean cache", is_cache=True),
    b"PointCache": _points,
    b"Sequence": _strip,
    b"Text": _text,
    b"VFont": _font,
    b"Volume": _numbered,
    b"bSound": _simple(b"name"),
}
