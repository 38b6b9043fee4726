# SPDX-License-Identifier: GPL-3.0-or-later
"""The job to submit, made from the open file. Main thread only."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import bpy

from ..blender_types import scene_of
from ..client.headers import platform_name
from ..farm_settings import FarmSettings, settings_of
from ..job_name import JobNameProblem, resolve
from ..job_name.current import current_values, user_name
from ..job_types.expressions import CurrentSettings, ExpressionProblem, settings_needing_trust
from ..job_types.job_type import JobType
from ..job_types.store import StoredSettings
from ..job_types.submitted import BLENDFILE, SettingProblem, is_missing, submitted_settings, takes_blendfile
from ..manager import state
from ..manager.info import ManagerInfo
from ..notices.ask_manager import SUBMITTER
from ..output.overrides import OutputProblem, overrides
from ..packing import Snapshot
from ..preferences import network_problem, preferences
from ..scene import selected
from .known_files import known_files, unsaved_images
from .project import project_folder

DUMMY_BLENDFILE = "dummy-for-job-check.blend"


class OrderProblem(Exception):
    """The file cannot be submitted as it is. The text tells the artist what to do."""


class JobTypeChanged(Exception):
    """The artist has to review the settings before the job can be submitted."""


@dataclass(frozen=True)
class Order:
    """What to submit, and where its file is now."""

    body: dict[str, Any]
    """The job, except for the place of its blend file on the farm."""
    job_type: JobType
    """Its job type as the artist saw it."""
    needs_files: bool
    blend_file: Path
    project: Path
    files_way: str
    known_files: list[str]
    """What Blender itself says the file uses."""
    unsaved_images: list[str]
    """Images whose changes the farm would not see."""
    snapshot: Snapshot | None = None
    """The file as it was saved for the job."""

    def with_blendfile(self, path: str, checkout_id: str | None = None) -> dict[str, Any]:
        """The whole job, with the path of its blend file on the farm."""
        settings = {**self.body["settings"], **({BLENDFILE: path} if self.needs_files else {})}
        storage = {"storage": {"shaman_checkout_id": checkout_id}} if checkout_id else {}
        return {**self.body, **storage, "settings": settings}


def obstacle(context: bpy.types.Context) -> str:
    """The first thing that keeps the file from being submitted, or an empty string.

    Only what can be known without asking the manager.
    """
    scene = scene_of(context)
    job_type = selected.selected_job_type(scene)
    forbidden = network_problem()
    if forbidden:
        return forbidden.rstrip(".")
    if not state.info():
        return "Connect to a manager first"
    if not job_type:
        return "Choose a job type"
    if selected.lost_worker_tag(scene):
        return "Choose another worker tag"
    if not bpy.data.filepath:
        return "Save the file first"
    try:
        resolve(settings_of(scene).job_name, current_values(context))
    except JobNameProblem as problem:
        return str(problem).rstrip(".")
    return _untrusted_setting(context, job_type) or _empty_setting(scene, job_type)


def _untrusted_setting(context: bpy.types.Context, job_type: JobType) -> str:
    needing = settings_needing_trust(job_type)
    current = CurrentSettings(context, job_type, "") if needing else None
    first = next((setting for setting in needing if current and current.follows(setting)), None)
    return f"“{first.label}” runs Python of the manager. Do you trust it? Answer in the panel" if first else ""


def _empty_setting(scene: bpy.types.Scene, job_type: JobType) -> str:
    stored = StoredSettings(scene, job_type)
    asked = [setting for setting in job_type.settings if setting.is_shown and not setting.expression]
    empty = next((setting for setting in asked if is_missing(setting, stored.value(setting))), None)
    return f"Enter “{empty.label}”" if empty else ""


def make_order(context: bpy.types.Context) -> Order:
    """The order for the current scene. Raises OrderProblem."""
    wrong = obstacle(context)
    if wrong:
        raise OrderProblem(f"{wrong}.")
    scene = scene_of(context)
    chosen, job_type = settings_of(scene), selected.selected_job_type(scene)
    assert job_type, "or else there is an obstacle"
    name = resolve(chosen.job_name, current_values(context))
    current = CurrentSettings(context, job_type, name)
    try:
        settings = submitted_settings(current, job_type, overrides(scene, job_type))
    except (SettingProblem, ExpressionProblem, OutputProblem) as problem:
        raise OrderProblem(str(problem)) from problem
    blend_file = Path(bpy.data.filepath)
    return Order(
        body=_body(chosen, job_type, name, settings),
        job_type=job_type,
        needs_files=takes_blendfile(job_type),
        blend_file=blend_file,
        project=project_folder(blend_file, preferences().project_marker),
        files_way=chosen.files_way,
        known_files=known_files(),
        unsaved_images=unsaved_images(),
    )


def renewed(order: Order, found: ManagerInfo) -> Order:
    """The same order for what the manager offers now. For any thread.

    Raises OrderProblem when it lacks something that was chosen, and JobTypeChanged when the artist should look first.
    """
    job_type = found.job_type(order.job_type.name)
    if not job_type:
        raise OrderProblem(f"The manager no longer has the job type “{order.job_type.label}”. Choose another one.")
    if job_type.raw_settings != order.job_type.raw_settings:
        raise JobTypeChanged("The job type has changed on the manager. Review the settings, then submit again.")
    if "worker_tag" in order.body and not found.tag(order.body["worker_tag"]):
        raise OrderProblem("The manager no longer has this worker tag. Choose another one.")
    return replace(order, body={**order.body, "type_etag": job_type.etag})


def _body(chosen: FarmSettings, job_type: JobType, name: str, settings: dict[str, Any]) -> dict[str, Any]:
    about = ((SUBMITTER, user_name()), ("comment", chosen.comment.strip()))
    body: dict[str, Any] = {
        "name": name,
        "type": job_type.name,
        "type_etag": job_type.etag,
        "priority": chosen.priority,
        "settings": settings,
        "metadata": {key: text for key, text in about if text},
        "submitter_platform": platform_name(),
        "initial_status": "paused" if chosen.start_paused else "queued",
    }
    if chosen.worker_tag_id:
        body["worker_tag"] = chosen.worker_tag_id
    found = state.info()
    if chosen.keep and found and found.can_keep_jobs:
        body["keep"] = True
    return body
