# SPDX-License-Identifier: GPL-3.0-or-later
"""Sends one file. An upload that was cut off is resumed if the manager can do that (Flamenco-NG), or else restarted."""

from __future__ import annotations

from collections.abc import Iterator
from email.header import Header

from ...client import Answer, Connection, Unreachable
from ...client.refusal import refusal
from ..model import PackingError
from .channel import Channel
from .pack import PackedFile, check_unchanged
from .tally import Tally

BLOCK = 1 << 18
# From this size on, it is worth asking first how much has already arrived.
LARGE = 8 << 20
# How many attempts in a row may fail without anything getting through.
PATIENCE = 6
STORED = (200, 204, 208)


class EmptyRefused(Exception):
    """Flamenco 3 does not accept empty files."""


def send_file(connection: Connection, file: PackedFile, checksum: str, tally: Tally, channel: Channel) -> None:
    """Raises PackingError, EmptyRefused, Cancelled, or Unreachable when nothing gets through for a long time."""
    sending = _Sending(file, tally)
    asks = file.size >= LARGE
    failures = 0
    while True:
        channel.check()
        got_through = sending.arrived
        try:
            received = None
            if asks:
                state = connection.call("shamanFileStoreCheck", checksum=checksum, filesize=file.size)
                received = state.get("received")
                if state["status"] == "stored":
                    return sending.begin_at(file.size)
                if received is not None and state["status"] == "uploading":
                    # Somebody else is sending it, or the manager has not yet noticed that our last connection broke.
                    channel.stopped.wait(0.5)
                    continue
            sending.begin_at(received or 0)
            answer = _post(connection, f"/api/v3/shaman/files/{checksum}/{file.size}", sending, received)
            if answer.status in STORED:
                return sending.begin_at(file.size)
            if answer.status not in (409, 425, 429, 503):
                raise _problem(answer, file)
            problem: Exception = PackingError(_words(answer, file))
        except Unreachable as unreachable:
            problem = unreachable
        failures = 1 if sending.arrived > got_through else failures + 1
        if failures > PATIENCE:
            raise problem
        asks = True
        channel.stopped.wait(min(0.5 * 2.0**failures, 15.0))


class _Sending:
    """The body of the request: the file from a given offset to its end."""

    def __init__(self, file: PackedFile, tally: Tally) -> None:
        self.file = file
        self._tally = tally
        self._begin = 0
        self.arrived = 0
        """Bytes handed to the network so far, counted from the beginning of the file."""

    def begin_at(self, offset: int) -> None:
        self._tally.count(offset - self.arrived)
        self._begin = self.arrived = offset

    @property
    def length(self) -> int:
        return self.file.size - self._begin

    def __call__(self) -> Iterator[bytes]:
        self.begin_at(self._begin)
        with open(self.file.source, "rb") as source:
            source.seek(self._begin)
            left = self.length
            while left > 0 and (block := source.read(min(BLOCK, left))):
                yield block
                left -= len(block)
                self.arrived += len(block)
                self._tally.count(len(block))
        if left:
            check_unchanged(self.file)


def _post(connection: Connection, path: str, sending: _Sending, received: int | None) -> Answer:
    headers = {
        "Content-Type": "application/octet-stream",
        "Content-Length": str(sending.length),
        # Waiting for somebody else's upload takes as long as sending the file ourselves.
        "X-Shaman-Can-Defer-Upload": "false",
        "X-Shaman-Original-Filename": _header_text(sending.file.place.name),
    }
    if received is not None:
        headers["Upload-Offset"] = str(received)
    try:
        # What was sent must not be sent again without asking first how much of it has arrived.
        return connection.request("POST", path, sending, headers, timeout=300, repeatable=received is None)
    except BaseException:
        # In the middle of a body, nothing else can be sent.
        connection.close()
        raise


def _header_text(name: str) -> str:
    try:
        name.encode("ascii")
        return name
    except UnicodeEncodeError:
        return Header(name.encode("utf-8", "replace").decode(), "utf-8", maxlinelen=100_000).encode()


def _problem(answer: Answer, file: PackedFile) -> Exception:
    if file.size == 0 and answer.status == 400:
        return EmptyRefused()
    if answer.status == 417:
        check_unchanged(file)
    return PackingError(_words(answer, file))


def _words(answer: Answer, file: PackedFile) -> str:
    why = refusal("shamanFileStore", answer.status, answer.headers, answer.body)
    return f"The manager did not accept “{file.place.name}”: {why}"
