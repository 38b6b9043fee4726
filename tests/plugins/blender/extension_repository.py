"""Drops the link ARGS["link"] as far as that goes without a window: adds its repository, installs and updates."""

import importlib
import json
import re
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any

import artist
import bpy
from bl_pkg import (
    bl_extension_ops,
    bl_extension_utils,
    repo_cache_store_ensure,
    repo_stats_calc_outdated_for_repo_directory,
)

TOOL = Path(bl_extension_utils.__file__).with_name("cli") / "blender_ext.py"


def differences_from_blenders_own() -> list[str]:
    """Where the manager's list differs from that which Blender's tool makes of the zip."""
    folder = Path(bpy.app.tempdir) / "repository"
    folder.mkdir()
    base = artist.ARGS["link"].rpartition("/")[0]
    for name in ("flamenco-ng-addon.zip", "index.json"):
        with urllib.request.urlopen(f"{base}/{name}") as answer:
            (folder / name).write_bytes(answer.read())
    ours = json.loads((folder / "index.json").read_text("utf-8"))["data"]
    subprocess.run([sys.executable, TOOL, "validate", folder / "flamenco-ng-addon.zip"], check=True)
    subprocess.run([sys.executable, TOOL, "server-generate", f"--repo-dir={folder}"], check=True)
    theirs = json.loads((folder / "index.json").read_text("utf-8"))["data"]
    assert len(ours) == len(theirs) == 1
    return [key for key in {**ours[0], **theirs[0]} if ours[0].get(key) != theirs[0].get(key)]


artist.allow_network(True)
artist.report(differs_from_blenders_own_list=differences_from_blenders_own())
address, parameters = bl_extension_utils.url_parse_for_blender(artist.ARGS["link"])
artist.report(dropped=parameters)

preferences: Any = bpy.context.preferences
repository = preferences.extensions.repos.new(name="Farm", module="farm", remote_url=parameters["repository"])
repository.use_access_token, repository.access_token = True, "a-token"
folder = Path(repository.directory)
operators: Any = bpy.ops.extensions
store: Any = repo_cache_store_ensure()


def updates() -> int:
    """For how many extensions Blender offers an update."""
    return int(repo_stats_calc_outdated_for_repo_directory(store, repository.directory))


operators.repo_sync(repo_directory=repository.directory)
artist.report(offered=list(store.refresh_remote_from_directory(repository.directory, error_fn=print)))
artist.report(found_by_link=bl_extension_ops.extension_url_find_repo_index_and_pkg_id(address)[2])
operators.package_install(repo_directory=repository.directory, pkg_id="flamenco_ng", enable_on_install=True)
module = "bl_ext.farm.flamenco_ng"
artist.report(enabled=module in preferences.addons)
manifest = folder / "flamenco_ng" / "blender_manifest.toml"
version = store.refresh_remote_from_directory(repository.directory, error_fn=print)["flamenco_ng"].version
artist.report(knows_its_version=version == importlib.import_module(f"{module}.addon_id").VERSION_TEXT)
artist.report(updates=updates())
own = importlib.import_module(f"{module}.manager.get_add_on").own_repository()
artist.report(updated_from=own.name)

manifest.write_text(re.sub(r"(?m)^version = .*$", 'version = "0.0.1"', manifest.read_text("utf-8")), "utf-8")
artist.report(updates_when_older=updates())
operators.package_upgrade_all()
artist.report(updates_after_update=updates(), enabled_after_update=module in preferences.addons)
