# SPDX-License-Identifier: GPL-3.0-or-later
"""What is chosen for the next job only as long as its file is open. Main thread only.

In a file, the job to start after would outlive that job, and that only missing frames are rendered would be forgotten.
In another file, both would be forgotten too: the menu and the search submit without showing them.
"""

from __future__ import annotations

from typing import Annotated, Any

import bpy
from bpy.app.handlers import persistent

from .. import registration
from ..client import address_key
from ..preferences import preferences
from ..scene.choices import NOTHING, Item, identifier_of, numbered
from . import watch
from .my_jobs import GONE, MyJob

STATES = {"active": "rendering", "paused": "paused", "failed": "failed", "canceled": "canceled"}
"""The words for a job that is not done. All others are waiting."""

_chosen = ""


def jobs_to_wait_for() -> list[MyJob]:
    """My jobs on this manager that are not done, newest first."""
    here = address_key(preferences().manager_address)
    jobs = watch.jobs().all()
    return [job for job in jobs if job.status not in {"completed", GONE} and address_key(job.manager) == here]


def job_to_wait_for() -> MyJob | None:
    """The chosen job. None if there is none, or it is done by now."""
    return next((job for job in jobs_to_wait_for() if job.id == _chosen), None) if _chosen else None


def choose(job_id: str) -> None:
    """Chooses a job, or none with an empty string."""
    global _chosen
    _chosen = job_id


def after_items(_group: object, _context: object) -> list[Item]:
    """The jobs to choose from."""
    entries = [(NOTHING, "Start at Once", "The job waits for no other job")]
    entries += [(job.id, f"{job.name}  ({STATES.get(job.status, 'waiting')})", "") for job in jobs_to_wait_for()]
    return numbered(entries)


def _get(_group: object) -> int:
    return next((number for identifier, *_rest, number in after_items(None, None) if identifier == _chosen), 0)


def _set(_group: object, number: int) -> None:
    choose(identifier_of(number))


class FLAMENCO_NG_next_job(bpy.types.PropertyGroup):
    only_missing: Annotated[
        bool,
        bpy.props.BoolProperty(
            name="Only Missing Frames",
            description="Leave out the frames whose files are in the output folder, under exactly the name that "
            "Blender gives them and not empty. If the folder is named after the time, the newest earlier one counts, "
            "and is rendered into",
        ),
    ]
    after: Annotated[
        str,
        bpy.props.EnumProperty(
            name="After",
            description="Start this job when another job of yours is done. If that one fails, this one waits on",
            items=after_items,
            get=_get,
            set=_set,
        ),
    ]


def group(window_manager: bpy.types.WindowManager) -> Any:
    """The property, for the panel."""
    return window_manager.flamenco_ng_next_job  # type: ignore[attr-defined]  # Blender knows it only at run time.


def wants_only_missing() -> bool:
    """Whether frames that are rendered already are to be left out."""
    return bool(bpy.context.window_manager and group(bpy.context.window_manager).only_missing)


@persistent  # type: ignore[untyped-decorator]  # The stubs do not say what it returns.
def _file_opened(*_arguments: object) -> None:
    choose("")
    if bpy.context.window_manager:
        group(bpy.context.window_manager).only_missing = False


def register() -> None:
    registration.register_classes([FLAMENCO_NG_next_job])
    pointer: Any = bpy.props.PointerProperty
    windows: Any = bpy.types.WindowManager
    windows.flamenco_ng_next_job = pointer(type=FLAMENCO_NG_next_job, options={"HIDDEN", "SKIP_SAVE"})
    bpy.app.handlers.load_post.append(_file_opened)


def unregister() -> None:
    bpy.app.handlers.load_post.remove(_file_opened)
    choose("")
    windows: Any = bpy.types.WindowManager
    del windows.flamenco_ng_next_job
    registration.unregister_classes([FLAMENCO_NG_next_job])
