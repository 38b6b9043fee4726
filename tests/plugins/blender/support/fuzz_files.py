"""For the fuzz of packing: the files that a blend file uses, and helpers that make what uses them."""

import random
import struct
import zlib
from pathlib import Path
from typing import Any

import bpy

Root = tuple[str, str]
"""What to link so that a file gets the thing: the kind and the name of a data-block."""


class Files:
    """The files that one blend file uses. Some are missing, some lie elsewhere, some have absolute paths."""

    def __init__(self, dice: random.Random, blend: Path, elsewhere: Path, number: list[int]) -> None:
        self.dice, self.blend, self.elsewhere = dice, blend, elsewhere
        self._number = number
        self.missing: list[Path] = []
        """Removed after saving, since Blender makes some data-blocks of existing files only."""
        self.hidden: list[str] = []
        """The names of files that the render needs although Blender does not list them."""
        self.later: list[tuple[Path, str]] = []
        """The folders and names of files that are written last, because Blender would remove them."""

    def name(self, stem: str) -> str:
        """A name that no other file has."""
        self._number[0] += 1
        return f"{stem}{self.dice.choice(['', ' ü', '.v', '_'])}{self._number[0]:04}x"

    def folder(self) -> Path:
        """Some folder that exists."""
        near = [self.blend.parent, self.blend.parent / "files", self.blend.parent / "tief" / "Ordner"]
        found = self.dice.choice([*near, self.elsewhere])
        found.mkdir(parents=True, exist_ok=True)
        return found

    def new(self, stem: str, ending: str, content: bytes = b"content", can_miss: bool = True) -> Path:
        """Writes a file."""
        path = self.folder() / (self.name(stem) + ending)
        path.write_bytes(content + path.name.encode())
        if can_miss and self.dice.random() < 0.2:
            self.missing.append(path)
        return path

    def picture(self, can_miss: bool = True) -> Path:
        return self.new("picture", ".png", PNG, can_miss)

    def hide(self, path: Path) -> Path:
        """Remembers that a render needs this file although Blender does not list it."""
        if path not in self.missing:
            self.hidden.append(path.name)
        return path

    def store(self, owner: Any, attribute: str, path: Path) -> None:
        """Writes the path into a property, as it is or relative to the blend file."""
        setattr(owner, attribute, bpy.path.relpath(str(path)) if self.dice.random() < 0.6 else str(path))

    def image(self, **settings: Any) -> Any:
        image = bpy.data.images.new(self.name("image"), 8, 8)
        image.source = "FILE"
        self.store(image, "filepath", self.picture())
        for key, value in settings.items():
            setattr(image, key, value)
        return image

    def sequence(self, ending: str, content: bytes) -> Path:
        """Three numbered files. Returns the first."""
        first = self.folder() / (self.name("frames") + "_0001" + ending)
        for frame in (1, 2, 3):
            (first.parent / first.name.replace("_0001.", f"_{frame:04}.")).write_bytes(content)
        for frame in (2, 3):
            self.hidden.append(first.name.replace("_0001.", f"_{frame:04}."))
        return first

    def object(self, data: Any = None, kind: str = "object") -> Any:
        thing = bpy.data.objects.new(self.name(kind), data)
        scene().collection.objects.link(thing)
        return thing

    def mesh_object(self) -> Any:
        mesh = bpy.data.meshes.new(self.name("mesh"))
        mesh.from_pydata([(0, 0, 0), (1, 0, 0), (1, 1, 0), (0, 1, 0)], [], [(0, 1, 2, 3)])
        return self.object(mesh, "mesh object")

    def tree(self, kind: Any) -> Any:
        return bpy.data.node_groups.new(self.name("group"), kind)

    def material(self) -> Any:
        material = bpy.data.materials.new(self.name("material"))
        material.use_nodes = True
        return material


def _png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress((b"\0" + b"\x40\x80\xc0" * 8) * 8)
    header = struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


PNG = _png()


def scene() -> Any:
    return bpy.context.scene


def root(thing: Any, kind: str = "objects") -> Root:
    return kind, thing.name


def with_material(files: Files, node: str, image: Any = None) -> tuple[Any, Any, Root]:
    """A material with a node, on an object. Returns the object, the node, and what to link."""
    material, thing = files.material(), files.mesh_object()
    made = material.node_tree.nodes.new(node)
    if image:
        made.image = image
    thing.data.materials.append(material)
    return thing, made, files.dice.choice([root(thing), root(material, "materials")])
