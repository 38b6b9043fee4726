# SPDX-License-Identifier: GPL-3.0-or-later
"""The add-on's preferences. They belong to the person at this computer and are never stored in a blend file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, TypeAlias

import bpy

from . import other_copies, registration
from .addon_id import ADDON_ID, VERSION_TEXT
from .blender_types import layout_of
from .client import Connection, NotAllowed, address_problem, request_headers

Layout: TypeAlias = "Callable[[bpy.types.UILayout, bpy.types.Context, FLAMENCO_NG_preferences], None]"

ON_MANAGER_CHANGED: list[Callable[[], None]] = []
"""Called in the main thread when another manager or token has been entered."""
ON_NOTICES_CHANGED: list[Callable[[], None]] = []
"""Called in the main thread when notices have been switched on or off."""
LAYOUTS: list[Layout] = []
"""Functions that draw the preferences. The panel adds its own."""


def _manager_changed(_self: object, _context: bpy.types.Context) -> None:
    for listener in ON_MANAGER_CHANGED:
        listener()


def _notices_changed(_self: object, _context: bpy.types.Context) -> None:
    for listener in ON_NOTICES_CHANGED:
        listener()


class FLAMENCO_NG_preferences(bpy.types.AddonPreferences):
    bl_idname = ADDON_ID

    manager_address: Annotated[
        str,
        bpy.props.StringProperty(
            name="Manager",
            description="Address of the farm's manager, for example http://farm.local:8080",
            default="http://localhost:8080",
            update=_manager_changed,
        ),
    ]
    token: Annotated[
        str,
        bpy.props.StringProperty(
            name="Token",
            description="Your personal token, if the manager asks for one. It is sent with every request, so the "
            "manager's address should begin with https:// outside of a trusted network",
            subtype="PASSWORD",
            update=_manager_changed,
        ),
    ]
    project_marker: Annotated[
        str,
        bpy.props.EnumProperty(
            name="Project Folder",
            description="How to find the folder of your project. Files in it keep their places when they are brought "
            "to the farm",
            items=(
                (
                    ".blender_project",
                    "Blender Project",
                    "The nearest folder above the file with .blender_project in it",
                ),
                (".git", "Git", "The nearest folder above the file with .git in it"),
                (".svn", "Subversion", "The nearest folder above the file with .svn in it"),
            ),
            default=".blender_project",
        ),
    ]
    notices: Annotated[
        bool,
        bpy.props.BoolProperty(
            name="Tell When Jobs End",
            description="Ask the manager regularly about your jobs, and show a notice when one is done or has failed",
            default=True,
            update=_notices_changed,
        ),
    ]

    def draw(self, context: bpy.types.Context) -> None:
        for draw in LAYOUTS:
            draw(layout_of(self), context, self)


def preferences() -> FLAMENCO_NG_preferences:
    """The add-on's preferences. Main thread only."""
    assert bpy.context.preferences
    found = bpy.context.preferences.addons[ADDON_ID].preferences
    assert isinstance(found, FLAMENCO_NG_preferences)
    return found


def are_available() -> bool:
    """Whether the add-on is enabled and so has preferences. Main thread only."""
    return bpy.context.preferences is not None and ADDON_ID in bpy.context.preferences.addons


def public_headers() -> dict[str, str]:
    """The headers for managers that have not been chosen by the artist: without the token."""
    return request_headers(VERSION_TEXT, bpy.app.version_string)


def network_problem() -> str:
    """Why nothing may be sent or received, or an empty string. Since Blender 4.2, people can forbid it to add-ons."""
    if getattr(bpy.app, "online_access", True):
        return ""
    if bpy.app.online_access_override:
        return "Blender was started with --offline-mode, so add-ons may not use the network."
    return "Add-ons may not use the network. To allow it, switch on “Online Access” in the preferences, under System."


def check_network() -> None:
    """Everything that uses the network asks this first. Raises NotAllowed. Main thread only."""
    wrong = network_problem()
    if wrong:
        raise NotAllowed(wrong)


def connection() -> Connection:
    """A connection to the manager of the preferences. Main thread only, but meant to be used in a thread.

    Raises AddressProblem or NotAllowed.
    """
    check_network()
    chosen = preferences()
    return Connection(chosen.manager_address, request_headers(VERSION_TEXT, bpy.app.version_string, chosen.token))


def manager_problem() -> str:
    """What is wrong with the manager's address, or an empty string."""
    return address_problem(preferences().manager_address)


def register() -> None:
    inherited = other_copies.switch_others_off()
    registration.register_classes([FLAMENCO_NG_preferences])
    if inherited:
        other_copies.take_over(inherited, preferences())


def unregister() -> None:
    registration.unregister_classes([FLAMENCO_NG_preferences])
