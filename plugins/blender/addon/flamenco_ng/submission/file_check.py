# SPDX-License-Identifier: GPL-3.0-or-later
"""A look at all files that a job would take along, without submitting it."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import bpy
from bpy.app.handlers import persistent

from .. import background, packing
from ..blender_types import key_of, scene_of
from ..farm_settings import settings_of
from ..held_files import remove_folder
from ..job_name import current_job_name
from ..manager import state
from ..packing import patterns_in
from ..preferences import preferences
from ..preflight import too_long_paths
from .group_sizes import Group, group_sizes
from .known_files import known_files
from .project import project_folder
from .write_copy import write_copy

COPY = "copy.blend"


@dataclass
class FileCheck:
    """One look at the files of a scene."""

    scene: int
    """Its key."""
    exclude: str
    """The patterns that it was made with."""
    work: background.Work | None = None
    report: packing.Report | None = None
    groups: list[Group] = field(default_factory=list)
    """What takes the most room."""
    too_long: list[str] = field(default_factory=list)
    problem: str = ""

    @property
    def is_running(self) -> bool:
        """Whether it still looks."""
        return self.work is not None and self.work.is_running

    def as_text(self) -> str:
        """All that it has found."""
        if not self.report:
            return ""
        too_long = "".join(f"  {line}\n" for line in self.too_long)
        heading = f"Too long for workers with Windows:\n{too_long}\n" if too_long else ""
        return f"{heading}{self.report.as_text()}\n{self.report.contents_as_text()}"


_check: FileCheck | None = None


def file_check(scene: bpy.types.Scene) -> FileCheck | None:
    """The last look at the files of this scene, until its message is closed or another file is opened."""
    return _check if _check and _check.scene == key_of(scene) else None


def last_check() -> FileCheck | None:
    """The last one, of whatever scene."""
    return _check


def begin(context: bpy.types.Context) -> FileCheck:
    """Begins to look at the open file as it is now. The file on disk stays as it is.

    Raises OSError or RuntimeError when it cannot be written to a temporary folder.
    """
    global _check
    scene, found = scene_of(context), state.info()
    assert found, "or else there is no button"
    chosen, blend = settings_of(scene), Path(bpy.data.filepath)
    check = FileCheck(key_of(scene), chosen.exclude_files)
    folder = Path(tempfile.mkdtemp(prefix="flamenco-ng-"))
    copy = folder / COPY
    try:
        write_copy(copy)
    except (OSError, RuntimeError):
        remove_folder(folder)
        raise
    request = packing.Request(
        blend=blend,
        project=project_folder(blend, preferences().project_marker),
        location=found.location,
        shaman=found.shaman,
        name=current_job_name(context),
        way=chosen.files_way,
        known=known_files(),
        exclude=patterns_in(chosen.exclude_files),
        snapshot=str(copy),
    )

    def look(work: background.Work) -> packing.Report:
        try:
            return _look(work, request)
        finally:
            remove_folder(folder)

    def done(report: packing.Report) -> None:
        check.report, check.groups = report, group_sizes(report.contents)
        check.too_long = too_long_paths(report, request.name, found)

    def failed(wrong: Exception) -> None:
        check.problem = str(wrong)

    check.work = background.start("file check", look, done, failed)
    _check = check
    return check


def _look(work: background.Work, request: packing.Request) -> packing.Report:
    def tell(progress: packing.Progress) -> None:
        work.tell(progress.text, progress.fraction)

    try:
        with packing.Session(request) as session:
            return session.plan(tell, work.cancelled)
    except packing.Cancelled as stop:
        raise background.Cancelled from stop


def forget() -> None:
    """The artist has seen enough, or another file has been opened."""
    global _check
    if _check and _check.is_running and _check.work:
        _check.work.cancel()
    _check = None


@persistent  # type: ignore[untyped-decorator]  # The stubs do not say what it returns.
def _file_opened(*_arguments: object) -> None:
    forget()


def register() -> None:
    bpy.app.handlers.load_post.append(_file_opened)


def unregister() -> None:
    bpy.app.handlers.load_post.remove(_file_opened)
