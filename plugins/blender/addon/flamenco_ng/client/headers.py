# SPDX-License-Identifier: GPL-3.0-or-later
"""The headers of every request."""

from __future__ import annotations

import platform


def request_headers(addon_version: str, blender_version: str, token: str = "") -> dict[str, str]:
    """Which program is asking and, if there is a token, on whose behalf."""
    headers = {
        "User-Agent": f"Flamenco-NG/{addon_version} (Blender add-on; Blender {blender_version}; {platform_name()})"
    }
    if token.strip():
        headers["Authorization"] = f"Bearer {token.strip()}"
    return headers


def platform_name() -> str:
    """This computer's platform by the farm's name for it: linux, windows or darwin."""
    return platform.system().lower()
