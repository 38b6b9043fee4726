# SPDX-License-Identifier: GPL-3.0-or-later
"""Asks a manager for everything that the add-on has to know. For threads."""

from __future__ import annotations

import json

from ..client import Connection, ManagerProblem
from ..client.headers import platform_name
from .info import ManagerInfo, WorkerTag

DESCRIPTION = "/api/v3/openapi3.json"


def fetch_info(connection: Connection) -> ManagerInfo:
    """What the manager offers now. Raises ManagerProblem."""
    version = connection.call("getVersion")
    storage = connection.call("getSharedStorage", audience="users", platform=platform_name())
    job_types = connection.call("getJobTypes")["job_types"]
    tags = connection.call("fetchWorkerTags").get("tags") or []
    return ManagerInfo(
        address=connection.address,
        name=version["name"],
        version=version["version"],
        location=storage["location"],
        shaman=storage["shamanEnabled"],
        raw_job_types=job_types,
        tags=[WorkerTag(tag["id"], tag["name"], tag.get("description") or "") for tag in tags if tag.get("id")],
        job_fields=_job_fields(connection),
    )


def _job_fields(connection: Connection) -> list[str]:
    """The fields that this manager accepts in a job. One that does not say is assumed to be a Flamenco 3 manager."""
    try:
        answer = connection.request("GET", DESCRIPTION)
        return sorted(json.loads(answer.body)["components"]["schemas"]["SubmittedJob"]["properties"])
    except (ManagerProblem, ValueError, KeyError, TypeError):
        return []
