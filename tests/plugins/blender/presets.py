"""Presets of all settings, and what new files start with."""

import json
import os
from pathlib import Path
from typing import Any

import artist
import bpy
import desk


def set_to_something_else(group: Any) -> None:
    """Changes every property that a snapshot has, whoever added it."""
    for each in snapshot._properties(group):
        name = each.identifier
        if each.type == "POINTER":
            set_to_something_else(getattr(group, name))
        elif each.type == "BOOLEAN":
            setattr(group, name, not each.default)
        elif each.type in {"INT", "FLOAT"}:
            setattr(group, name, each.default - 1 if each.default > each.hard_min else each.default + 1)
        elif each.type == "STRING":
            setattr(group, name, f"other {name}")
        elif each.type == "ENUM" and not each.is_enum_flag:
            setattr(group, name, each.enum_items[-1].identifier)


def new_file() -> Any:
    bpy.ops.wm.read_homefile(use_empty=True)
    return desk.scene().flamenco_ng


def facts() -> dict[str, Any]:
    farm = desk.scene().flamenco_ng
    entered, found = desk.settings(), artist.add_on("manager.state").info()
    return {
        "priority": farm.priority,
        "comment": farm.comment,
        "root": entered.render_output_root,
        "chunk": entered.chunk_size,
        "frames": entered.frames,
        "tag": found.tag(farm.worker_tag_id).name if farm.worker_tag_id else "",
        "given_by": give.given_by(desk.scene()),
    }


desk.connect()
snapshot, give = artist.add_on("scene.snapshot"), artist.add_on("defaults.give")
files = artist.add_on("presets.files")
artist.report(built_in=facts())

# For the manager.
farm = new_file()
farm.priority, farm.comment = 80, "only this one"
farm.frames_from, farm.every_nth, farm.job_name = "CURRENT", 3, "shot 7"
farm.worker_tag_id, farm.worker_tag_name = "of another manager", "GPU"
desk.settings().render_output_root, desk.settings().frames = "//renders", "7"
artist.OPERATORS.store_defaults(source="MANAGER")
new_file()
artist.report(of_manager=facts())
kept = desk.scene().flamenco_ng
artist.report(of_this_file=[kept.frames_from, kept.every_nth, kept.job_name])
try:
    artist.OPERATORS.store_defaults(source="PROJECT")
except RuntimeError as refused:
    artist.report(without_project=str(refused).strip())

# For a project, by hand, with what this version does not know.
project = Path(artist.ARGS["project"])
(project / ".blender_project").mkdir(parents=True)
(project / "shots").mkdir()
written = {
    "format": 1,
    "settings": {"priority": 30, "mood": "sunny", "files_way": "by train", "output": {"samples": 16, "bokeh": 2}},
    "job_types": {"simple-blender-render": {"values": {"chunk_size": 4, "glitter": 9}}},
}
(project / "flamenco-ng.json").write_text(json.dumps(written), "utf-8")
bpy.ops.wm.save_as_mainfile(filepath=str(project / "shots" / "010.blend"))
artist.report(of_project=facts(), samples=desk.scene().flamenco_ng.output.samples, problems=give.problems())
# What was given is kept when the project changes its mind.
bpy.ops.wm.save_mainfile()
(project / "flamenco-ng.json").write_text(json.dumps({"format": 1, "settings": {"priority": 31}}), "utf-8")
bpy.ops.wm.open_mainfile(filepath=bpy.data.filepath)
artist.report(opened_later=facts()["priority"])
artist.OPERATORS.give_defaults()
artist.report(started_over=facts())
# What an artist has entered is never replaced.
new_file().priority = 99
bpy.ops.wm.save_as_mainfile(filepath=str(project / "shots" / "020.blend"))
artist.report(entered=facts()["priority"])
artist.OPERATORS.store_defaults(source="PROJECT")
artist.report(project_file=json.loads((project / "flamenco-ng.json").read_text("utf-8")))
(project / "flamenco-ng.json").write_text('{\n"format": 1,,\n}', "utf-8")
new_file()
bpy.ops.wm.save_as_mainfile(filepath=str(project / "shots" / "030.blend"))
artist.report(damaged=give.problems(), despite_damage=facts()["priority"])
os.unlink(project / "flamenco-ng.json")
(project / "flamenco-ng.json").mkdir()
try:
    artist.OPERATORS.store_defaults(source="PROJECT")
except RuntimeError as refused:
    artist.report(not_written=str(refused).strip(), left=os.listdir(project))
# The defaults are given before anything is known of the manager, and name a tag that has another id on each.
(project / "flamenco-ng.json").rmdir()
tagged = {"format": 1, "settings": {"worker_tag_name": "GPU", "worker_tag_id": "GPU"}}
(project / "flamenco-ng.json").write_text(json.dumps(tagged), "utf-8")
preferences = artist.add_on("preferences").preferences()
order, untouched = artist.add_on("submission.order"), artist.add_on("scene.untouched")
preferences.manager_address = artist.ARGS["nobody"]
new_file()
bpy.ops.wm.save_as_mainfile(filepath=str(project / "shots" / "040.blend"))
unknown = desk.scene().flamenco_ng.worker_tag_id
for address in (artist.ARGS["other"], artist.ARGS["manager"]):
    preferences.manager_address = address
    artist.OPERATORS.refresh()
artist.report(unknown_tag=unknown, tag_elsewhere=facts()["tag"], obstacle=order.obstacle(bpy.context))
artist.report(untouched_elsewhere=untouched.is_untouched(desk.scene()))
# Another version of the add-on has noted less.
farm = desk.scene().flamenco_ng
given = json.loads(farm.given_defaults)
del given["snapshot"]["settings"]["keep"], given["snapshot"]["settings"]["output"]["samples"]
farm.given_defaults = json.dumps(given)
artist.report(untouched_of_older=untouched.is_untouched(desk.scene()))
farm.keep = True
artist.report(touched_of_older=untouched.is_untouched(desk.scene()))
(project / "flamenco-ng.json").unlink()
(project / "flamenco-ng.json").mkdir()
new_file()
bpy.ops.wm.save_as_mainfile(filepath=str(project / "shots" / "050.blend"))
# A scene that has only its defaults is submitted with the settings of the current one.
second: Any = bpy.data.scenes.new("Second")
third: Any = bpy.data.scenes.new("Third")
give.give_to_new_scenes()
third.flamenco_ng.priority, desk.scene().flamenco_ng.scenes = 7, "ALL"
submitted = artist.add_on("scene.submitted_scenes").submitted_scenes(desk.scene())
artist.report(
    second_has=second.flamenco_ng.priority,
    settings_of={scene.name: settings_from.name for scene, settings_from in submitted},
)
artist.OPERATORS.forget_defaults(source="MANAGER")
new_file()
artist.report(forgotten=facts())

# Presets.
desk.settings().chunk_size, desk.settings().frames = 5, "1-3"
set_to_something_else(desk.scene().flamenco_ng)
desk.scene().flamenco_ng.job_type = "simple-blender-render"
desk.settings().render_output_root = "//preset"
before = snapshot.taken(desk.scene())
artist.OPERATORS.add_preset(name="Final: 4K")
path = files.presets()[0]
artist.OPERATORS.give_defaults()
artist.report(different=snapshot.taken(desk.scene()) != before, pristine=untouched.is_untouched(desk.scene()))
artist.OPERATORS.apply_preset(filepath=str(path))
after = snapshot.taken(desk.scene())
artist.report(
    same=after == before,
    root=desk.settings().render_output_root,
    in_folder=str(path.parent).endswith(os.path.join("presets", "flamenco_ng")),
    name=files.display_name(path),
)
damaged = {**before, "settings": {"priority": 12, "mood": "sunny"}}
path.write_text(json.dumps(damaged), "utf-8")
artist.report(ignored=snapshot.apply(desk.scene(), files.read(path)), priority=desk.scene().flamenco_ng.priority)
path.write_text(json.dumps({"format": 99}), "utf-8")
try:
    artist.OPERATORS.apply_preset(filepath=str(path))
except RuntimeError as refused:
    artist.report(too_new=str(refused).strip())
artist.OPERATORS.remove_preset(filepath=str(path))
artist.report(removed=not path.exists() and not files.presets())
