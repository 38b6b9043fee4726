from __future__ import annotations

from dataclasses import replace

import bpy

from ..blender_types import key_of
from ..job_types.submitted import takes_blendfile
from ..manager import state
from . import hooks
from .order import JobOrder, Order, OrderProblem


def hooked(order: Order, current: bpy.types.Scene) -> Order:
    """The order as the functions in `before_submission` leave it. Raises OrderProblem.

    Each job comes with its own scene, or with the current one if a function has removed that.
    """
    if not hooks.before_submission:
        return order
    return replace(order, jobs=tuple(_hooked(job, _scene_of(job) or current) for job in order.jobs))


def _scene_of(job: JobOrder) -> bpy.types.Scene | None:
    return next((scene for scene in bpy.data.scenes if key_of(scene) == job.scene), None)


def _hooked(job: JobOrder, scene: bpy.types.Scene) -> JobOrder:
    try:
        body = hooks.described(job.body, scene)
    except hooks.HookProblem as problem:
        raise OrderProblem(str(problem)) from problem
    found, type_ = state.info(), body.get("type")
    job_type = found.job_type(type_) if found and isinstance(type_, str) else None
    if job_type is None:
        raise OrderProblem(f"A studio's function chose the job type “{type_}”, which this manager does not have.")
    if not isinstance(body.get("settings"), dict) or not isinstance(body.get("name"), str):
        raise OrderProblem("A studio's function left a job without a name or settings.")
    body["type_etag"] = job_type.etag
    return replace(job, body=body, job_type=job_type, needs_files=takes_blendfile(job_type))
