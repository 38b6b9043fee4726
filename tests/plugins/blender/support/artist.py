"""For scripts that a spec runs in Blender: what they were called with, how they report, and installing the add-on as an artist does."""

import importlib
import json
import os
import sys
import urllib.request

import bpy

ARGS = json.loads(sys.argv[sys.argv.index("--") + 1]) if "--" in sys.argv else {}
IS_EXTENSION = bpy.app.version >= (4, 2)
MODULE = "bl_ext.user_default.flamenco_ng" if IS_EXTENSION else "flamenco_ng"


def report(**facts):
    """Tells the spec; later reports of the same name win."""
    print("@@report " + json.dumps(facts, ensure_ascii=False, default=str), flush=True)


def install_add_on(manager_url):
    """Downloads the add-on from the manager, installs and enables it; gives its Python package."""
    zip_path = os.path.join(bpy.app.tempdir, "flamenco-ng-addon.zip")
    with urllib.request.urlopen(manager_url + "/flamenco-ng-addon.zip") as answer, open(zip_path, "wb") as file:
        file.write(answer.read())
    if IS_EXTENSION:
        bpy.ops.extensions.package_install_files(filepath=zip_path, repo="user_default", enable_on_install=True)
    else:
        bpy.ops.preferences.addon_install(filepath=zip_path)
        bpy.ops.preferences.addon_enable(module=MODULE)
    assert MODULE in bpy.context.preferences.addons, "the add-on could not be enabled"
    return add_on()


def add_on(name=""):
    """The add-on's package, or a module in it."""
    return importlib.import_module(MODULE + (f".{name}" if name else ""))
