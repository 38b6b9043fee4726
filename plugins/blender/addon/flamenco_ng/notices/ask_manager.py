# SPDX-License-Identifier: GPL-3.0-or-later
"""Asks managers about jobs. For threads. Knows nothing of Blender, and uses only what Flamenco 3 offers, too."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from ..client import Connection, ManagerProblem, Refused, Unreachable
from ..held_files import unlink_firmly
from ..manager.fetch_info import tells_whose_jobs
from .my_jobs import MyJob, MyJobs, frames_of

BAD_REQUEST = 400
NOT_FOUND = 404
SUBMITTER = "user.name"
"""The key in the metadata of a job that names its submitter."""
# The picture that has the right size for the list.
WANTED = "last-rendered-small.jpg"
LARGEST = 4_000_000
# How many of a user's jobs are added to the list at once.
ADOPTED = 20

Connect = Callable[[str], Connection]


def look_at(jobs: MyJobs, which: Iterable[MyJob], connect: Connect, pictures: Path, check: Callable[[], None]) -> str:
    """Asks for the state of the jobs and stores it.

    Returns what went wrong, or an empty string. `check` raises when nobody wants the result any more.
    """
    problem = ""
    silent: set[str] = set()
    for job in which:
        check()
        if job.manager in silent:
            continue
        try:
            manager = connect(job.manager)
            found = manager.call("fetchJob", job_id=job.id)
            moved = (found["status"], found["steps_completed"]) != (job.status, job.steps_completed)
            picture = _last_frame(manager, job, pictures) if moved or not job.picture else ""
            jobs.take_up(job.id, found, picture)
        except Refused as refused:
            if refused.status == NOT_FOUND:
                jobs.lose(job.id)
            else:
                problem = str(refused)
        except Unreachable as unreachable:
            silent.add(job.manager)
            problem = str(unreachable)
        except ManagerProblem as other:
            problem = str(other)
    return problem


def jobs_of(manager: Connection, submitter: str) -> list[MyJob]:
    """The jobs on the manager of whoever is logged in there, or else those that this user submitted, newest first."""
    mine = _jobs_of_account(manager)
    if mine is None:
        found = manager.call("fetchJobs")["jobs"]
        mine = [job for job in found if (job.get("metadata") or {}).get(SUBMITTER) == submitter]
    mine.sort(key=lambda job: job.get("created", ""), reverse=True)
    return [
        MyJob(job["id"], job["name"], manager.address, job["status"], frames=frames_of(job))
        for job in mine[:ADOPTED]
        if job["status"] != "deletion-requested"
    ]


def _jobs_of_account(manager: Connection) -> list[dict[str, Any]] | None:
    """None where nobody has an account."""
    if not (manager.names_somebody and tells_whose_jobs(manager)):
        return None
    try:
        mine: list[dict[str, Any]] = manager.call("fetchJobs", query={"mine": "true"})["jobs"]
    except Refused as refused:
        # An open farm has a use for no token.
        if refused.status == BAD_REQUEST:
            return None
        raise
    return mine


def _last_frame(manager: Connection, job: MyJob, pictures: Path) -> str:
    """Fetches the picture of the last rendered frame. Returns the path of its file, or an empty string."""
    found = manager.call("fetchJobLastRenderedInfo", job_id=job.id)
    if not found:
        return ""
    name = WANTED if WANTED in found["suffixes"] else found["suffixes"][-1]
    answer = manager.request("GET", f"{found['base']}/{name}")
    if answer.status != 200 or not answer.body or len(answer.body) > LARGEST:
        return ""
    pictures.mkdir(parents=True, exist_ok=True)
    # Blender never loads the same path twice, so each picture gets its own.
    path = pictures / f"{job.id}-{zlib.crc32(answer.body):08x}.jpg"
    for old in pictures.glob(f"{job.id}-*.jpg"):
        if old != path:
            unlink_firmly(old)
    path.write_bytes(answer.body)
    return str(path)
