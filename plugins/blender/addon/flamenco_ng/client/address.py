# SPDX-License-Identifier: GPL-3.0-or-later
"""The address of a manager as people type it."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from .errors import AddressProblem

DEFAULT_PORTS = {"http": 80, "https": 443}


def tidy_address(text: str) -> str:
    """The address with a scheme and without a trailing slash.

    Raises AddressProblem when the text is not an address.
    """
    text = text.strip()
    if not text:
        raise AddressProblem("The manager's address is empty.")
    if "://" not in text:
        text = f"http://{text}"
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname, parts.port
    except ValueError as problem:
        raise AddressProblem(f"“{text}” is not a valid address: {problem}.") from problem
    if parts.scheme not in ("http", "https"):
        raise AddressProblem(f"The manager's address must begin with http:// or https://, not {parts.scheme}://.")
    if not host or any(character.isspace() for character in parts.netloc):
        raise AddressProblem(f"“{text}” does not name a computer. An address looks like http://farm.local:8080.")
    if not (parts.path.isascii() and parts.path.isprintable()) or " " in parts.path or parts.query or parts.fragment:
        raise AddressProblem(f"“{text}” is more than an address. It should end with the port, for example :8080.")
    if parts.username or parts.password:
        raise AddressProblem("The manager's address must not contain a user name or password. Use the token instead.")
    return f"{parts.scheme}://{parts.netloc}{parts.path}".rstrip("/")


def address_problem(text: str) -> str:
    """What is wrong with the address, or an empty string."""
    try:
        tidy_address(text)
    except AddressProblem as problem:
        return str(problem)
    return ""


def address_key(text: str) -> str | None:
    """The same text for all spellings of an address, or None when the text is not an address."""
    try:
        parts = urlsplit(tidy_address(text))
    except AddressProblem:
        return None
    port = parts.port or DEFAULT_PORTS[parts.scheme]
    return f"{parts.scheme}://{parts.hostname}:{port}{parts.path}"


def is_overheard(text: str) -> bool:
    """Whether what is sent to the address can be read on its way: it is plain http to another computer."""
    try:
        parts = urlsplit(tidy_address(text))
    except AddressProblem:
        return False
    return parts.scheme == "http" and not is_this_computer(parts.hostname or "")


def is_this_computer(host: str) -> bool:
    """Whether what is sent to the host never leaves this computer."""
    name = host.rstrip(".").lower()
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
