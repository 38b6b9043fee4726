# SPDX-License-Identifier: GPL-3.0-or-later
"""Carries out the add-on's commands: plan, then transfer."""

from __future__ import annotations

import shutil
import tempfile
import traceback
from pathlib import Path
from typing import Any

from .. import messages
from ..model import Cancelled, PackingError
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
                if command["do"] == "plan":
                    request = messages.request_from(command["request"])
                    pack, report = make_plan(request, command["way"], channel)
                    channel.say(report=report)
                elif pack:
                    channel.say(result=_transfer(pack, channel))
            except PackingError as problem:
                channel.say(error=str(problem))
            except MemoryError:
                channel.say(error="There is not enough memory to pack this file.")
            except OSError as problem:
                traceback.print_exc()
                name = f" ({problem.filename})" if problem.filename else ""
                channel.say(error=f"Packing failed: {problem.strerror or problem}{name}.")
    except Cancelled:
        pass
    finally:
        if temporary and channel.stopped.is_set():
            # Blender may be gone, and then nobody else tidies up.
            shutil.rmtree(temporary, ignore_errors=True)


def _transfer(pack: Pack, channel: Channel) -> dict[str, Any]:
    files = finished_files(pack, channel)
    if pack.way == "copy":
        return copy_pack(pack, files, channel)
    return upload_pack(pack, files, channel)
