# SPDX-License-Identifier: GPL-3.0-or-later
"""Submits a job once more, as the manager describes it. For threads. Knows nothing of Blender."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any

from ..client import Connection
from ..client.headers import platform_name
from ..client.submit_once import Waiting, submit_once
from ..manager.fetch_info import keeps_keys
from ..output.frame_ranges import as_text
from .ask_manager import SUBMITTER
from .frames import NoFrames, on_this_computer
from .rendered import FRAMES, none_missing, rendered_by

BLENDFILE = "blendfile"
# What a job is described by beside its settings. A manager takes whatever of it it has sent.
KEPT = ("type", "priority", "storage", "worker_tag", "keep", "failure_policy")
ONLY_MISSING = ", missing frames"
"""What the name of a job ends with that renders only these."""
ORIGIN = "submitted_again"
"""The key in the metadata that names the job it was before."""


class NotAgain(Exception):
    """The job cannot be submitted again. The text is for the artist."""


@dataclass(frozen=True)
class Again:
    """A job that is ready to be submitted again."""

    body: dict[str, Any]
    notes: list[str]
    """What the artist should know first."""


def prepare(manager: Connection, job_id: str, user: str, only_missing: bool) -> Again:
    """The job as it would be submitted again, after a look at its files. Submits nothing.

    Raises NotAgain, CannotTell or ManagerProblem.
    """
    job = manager.call("fetchJob", job_id=job_id)
    settings = dict(job.get("settings") or {})
    notes = []
    name: str = job["name"]
    if only_missing:
        found = rendered_by(manager, job)
        if not found.missing:
            raise NotAgain(none_missing(len(found.wanted), found.basis))
        settings[FRAMES] = as_text(found.missing, with_steps=False)
        notes += found.notes()
        name = name.removesuffix(ONLY_MISSING) + ONLY_MISSING
    else:
        notes.append("It has the same settings, so it renders to the same place.")
        notes.append("Frames that are there may be left as they are. Remove those that are to be rendered again.")
    notes += _about_file(manager, settings.get(BLENDFILE))
    metadata = {**(job.get("metadata") or {}), ORIGIN: job_id, **({SUBMITTER: user} if user else {})}
    body = {key: job[key] for key in KEPT if key in job}
    body |= {"name": name, "settings": settings, "metadata": metadata, "submitter_platform": platform_name()}
    return Again(body, notes)


def submit(manager: Connection, again: Again, waiting: Waiting) -> dict[str, Any]:
    """Submits it. Returns the new job. Raises ManagerProblem, which is Unheard if the job may be there."""
    return submit_once(
        lambda headers: manager.call("submitJob", again.body, headers=headers), keeps_keys(manager), waiting
    )


def _about_file(manager: Connection, path: Any) -> list[str]:
    """Whether the blend file is still there. Raises NotAgain if it is not."""
    if not isinstance(path, str) or not path:
        return []
    unseen = [f"Whether its file is still there cannot be seen from this computer: {path}."]
    try:
        here = on_this_computer(path, lambda: manager)
    except NoFrames:
        return unseen
    if os.path.isfile(here):
        return []
    # A folder that is not there may be one that this computer does not see; one that is there lacks the file.
    if os.path.isabs(here) and os.path.isdir(os.path.dirname(here)):
        raise NotAgain(f"Its file is no longer there: {here}")
    return unseen
