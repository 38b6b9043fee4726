# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds everything that a blend file needs, and what of it is missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ..model import PackingError, Report, Request
from ..place import path_inside
from .channel import Channel
from .layout import Layout
from .pack import Pack
from .sequences import files_of
from .usages import Usage, trace_usages


def make_plan(request: Request, way: str, channel: Channel) -> tuple[Pack, dict[str, Any]]:
    """The pack, and a Report of it as JSON. Raises PackingError when the blend file cannot be read."""
    pack = Pack(request, way, Layout(_project(request)))
    report = Report(way)
    if not pack.add(request.blend):
        raise PackingError(f"“{request.blend}” cannot be read. Save the file first.")
    missing: dict[Path, list[Usage]] = {}
    outside: dict[Path, Usage] = {}
    try:
        for usage in trace_usages(request.blend, channel):
            paths = list(_paths(usage))
            stays = way == "in-place" or (request.absolute == "leave" and not usage.is_relative)
            if not paths and usage.is_cache:
                report.notes.append(f"Nothing has been baked in {usage.path}  (used by {_users([usage])})")
            elif not (paths and _takes_all(paths, _is_readable if stays else pack.add)):
                missing.setdefault(usage.path, []).append(usage)
            elif not stays:
                pack.usages.setdefault(usage.blend, []).append(usage)
            elif path_inside(usage.path, request.location) is None:
                outside.setdefault(usage.path, usage)
    except PackingError as problem:
        if way != "in-place":
            raise
        report.notes.append(f"Missing files could not be looked for: {problem}")
    report.files = len(pack.files)
    report.bytes = sum(file.size for file in pack.files.values())
    report.missing = sorted(f"{path}  (used by {_users(usages)})" for path, usages in missing.items())
    report.unreachable = sorted(f"{path}  (used by {_users([usage])})" for path, usage in outside.items())
    return pack, asdict(report)


def _project(request: Request) -> Path:
    """The folder of the project, if the blend file is in it; otherwise the folder of the blend file."""
    return request.project if path_inside(request.blend, str(request.project)) is not None else request.blend.parent


def _paths(usage: Usage) -> list[Path]:
    if usage.is_sequence:
        return list(files_of(usage.path)) + _strip_files(usage)
    return [usage.path]


def _strip_files(usage: Usage) -> list[Path]:
    """The images of a strip are listed one by one and need not be numbered."""
    if usage.found.path_dir_field is None:
        return []
    elements = usage.found.block.get_pointer(b"stripdata")
    if elements is None:
        return []
    names = [elements.get(b"name", array_index=index) for index in range(elements.count)]
    return [usage.path.with_name(name.decode("utf-8", "surrogateescape")) for name in names if name]


def _takes_all(paths: list[Path], take: Callable[[Path], bool]) -> bool:
    """Does not stop at the first file that is missing: the others belong to the pack even so."""
    taken = [take(path) for path in paths]
    return all(taken)


def _is_readable(path: Path) -> bool:
    try:
        with open(path, "rb"):
            return True
    except IsADirectoryError:
        return True
    except OSError:
        return False


def _users(usages: list[Usage]) -> str:
    first = usages[0]
    rest = f" and {len(usages) - 1} more" if len(usages) > 1 else ""
    return f"{first.blend.name}: {first.who}{rest}"
