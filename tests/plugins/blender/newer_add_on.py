"""An artist with the add-on of the zip ARGS["old"], who updates it from ARGS["manager"] by hand."""

import importlib
from typing import Any

import artist
import bpy

preferences: Any = bpy.context.preferences
addon_utils: Any = importlib.import_module("addon_utils")


def install(path: str) -> None:
    """Over whatever is there."""
    if artist.IS_EXTENSION:
        install_files: Any = bpy.ops.extensions.package_install_files
        install_files(filepath=path, repo="user_default", enable_on_install=True)
    else:
        bpy.ops.preferences.addon_install(filepath=path)
        bpy.ops.preferences.addon_enable(module=artist.MODULE)


def versions() -> dict[str, Any]:
    """What the add-on says of its own version and of the manager's, and as what Blender lists it."""
    module = next(each for each in addon_utils.modules() if each.__name__ == artist.MODULE)
    listed = addon_utils.module_bl_info(module)
    return {
        "own": artist.add_on("addon_id").VERSION_TEXT,
        "sent": artist.add_on("preferences").connection().headers["User-Agent"].split()[0],
        "listed": ".".join(str(part) for part in listed["version"]),
        "newer": artist.add_on("manager.get_add_on").newer_version(),
        "by_itself": artist.add_on("manager.get_add_on").own_repository() is not None,
    }


artist.allow_network(True)
install(artist.ARGS["old"])
artist.add_on("preferences").preferences().manager_address = artist.ARGS["manager"]
artist.OPERATORS.refresh()
artist.report(old=versions())
install(artist.ARGS["new"])
artist.OPERATORS.refresh()
address = preferences.addons[artist.MODULE].preferences.manager_address
artist.report(new=versions(), address=address)
