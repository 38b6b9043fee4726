# SPDX-License-Identifier: GPL-3.0-or-later
"""The address of a manager, as people write it."""

from __future__ import annotations

from urllib.parse import urlsplit

from .errors import AddressProblem


def tidy_address(text: str) -> str:
    """The address with a scheme and without a slash at its end.

    Raises AddressProblem when it cannot be an address.
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
        raise AddressProblem(f"“{text}” is no address: {problem}.") from problem
    if parts.scheme not in ("http", "https"):
        raise AddressProblem(f"The manager's address begins with http:// or https://, not with {parts.scheme}://.")
    if not host or any(character.isspace() for character in parts.netloc):
        raise AddressProblem(f"“{text}” names no computer; an address looks like http://farm.local:8080.")
    if not (parts.path.isascii() and parts.path.isprintable()) or " " in parts.path or parts.query or parts.fragment:
        raise AddressProblem(f"“{text}” has more than an address in it; it ends with the port, for example :8080.")
    if parts.username or parts.password:
        raise AddressProblem("The manager's address must not hold a name or password; use the token instead.")
    return f"{parts.scheme}://{parts.netloc}{parts.path}".rstrip("/")


def address_problem(text: str) -> str:
    """What is wrong with the address, or nothing."""
    try:
        tidy_address(text)
    except AddressProblem as problem:
        return str(problem)
    return ""
