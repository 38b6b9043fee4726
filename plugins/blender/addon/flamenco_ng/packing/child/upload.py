# SPDX-License-Identifier: GPL-3.0-or-later
"""Uploads a pack (Shaman): only what the farm does not have yet, followed by a checkout of everything."""

from __future__ import annotations

import random
from typing import Any

from ...client import Connection, ManagerProblem, Refused
from ..model import PackingError, Progress
from .channel import Channel
from .checksums import Checksums
from .layout import pack_name
from .pack import Pack, PackedFile, check_unchanged
from .send_file import EmptyRefused, send_file
from .tally import Tally, each

# Each round asks what is still missing. Others may be uploading the same files at the same time.
ROUNDS = 10
Spec = dict[str, Any]


def upload_pack(pack: Pack, files: list[PackedFile], channel: Channel) -> dict[str, Any]:
    """Raises PackingError or Cancelled. Uploaded files stay on the farm, which removes those that no job uses."""
    connection = Connection(pack.request.manager_url, pack.request.headers, pack.request.ca_file)
    channel.when_stopped = connection.abort
    try:
        specs = _checksums(files, channel)
        by_content = {(spec["sha"], spec["size"]): file for file, spec in zip(files, specs, strict=True)}
        for _round in range(ROUNDS):
            wanted = connection.call("shamanCheckoutRequirements", {"files": specs}, timeout=300)["files"]
            channel.check()
            if not wanted:
                return _check_out(connection, pack, specs, channel)
            refused = _upload(connection, wanted, by_content, channel)
            specs = [spec for spec in specs if (spec["sha"], spec["size"]) not in refused]
        raise PackingError(
            "The manager keeps asking for files that it has already been sent. Look into the manager's log."
        )
    except ManagerProblem as problem:
        raise PackingError(f"Uploading failed: {problem}") from problem
    finally:
        connection.close()


def _checksums(files: list[PackedFile], channel: Channel) -> list[Spec]:
    tally = Tally(channel, "hashing", "Compared", len(files), sum(file.size for file in files))
    sums: dict[int, str] = {}
    cache = Checksums()

    def read(numbered: tuple[int, PackedFile]) -> None:
        number, file = numbered
        sums[number] = cache.of(file, tally)
        check_unchanged(file)

    try:
        each(enumerate(files), read)
    finally:
        cache.close()
    return [{"sha": sums[number], "size": file.size, "path": str(file.place)} for number, file in enumerate(files)]


def _upload(
    connection: Connection, wanted: list[Spec], by_content: dict[tuple[str, int], PackedFile], channel: Channel
) -> set[tuple[str, int]]:
    """Returns the files that the manager does not accept: empty ones, which no render will miss."""
    # What somebody else is uploading right now comes last, because it may be there by then.
    random.shuffle(wanted)
    wanted.sort(key=lambda spec: spec["status"] == "uploading")
    tally = Tally(channel, "uploading", "Uploaded", len(wanted), sum(spec["size"] for spec in wanted))

    refused: set[tuple[str, int]] = set()

    def send(spec: Spec) -> None:
        file = by_content.get((spec["sha"], spec["size"]))
        if file is None:
            raise PackingError(
                f"The manager asks for “{spec['path']}”, which is not part of this job. Is it a Flamenco manager?"
            )
        try:
            send_file(connection, file, spec["sha"], tally, channel)
        except EmptyRefused:
            refused.add((spec["sha"], spec["size"]))
        tally.count(files=1)

    each(wanted, send)
    return refused


def _check_out(connection: Connection, pack: Pack, specs: list[Spec], channel: Channel) -> dict[str, Any]:
    channel.tell(Progress("checkout", "The farm is putting the files together", files_total=len(specs)), always=True)
    body = {"checkoutPath": pack_name(pack.request.name), "files": specs}
    try:
        path = connection.call("shamanCheckout", body, timeout=300)["checkoutPath"]
    except Refused as problem:
        raise PackingError(f"The farm could not put the files together: {problem}") from problem
    return {"blendfile": f"{{jobs}}/{path}/{pack.main}", "checkout_id": path, "copied_to": None}
