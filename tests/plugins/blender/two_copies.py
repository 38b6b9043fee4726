"""The add-on as an add-on and as an extension, both switched on. ARGS["zip"] is the add-on."""

import contextlib
import io
import json
from collections.abc import Callable
from typing import Any

import artist
import bpy

ADD_ON, EXTENSION = "flamenco_ng", "bl_ext.user_default.flamenco_ng"
ADDRESS = "http://farm.studio:8080"
preferences: Any = bpy.context.preferences
said = io.StringIO()


def scene() -> Any:
    return bpy.context.scene


def state() -> dict[str, Any]:
    """Which copies are on, the settings of the one that is, and what is stored in the file."""
    on = [copy for copy in (ADD_ON, EXTENSION) if copy in preferences.addons]
    chosen = preferences.addons[on[0]].preferences if on else None
    return {
        "on": ["extension" if copy == EXTENSION else "add-on" for copy in on],
        "settings": [chosen.manager_address, chosen.token, chosen.project_marker, chosen.notices] if chosen else None,
        "keeps_token_for": list(json.loads(chosen.managers)) if chosen else None,
        "job_name": scene().flamenco_ng.job_name if hasattr(scene(), "flamenco_ng") else None,
        "panel": hasattr(bpy.types, "FLAMENCO_NG_PT_panel"),
    }


def listening(action: Callable[[], Any]) -> None:
    """Blender prints what goes wrong while it switches add-ons on and off, and goes on."""
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        action()


artist.allow_network(False)
bpy.ops.preferences.addon_install(filepath=artist.ARGS["zip"])
bpy.ops.preferences.addon_enable(module=ADD_ON)
legacy = preferences.addons[ADD_ON].preferences
legacy.manager_address, legacy.token, legacy.project_marker, legacy.notices = ADDRESS, "sekret", ".git", False
scene().flamenco_ng.job_name = "{file} v3"

install: Any = bpy.ops.extensions.package_install_files
listening(lambda: install(filepath=artist.ARGS["zip"], repo="user_default", enable_on_install=True))
artist.report(extension_second=state())
preferences.addons[EXTENSION].preferences.project_marker = ".svn"
listening(lambda: bpy.ops.preferences.addon_enable(module=ADD_ON))
artist.report(add_on_again=state())

# Both are on in the preferences of a Blender that starts, as an earlier version of the add-on left them.
preferences.addons.new().module = EXTENSION
bpy.ops.wm.save_userpref()
listening(bpy.ops.wm.read_userpref)
artist.report(both_at_start=state())

chosen = preferences.addons[EXTENSION].preferences
artist.add_on("other_copies").take_over({"manager_address": "http://other.studio", "token": "another"}, chosen)
artist.report(own_settings=state()["settings"])

listening(lambda: bpy.ops.preferences.addon_disable(module=EXTENSION))
artist.report(off=state(), went_wrong=[line for line in said.getvalue().splitlines() if "rror" in line])
