# SPDX-License-Identifier: GPL-3.0-or-later
"""What the two processes say to each other: one JSON object per line."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from .model import Request


def line(message: dict[str, Any]) -> bytes:
    """A message as it is sent. File names that are not valid text survive."""
    return (json.dumps(message) + "\n").encode("ascii")


def parsed(data: bytes) -> dict[str, Any]:
    """The message in a line."""
    message: dict[str, Any] = json.loads(data)
    return message


def to_json(request: Request) -> dict[str, Any]:
    """The request as part of a message."""
    return {**asdict(request), "blend": str(request.blend), "project": str(request.project)}


def request_from(values: dict[str, Any]) -> Request:
    """The request that `to_json` was given."""
    return Request(**{**values, "blend": Path(values["blend"]), "project": Path(values["project"])})
