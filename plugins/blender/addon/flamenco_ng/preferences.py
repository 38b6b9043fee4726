# SPDX-License-Identifier: GPL-3.0-or-later
"""The add-on's preferences. They belong to the person at this computer and are never stored in a blend file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, TypeAlias

import bpy

from . import kept_logins, known_managers, other_copies, registration
from .addon_id import ADDON_ID, VERSION_TEXT
from .blender_types import layout_of
from .client import Connection, NotAllowed, address_key, address_problem, is_overheard, request_headers
from .kept_logins import KeptLogin
from .known_managers import KnownManager

Layout: TypeAlias = "Callable[[bpy.types.UILayout, bpy.types.Context, FLAMENCO_NG_preferences], None]"

ON_MANAGER_CHANGED: list[Callable[[], None]] = []
"""Called in the main thread when another manager, token or certificate file has been entered."""
ON_NOTICES_CHANGED: list[Callable[[], None]] = []
"""Called in the main thread when notices have been switched on or off."""
ON_SIDEBAR_CHANGED: list[Callable[[], None]] = []
"""Called in the main thread when the tab in the sidebar has been switched on or off."""
LAYOUTS: list[Layout] = []
"""Functions that draw the preferences. The panel adds its own."""


def _address_changed(chosen: FLAMENCO_NG_preferences, _context: bpy.types.Context) -> None:
    # The token of one manager is nothing for another. This also tells the listeners.
    chosen.token = known_managers.find(chosen.managers, chosen.manager_address).token


def _token_changed(chosen: FLAMENCO_NG_preferences, context: bpy.types.Context) -> None:
    if chosen.token != known_managers.find(chosen.managers, chosen.manager_address).token:
        remember(chosen.manager_address, token=chosen.token)
    _manager_changed(chosen, context)


def _manager_changed(_chosen: object, _context: bpy.types.Context) -> None:
    for listener in ON_MANAGER_CHANGED:
        listener()


def _notices_changed(_self: object, _context: bpy.types.Context) -> None:
    for listener in ON_NOTICES_CHANGED:
        listener()


def _sidebar_changed(_self: object, _context: bpy.types.Context) -> None:
    for listener in ON_SIDEBAR_CHANGED:
        listener()


class FLAMENCO_NG_preferences(bpy.types.AddonPreferences):
    bl_idname = ADDON_ID

    manager_address: Annotated[
        str,
        bpy.props.StringProperty(
            name="Manager",
            description="Address of the farm's manager, for example http://farm.local:8080",
            default="http://localhost:8080",
            update=_address_changed,
        ),
    ]
    token: Annotated[
        str,
        bpy.props.StringProperty(
            name="Token",
            description="Your personal token for the manager at this address, if it asks for one. It is sent with "
            "every request to that manager, and to no other",
            subtype="PASSWORD",
            update=_token_changed,
        ),
    ]
    managers: Annotated[
        str,
        bpy.props.StringProperty(
            name="Known Managers",
            description="The token of each manager, and what you have allowed to it, by address",
            subtype="PASSWORD",
            options={"HIDDEN"},
        ),
    ]
    ca_file: Annotated[
        str,
        bpy.props.StringProperty(
            name="Certificate (CA) File",
            description="Certificates to trust beside those that this computer trusts, for a manager whose certificate "
            "your company has signed itself. A .pem, .crt or .cer file",
            subtype="FILE_PATH",
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
    in_sidebar: Annotated[
        bool,
        bpy.props.BoolProperty(
            name="Tab in the 3D View",
            description="Show the panel in the sidebar of the 3D Viewport, too",
            update=_sidebar_changed,
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


def network_problem() -> str:
    """Why nothing may be sent or received, or an empty string. Since Blender 4.2, people can forbid it to add-ons."""
    if getattr(bpy.app, "online_access", True):
        return ""
    if bpy.app.online_access_override:
        return "Blender was started with --offline-mode, so add-ons may not use the network."
    return "Add-ons may not use the network. To allow it, switch on “Online Access” in the preferences, under System."


def known_manager(address: str) -> KnownManager:
    """What the artist has told Blender about the manager at the address. Main thread only."""
    return known_managers.find(preferences().managers, address)


def listed_managers() -> list[KnownManager]:
    """Every manager that the artist can choose. Main thread only."""
    return known_managers.listed(preferences().managers)


def remember(address: str, /, **part: str | bool) -> None:
    """Stores fields of KnownManager for the manager at the address. Main thread only."""
    _store(known_managers.changed(preferences().managers, address, **part))


def forget_manager(address: str) -> None:
    """Forgets the manager at the address with its token and what was allowed to it. Main thread only."""
    _store(known_managers.without(preferences().managers, address))


def kept_login(address: str) -> KeptLogin | None:
    """The log-in at the manager with this address. Main thread only."""
    return kept_logins.find(_folder(), address)


def keep_login(address: str, login: KeptLogin) -> None:
    """Keeps a log-in in this Blender's configuration folder, in the place of a token that the artist has entered.

    Main thread only. Raises OSError.
    """
    kept_logins.keep(_folder(), address, login)
    if known_manager(address).token:
        remember(address, token="")
        if address_key(preferences().manager_address) == address_key(address):
            preferences().token = ""


def forget_login(address: str) -> None:
    """Forgets the log-in at the manager with this address. Main thread only. Raises OSError."""
    kept_logins.forget(_folder(), address)


def _folder() -> Path:
    return Path(bpy.utils.user_resource("CONFIG"))


def _token_for(folder: Path, address: str, known: KnownManager) -> str:
    """A token that the artist has entered goes before that of a log-in. For any thread."""
    login = None if known.token else kept_logins.find(folder, address)
    return login.token if login else known.token


def _store(managers: str) -> None:
    preferences().managers = managers
    if bpy.context.preferences:
        # Blender saves preferences by itself only if it knows that they have changed.
        bpy.context.preferences.is_dirty = True


def public_connector() -> Callable[..., Connection]:
    """A function for threads that connects to an address, without any token unless it is given one. Main thread only.

    For managers that the artist has not chosen.
    """
    blender, ca_file = bpy.app.version_string, bpy.path.abspath(preferences().ca_file)

    def connect(address: str, token: str = "") -> Connection:
        return Connection(address, request_headers(VERSION_TEXT, blender, token), ca_file)

    return connect


def connector() -> Callable[[str], Connection]:
    """A function for threads that connects to the manager at an address, with that manager's own token.

    An empty address means the manager of the preferences. It raises AddressProblem or NotAllowed. Main thread only.
    """
    current, managers = preferences().manager_address, preferences().managers
    forbidden, connect_as, folder = network_problem(), public_connector(), _folder()

    def connect(address: str) -> Connection:
        if forbidden:
            raise NotAllowed(forbidden)
        known = known_managers.find(managers, address or current)
        token = _token_for(folder, address or current, known)
        if _would_be_overheard(address or current, known, token):
            raise NotAllowed(
                "Your token was not sent, because anybody in the network could read it: the address begins with "
                "http://. Use https:// if the manager has it, or allow it in the preferences."
            )
        return connect_as(address or current, token)

    return connect


def connection() -> Connection:
    """A connection to the manager of the preferences. Main thread only, but meant to be used in a thread.

    Raises AddressProblem or NotAllowed.
    """
    return connector()("")


def asks_about_plain_http() -> bool:
    """Whether nothing is sent to the manager until the artist allows its token to be overheard."""
    address = preferences().manager_address
    known = known_manager(address)
    return _would_be_overheard(address, known, _token_for(_folder(), address, known))


def _would_be_overheard(address: str, known: KnownManager, token: str) -> bool:
    return bool(token) and not known.may_hear_token and is_overheard(address)


def manager_problem() -> str:
    """What is wrong with the manager's address, or an empty string."""
    return address_problem(preferences().manager_address)


def _take_over_old_token() -> None:
    """Earlier versions had one token for all addresses. It belongs to the one it was used with last."""
    chosen = preferences()
    if chosen.token and not known_manager(chosen.manager_address).token:
        # It has been sent there all the time, so there is nothing to ask first.
        remember(chosen.manager_address, token=chosen.token, may_hear_token=True)


def register() -> None:
    inherited = other_copies.switch_others_off()
    registration.register_classes([FLAMENCO_NG_preferences])
    if inherited:
        other_copies.take_over(inherited, preferences())
    _take_over_old_token()


def unregister() -> None:
    registration.unregister_classes([FLAMENCO_NG_preferences])
