# SPDX-License-Identifier: GPL-3.0-or-later
"""The name by which Blender knows this add-on: `flamenco_ng`, or `bl_ext.<repository>.flamenco_ng` as an extension."""

from __future__ import annotations

ADDON_ID: str = __package__ or ""
VERSION = (0, 1, 0)
VERSION_TEXT = ".".join(str(part) for part in VERSION)
