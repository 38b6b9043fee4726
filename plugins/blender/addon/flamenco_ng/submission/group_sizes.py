# SPDX-License-Identifier: GPL-3.0-or-later
"""What makes a job large: files that belong together count as one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import NamedTuple

from ..packing import PackedSize

NUMBER = re.compile(r"\d+(?=\D*$)")


class Group(NamedTuple):
    """A file, or files of one folder whose names differ in their last number."""

    name: str
    files: int
    size: int
    """In bytes."""
    pattern: str
    """What excludes them."""


def group_sizes(contents: Iterable[PackedSize]) -> list[Group]:
    """All groups, the largest first."""
    members: dict[PurePosixPath, list[PackedSize]] = {}
    for each in contents:
        place = PurePosixPath(each.place)
        stem = NUMBER.sub("*", place.stem)
        members.setdefault(place.with_name(stem + place.suffix), []).append(each)
    groups = [_group(key, several) for key, several in members.items()]
    return sorted(groups, key=lambda each: (-each.size, each.name))


def _group(key: PurePosixPath, several: list[PackedSize]) -> Group:
    first = PurePosixPath(several[0].place)
    place = key if len(several) > 1 else first
    pattern = PurePosixPath(several[0].path.replace("\\", "/")).with_name(place.name)
    # The folder above is enough to tell them from others of the same name.
    return Group(str(place), len(several), sum(each.size for each in several), "/".join(pattern.parts[-2:]).lstrip("/"))
