# SPDX-License-Identifier: GPL-3.0-or-later
"""Frame ranges as text, such as `1-10, 20..25, 40, 50-100x5`. Knows nothing of Blender."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

MOST = 1_048_574
"""The last frame that Blender has."""
SHORTEST_RANGE = 3
"""Fewer frames are listed one by one."""

_PART = re.compile(r"(\d+)(?:\s*(?:-|\.\.)\s*(\d+)(?:\s*[x:]\s*(\d+))?)?", re.IGNORECASE | re.ASCII)


class FramesProblem(Exception):
    """There is no such range of frames. The text tells the artist why."""


@lru_cache(maxsize=32)
def frames_in(text: str) -> tuple[int, ...]:
    """All frames of the range, in order, each of them once. Raises FramesProblem."""
    if not text.strip():
        raise FramesProblem("Enter which frames to render.")
    found: set[int] = set()
    for part in text.split(","):
        found.update(_frames_of_part(part.strip()))
    return tuple(sorted(found))


def _frames_of_part(part: str) -> range:
    match = _PART.fullmatch(part)
    if not match:
        raise FramesProblem(
            f"“{part}” is not a range of frames, such as 5, 1-10 or 1-10x2. Negative frames are not possible."
        )
    first, last, step = int(match[1]), int(match[2] or match[1]), int(match[3] or 1)
    if last < first or step < 1:
        raise FramesProblem(f"There are no frames in “{part}”.")
    if last > MOST:
        raise FramesProblem(f"“{part}” has frames that Blender cannot have.")
    return range(first, last + 1, step)


def as_text(frames: Sequence[int], with_steps: bool) -> str:
    """The range with these frames, which are in order. Flamenco 3 has no steps, so for it they are listed."""
    parts, start = [], 0
    while start < len(frames):
        end = start + 1
        step = frames[end] - frames[start] if end < len(frames) else 1
        while (step == 1 or with_steps) and end < len(frames) and frames[end] - frames[end - 1] == step:
            end += 1
        if end - start < SHORTEST_RANGE:
            parts.append(str(frames[start]))
            start += 1
        else:
            parts.append(f"{frames[start]}-{frames[end - 1]}" + (f"x{step}" if step > 1 else ""))
            start = end
    return ",".join(parts)


def spread(frames: Sequence[int], count: int) -> tuple[int, ...]:
    """So many of the frames, evenly spread from the first to the last one."""
    if count >= len(frames):
        return tuple(frames)
    if count <= 1:
        return tuple(frames[:1])
    return tuple(frames[round(number * (len(frames) - 1) / (count - 1))] for number in range(count))
