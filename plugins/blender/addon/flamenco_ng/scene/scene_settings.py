# SPDX-License-Identifier: GPL-3.0-or-later
"""The properties of a scene. None of them can be animated or shows up in the undo panel; they are stored in the blend file."""

from __future__ import annotations

import bpy

from ..job_name.tokens import DEFAULT, TOKENS
from ..output.output_settings import FLAMENCO_NG_output
from . import choices

HIDDEN = {"HIDDEN"}


class FLAMENCO_NG_scene(bpy.types.PropertyGroup):
    data_version: bpy.props.IntProperty(options=HIDDEN)
    stored: bpy.props.StringProperty(options=HIDDEN)

    job_type_name: bpy.props.StringProperty(options=HIDDEN)
    job_type: bpy.props.EnumProperty(
        name="Job Type",
        description="What the farm shall do with this file",
        items=choices.job_type_items,
        get=choices.get_job_type,
        set=choices.set_job_type,
        options=HIDDEN,
    )
    job_name: bpy.props.StringProperty(
        name="Job Name",
        description="Name of the job on the farm. Tokens:\n"
        + "\n".join(f"{{{name}}}  {text}" for name, text in TOKENS.items())
        + "\n",
        default=DEFAULT,
        options=HIDDEN,
    )
    comment: bpy.props.StringProperty(
        name="Comment", description="A note for the people who look after the farm", options=HIDDEN
    )
    priority: bpy.props.IntProperty(
        name="Priority",
        description="Jobs of a higher priority are rendered first",
        default=50,
        min=0,
        max=100,
        options=HIDDEN,
    )
    worker_tag_id: bpy.props.StringProperty(options=HIDDEN)
    worker_tag_name: bpy.props.StringProperty(options=HIDDEN)
    worker_tag: bpy.props.EnumProperty(
        name="Worker Tag",
        description="Only workers with this tag take part",
        items=choices.worker_tag_items,
        get=choices.get_worker_tag,
        set=choices.set_worker_tag,
        options=HIDDEN,
    )
    start_paused: bpy.props.BoolProperty(
        name="Submit as Paused",
        description="The job waits until somebody starts it on the manager's page",
        options=HIDDEN,
    )
    keep: bpy.props.BoolProperty(
        name="Keep This Job", description="The job is left alone when old jobs are cleaned up", options=HIDDEN
    )
    files_way: bpy.props.EnumProperty(
        name="Files",
        description="How the blend file and what it uses get to the workers",
        items=(
            (
                "auto",
                "Automatic",
                "In place when the file is on the farm's storage, else the fastest way that the manager offers",
            ),
            ("in-place", "In Place", "Workers open this very file; all that it uses has to be where they can see it"),
            ("copy", "Copy", "The file and all that it uses are copied to the farm's storage"),
            ("shaman", "Upload (Shaman)", "Only what the farm does not have yet is uploaded"),
        ),
        default="auto",
        options=HIDDEN,
    )
    output: bpy.props.PointerProperty(type=FLAMENCO_NG_output, options=HIDDEN)


def register() -> None:
    bpy.utils.register_class(FLAMENCO_NG_output)
    bpy.utils.register_class(FLAMENCO_NG_scene)
    bpy.types.Scene.flamenco_ng = bpy.props.PointerProperty(type=FLAMENCO_NG_scene, options={"HIDDEN"})


def unregister() -> None:
    del bpy.types.Scene.flamenco_ng
    bpy.utils.unregister_class(FLAMENCO_NG_scene)
    bpy.utils.unregister_class(FLAMENCO_NG_output)
