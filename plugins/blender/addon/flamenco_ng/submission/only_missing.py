# SPDX-License-Identifier: GPL-3.0-or-later
"""Leaves out the frames that are in the output folder already. For threads. Knows nothing of Blender."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path

from ..notices.rendered import FRAMES, OUTPUT, CannotTell, Rendered, rendered_files, wanted_frames
from ..output.frame_ranges import as_text
from .order import JobOrder, Order, OrderProblem

# Job types put the moment of the submission here, so that each job has a folder of its own.
_TIME = "{timestamp}"
_A_TIME = r"\d{4}-\d{2}-\d{2}_\d{6}"


def without_rendered(order: Order, with_steps: bool) -> tuple[Order, list[str]]:
    """The order with those frames only that are missing, and notes on what was counted.

    Some frames have to be there. If an output path contains the time, the newest earlier folder counts that has any of
    the frames, and the missing ones are rendered into it. Raises OrderProblem.
    """
    if not order.only_missing:
        return order, []
    try:
        found = [(job, *_newest(job)) for job in order.jobs]
    except CannotTell as problem:
        raise OrderProblem(str(problem)) from problem
    except OSError as problem:
        raise OrderProblem(f"The folder of the frames cannot be read: {problem.strerror or problem}.") from problem
    if all(len(rendered.missing) == len(rendered.wanted) for _job, _output, rendered in found):
        # Perhaps this computer does not see them. To render all of them again is the opposite of what was asked for.
        folder = os.path.dirname(str(order.jobs[0].body["settings"][OUTPUT])).replace(_TIME, "…")
        way_out = "To render all, switch off “Only Missing Frames”"
        raise OrderProblem(f"None of the frames was found in {folder}. {way_out}.")
    if not any(rendered.missing for _job, _output, rendered in found):
        rendered = found[0][2]
        raise OrderProblem(f"No frame is missing of {len(rendered.wanted)}. Counted were {rendered.basis}.")
    jobs = tuple(_reduced(*each, with_steps) for each in found if each[2].missing)
    return replace(order, jobs=jobs), [note for each in found for note in _notes(*each, is_only=len(found) == 1)]


def _notes(job: JobOrder, _output: str, rendered: Rendered, is_only: bool) -> list[str]:
    return [note if is_only else f"{job.body['name']}: {note}" for note in rendered.notes()]


def _reduced(job: JobOrder, output: str, rendered: Rendered, with_steps: bool) -> JobOrder:
    changed = {FRAMES: as_text(rendered.missing, with_steps), OUTPUT: output}
    return replace(job, body={**job.body, "settings": {**job.body["settings"], **changed}})


def _newest(job: JobOrder) -> tuple[str, Rendered]:
    """Where the frames of the job are, and which of them. Raises CannotTell or OSError."""
    settings = job.body["settings"]
    wanted_frames(settings)
    output: str = settings[OUTPUT]
    places = [(place, rendered_files(settings, place)) for place in (_earlier(output) if _TIME in output else [output])]
    with_some = (each for each in places if len(each[1].missing) < len(each[1].wanted))
    return next(with_some, places[0] if places else (output, rendered_files(settings, output)))


def _earlier(output: str) -> list[str]:
    """The output paths of earlier submissions, newest first."""
    before, after = output.split(_TIME, 1)
    # What comes before the time in the name of its folder, and after it.
    parent, prefix = os.path.split(before)
    rest = re.match(r"[^/\\]*", after)
    suffix = rest[0] if rest else ""
    if _TIME in after or not os.path.isdir(parent):
        return []
    names = re.compile(re.escape(prefix) + _A_TIME + re.escape(suffix))
    found = [each.name for each in Path(parent).iterdir() if names.fullmatch(each.name)]
    return [os.path.join(parent, name) + after[len(suffix) :] for name in sorted(found, reverse=True)]
