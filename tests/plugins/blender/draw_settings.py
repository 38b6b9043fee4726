from typing import Any

import artist
import bpy
import desk

desk.connect()
desk.open_small_scene(artist.ARGS["file"])
scene = desk.scene()
farm = scene.flamenco_ng
farm.job_type = "everything"
settings = desk.settings()
properties = settings.bl_rna.properties


def about(identifier: str) -> dict[str, Any]:
    found = properties[identifier]
    return {
        "type": found.type,
        "subtype": found.subtype,
        "label": found.name,
        "hidden": found.is_hidden,
        "animatable": found.is_animatable,
    }


names = [
    name
    for name in properties.keys()  # noqa: SIM118 - without it, Blender gives the properties themselves
    if name not in ("rna_type", "name") and not name.startswith("link_")
]
look_up = artist.add_on("scene.selected").selected_job_type
artist.report(parsed_once=look_up(desk.scene()) is look_up(desk.scene()))
artist.report(names=names, properties={name: about(name) for name in names})
artist.report(choices=[item.identifier for item in properties["quality"].enum_items])
artist.report(range=[properties["count"].hard_min, properties["count"].hard_max])
artist.report(defaults={name: getattr(settings, name) for name in names})

# The frame range follows the scene until the artist overrides it. One click, and it follows again.
scene.frame_end = 9
followed = settings.frames
settings.link_frames = False
overridden_from = settings.frames
settings.frames = "3"
scene.frame_end = 12
own = settings.frames
settings.link_frames = True
artist.report(frames=[followed, overridden_from, own, settings.frames])

settings.link_frames = False
settings.count = 99
settings.scale = 0.1
settings.quality = "draft"
settings.texture = "//textures/wood.png"
scene.frame_end = 20
artist.OPERATORS.eval_setting(key="computed")
scene.frame_end = 30
artist.report(job=desk.submit())

# All of it is in the file, even if that was saved without the add-on, as happens while it is being updated.
bpy.ops.preferences.addon_disable(module=artist.MODULE)
bpy.ops.wm.open_mainfile(filepath=artist.ARGS["file"])
bpy.ops.wm.save_mainfile()
bpy.ops.preferences.addon_enable(module=artist.MODULE)
artist.add_on("preferences").preferences().manager_address = artist.ARGS["manager"]
artist.OPERATORS.refresh()
bpy.ops.wm.open_mainfile(filepath=artist.ARGS["file"])
settings = desk.settings()
artist.report(
    reopened=[
        settings.link_frames,
        settings.frames,
        settings.count,
        settings.quality,
        desk.scene().flamenco_ng.job_type,
    ]
)
