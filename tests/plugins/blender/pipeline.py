"""Several managers, and what pipelines hook into."""

import importlib
import json
from pathlib import Path
from typing import Any

import artist
import bpy
import desk

desk.connect()
preferences = artist.add_on("preferences")
chosen = preferences.preferences()
NIGHT, DAY = "secret of the night", "secret of the day"
MANAGER, OTHER, NOBODY = artist.ARGS["manager"], artist.ARGS["other"], artist.ARGS["nobody"]


def listed() -> list[list[Any]]:
    return [[each.name, each.address, each.token, each.may_run_python] for each in preferences.listed_managers()]


def refused(**arguments: str) -> str:
    try:
        artist.OPERATORS.edit_manager(**arguments)
    except RuntimeError as problem:
        return str(problem).strip()
    return ""


# Several managers.
artist.report(answered=listed())
artist.OPERATORS.edit_manager(name="Night farm", address=f"{OTHER}/", token=NIGHT)
artist.report(added=listed(), in_use=[chosen.manager_address, chosen.token])
artist.OPERATORS.trust_manager(address=OTHER)
artist.OPERATORS.use_manager(address=MANAGER)
artist.report(back=[chosen.manager_address, chosen.token], trusted=listed())
artist.report(no_address=refused(name="Nowhere", address="ftp://nowhere"))
artist.OPERATORS.edit_manager(listed=OTHER, name="Day farm", address=NOBODY, token=DAY)
artist.report(moved=listed(), still=chosen.manager_address)
try:
    artist.OPERATORS.forget_manager(address=MANAGER)
except RuntimeError as problem:
    artist.report(not_forgotten=str(problem).strip())
artist.OPERATORS.forget_manager(address=NOBODY)
artist.report(forgotten=listed(), left=[word for word in ("night", "day") if f"of the {word}" in chosen.managers])

# What pipelines hook into.
desk.open_small_scene(artist.ARGS["file"])
desk.settings().render_output_root = "//out"
exported = Path(artist.ARGS["file"]).with_suffix(".json")
hooks: Any = importlib.import_module("flamenco_ng_hooks")

heard: list[Any] = []


def name_after_shot(description: dict[str, Any], scene: bpy.types.Scene) -> None:
    description["name"] = f"{scene.name} by the pipeline"
    description["metadata"]["shot"] = "010"
    description["settings"]["chunk_size"] = 2


def remember(job: dict[str, Any], description: dict[str, Any]) -> None:
    heard.append([job["id"], description["metadata"]["shot"]])


def complain(job: dict[str, Any], _description: dict[str, Any]) -> None:
    raise LookupError(f"no shot for {job['name']}")


hooks.before_submission.append(name_after_shot)
hooks.after_submission += [complain, remember]
artist.OPERATORS.export_job(filepath=str(exported))
sent = desk.submit()
submission = artist.add_on("submission.queue").current_submission()
artist.report(exported=json.loads(exported.read_text("utf-8")), sent=sent, heard=heard, wrong=submission.hook_problems)

seen: list[list[str]] = []


def note(description: dict[str, Any], scene: bpy.types.Scene) -> None:
    seen.append([description["name"], scene.name])


bpy.data.scenes.new("Second").camera = desk.scene().camera
desk.scene().flamenco_ng.scenes = "ALL"
hooks.before_submission[:] = [note]
hooks.after_submission[:] = []
artist.OPERATORS.export_job(filepath=str(exported))
artist.report(seen=seen)
desk.scene().flamenco_ng.property_unset("scenes")


def refuse(_description: dict[str, Any], _scene: bpy.types.Scene) -> None:
    raise ValueError("the shot is not approved")


def not_json(description: dict[str, Any], _scene: bpy.types.Scene) -> None:
    description["metadata"]["scene"] = _scene


def another_type(description: dict[str, Any], _scene: bpy.types.Scene) -> None:
    description["type"] = "no-such-type"


for name, hook in (("refused", refuse), ("not_json", not_json), ("another_type", another_type)):
    hooks.before_submission[:] = [hook]
    artist.report(**{name: desk.submit()})
hooks.before_submission[:] = [name_after_shot]
bpy.ops.preferences.addon_disable(module=artist.MODULE)
bpy.ops.preferences.addon_enable(module=artist.MODULE)
artist.report(
    survive=artist.add_on("submission.hooks").before_submission == [name_after_shot],
    same=importlib.import_module("flamenco_ng_hooks") is hooks,
)
