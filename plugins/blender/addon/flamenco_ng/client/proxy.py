# SPDX-License-Identifier: GPL-3.0-or-later
"""The proxy between this computer and the manager, as the environment names it (HTTPS_PROXY and NO_PROXY)."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies_environment, proxy_bypass

from .address import is_this_computer
from .errors import AddressProblem


@dataclass(frozen=True)
class Proxy:
    """Where it listens, and what it wants to know about us."""

    host: str
    port: int
    headers: dict[str, str] = field(default_factory=dict, repr=False)


def proxy_for(address: str) -> Proxy | None:
    """The proxy for a tidy address, or None. Raises AddressProblem.

    Only https goes through one: a proxy sees nothing of that. Managers with plain http are in the same network.
    """
    parts = urlsplit(address)
    host = parts.hostname or ""
    text = getproxies_environment().get("https", "")
    here = f"{host}:{parts.port or 443}"
    if parts.scheme != "https" or not text or is_this_computer(host) or proxy_bypass(here):
        return None
    try:
        proxy = urlsplit(text if "://" in text else f"http://{text}")
        port = proxy.port or 80
    except ValueError as problem:
        raise AddressProblem(f"The environment variable HTTPS_PROXY is not valid: {problem}.") from problem
    if proxy.scheme != "http" or not proxy.hostname:
        raise AddressProblem("The environment variable HTTPS_PROXY has to look like http://proxy.studio:3128.")
    headers = {}
    if proxy.username is not None:
        login = f"{unquote(proxy.username)}:{unquote(proxy.password or '')}"
        headers["Proxy-Authorization"] = f"Basic {base64.b64encode(login.encode()).decode()}"
    return Proxy(proxy.hostname, port, headers)
