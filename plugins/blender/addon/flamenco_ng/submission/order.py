# SPDX-License-Identifier: GPL-3.0-or-later
"""The job as it is to be submitted, made out of the open file. Main thread only."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import bpy

from ..client.headers import platform_name
from ..job_name import JobNameProblem, resolve
from ..job_name.current import current_values, user_name
from ..job_types.expressions import CurrentSettings, ExpressionProblem
from ..job_types.job_type import JobType
from ..job_types.store import StoredSettings
from ..job_types.submitted import BLENDFILE, SettingProblem, is_missing, submitted_settings, takes_blendfile
from ..manager import state
from ..notices.ask_manager import SUBMITTER
from ..output.overrides import OutputProblem, overrides
from ..preferences import preferences
from ..scene import selected
from .project import project_folder

DUMMY_BLENDFILE = "dummy-for-job-check.blend"


class OrderProblem(Exception):
    """The file cannot be submitted as it is; the text tells the artist what to do."""


@dataclass(frozen=True)
class Order:
    """What is submitted, and where the file is now."""

    body: dict[str, Any]
    """The submitted job, but for the place of its blend file."""
    needs_files: bool
    blend_file: Path
    project: Path
    files_way: str

    def with_blendfile(self, path: str, checkout_id: str | None = None) -> dict[str, Any]:
        """The body with the blend file's path on the farm."""
        settings = {**self.body["settings"], **({BLENDFILE: path} if self.needs_files else {})}
        storage = {"storage": {"shaman_checkout_id": checkout_id}} if checkout_id else {}
        return {**self.body, **storage, "settings": settings}


def obstacle(context) -> str:
    """The first thing that keeps the file from being submitted, as far as that is known without asking the manager; or nothing."""
    scene = context.scene
    if not state.info():
        return "Connect to a manager first"
    if not selected.selected_job_type(scene):
        return "Choose a job type"
    if selected.lost_worker_tag(scene):
        return "Choose another worker tag"
    if not bpy.data.filepath:
        return "Save the file first"
    try:
        resolve(scene.flamenco_ng.job_name, current_values(context))
    except JobNameProblem as problem:
        return str(problem).rstrip(".")
    return _empty_setting(context)


def _empty_setting(context) -> str:
    job_type = selected.selected_job_type(context.scene)
    stored = StoredSettings(context.scene, job_type)
    asked = [setting for setting in job_type.settings if setting.is_shown and not setting.expression]
    empty = next((setting for setting in asked if is_missing(setting, stored.value(setting))), None)
    return f"Enter “{empty.label}”" if empty else ""


def make_order(context) -> Order:
    """Raises OrderProblem."""
    wrong = obstacle(context)
    if wrong:
        raise OrderProblem(f"{wrong}.")
    job_type = selected.selected_job_type(context.scene)
    assert job_type
    name = resolve(context.scene.flamenco_ng.job_name, current_values(context))
    current = CurrentSettings(context, job_type, name)
    try:
        settings = submitted_settings(current, job_type, overrides(context.scene, job_type))
    except (SettingProblem, ExpressionProblem, OutputProblem) as problem:
        raise OrderProblem(str(problem)) from problem
    blend_file = Path(bpy.data.filepath)
    return Order(
        body=_body(context.scene.flamenco_ng, job_type, name, settings),
        needs_files=takes_blendfile(job_type),
        blend_file=blend_file,
        project=project_folder(blend_file, preferences().project_marker),
        files_way=context.scene.flamenco_ng.files_way,
    )


def _body(group, job_type: JobType, name: str, settings: dict[str, Any]) -> dict[str, Any]:
    about = ((SUBMITTER, user_name()), ("comment", group.comment.strip()))
    body: dict[str, Any] = {
        "name": name,
        "type": job_type.name,
        "type_etag": job_type.etag,
        "priority": group.priority,
        "settings": settings,
        "metadata": {key: text for key, text in about if text},
        "submitter_platform": platform_name(),
        "initial_status": "paused" if group.start_paused else "queued",
    }
    if group.worker_tag_id:
        body["worker_tag"] = group.worker_tag_id
    found = state.info()
    if group.keep and found and found.can_keep_jobs:
        body["keep"] = True
    return body
