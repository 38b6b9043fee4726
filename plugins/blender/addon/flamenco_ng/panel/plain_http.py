# SPDX-License-Identifier: GPL-3.0-or-later
"""The question whether a token may be sent where others can read it."""

from __future__ import annotations

from typing import Any

import bpy

from ..preferences import known_manager
from .text import draw_text


def draw_plain_http(layout: bpy.types.UILayout, context: bpy.types.Context, address: str) -> None:
    """Asks, or says what the artist has answered."""
    is_allowed = known_manager(address).may_hear_token
    box = layout.box()
    if is_allowed:
        draw_text(box, context, "Your token is sent unencrypted: anybody in the network can read it.", "UNLOCKED")
    else:
        text = (
            f"Nothing is sent to {address} yet: it begins with http://, so anybody in the network could read "
            "your token. Use https:// if the manager has it."
        )
        draw_text(box, context, text, "ERROR", alert=True)
    text = "Do Not Send It" if is_allowed else "Send It Anyway"
    button: Any = box.operator("flamenco_ng.allow_plain_http", text=text)
    button.address, button.allowed = address, not is_allowed
