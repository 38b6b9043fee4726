# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes into packing and what comes out of it. Used by both processes."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple


class PackingError(Exception):
    """The files cannot be brought to the farm. The text tells an artist why, and what to do."""


class FileChanged(PackingError):
    """A file has been saved since it was looked at. Another attempt finds it as it is then."""


class Cancelled(Exception):
    """The artist has cancelled. Nothing half-written is left behind."""


@dataclass(frozen=True)
class Request:
    """Which blend file is to go where."""

    blend: Path
    """Its absolute path. The file has been saved."""
    project: Path
    """The folder whose files keep their places relative to the blend file."""
    location: str
    """The farm's job storage as seen from this computer."""
    shaman: bool
    """Whether the manager accepts uploads."""
    name: str
    """The name for the folder of the copy, or for the checkout."""
    manager_url: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    """Sent with every request to the manager. They may contain a token."""
    ca_file: str = ""
    """A file with certificates to trust, beside those that this computer trusts."""
    way: str = "auto"
    """`in-place`, `copy`, `shaman`, or `auto`."""
    known: list[str] = field(default_factory=list)
    """Absolute paths of everything that Blender itself says the file uses. What was found is compared with them."""
    snapshot: str = ""
    """Where to read the blend file: the path of a copy that nobody changes. If it is empty, the file itself is read."""
    exclude: list[str] = field(default_factory=list)
    """Patterns of files that stay where they are, although the blend file uses them."""
    absolute: str = "pack"
    """What to do with files that have absolute paths: `pack` them, with relative paths, or `leave` them in place."""


@dataclass(frozen=True)
class Progress:
    """How far the packing is."""

    stage: str
    """tracing, rewriting, hashing, copying, uploading, checkout"""
    text: str
    """What to show to the artist."""
    fraction: float | None = None
    """From 0 to 1, or None when it is unknown."""
    files: int = 0
    files_total: int = 0
    bytes: int = 0
    bytes_total: int = 0


class PackedSize(NamedTuple):
    """One file of a pack."""

    path: str
    """Where it is on this computer."""
    place: str
    """Where it goes, relative to the folder of the job."""
    size: int
    """In bytes."""


@dataclass
class Report:
    """What would be submitted. Made before anything is."""

    way: str
    files: int = 0
    bytes: int = 0
    missing: list[str] = field(default_factory=list)
    """Files that the job uses and that do not exist, each with what uses it."""
    unsearched: list[str] = field(default_factory=list)
    """What could not be searched for files, and why. More may be missing."""
    unreachable: list[str] = field(default_factory=list)
    """Files that stay where they are, outside the farm's storage. Workers may not see them."""
    notes: list[str] = field(default_factory=list)
    """What else the artist should know."""
    excluded: list[str] = field(default_factory=list)
    """Files that the job uses and that its artist has excluded, each with what uses it."""
    contents: list[PackedSize] = field(default_factory=list)
    """All files, the largest first."""

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Report:
        """The report of which `values` are the fields."""
        return cls(**{**values, "contents": [PackedSize(*each) for each in values["contents"]]})

    def as_text(self) -> str:
        """The whole report as text."""
        parts = [
            ("Missing files", self.missing),
            ("What could not be searched for files", self.unsearched),
            ("Files that stay outside the farm's storage", self.unreachable),
            ("Excluded files", self.excluded),
            ("Notes", self.notes),
        ]
        lists = [f"{title}:\n" + "".join(f"  {line}\n" for line in lines) for title, lines in parts if lines]
        return "\n".join(lists) or "Nothing is missing.\n"

    def contents_as_text(self) -> str:
        """All files with their sizes."""
        lines = "".join(f"  {size_text(each.size):>8}  {each.path}\n" for each in self.contents)
        return f"{self.files} files, {size_text(self.bytes)}:\n{lines}"


def size_text(count: float) -> str:
    """A number of bytes in words for people."""
    for unit in ("B", "KB", "MB"):
        if count < 1000:
            return f"{count:.0f} {unit}" if unit == "B" or count >= 10 else f"{count:.1f} {unit}"
        count /= 1000
    return f"{count:.1f} GB"
