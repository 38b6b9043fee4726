# SPDX-License-Identifier: GPL-3.0-or-later
"""The add-on's preferences. They belong to the person at this computer and are never stored in a blend file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import bpy

from .addon_id import ADDON_ID, VERSION_TEXT
from .client import Connection, address_problem, request_headers


ON_MANAGER_CHANGED: list[Callable[[], None]] = []
"""Called in the main thread when another manager or token was entered."""
ON_NOTICES_CHANGED: list[Callable[[], None]] = []
"""Called in the main thread when notices were switched on or off."""
LAYOUTS: list[Callable[[Any, Any, FLAMENCO_NG_preferences], None]] = []
"""Draw the preferences: functions of layout, context and the preferences. The panel brings its own."""


def _manager_changed(_self, _context) -> None:
    for listener in ON_MANAGER_CHANGED:
        listener()


def _notices_changed(_self, _context) -> None:
    for listener in ON_NOTICES_CHANGED:
        listener()


class FLAMENCO_NG_preferences(bpy.types.AddonPreferences):
    bl_idname = ADDON_ID

    manager_address: bpy.props.StringProperty(
        name="Manager",
        description="Address of the farm's manager, for example http://farm.local:8080",
        default="http://localhost:8080",
        update=_manager_changed,
    )
    token: bpy.props.StringProperty(
        name="Token",
        description="Your personal token, when the manager asks for one. It is sent with each request, so the manager's address should "
        "begin with https:// outside of a trusted network",
        subtype="PASSWORD",
        update=_manager_changed,
    )
    project_marker: bpy.props.EnumProperty(
        name="Project Folder",
        description="How the folder of your project is found. Files inside of it keep their places when they are brought to the farm",
        items=(
            (
                ".blender_project",
                "Blender Project",
                "The nearest folder above the blend file with .blender_project in it",
            ),
            (".git", "Git", "The nearest folder above the blend file with .git in it"),
            (".svn", "Subversion", "The nearest folder above the blend file with .svn in it"),
        ),
        default=".blender_project",
    )

    notices: bpy.props.BoolProperty(
        name="Tell When Jobs End",
        description="Ask the manager now and then how your jobs are, and show a notice when one is done or has failed",
        default=True,
        update=_notices_changed,
    )

    def draw(self, context) -> None:
        for draw in LAYOUTS:
            draw(self.layout, context, self)


def preferences() -> FLAMENCO_NG_preferences:
    """The add-on's preferences. Main thread only."""
    return bpy.context.preferences.addons[ADDON_ID].preferences


def public_headers() -> dict[str, str]:
    """The headers for managers that one does not trust yet: without the token."""
    return request_headers(VERSION_TEXT, bpy.app.version_string)


def connection() -> Connection:
    """A connection to the manager as the preferences are now. Main thread only; use it in a thread.

    Raises AddressProblem.
    """
    chosen = preferences()
    return Connection(chosen.manager_address, request_headers(VERSION_TEXT, bpy.app.version_string, chosen.token))


def manager_problem() -> str:
    """What is wrong with the manager's address, or nothing."""
    return address_problem(preferences().manager_address)


def register() -> None:
    bpy.utils.register_class(FLAMENCO_NG_preferences)


def unregister() -> None:
    bpy.utils.unregister_class(FLAMENCO_NG_preferences)
