"""For scripts that a spec runs in Blender: their arguments and reports, and how an artist installs the add-on."""

import importlib
import json
import os
import sys
import urllib.request
from typing import Any

import bpy

ARGS: dict[str, Any] = json.loads(sys.argv[sys.argv.index("--") + 1]) if "--" in sys.argv else {}
IS_EXTENSION = bpy.app.version >= (4, 2)
MODULE = "bl_ext.user_default.flamenco_ng" if IS_EXTENSION else "flamenco_ng"
OPERATORS: Any = bpy.ops.flamenco_ng  # type: ignore[attr-defined]  # Blender makes them up as they are called.
"""The operators of the add-on."""


def report(**facts: Any) -> None:
    """Tells the spec. A later report of the same name replaces an earlier one."""
    print("@@report " + json.dumps(facts, ensure_ascii=False, default=str), flush=True)


def is_enabled() -> bool:
    """Whether the add-on is switched on."""
    return bpy.context.preferences is not None and MODULE in bpy.context.preferences.addons


def allow_network(allowed: bool) -> None:
    """Lets add-ons use the network, as Blender asks at its first start since 4.2, or forbids it."""
    if IS_EXTENSION and bpy.context.preferences:
        bpy.context.preferences.system.use_online_access = allowed


def install_add_on(manager_url: str) -> Any:
    """Downloads the add-on from the manager, installs and enables it. Returns its Python package."""
    allow_network(True)
    zip_path = os.path.join(bpy.app.tempdir, "flamenco-ng-addon.zip")
    with urllib.request.urlopen(manager_url + "/flamenco-ng-addon.zip") as answer, open(zip_path, "wb") as file:
        file.write(answer.read())
    if IS_EXTENSION:
        bpy.ops.extensions.package_install_files(filepath=zip_path, repo="user_default", enable_on_install=True)
    else:
        bpy.ops.preferences.addon_install(filepath=zip_path)
        bpy.ops.preferences.addon_enable(module=MODULE)
    assert is_enabled(), "the add-on could not be enabled"
    return add_on()


def add_on(name: str = "") -> Any:
    """The add-on's package, or a module in it."""
    return importlib.import_module(MODULE + (f".{name}" if name else ""))
