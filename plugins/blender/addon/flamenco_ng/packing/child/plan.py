# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds everything that a blend file needs, and what of it is missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from ..exclude import is_excluded
from ..model import PackedSize, PackingError, Report, Request
from ..place import path_inside
from .channel import Channel
from .known import find_known, same_path
from .layout import Layout
from .pack import Pack
from .sequences import files_of, is_several, stands_for
from .usages import Traced, Usage, trace_usages


@dataclass
class _Findings:
    """What has been found so far."""

    pack: Pack
    report: Report
    missing: dict[Path, list[Usage]] = field(default_factory=dict)
    outside: dict[Path, Usage] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    several: dict[str, Path] = field(default_factory=dict)
    """Folders and sequences."""
    excluded: dict[Path, Usage] = field(default_factory=dict)

    def add(self, usage: Usage) -> None:
        """Takes its files into the pack, or notes what is in the way."""
        request = self.pack.request
        stays = self.report.way == "in-place" or (request.absolute == "leave" and not usage.is_relative)
        paths = _paths(usage)
        self.seen.update(map(same_path, [*paths, usage.path]))
        if usage.place.is_sequence:
            self.several.setdefault(same_path(usage.path), usage.path)
        excluded = [path for path in paths or [usage.path] if self._is_excluded(path, usage)]
        for path in excluded:
            self.excluded.setdefault(path, usage)
        if excluded:
            paths = [path for path in paths if path not in set(excluded)]
            if not paths:
                return
        take: Callable[[Path], bool] = _is_readable if stays else self.pack.add
        # It does not stop at the first file that is missing: the others belong to the pack even so.
        lacking = [path for path in paths if not take(path)]
        if not paths and usage.place.is_cache:
            self.report.notes.append(f"Nothing has been baked in {usage.path}  (used by {_users([usage])})")
        elif lacking and usage.place.is_optional:
            self.report.notes.append(f"{usage.path} does not exist, but is not needed  (used by {_users([usage])})")
        else:
            for path in lacking if paths else [usage.path]:
                self.missing.setdefault(path, []).append(usage)
        if stays and paths and not lacking and path_inside(usage.path, request.location) is None:
            self.outside.setdefault(usage.path, usage)
        if not stays and (len(lacking) < len(paths) or usage.place.is_optional):
            self.pack.usages.setdefault(usage.blend, []).append(usage)

    def _is_excluded(self, path: Path, usage: Usage) -> bool:
        """If a library is, so is everything that only it uses."""
        request = self.pack.request
        if not request.exclude or path == request.blend:
            return False
        of_excluded_library = usage.blend in self.excluded and usage.blend not in self.pack.files
        return of_excluded_library or is_excluded(path, request.exclude)

    def covers(self, path: str) -> bool:
        """Whether a path that Blender lists is part of what was found, even if it is missing."""
        if same_path(path) in self.seen or Path(path) in self.pack.files:
            return True
        return any(stands_for(several, Path(path)) for several in self.several.values())


def make_plan(request: Request, way: str, channel: Channel) -> tuple[Pack, dict[str, Any]]:
    """The pack, and a Report of it as JSON. Raises PackingError when the blend file cannot be read."""
    pack = Pack(request, way, Layout(_project(request)))
    report = Report(way)
    if not pack.add(request.blend):
        raise PackingError(f"“{request.blend}” cannot be read. Save the file first.")
    findings, traced = _Findings(pack, report), Traced()
    try:
        for usage in trace_usages(request.blend, pack.source_of(request.blend), channel, traced):
            findings.add(usage)
        _add_known(findings, traced)
    except PackingError as problem:
        if way != "in-place":
            raise
        report.notes.append(f"Missing files could not be looked for: {problem}")
    # Workers open a file that stays in its place as Blender does here.
    (report.notes if way == "in-place" else report.unsearched).extend(traced.unsearched)
    report.files = len(pack.files)
    report.bytes = sum(file.size for file in pack.files.values())
    report.missing += [f"{path}  (used by {_users(usages)})" for path, usages in findings.missing.items()]
    report.missing.sort()
    report.notes = list(dict.fromkeys(report.notes))
    report.excluded += [
        f"{path}  (used by {_users([usage])})" for path, usage in findings.excluded.items() if path not in pack.files
    ]
    report.excluded.sort()
    largest = sorted(pack.files.items(), key=lambda each: (-each[1].size, each[0]))
    report.contents = [PackedSize(str(path), str(file.place), file.size) for path, file in largest]
    report.unreachable = sorted(f"{path}  (used by {_users([usage])})" for path, usage in findings.outside.items())
    return pack, asdict(report)


def _add_known(findings: _Findings, traced: Traced) -> None:
    """Adds what Blender lists and no rule has found."""
    left = {same_path(path): Path(path) for path in findings.pack.request.known if not findings.covers(path)}
    found = list(find_known(set(left), traced.data_blocks))
    for usage in found:
        findings.add(usage)
        left.pop(same_path(usage.path), None)
    for path in left.values():
        if is_excluded(path, findings.pack.request.exclude):
            findings.report.excluded.append(f"{path}  (used by the open file)")
        elif not path.exists():
            findings.report.missing.append(f"{path}  (used by the open file)")
        elif findings.report.way != "in-place":
            findings.pack.add(path)
            traced.unsearched.append(f"{path}  (Blender uses it, but where its path is stored was not found)")


def _project(request: Request) -> Path:
    """The folder of the project, if the blend file is in it; otherwise the folder of the blend file."""
    return request.project if path_inside(request.blend, str(request.project)) is not None else request.blend.parent


def _paths(usage: Usage) -> list[Path]:
    if usage.place.is_folder_of_names:
        return usage.files
    if not usage.place.is_sequence:
        return [usage.path]
    found = list(files_of(usage.path))
    # Other files with its name do not make up for the one that is meant.
    own = [] if not found or usage.path in found or is_several(usage.path) else [usage.path]
    return own + found


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
