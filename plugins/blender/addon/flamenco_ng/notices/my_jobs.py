# SPDX-License-Identifier: GPL-3.0-or-later
"""The jobs that were submitted from this computer, stored on disk. Knows nothing of Blender."""

from __future__ import annotations

import json
import logging
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from ..held_files import rename_firmly

log = logging.getLogger(__name__)

KEPT = 50
OLD = 2.0
"""Seconds until the file is looked at again just for drawing: it may be on a slow disk of the network."""
ENDS = {"completed": "is done", "failed": "has failed", "canceled": "was canceled"}
GONE = "gone"
"""Our own status for a job that its manager no longer knows."""


@dataclass
class MyJob:
    """What is known about a job."""

    id: str
    name: str
    manager: str
    """Its manager's address."""
    status: str = "queued"
    activity: str = ""
    steps_completed: int = 0
    steps_total: int = 0
    frames: str = ""
    """Where its frames go. May begin with one of the manager's variables."""
    picture: str = ""
    """The path of a picture of its last frame on this computer."""
    is_news: bool = False
    """Whether it has ended and the artist has not closed the notice yet."""
    priority: int = 50
    comment: str = ""
    """What was said about it when it was submitted."""
    depends_on: list[str] = field(default_factory=list)
    """The ids of the jobs that must be done before it starts."""
    waits_for: int = 0
    """How many of them are not done."""
    note: str = ""
    """What the artist has written down about it, on this computer only."""

    @property
    def is_open(self) -> bool:
        """Whether it may still change."""
        return self.status not in ENDS and self.status != GONE

    @property
    def fraction(self) -> float:
        """How much of it is done, from 0 to 1."""
        if self.status == "completed":
            return 1.0
        return min(self.steps_completed / self.steps_total, 1.0) if self.steps_total else 0.0

    @property
    def page(self) -> str:
        """The address of its web page."""
        return page_of(self.manager, self.id)


def page_of(manager: str, job_id: str) -> str:
    """The address of a job's web page, the same for our manager and Flamenco's."""
    return f"{manager}/app/jobs/{job_id}"


class MyJobs:
    """The list of jobs, newest first.

    For any thread, and for several Blenders at once: the file is read again when another one has written it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._jobs: list[MyJob] = []
        self._read_at = -1
        self._looked_at = float("-inf")

    def all(self) -> list[MyJob]:
        """Every job on the list."""
        with self._fresh(at_once=False):
            return list(self._jobs)

    def open(self) -> list[MyJob]:
        """The jobs that may still change."""
        return [job for job in self.all() if job.is_open]

    def news(self) -> list[MyJob]:
        """The jobs whose notice the artist has not closed."""
        return [job for job in self.all() if job.is_news]

    def add(self, *jobs: MyJob) -> None:
        """Puts new jobs at the beginning. Those that are already on the list stay as they are."""
        with self._fresh():
            known = {job.id for job in self._jobs}
            self._jobs = [job for job in jobs if job.id not in known] + self._jobs
            # A job that is still open is never dropped.
            self._jobs = [job for number, job in enumerate(self._jobs) if number < KEPT or job.is_open]
            self._write()

    def take_up(self, job_id: str, found: dict[str, Any], picture: str = "") -> None:
        """Stores what the manager says about a job."""
        with self._fresh():
            job = self._find(job_id)
            if job is None:
                return
            was_open = job.is_open
            for name in ("name", "status", "activity", "steps_completed", "steps_total", "priority"):
                setattr(job, name, found[name])
            job.comment = comment_of(found)
            job.depends_on, job.waits_for = found.get("depends_on") or [], found.get("waits_for") or 0
            job.frames = frames_of(found) or job.frames
            job.picture = picture or job.picture
            job.is_news = job.status in ENDS if was_open else job.is_news and not job.is_open
            self._write()

    def lose(self, job_id: str) -> None:
        """The manager no longer knows the job."""
        with self._fresh():
            job = self._find(job_id)
            if job:
                job.status = GONE
                self._write()

    def close_news(self, job_id: str = "") -> None:
        """The artist has closed the notice of this job, or of all jobs."""
        with self._fresh():
            for job in self._jobs:
                job.is_news = job.is_news and job_id not in ("", job.id)
            self._write()

    def write_down(self, job_id: str, note: str) -> None:
        """Keeps the artist's own note about a job."""
        with self._fresh():
            job = self._find(job_id)
            if job:
                job.note = note
                self._write()

    def forget(self, job_id: str) -> None:
        """Removes a job from the list. It stays on the farm."""
        with self._fresh():
            self._jobs = [job for job in self._jobs if job.id != job_id]
            self._write()

    def find(self, job_id: str) -> MyJob | None:
        """The job with this id."""
        with self._fresh(at_once=False):
            return self._find(job_id)

    @contextmanager
    def _fresh(self, at_once: bool = True) -> Iterator[None]:
        """Has what other Blenders have written, too; unless `at_once`, what they had written a moment ago will do."""
        with self._lock:
            now = time.monotonic()
            if at_once or now - self._looked_at > OLD:
                self._looked_at = now
                written = _modified(self._path)
                if written != self._read_at:
                    self._jobs, self._read_at = _read(self._path), written
            yield

    def _find(self, job_id: str) -> MyJob | None:
        return next((job for job in self._jobs if job.id == job_id), None)

    def _write(self) -> None:
        part = self._path.with_name(f"{self._path.name}.{os.getpid()}.part")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            part.write_text(json.dumps([asdict(job) for job in self._jobs], indent=1), "utf-8")
            rename_firmly(part, self._path)
            self._read_at = _modified(self._path)
        except OSError as problem:
            log.warning("the list of jobs could not be stored: %s", problem)


def frames_of(job: dict[str, Any]) -> str:
    """Where the frames of a job go, or an empty string if its job type does not say."""
    path = (job.get("settings") or {}).get("render_output_path", "")
    return path if isinstance(path, str) else ""


def comment_of(job: dict[str, Any]) -> str:
    """What was said about the job when it was submitted, or an empty string."""
    comment = (job.get("metadata") or {}).get("comment", "")
    return comment if isinstance(comment, str) else ""


def _modified(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def _read(path: Path) -> list[MyJob]:
    known = {each.name for each in fields(MyJob)}
    try:
        entries = json.loads(path.read_text("utf-8"))
        return [MyJob(**{key: value for key, value in entry.items() if key in known}) for entry in entries]
    except FileNotFoundError:
        return []
    except (OSError, ValueError, TypeError, AttributeError) as problem:
        log.warning("the list of jobs could not be read: %s", problem)
        return []
