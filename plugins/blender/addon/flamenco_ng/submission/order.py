# SPDX-License-Identifier: GPL-3.0-or-later
"""What one press of the button submits: jobs that share one blend file, which is packed once."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeAlias

import bpy

from ..blender_types import scene_of
from ..farm_settings import settings_of
from ..job_name import JobNameProblem, resolve
from ..job_name.current import current_values
from ..job_types.expressions import CurrentSettings, settings_needing_trust
from ..job_types.job_type import JobType
from ..job_types.store import StoredSettings
from ..job_types.submitted import BLENDFILE, is_missing
from ..manager import state
from ..manager.info import ManagerInfo
from ..packing import Snapshot
from ..preferences import network_problem
from ..scene import selected
from ..scene.submitted_scenes import submitted_scenes

DUMMY_BLENDFILE = "dummy-for-job-check.blend"


class OrderProblem(Exception):
    """The file cannot be submitted as it is. The text tells the artist what to do."""


class JobTypeChanged(Exception):
    """The artist has to review the settings before the job can be submitted."""


Change: TypeAlias = "tuple[Any, Any]"
"""A value before and after it was changed."""


@dataclass(frozen=True)
class JobOrder:
    """One job to submit."""

    body: dict[str, Any]
    """The job, except for the place of its blend file on the farm."""
    job_type: JobType
    """Its job type as the artist saw it."""
    needs_files: bool
    made_so: dict[str, Change] = field(default_factory=dict)
    """What is otherwise in its body because it is one of two jobs: test frames and the rest."""
    settings_made_so: dict[str, Change] = field(default_factory=dict)
    """The same in its settings."""
    scene: int = 0
    """The key of the scene that it is made from."""

    def with_blendfile(self, path: str, checkout_id: str | None = None) -> dict[str, Any]:
        """The whole job, with the path of its blend file on the farm."""
        settings = {**self.body["settings"], **({BLENDFILE: path} if self.needs_files else {})}
        storage = {"storage": {"shaman_checkout_id": checkout_id}} if checkout_id and self.needs_files else {}
        return {**self.body, **storage, "settings": settings}

    def as_one_of_two(self, parts: dict[str, Any], settings: dict[str, Any]) -> JobOrder:
        """The same job with these parts and settings, for as long as the other one of the two is submitted with it."""
        body, chosen = self.body, self.body["settings"]
        return replace(
            self,
            body={**body, **parts, "settings": {**chosen, **settings}},
            made_so={key: (body[key], value) for key, value in parts.items()},
            settings_made_so={key: (chosen[key], value) for key, value in settings.items()},
        )

    def by_itself(self) -> JobOrder:
        """The same job without the other one. What a studio's function has changed since then stays."""
        settings = _undone(self.body["settings"], self.settings_made_so)
        return replace(self, body={**_undone(self.body, self.made_so), "settings": settings})


def _undone(values: dict[str, Any], changes: dict[str, Change]) -> dict[str, Any]:
    before = {key: old for key, (old, new) in changes.items() if key in values and values[key] == new}
    return {**values, **before}


@dataclass(frozen=True)
class Order:
    """What to submit, in this order, and where its file is now."""

    name: str
    """The name of the job before it was divided into several ones. The folder of the files is called so."""
    jobs: tuple[JobOrder, ...]
    blend_file: Path
    project: Path
    files_way: str
    known_files: list[str]
    """What Blender itself says the file uses."""
    exclude: list[str]
    """Patterns of files that stay at home."""
    snapshot: Snapshot | None = None
    """The file as it was saved for the jobs."""
    farm_copy: Path | None = None
    """The blend file, if it is a copy that was made for the jobs beside the artist's file."""
    only_missing: bool = False
    """Whether to leave out the frames that are rendered already."""

    @property
    def needs_files(self) -> bool:
        """Whether any of the jobs works on the blend file."""
        return any(job.needs_files for job in self.jobs)


def obstacle(context: bpy.types.Context) -> str:
    """The first thing that keeps the file from being submitted, or an empty string.

    Only what can be known without asking the manager.
    """
    forbidden = network_problem()
    if forbidden:
        return forbidden.rstrip(".")
    if not state.info():
        return "Connect to a manager first"
    current = scene_of(context)
    for scene, settings_from in submitted_scenes(current):
        wrong = _obstacle_of_settings(context, settings_from)
        if wrong:
            return wrong if scene == current else f"Scene “{scene.name}”: {wrong}"
    return ""


def _obstacle_of_settings(context: bpy.types.Context, scene: bpy.types.Scene) -> str:
    job_type = selected.selected_job_type(scene)
    if not job_type:
        return "Choose a job type"
    if selected.lost_worker_tag(scene):
        return "Choose another worker tag"
    if not bpy.data.filepath:
        return "Save the file first"
    chosen = settings_of(scene)
    try:
        resolve(chosen.job_name, current_values(context, chosen))
    except JobNameProblem as problem:
        return str(problem).rstrip(".")
    return _untrusted_setting(context, scene, job_type) or _empty_setting(scene, job_type)


def _untrusted_setting(context: bpy.types.Context, scene: bpy.types.Scene, job_type: JobType) -> str:
    needing = settings_needing_trust(job_type)
    current = CurrentSettings(context, job_type, "", scene) if needing else None
    first = next((setting for setting in needing if current and current.follows(setting)), None)
    return f"“{first.label}” runs Python of the manager. Do you trust it? Answer in the panel" if first else ""


def _empty_setting(scene: bpy.types.Scene, job_type: JobType) -> str:
    stored = StoredSettings(scene, job_type)
    asked = [setting for setting in job_type.settings if setting.is_shown and not setting.expression]
    empty = next((setting for setting in asked if is_missing(setting, stored.value(setting))), None)
    return f"Enter “{empty.label}”" if empty else ""


def renewed(order: Order, found: ManagerInfo) -> Order:
    """The same order for what the manager offers now. For any thread.

    Raises OrderProblem when it lacks something that was chosen, and JobTypeChanged when the artist should look first.
    """
    return replace(order, jobs=tuple(renewed_job(job, found) for job in order.jobs))


def renewed_job(order: JobOrder, found: ManagerInfo) -> JobOrder:
    """The same for one of its jobs."""
    job_type = found.job_type(order.job_type.name)
    if not job_type:
        raise OrderProblem(f"The manager no longer has the job type “{order.job_type.label}”. Choose another one.")
    if job_type.raw_settings != order.job_type.raw_settings:
        raise JobTypeChanged("The job type has changed on the manager. Review the settings, then submit again.")
    if "worker_tag" in order.body and not found.tag(order.body["worker_tag"]):
        raise OrderProblem("The manager no longer has this worker tag. Choose another one.")
    return replace(order, body={**order.body, "type_etag": job_type.etag})
