# SPDX-License-Identifier: GPL-3.0-or-later
"""One blend file on its way to the farm.

A separate process does the work, so that Blender does not stutter and the work can be stopped at any time.
"""

from __future__ import annotations

import contextlib
import logging
import queue
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ..held_files import remove_folder
from . import messages
from .model import Cancelled, FileChanged, PackingError, Progress, Report, Request
from .place import farm_path, way_of
from .python import ADD_ON, availability, module_folders, python_program, wheels
from .snapshot import Snapshot

log = logging.getLogger(__name__)

LISTEN = 0.1
# How Python writes an error, in the last line of its report.
ERROR = re.compile(r"(\w+\.)*\w*(Error|Exception|Fault)\b")
# Seconds that the process has for tidying up after it was told to stop.
GRACE = 20.0

Tell = Callable[[Progress], None]


@dataclass(frozen=True)
class Result:
    """Where the farm finds the blend file."""

    blendfile: str
    """The value for the job's setting of that name."""
    checkout_id: str | None = None
    """The value for the job's `storage.shaman_checkout_id`."""
    copied_to: Path | None = None

    def discard(self) -> None:
        """Removes the copy, for a job that could not be submitted after all."""
        if self.copied_to:
            remove_folder(self.copied_to)


class Session:
    """Plan first, then transfer, and always close it. Its methods wait, so call them from a thread."""

    def __init__(self, request: Request, snapshot: Snapshot | None = None) -> None:
        """With a snapshot, its content is packed, even if the blend file is saved meanwhile.

        Raises PackingError when the request cannot be fulfilled.
        """
        self.request = request
        self._snapshot = snapshot
        self.way = way_of(request)
        self._process: subprocess.Popen[bytes] | None = None
        self._heard: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        self._temporary: Path | None = None
        self._unfinished: str | None = None

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_reason: object) -> None:
        self.close()

    def plan(self, tell: Tell, cancelled: threading.Event) -> Report:
        """Finds all files that the blend file uses. Raises PackingError or Cancelled."""
        why = availability()
        if why:
            if self.way != "in-place":
                raise PackingError(why)
            return self._report_in_place(f"Missing files were not looked for. {why}")
        try:
            self._start()
            request = replace(self.request, snapshot=self._write_snapshot(cancelled) or self.request.snapshot)
            self._say({"do": "plan", "way": self.way, "request": messages.to_json(request)})
            return Report.from_json(self._listen("report", tell, cancelled))
        except PackingError as problem:
            if self.way != "in-place":
                raise
            # Nothing has to be packed, so nothing that cannot be packed is in the way.
            return self._report_in_place(f"Missing files could not be looked for. {problem}")

    def transfer(self, tell: Tell, cancelled: threading.Event) -> Result:
        """Brings the planned files to the farm.

        Raises FileChanged, another PackingError or Cancelled, leaving nothing half-written.
        """
        if self.way == "in-place":
            return Result(farm_path(self.request))
        self._say({"do": "transfer"})
        result = self._listen("result", tell, cancelled)
        self._unfinished = None
        copied_to = Path(result["copied_to"]) if result["copied_to"] else None
        return Result(result["blendfile"], result["checkout_id"], copied_to)

    def close(self) -> None:
        """Ends the process if it is still running, and removes its temporary files."""
        process, self._process = self._process, None
        if process:
            _end(process)
        if self._unfinished:
            remove_folder(self._unfinished)
        if self._temporary:
            remove_folder(self._temporary)

    def _report_in_place(self, note: str) -> Report:
        return Report(self.way, files=1, bytes=_size(self.request.blend), notes=[note])

    def _start(self) -> None:
        self._temporary = Path(tempfile.mkdtemp(prefix="flamenco-ng-"))
        program = python_program()
        assert program
        command = [program, "-I", str(ADD_ON / "packing" / "child" / "start.py"), *module_folders(), *wheels()]
        flags = 0
        if sys.platform == "win32":
            # Otherwise a console window would open.
            flags = subprocess.CREATE_NO_WINDOW
        with open(self._temporary / "stderr.txt", "wb") as errors:
            try:
                self._process = subprocess.Popen(
                    command,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=errors,
                    cwd=self._temporary,
                    creationflags=flags,
                )
            except OSError as problem:
                raise PackingError(f"The packing process could not be started: {problem}.") from problem
        threading.Thread(target=self._hear, args=(self._process,), name="flamenco-ng: packing", daemon=True).start()

    def _write_snapshot(self, cancelled: threading.Event) -> str:
        """Returns its path. What stays in place is opened there by workers, too."""
        if not self._snapshot or self.way == "in-place":
            return ""
        assert self._temporary
        target = self._temporary / "snapshot" / self.request.blend.name
        target.parent.mkdir()
        self._snapshot.write_to(target, cancelled)
        return str(target)

    def _hear(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdout
        for line in process.stdout:
            self._heard.put(messages.parsed(line))
        self._heard.put(None)

    def _say(self, message: dict[str, Any]) -> None:
        assert self._process and self._process.stdin, "plan first"
        try:
            self._process.stdin.write(messages.line({**message, "temporary": str(self._temporary)}))
            self._process.stdin.flush()
        except OSError as problem:
            raise PackingError(self._broken()) from problem

    def _listen(self, wanted: str, tell: Tell, cancelled: threading.Event) -> Any:
        while True:
            if cancelled.is_set():
                self.close()
                raise Cancelled
            try:
                message = self._heard.get(timeout=LISTEN)
            except queue.Empty:
                continue
            if message is None:
                raise PackingError(self._broken())
            if "progress" in message:
                tell(Progress(**message["progress"]))
            elif "making" in message:
                self._unfinished = message["making"]
            elif "error" in message:
                raise (FileChanged if message["changed"] else PackingError)(message["error"])
            elif wanted in message:
                return message[wanted]

    def _broken(self) -> str:
        said = (self._temporary / "stderr.txt").read_text("utf-8", "replace").strip() if self._temporary else ""
        log.error("the packing process ended unexpectedly:\n%s", said)
        # An interpreter that dies has more to say after its last error, which means nothing to anybody.
        errors = [line for line in said.splitlines() if ERROR.match(line)]
        code = self._process.poll() if self._process else None
        why = errors[-1] if errors else f"it gave no reason (exit code {code})."
        return f"The packing process ended unexpectedly: {why}"


def _end(process: subprocess.Popen[bytes]) -> None:
    assert process.stdin and process.stdout
    with contextlib.suppress(OSError):
        # The end of its input tells the process to tidy up and exit.
        process.stdin.close()
    try:
        process.wait(GRACE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError as problem:
        raise PackingError(f"“{path}” cannot be read: {problem.strerror}. Save the file first.") from problem
