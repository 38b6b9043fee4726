# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes into packing and what comes out of it. Knows nothing of Blender; both processes have it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


class PackingError(Exception):
    """The files cannot be brought to the farm. Its text tells an artist why and what to do."""


class Cancelled(Exception):
    """The artist has cancelled; nothing half-written is left."""


@dataclass(frozen=True)
class Request:
    """Which blend file goes where."""

    blend: Path
    """Saved, absolute."""
    project: Path
    """Files below it keep their places relative to the blend file."""
    location: str
    """The farm's job storage as this computer sees it."""
    shaman: bool
    """Whether the manager takes uploads."""
    name: str
    """For the folder of the copy, or the checkout."""
    manager_url: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    """Of every request to the manager. They may hold a token."""
    way: str = "auto"
    """`in-place`, `copy`, `shaman`, or `auto`."""
    absolute: str = "pack"
    """`pack` brings files with absolute paths along and makes the paths relative; `leave` trusts that workers reach them."""


@dataclass(frozen=True)
class Progress:
    """How far it is."""

    stage: str
    """tracing, rewriting, hashing, copying, uploading, checkout"""
    text: str
    """Ready to be shown."""
    fraction: float | None = None
    """0 to 1, or None when nobody can tell."""
    files: int = 0
    files_total: int = 0
    bytes: int = 0
    bytes_total: int = 0


@dataclass
class Report:
    """What would be submitted, before anything is."""

    way: str
    files: int = 0
    bytes: int = 0
    missing: list[str] = field(default_factory=list)
    """Files that the job uses and that are not there, each with who uses it."""
    unreachable: list[str] = field(default_factory=list)
    """Files that stay where they are, outside the farm's storage: workers may not see them."""
    notes: list[str] = field(default_factory=list)
    """What else the artist should know."""

    def as_text(self) -> str:
        """All of it, to read at leisure."""
        parts = [
            ("Missing files", self.missing),
            ("Files that stay outside the farm's storage", self.unreachable),
            ("Notes", self.notes),
        ]
        lists = [f"{title}:\n" + "".join(f"  {line}\n" for line in lines) for title, lines in parts if lines]
        return "\n".join(lists) or "Nothing is missing.\n"


def size_text(count: float) -> str:
    """A number of bytes for people."""
    for unit in ("B", "KB", "MB"):
        if count < 1000:
            return f"{count:.0f} {unit}" if unit == "B" or count >= 10 else f"{count:.1f} {unit}"
        count /= 1000
    return f"{count:.1f} GB"
