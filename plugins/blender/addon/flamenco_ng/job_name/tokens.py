# SPDX-License-Identifier: GPL-3.0-or-later
"""Tokens in the names of jobs."""

from __future__ import annotations

import re

TOKENS = {
    "file": "name of the blend file",
    "folder": "folder of the blend file",
    "scene": "name of the scene",
    "view_layer": "view layer that the farm renders",
    "camera": "camera that the farm renders from",
    "job_type": "job type",
    "user": "your name on this computer",
    "date": "day of submission, 2026-05-31",
    "time": "time of submission, 1430",
}
DEFAULT = "{file}"


class JobNameProblem(Exception):
    """The name contains a mistake. The text says which one."""


def resolve(template: str, values: dict[str, str]) -> str:
    """The name with every token replaced. Raises JobNameProblem."""
    unknown = sorted({name for name in re.findall(r"{([^{}]*)}", template) if name not in TOKENS})
    if unknown:
        raise JobNameProblem(f"Unknown token {{{unknown[0]}}}. Known tokens are {{{'}, {'.join(TOKENS)}}}.")
    if re.search(r"[{}]", re.sub(r"{[^{}]*}", "", template)):
        raise JobNameProblem("A curly bracket has no partner. Brackets enclose tokens, for example {file}.")
    name = re.sub(r"{(\w+)}", lambda match: values.get(match[1], ""), template)
    # Scripts and managers make folders from it, so it is one line, without the brackets of variables.
    name = re.sub(r"\s+", " ", re.sub(r"[{}]", "_", name)).strip()
    if not name:
        raise JobNameProblem("The job needs a name.")
    return name
