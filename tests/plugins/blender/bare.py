"""Installs the add-on from ARGS["zip"] in a Blender that has no packages but its own modules, and imports all of it."""

import importlib
import importlib.machinery
import os
import pkgutil
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import Any

import artist
import bpy

BLENDER = bpy.utils.resource_path("LOCAL")
refused: list[str] = []


class NoPackages:
    """Hides what pip or a Linux distribution installed, and what other extensions brought along."""

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> Any:
        found = importlib.machinery.PathFinder.find_spec(name, path, target)
        place = str(found.origin if found and found.origin else "")
        if f"-packages{os.sep}" in place and not place.startswith(BLENDER):
            refused.append(name)
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return None


def import_all(package: ModuleType) -> int:
    """Imports everything but the packing process, which never runs in Blender. Returns how many modules there are."""
    count = 0
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if ".packing.child." not in module.name:
            importlib.import_module(module.name)
            count += 1
    return count


# Some Blenders have imported such packages by now.
for name in [name for name in sys.modules if name.split(".")[0] in ("requests", "zstandard", "certifi", "urllib3")]:
    del sys.modules[name]
sys.meta_path.insert(0, NoPackages())

if artist.ARGS["as_extension"]:
    bpy.ops.extensions.package_install_files(filepath=artist.ARGS["zip"], repo="user_default", enable_on_install=True)
    module = "bl_ext.user_default.flamenco_ng"
else:
    bpy.ops.preferences.addon_install(filepath=artist.ARGS["zip"])
    module = "flamenco_ng"
    bpy.ops.preferences.addon_enable(module=module)
preferences: Any = bpy.context.preferences
modules = import_all(importlib.import_module(module))
artist.report(enabled=module in preferences.addons, imports_all=modules > 40)
artist.report(refused=refused)
artist.report(packing=importlib.import_module(f"{module}.packing").availability())
bpy.ops.preferences.addon_disable(module=module)
artist.report(off=module not in preferences.addons)
