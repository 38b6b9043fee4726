# SPDX-License-Identifier: GPL-3.0-or-later
"""Asks a manager for everything that the add-on has to know. For threads."""

from __future__ import annotations

import json

from ..client import Connection, ManagerProblem
from ..client.headers import platform_name
from ..client.operations import OPERATIONS
from .farm_facts import fetch_facts
from .info import ManagerInfo, WorkerTag
from .offered_add_on import offered_version

DESCRIPTION = "/api/v3/openapi3.json"
KEY = "idempotency-key"
KINDS = OPERATIONS["fetchWorkerKinds"]["path"]


def fetch_info(connection: Connection) -> ManagerInfo:
    """What the manager offers now. Raises ManagerProblem."""
    version = connection.call("getVersion")
    storage = connection.call("getSharedStorage", audience="users", platform=platform_name())
    job_types = connection.call("getJobTypes")["job_types"]
    tags = connection.call("fetchWorkerTags").get("tags") or []
    job_fields, submission_headers, paths = _what_it_takes(connection)
    with_keys = KEY in submission_headers
    return ManagerInfo(
        address=connection.address,
        name=version["name"],
        version=version["version"],
        location=storage["location"],
        shaman=storage["shamanEnabled"],
        raw_job_types=job_types,
        tags=[WorkerTag(tag["id"], tag["name"], tag.get("description") or "") for tag in tags if tag.get("id")],
        job_fields=job_fields,
        keeps_keys=with_keys,
        # Flamenco 3, which does not keep keys, has no list of add-ons either.
        add_on_version=offered_version(connection) if with_keys else "",
        facts=fetch_facts(connection, KINDS in paths),
    )


def keeps_keys(connection: Connection) -> bool:
    """Whether a submission to this manager may be repeated under its key without making a second job."""
    _fields, headers, _paths = _what_it_takes(connection)
    return KEY in headers


def tells_whose_jobs(connection: Connection) -> bool:
    """Whether the manager can be asked for the jobs of whoever asks."""
    try:
        description = json.loads(connection.request("GET", DESCRIPTION).body)
        parameters = description["paths"]["/api/v3/jobs"]["get"].get("parameters", [])
        return any(each["name"] == "mine" and each["in"] == "query" for each in parameters)
    except (ManagerProblem, ValueError, KeyError, TypeError):
        return False


def _what_it_takes(connection: Connection) -> tuple[list[str], list[str], set[str]]:
    """The fields of a job and the headers beside it that this manager accepts, and the paths of its operations.

    One that does not say is assumed to be a Flamenco 3 manager.
    """
    try:
        description = json.loads(connection.request("GET", DESCRIPTION).body)
        fields = sorted(description["components"]["schemas"]["SubmittedJob"]["properties"])
        parameters = description["paths"]["/api/v3/jobs"]["post"].get("parameters", [])
        headers = [each["name"].lower() for each in parameters if each["in"] == "header"]
        return fields, headers, set(description["paths"])
    except (ManagerProblem, ValueError, KeyError, TypeError):
        return [], [], set()
