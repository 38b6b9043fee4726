# SPDX-License-Identifier: GPL-3.0-or-later
"""Logging in: asks for it where a manager wants it, shows the code, and who is logged in."""

from __future__ import annotations

from typing import Any

import bpy

from ..login import is_wanted, log_in_at
from ..preferences import kept_login, known_manager
from .text import draw_text


def draws_login(address: str) -> bool:
    """Whether there is something to say about logging in there."""
    return is_wanted(address) or log_in_at(address) is not None


def draw_login(layout: bpy.types.UILayout, context: bpy.types.Context, address: str, name: str) -> None:
    """What to do to be let in by a manager. `name` is what it is called."""
    box = layout.box()
    login = log_in_at(address)
    if login and login.is_running:
        if not login.begun:
            box.label(text="Asking the manager…", icon="SORTTIME")
            return
        row = box.row()
        row.label(text=f"Code: {login.begun.user_code}", icon="USER", translate=False)
        minutes, seconds = divmod(login.seconds_left, 60)
        time = row.row()
        time.alignment = "RIGHT"
        time.label(text=f"{minutes}:{seconds:02d} left", icon="TIME")
        text = "Allow it on the page in your browser, if the page shows this same code."
        draw_text(box, context, text)
        buttons = box.row(align=True)
        page: Any = buttons.operator("wm.url_open", text="Open Page Again", icon="URL")
        page.url = login.begun.page
        cancel: Any = buttons.operator("flamenco_ng.cancel_log_in", icon="X")
        cancel.address = address
        return
    if login and login.problem:
        draw_text(box, context, login.problem, "ERROR", alert=True)
    if is_wanted(address):
        had_one = kept_login(address) is not None
        draw_text(box, context, _why(address, name), "USER")
        button: Any = box.operator("flamenco_ng.log_in", text="Log In Again" if had_one else "Log In", icon="URL")
        button.address = address


def _why(address: str, name: str) -> str:
    if known_manager(address).token:
        return f"{name} no longer accepts your token. Enter another one, or log in instead."
    return "Your log-in has ended." if kept_login(address) else f"{name} wants to know who you are."


def draw_who(layout: bpy.types.UILayout, address: str, with_log_out: bool) -> None:
    """Who is logged in there, if somebody is."""
    kept = kept_login(address)
    if kept is None or draws_login(address):
        return
    row = layout.row()
    row.label(text=f"Logged in as {kept.name}", icon="USER", translate=False)
    if with_log_out:
        button: Any = row.operator("flamenco_ng.log_out")
        button.address = address
