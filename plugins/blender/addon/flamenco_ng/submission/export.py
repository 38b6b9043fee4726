# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the job description to a file, for pipelines that submit by themselves."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Annotated, Any

import bpy

from .. import registration
from ..blender_types import OperatorResult, layout_of, scene_of
from ..held_files import rename_firmly, unlink_firmly
from ..manager import state
from ..packing import PackingError, Request, farm_path, way_of
from .hooked import hooked
from .make_order import make_order
from .only_missing import without_rendered
from .order import Order, OrderProblem, obstacle

ENDING = ".json"


class FLAMENCO_NG_OT_export_job(bpy.types.Operator):
    bl_idname = "flamenco_ng.export_job"
    bl_label = "Export Job Description"
    bl_description = "Write what would be sent to the manager to a file, and submit nothing"

    filepath: Annotated[str, bpy.props.StringProperty(subtype="FILE_PATH", options={"HIDDEN", "SKIP_SAVE"})]
    filter_glob: Annotated[str, bpy.props.StringProperty(default=f"*{ENDING}", options={"HIDDEN"})]
    check_existing: Annotated[bool, bpy.props.BoolProperty(default=True, options={"HIDDEN"})]

    @classmethod
    def poll(cls, context: bpy.types.Context) -> bool:
        wrong = obstacle(context)
        if wrong:
            cls.poll_message_set(wrong)
        return not wrong

    def invoke(self, context: bpy.types.Context, _event: bpy.types.Event) -> OperatorResult:
        if not self.filepath:
            self.filepath = str(Path(bpy.data.filepath).with_suffix(ENDING))
        assert context.window_manager
        context.window_manager.fileselect_add(self)
        return {"RUNNING_MODAL"}

    def check(self, _context: bpy.types.Context) -> bool:
        before = self.filepath
        self.filepath = bpy.path.ensure_ext(self.filepath, ENDING)
        return self.filepath != before

    def execute(self, context: bpy.types.Context) -> OperatorResult:
        path = Path(bpy.path.abspath(self.filepath))
        part = path.with_name(f"{path.name}.{os.getpid()}.part")
        try:
            info = state.info()
            order = hooked(make_order(context), scene_of(context))
            order, _left_out = without_rendered(order, info is not None and info.takes_steps)
            description = described(order)
            part.write_text(json.dumps(description, ensure_ascii=False, indent=2) + "\n", "utf-8")
            rename_firmly(part, path)
        except OrderProblem as problem:
            self.report({"ERROR"}, str(problem))
            return {"CANCELLED"}
        except OSError as problem:
            unlink_firmly(part)
            self.report({"ERROR"}, f"“{path}” could not be written: {problem.strerror or problem}.")
            return {"CANCELLED"}
        self.report({"INFO"}, f"Wrote {path}.")
        return {"FINISHED"}


def described(order: Order) -> dict[str, Any] | list[dict[str, Any]]:
    """The job as it would be sent, with the blend file where it is now. Copies and uploads get another place.

    A list, if one press of the button submits several jobs.
    """
    place = _place(order)
    jobs = [job.with_blendfile(place) for job in order.jobs]
    return jobs[0] if len(jobs) == 1 else jobs


def _place(order: Order) -> str:
    found = state.info()
    if not found:
        return str(order.blend_file)
    request = Request(order.blend_file, order.project, found.location, found.shaman, "", way=order.files_way)
    try:
        return farm_path(request) if way_of(request) == "in-place" else str(order.blend_file)
    except PackingError:
        # Told when it is submitted. Whoever takes the description may bring the file in another way.
        return str(order.blend_file)


def draw_menu(menu: bpy.types.Menu, _context: bpy.types.Context) -> None:
    """The entry below File > Export."""
    layout_of(menu).operator(FLAMENCO_NG_OT_export_job.bl_idname, text="Flamenco-NG Job Description (.json)")


def register() -> None:
    registration.register_classes([FLAMENCO_NG_OT_export_job])
    bpy.types.TOPBAR_MT_file_export.append(draw_menu)


def unregister() -> None:
    bpy.types.TOPBAR_MT_file_export.remove(draw_menu)
    registration.unregister_classes([FLAMENCO_NG_OT_export_job])
