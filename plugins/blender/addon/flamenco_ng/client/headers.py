# SPDX-License-Identifier: GPL-3.0-or-later
"""What every request carries."""

from __future__ import annotations

import platform


def request_headers(addon_version: str, blender_version: str, token: str = "") -> dict[str, str]:
    """Who is asking and, once there is a token, on whose behalf."""
    headers = {
        "User-Agent": f"Flamenco-NG/{addon_version} (Blender add-on; Blender {blender_version}; {platform_name()})"
    }
    if token.strip():
        headers["Authorization"] = f"Bearer {token.strip()}"
    return headers


def platform_name() -> str:
    """This computer's platform as the farm calls it: linux, windows, darwin."""
    return platform.system().lower()
