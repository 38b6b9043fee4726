# SPDX-License-Identifier: GPL-3.0-or-later
"""Which frames the farm renders, if not simply those of the job type's own setting, and in which order."""

from __future__ import annotations

from typing import Annotated

import bpy

HIDDEN = {"HIDDEN"}


class FrameProperties:
    """A part of what is stored in a scene."""

    frames_from: Annotated[
        str,
        bpy.props.EnumProperty(
            name="Frames",
            description="Where the frames come from",
            items=(
                ("SETTING", "As Entered Above", "The frames in the settings of the job type", 0),
                ("PREVIEW", "Preview Range", "The preview range of the timeline", 1),
                ("CURRENT", "Current Frame", "Only the frame that you see", 2),
                ("BETWEEN_MARKERS", "Between Markers", "From the first to the last selected marker", 3),
                (
                    "MARKERS",
                    "Frames with Markers",
                    "Only the frames of the selected markers, or of all if none is selected",
                    4,
                ),
            ),
            options=HIDDEN,
        ),
    ]
    every_nth: Annotated[
        int,
        bpy.props.IntProperty(
            name="Every n-th Frame",
            description="Of the frames above, render only the first one of so many",
            default=1,
            min=1,
            soft_max=25,
            options=HIDDEN,
        ),
    ]
    use_test_frames: Annotated[
        bool,
        bpy.props.BoolProperty(
            name="Test Frames First",
            description="Render a few frames in a job of their own, which is submitted first. A second job renders the "
            "rest into the same folder",
            options=HIDDEN,
        ),
    ]
    test_frames: Annotated[
        int,
        bpy.props.IntProperty(
            name="Test Frames",
            description="How many. 3 are the first, the middle and the last one; more are spread evenly",
            default=3,
            min=1,
            soft_max=20,
            options=HIDDEN,
        ),
    ]
    pause_rest: Annotated[
        bool,
        bpy.props.BoolProperty(
            name="Rest Waits",
            description="The job with the other frames is paused until you start it",
            options=HIDDEN,
        ),
    ]
