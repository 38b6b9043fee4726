# SPDX-License-Identifier: GPL-3.0-or-later
"""A file that an older Blender has to open may lose what that does not know."""

from __future__ import annotations

import re
from collections.abc import Iterator

import bpy

from ..finding import Check, Finding, Subject

Version = tuple[int, int]


def _find(subject: Subject) -> Iterator[Finding]:
    there = {_parsed(blender["version"]) for blender in subject.blenders}
    own: Version = bpy.app.version[:2]
    if not there or None in there or own in there:
        return
    versions = sorted(each for each in there if each)
    listed = " and ".join(f"{major}.{minor}" for major, minor in versions)
    text = "it may not open this file" if versions[-1] < own else "pictures may differ"
    yield Finding(f"No worker has Blender {own[0]}.{own[1]}. They have {listed}: {text}")


def _parsed(version: str) -> Version | None:
    found = re.match(r"(\d+)\.(\d+)", version)
    return (int(found[1]), int(found[2])) if found else None


CHECK = Check("blender_version", _find)
