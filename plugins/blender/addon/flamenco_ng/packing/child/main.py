# SPDX-License-Identifier: GPL-3.0-or-later
"""Carries out the add-on's commands: plan, then transfer."""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
from pathlib import Path
from typing import Any

from blender_asset_tracer import blendfile

from ...held_files import remove_folder
from .. import messages
from ..model import Cancelled, FileChanged, PackingError
from .channel import Channel
from .copy_files import copy_pack
from .pack import Pack, finished_files
from .plan import make_plan
from .upload import upload_pack


def main() -> None:
    """Works until the add-on closes the connection."""
    channel = Channel()
    pack: Pack | None = None
    temporary: Path | None = None
    try:
        for command in channel.commands():
            temporary = Path(command["temporary"])
            tempfile.tempdir = str(temporary)
            try:
                pack = _carry_out(command, pack, channel)
            except Cancelled:
                raise
            except Exception as problem:  # noqa: BLE001 - whatever it is, the artist must be told
                channel.say(error=_words(problem, channel), changed=isinstance(problem, FileChanged))
    except Cancelled:
        pass
    finally:
        blendfile.close_all_cached()
        if temporary and channel.stopped.is_set():
            # Blender may be gone, and then nobody else tidies up.
            remove_folder(temporary)
    sys.stderr.flush()
    # A thread still waits for input, and Python cannot end properly while one does.
    os._exit(0)


def _carry_out(command: dict[str, Any], pack: Pack | None, channel: Channel) -> Pack | None:
    if command["do"] == "plan":
        request = messages.request_from(command["request"])
        pack, report = make_plan(request, command["way"], channel)
        channel.say(report=report)
    elif pack:
        channel.say(result=_transfer(pack, channel))
    return pack


def _words(problem: Exception, channel: Channel) -> str:
    if isinstance(problem, PackingError):
        return str(problem)
    if isinstance(problem, MemoryError):
        return "There is not enough memory to pack this file."
    traceback.print_exc()
    if isinstance(problem, OSError):
        name = f" ({problem.filename})" if problem.filename else ""
        return f"Packing failed: {problem.strerror or problem}{name}."
    about = f" at {channel.about}" if channel.about else ""
    return f"Packing failed{about}: {type(problem).__name__}: {problem}. Please report this."


def _transfer(pack: Pack, channel: Channel) -> dict[str, Any]:
    files = finished_files(pack, channel)
    if pack.way == "copy":
        return copy_pack(pack, files, channel)
    return upload_pack(pack, files, channel)
