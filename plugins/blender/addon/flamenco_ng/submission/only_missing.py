# SPDX-License-Identifier: GPL-3.0-or-later
"""Leaves out the frames that are in the output folder already. For threads. Knows nothing of Blender."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from ..notices.rendered import FRAMES, OUTPUT, CannotTell, Rendered, none_missing, rendered_files, wanted_frames
from ..output.frame_ranges import as_text
from .order import JobOrder, Order, OrderProblem
from .timestamp import PATTERN, TIMESTAMP, at, now

_Take: TypeAlias = "list[tuple[JobOrder, Rendered]]"
"""Jobs that render to the same place, and what is there of each."""

_WAY_OUT = "To render all, switch off “Only Missing Frames”."


def without_rendered(order: Order, with_steps: bool) -> tuple[Order, list[str]]:
    """The order with those frames only that are missing, and notes on what was counted.

    Some frames have to be there. If an output path contains the time, the newest earlier folder counts that has any of
    the frames, and the missing ones are rendered into it. Raises OrderProblem.
    """
    if not order.only_missing:
        return order, []
    try:
        takes = [_newest(jobs) for jobs in _by_place(order)]
    except CannotTell as problem:
        raise OrderProblem(f"{problem} {_WAY_OUT}") from problem
    except OSError as problem:
        raise OrderProblem(f"The folder of the frames cannot be read: {problem.strerror or problem}.") from problem
    found = [each for take in takes for each in take]
    if not any(map(_has_some, takes)):
        # Perhaps this computer does not see them. To render all of them again is the opposite of what was asked for.
        folder = os.path.dirname(str(order.jobs[0].body["settings"][OUTPUT])).replace(TIMESTAMP, "…")
        raise OrderProblem(f"None of the frames was found in {folder}. {_WAY_OUT}")
    if not any(rendered.missing for _job, rendered in found):
        raise OrderProblem(none_missing(sum(len(rendered.wanted) for _job, rendered in found), found[0][1].basis))
    jobs = tuple(job for take in takes for job in _left(take, with_steps))
    return replace(order, jobs=jobs), [note for each in found for note in _notes(*each, is_only=len(found) == 1)]


def _by_place(order: Order) -> list[list[JobOrder]]:
    """Test frames and the rest belong together: they are to be frames of one take. Raises CannotTell."""
    places: dict[str, list[JobOrder]] = {}
    for job in order.jobs:
        wanted_frames(job.body["settings"])
        places.setdefault(job.body["settings"][OUTPUT], []).append(job)
    return list(places.values())


def _newest(jobs: list[JobOrder]) -> _Take:
    """Where the frames of these jobs are, and which of them. Raises CannotTell or OSError."""
    moments = _earlier(jobs[0].body["settings"][OUTPUT])
    for moment in moments:
        take = _take_of(jobs, moment)
        if _has_some(take):
            return take
    # Several jobs would get several times from the manager.
    anew = now() if len(jobs) > 1 else TIMESTAMP
    return _take_of(jobs, moments[0] if moments else anew)


def _take_of(jobs: list[JobOrder], moment: str) -> _Take:
    take = []
    for job in jobs:
        settings = at(job.body["settings"], moment)
        rendered = rendered_files(settings, settings[OUTPUT])
        take.append((replace(job, body={**job.body, "settings": settings}), rendered))
    return take


def _has_some(take: _Take) -> bool:
    return any(len(rendered.missing) < len(rendered.wanted) for _job, rendered in take)


def _left(take: _Take, with_steps: bool) -> list[JobOrder]:
    """The jobs that have something to render."""
    left = [_reduced(*each, with_steps) for each in take if each[1].missing]
    return left if len(left) == len(take) else [job.by_itself() for job in left]


def _reduced(job: JobOrder, rendered: Rendered, with_steps: bool) -> JobOrder:
    frames = {FRAMES: as_text(rendered.missing, with_steps)}
    return replace(job, body={**job.body, "settings": {**job.body["settings"], **frames}})


def _notes(job: JobOrder, rendered: Rendered, is_only: bool) -> list[str]:
    return [note if is_only else f"{job.body['name']}: {note}" for note in rendered.notes()]


def _earlier(output: str) -> list[str]:
    """The times of earlier submissions to this path, newest first. None if there is no time in it."""
    before, time, after = output.partition(TIMESTAMP)
    # What comes before the time in the name of its folder, and after it.
    parent, prefix = os.path.split(before)
    suffix = re.match(r"[^/\\]*", after)
    if not time or TIMESTAMP in after or not os.path.isdir(parent):
        return []
    names = re.compile(f"{re.escape(prefix)}({PATTERN}){re.escape(suffix[0] if suffix else '')}")
    found = (names.fullmatch(each.name) for each in Path(parent).iterdir())
    return sorted((match[1] for match in found if match), reverse=True)
