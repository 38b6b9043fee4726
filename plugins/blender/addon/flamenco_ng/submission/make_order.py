# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the order from the open file. Main thread only."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import bpy

from ..blender_types import key_of, scene_of
from ..client.headers import platform_name
from ..farm_settings import FarmSettings, settings_of
from ..job_name import resolve
from ..job_name.current import current_values, user_name
from ..job_types.expressions import CurrentSettings, ExpressionProblem
from ..job_types.job_type import JobType
from ..job_types.submitted import SettingProblem, submitted_settings, takes_blendfile
from ..job_types.values import Value
from ..manager import state
from ..notices import next_job
from ..notices.ask_manager import SUBMITTER
from ..output.chosen_frames import FRAMES, chosen_frames, has_choice, takes_frames
from ..output.frame_ranges import FramesProblem
from ..output.overrides import OutputProblem, overrides
from ..output.views import View, views_of
from ..packing import patterns_in
from ..preferences import preferences
from ..scene import selected
from ..scene.submitted_scenes import seen_from, submitted_scenes
from .distinct_names import distinct_name, distinct_names
from .known_files import known_files
from .order import JobOrder, Order, OrderProblem, obstacle
from .project import project_folder
from .timestamp import TIMESTAMP, at, now

OUTPUT_PATH, PREVIEW_VIDEO = "render_output_path", "preview_video"
HIGHEST_PRIORITY = 100


@dataclass(frozen=True)
class _Render:
    """One camera and view layer of one scene."""

    scene: bpy.types.Scene
    settings_from: bpy.types.Scene
    job_type: JobType
    view: View
    name: str

    @property
    def chosen(self) -> FarmSettings:
        """The settings that the scene takes."""
        return settings_of(self.settings_from)


def make_order(context: bpy.types.Context) -> Order:
    """The order for the current scene, or for all scenes if the artist has chosen that. Raises OrderProblem."""
    wrong = obstacle(context)
    if wrong:
        raise OrderProblem(f"{wrong}.")
    chosen, blend_file = settings_of(scene_of(context)), Path(bpy.data.filepath)
    try:
        jobs = _jobs(context, _renders(context))
    except (SettingProblem, ExpressionProblem, OutputProblem, FramesProblem) as problem:
        raise OrderProblem(str(problem)) from problem
    return Order(
        name=resolve(chosen.job_name, current_values(context)),
        jobs=tuple(jobs),
        blend_file=blend_file,
        project=project_folder(blend_file, preferences().project_marker),
        files_way=chosen.files_way,
        known_files=known_files(),
        exclude=patterns_in(chosen.exclude_files),
        only_missing=next_job.wants_only_missing(),
    )


def _renders(context: bpy.types.Context) -> list[_Render]:
    """Everything that has to be rendered, under different names."""
    scenes = submitted_scenes(scene_of(context))
    found = []
    for scene, settings_from in scenes:
        chosen, job_type = settings_of(settings_from), selected.selected_job_type(settings_from)
        assert job_type, "or else there is an obstacle"
        with seen_from(context, scene) as seen:
            tokens = current_values(seen, chosen)
        for view in views_of(scene, chosen.output, job_type):
            name = resolve(chosen.job_name, {**tokens, **view.chosen})
            parts = {**({"scene": scene.name} if len(scenes) > 1 else {}), **view.names}
            name = distinct_name(name, chosen.job_name, parts)
            found.append(_Render(scene, settings_from, job_type, view, name))
    names = distinct_names([each.name for each in found])
    return [replace(each, name=name) for each, name in zip(found, names, strict=True)]


def _jobs(context: bpy.types.Context, renders: list[_Render]) -> list[JobOrder]:
    jobs: list[JobOrder] = []
    folders: dict[Value, str] = {}
    for render in renders:
        settings = _settings(context, render)
        path = settings.get(OUTPUT_PATH)
        if path and path in folders:
            raise OrderProblem(
                f"“{folders[path]}” and “{render.name}” would both render to {path}. This job type does not use the "
                "names of jobs in its paths, so submit one after the other."
            )
        if path:
            folders[path] = render.name
        jobs += _jobs_of(render, settings)
    return jobs


def _settings(context: bpy.types.Context, render: _Render) -> dict[str, Value]:
    with seen_from(context, render.scene) as seen:
        current = CurrentSettings(seen, render.job_type, render.name, render.settings_from)
        replaced = {**overrides(render.scene, render.chosen.output, render.job_type), **render.view.values}
        return submitted_settings(current, render.job_type, replaced)


def _jobs_of(render: _Render, settings: dict[str, Value]) -> list[JobOrder]:
    """One job, or a job with test frames and one with the rest."""
    if not (takes_frames(render.job_type) and has_choice(render.chosen)):
        return [_job(render, render.name, settings)]
    info = state.info()
    with_steps = info is not None and info.takes_steps
    frames = chosen_frames(render.scene, render.chosen, str(settings.get(FRAMES, "")), with_steps)
    if not frames.test:
        return [_job(render, render.name, {**settings, FRAMES: frames.rest})]
    # Both jobs render into the folder of one moment, or of an earlier one, which is looked for later.
    settings = at(settings, TIMESTAMP if next_job.wants_only_missing() else now())
    test = _job(render, f"{render.name} - test", {**settings, FRAMES: frames.test})
    rest = _job(render, render.name, {**settings, FRAMES: frames.rest})
    # With equal priorities, Flamenco 3 does not promise to begin with the job that was submitted first.
    sooner = {"priority": min(render.chosen.priority + 1, HIGHEST_PRIORITY)}
    no_video = {PREVIEW_VIDEO: False} if PREVIEW_VIDEO in settings else {}
    later = {"initial_status": "paused"} if render.chosen.pause_rest else {}
    return [test.as_one_of_two(sooner, no_video), rest.as_one_of_two(later, {})]


def _job(render: _Render, name: str, settings: dict[str, Value]) -> JobOrder:
    chosen, job_type = render.chosen, render.job_type
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
    other = next_job.job_to_wait_for()
    if other and found and found.can_order_jobs:
        body["depends_on"] = [other.id]
    return JobOrder(body, job_type, takes_blendfile(job_type), scene=key_of(render.scene))
