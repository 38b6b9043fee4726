# SPDX-License-Identifier: GPL-3.0-or-later
"""Searches the local network for managers (UPnP/SSDP). For threads. Knows nothing of Blender."""

from __future__ import annotations

import contextlib
import select
import socket
import struct
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlsplit

from ..client import Connection, ManagerProblem

SERVICE = "urn:flamenco:manager:0"
DEVICE = "uuid:aa80bc5f-d0af-46b8-8630-23bd7e80ec4d"
GROUP = ("239.255.255.250", 1900)
SECONDS = 4.0
ASK_EVERY = 1.0

SEARCH = (
    f'M-SEARCH * HTTP/1.1\r\nHOST: {GROUP[0]}:{GROUP[1]}\r\nMAN: "ssdp:discover"\r\nMX: 2\r\nST: {SERVICE}\r\n\r\n'
).encode()


@dataclass(frozen=True)
class FoundManager:
    """A manager, and an address at which it answers."""

    address: str
    name: str
    version: str


def find_managers(
    connect: Callable[[str], Connection],
    found: Callable[[FoundManager], None] = lambda _manager: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> list[FoundManager]:
    """Asks on all network interfaces for a few seconds. `found` is called for each manager once its name is known.

    A manager advertises one address for each of its networks. Those that do not answer from here are left out.
    """
    managers: list[FoundManager] = []
    with ThreadPoolExecutor(max_workers=8) as threads:

        def greet(address: str) -> None:
            manager = _ask_name(address, connect)
            if manager:
                managers.append(manager)
                found(manager)

        for address in advertised_addresses(is_cancelled):
            threads.submit(greet, address)
    return managers


def advertised_addresses(is_cancelled: Callable[[], bool] = lambda: False) -> Iterator[str]:
    """Each advertised address, once."""
    seen: set[str] = set()
    with contextlib.ExitStack() as open_sockets:
        sockets = [open_sockets.enter_context(each) for each in _sockets()]
        end, next_search = time.monotonic() + SECONDS, 0.0
        while sockets and time.monotonic() < end and not is_cancelled():
            if time.monotonic() >= next_search:
                _search(sockets)
                next_search = time.monotonic() + ASK_EVERY
            readable, _, _ = select.select(sockets, [], [], 0.2)
            for each in readable:
                with contextlib.suppress(OSError):
                    address = address_in(each.recv(4096))
                    if address and address not in seen:
                        seen.add(address)
                        yield address


def address_in(packet: bytes) -> str | None:
    """The manager's address in the answer to a search, or None when the answer is not from a manager."""
    status, *lines = packet.decode("utf-8", "replace").split("\r\n")
    fields = {name.strip().upper(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    if not status.startswith("HTTP/1.") or DEVICE not in fields.get("USN", ""):
        return None
    try:
        parts = urlsplit(fields.get("LOCATION", ""))
    except ValueError:
        return None
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme in ("http", "https") and parts.netloc else None


def _sockets() -> list[socket.socket]:
    """One socket for each network interface. A single one would send only on the default route."""
    sockets = []
    for index, _name in socket.if_nameindex():
        udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        try:
            udp.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, 2)
            udp.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, _interface(index))
            udp.setblocking(False)
        except OSError:
            udp.close()
        else:
            sockets.append(udp)
    return sockets


def _interface(index: int) -> bytes:
    if sys.platform == "win32":
        return struct.pack("!I", index)
    return struct.pack("=4s4si", b"\0" * 4, b"\0" * 4, index)


def _search(sockets: list[socket.socket]) -> None:
    for each in sockets:
        # An interface may be down, or unable to multicast.
        with contextlib.suppress(OSError):
            each.sendto(SEARCH, GROUP)


def _ask_name(address: str, connect: Callable[[str], Connection]) -> FoundManager | None:
    try:
        connection = connect(address)
        version = connection.call("getVersion", timeout=3)
        connection.close()
    except ManagerProblem:
        return None
    return FoundManager(address, version["name"], version["version"])
