# SPDX-License-Identifier: GPL-3.0-or-later
"""The properties of a scene, stored in the blend file. They can neither be animated nor seen in the undo panel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import bpy

from .. import registration
from ..farm_settings import FarmSettings
from ..job_name.tokens import DEFAULT, TOKENS
from ..output.frame_settings import FrameProperties
from ..output.output_settings import FLAMENCO_NG_output
from . import choices

HIDDEN = {"HIDDEN"}
VIEW = {"HIDDEN", "SKIP_SAVE"}
"""For what only shows a property that is stored."""
_KNOWN_TOKENS = "\n".join(f"{{{name}}}  {text}" for name, text in TOKENS.items())


class FLAMENCO_NG_scene(FrameProperties, bpy.types.PropertyGroup):
    OF_THIS_FILE = frozenset({"comment", "frames_from", "every_nth"})
    """What makes no sense as a default for other files."""

    data_version: Annotated[int, bpy.props.IntProperty(options=HIDDEN)]
    stored: Annotated[str, bpy.props.StringProperty(options=HIDDEN)]
    given_defaults: Annotated[str, bpy.props.StringProperty(options=HIDDEN)]

    job_type_name: Annotated[str, bpy.props.StringProperty(options=HIDDEN)]
    job_type: Annotated[
        str,
        bpy.props.EnumProperty(
            name="Job Type",
            description="What the farm is to do with this file",
            items=choices.job_type_items,
            get=choices.get_job_type,
            set=choices.set_job_type,
            options=VIEW,
            **registration.UNTRANSLATED,
        ),
    ]
    job_name: Annotated[
        str,
        bpy.props.StringProperty(
            name="Job Name",
            description=f"Name of the job on the farm. Tokens:\n{_KNOWN_TOKENS}\n",
            default=DEFAULT,
            options=HIDDEN,
        ),
    ]
    comment: Annotated[
        str,
        bpy.props.StringProperty(
            name="Comment", description="A note to the people who look after the farm", options=HIDDEN
        ),
    ]
    priority: Annotated[
        int,
        bpy.props.IntProperty(
            name="Priority",
            description="Jobs with a higher priority are rendered first",
            default=50,
            min=0,
            max=100,
            options=HIDDEN,
        ),
    ]
    worker_tag_id: Annotated[str, bpy.props.StringProperty(options=HIDDEN)]
    worker_tag_name: Annotated[str, bpy.props.StringProperty(options=HIDDEN)]
    worker_tag: Annotated[
        str,
        bpy.props.EnumProperty(
            name="Worker Tag",
            description="Only workers with this tag work on the job",
            items=choices.worker_tag_items,
            get=choices.get_worker_tag,
            set=choices.set_worker_tag,
            options=VIEW,
            **registration.UNTRANSLATED,
        ),
    ]
    start_paused: Annotated[
        bool,
        bpy.props.BoolProperty(
            name="Submit as Paused",
            description="The job waits until somebody starts it on the manager's web page",
            options=HIDDEN,
        ),
    ]
    keep: Annotated[
        bool,
        bpy.props.BoolProperty(
            name="Keep This Job", description="The job is not deleted when old jobs are cleaned up", options=HIDDEN
        ),
    ]
    files_way: Annotated[
        str,
        bpy.props.EnumProperty(
            name="Files",
            description="How workers get the blend file and everything that it uses",
            items=(
                (
                    "auto",
                    "Automatic",
                    "In place if the file is in the farm's storage, otherwise the fastest way that the manager offers",
                ),
                ("in-place", "In Place", "Workers open this very file. They must be able to reach everything it uses"),
                ("copy", "Copy", "The file and everything that it uses are copied to the farm's storage"),
                ("shaman", "Upload (Shaman)", "Only what the farm does not have yet is uploaded"),
            ),
            default="auto",
            options=HIDDEN,
        ),
    ]
    farm_copy: Annotated[
        bool,
        bpy.props.BoolProperty(
            name="Submit a Copy",
            description="Submit a copy of the file as it is now, and leave your file on disk as it was saved last",
            options=HIDDEN,
        ),
    ]
    scenes: Annotated[
        str,
        bpy.props.EnumProperty(
            name="Scenes",
            description="Which scenes of the file are submitted",
            items=(
                ("CURRENT", "This Scene", "Only the current scene", 0),
                (
                    "ALL",
                    "All Scenes",
                    "Every scene of the file, each with its own settings. A scene in which nothing has been set takes "
                    "those of the current one",
                    1,
                ),
            ),
            options=HIDDEN,
        ),
    ]
    exclude_files: Annotated[
        str,
        bpy.props.StringProperty(
            name="Exclude",
            description="Files that are not brought to the farm, even if they are used. Separate patterns with ;\n\n"
            "*.abc  files with this ending\ncache/**  all that is in folders of this name\n",
            options=HIDDEN,
        ),
    ]
    output: Annotated[FLAMENCO_NG_output, bpy.props.PointerProperty(type=FLAMENCO_NG_output, options=HIDDEN)]


if TYPE_CHECKING:

    def _as_seen_elsewhere(group: FLAMENCO_NG_scene) -> FarmSettings:
        """Does not pass the type check if the two differ."""
        return group


def register() -> None:
    registration.register_classes([FLAMENCO_NG_output, FLAMENCO_NG_scene])
    registration.add_to_scenes("flamenco_ng", FLAMENCO_NG_scene)


def unregister() -> None:
    registration.remove_from_scenes("flamenco_ng")
    registration.unregister_classes([FLAMENCO_NG_output, FLAMENCO_NG_scene])
