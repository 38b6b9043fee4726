# SPDX-License-Identifier: GPL-3.0-or-later
"""The name by which Blender knows this add-on, and its version.

The name is `flamenco_ng`, or `bl_ext.<repository>.flamenco_ng` as an extension.
"""

from __future__ import annotations

ADDON_ID: str = __package__ or ""
VERSION = (0, 0, 0)  # The manager fills it in. It stays zero if the add-on was installed from its source.
VERSION_TEXT = ".".join(str(part) for part in VERSION)
