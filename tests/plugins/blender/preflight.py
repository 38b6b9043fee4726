"""A scene without and with what goes wrong on a farm: what is told, what the buttons do, what the press asks."""

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import artist
import bpy
import broken_scene as broken
import desk

desk.connect()
state = artist.add_on("manager.state")
current = artist.add_on("preflight.current")
home = os.environ["HOME"]


def told() -> dict[str, Any]:
    """The findings by check: whether they stop, and what they are about."""
    look = current.look(desk.scene())
    return {
        check: {"stops": each.stops, "items": [item.text for item in each.items], "mend": each.mend, "text": each.text}
        for check, each in look
    }


def mend(check: str) -> bool:
    """Whether the finding is gone after its button was pressed."""
    artist.OPERATORS.mend(check_name=check)
    return check not in told()


def with_facts(**facts: Any) -> None:
    found = state.info()
    state.take_up(replace(found, facts=replace(found.facts, **facts)))


def open_shot(name: str) -> Any:
    bpy.ops.wm.read_homefile(app_template="")
    desk.open_small_scene(os.path.join(artist.ARGS["folder"], name))
    desk.settings().render_output_root = "//out"
    return desk.scene()


def packed_size(path: str) -> Any:
    return artist.add_on("packing").PackedSize(path, "", 1)


NAS = "\\\\nas\\farm"
facts = state.info().facts
assert facts.workers, "the worker has told nothing"
artist.report(blender=facts.workers[0].blender, arguments=facts.blender_arguments)

# What a file without mistakes looks like, also with what only resembles one.
scene = open_shot("good.blend")
broken.do_not_simulate()
broken.drive("frame * 2")
tree = broken.compositor()
broken.save_to(tree, "beside", "//passes/")
broken.save_to(tree, "in the storage", os.path.join(state.info().location, "passes"))
broken.save_to(tree, "shared, perhaps", "/mnt/renders/passes")
broken.save_to(tree, "switched off", broken.TEMPORARY).mute = True
artist.report(good=told())

# Everything goes wrong.
scene = open_shot("bad.blend")
camera = scene.camera
scene.camera = None
broken.paint("Painted")
broken.paint("Beard", os.path.join(home, "beard.png"))
broken.simulate()
broken.drive("len(bpy.data.objects)")
tree = broken.compositor()
broken.save_to(tree, "depth", broken.TEMPORARY)
broken.save_to(tree, "masks", "")
broken.as_video()
broken.use_studio_nodes()
broken.single_frame()
desk.settings().render_output_root = os.path.join(home, "renders")
os.environ["OCIO"] = "/studio/aces.ocio"
artist.report(bad=told())
del os.environ["OCIO"]
output = scene.flamenco_ng.output
output.use_camera, output.camera, scene.flamenco_ng.frames_from = True, camera.name, "CURRENT"
artist.report(with_choices=sorted(told().keys() & {"camera", "frame_range"}))
output.use_camera, scene.flamenco_ng.frames_from = False, "SETTING"
with_facts(blender_arguments="-b -y")
artist.report(with_auto_run="auto_run" in told())
desk.settings().render_output_root = "/mnt/renders"
artist.report(perhaps_shared="output_folder" in told())
os.environ["HOME"] = "/srv/artist"
desk.settings().render_output_root = "/srv/artist/renders"
artist.report(at_home=told()["output_folder"])
os.environ["HOME"] = home
desk.settings().render_output_root = "/mnt/renders"
scene.frame_end = 9
artist.report(with_range="frame_range" in told())

# Nobody knows what workers have that do not tell.
told_by = facts.workers
with_facts(workers=[*told_by, replace(told_by[0], blender=None)])
artist.report(with_untold=sorted(told().keys() & {"engine", "add_ons", "blender_version", "color_config"}))
with_facts(workers=told_by)

artist.OPERATORS.show(kind="object", data_name="Flag")
active = bpy.context.view_layer.objects.active if bpy.context.view_layer else None
artist.report(shown=[active.name if active else "", [each.name for each in bpy.context.selected_objects]])
artist.OPERATORS.show(kind="node", data_name=tree.name, node="depth")
artist.report(shown_node=tree.nodes.active.name)

artist.report(
    mended={each: mend(each) for each in ("camera", "unsaved_images", "video_format", "file_outputs", "simulations")},
    camera=scene.camera == camera,
    packed_images=[image.name for image in bpy.data.images if image.packed_file],
    dirty=[image.name for image in bpy.data.images if image.is_dirty],
    folders=[getattr(node, broken.folder_of(node)) for node in tree.nodes if node.bl_idname.endswith("OutputFile")],
    format=[scene.render.image_settings.file_format, scene.flamenco_ng.output.file_format],
)
scene.render.engine = "CYCLES"
artist.report(left=sorted(told()))
bpy.data.scenes.new("Second")
scene.flamenco_ng.scenes = "ALL"
artist.report(of_all_scenes=current.stopping(scene))
scene.flamenco_ng.scenes = "CURRENT"
scene.flamenco_ng.start_paused = True
artist.report(asked=desk.submit(), job=desk.submit(missing_files="SUBMIT"))

if hasattr(bpy.types, "NodesModifierBake"):
    scene = open_shot("rain.blend")
    disk = broken.simulate_with_nodes("DISK", "//bakes")
    broken.simulate_with_nodes("PACKED")
    unbaked = told().get("node_simulations")
    number = disk.bakes[0].bake_id
    Path(artist.ARGS["folder"], "bakes", str(number), "meta").mkdir(parents=True)
    artist.report(rain=[unbaked, told().get("node_simulations")])

# What the files of a shot are, without submitting it.
check_files = artist.add_on("submission.file_check")
folder = os.path.join(artist.ARGS["away"], "shot")
scene = open_shot("unused.blend")
cache = [broken.file_of(os.path.join(folder, "cache", f"smoke_{number:04}.vdb"), 1_000_000) for number in range(1, 5)]
volume: Any = bpy.data.volumes.new("Smoke")
volume.filepath, volume.is_sequence, volume.use_fake_user = cache[0], True, True
for name, exists in (("wood.png", True), ("lost.png", False), ("gone.abc", False)):
    path = os.path.join(folder, "textures", name)
    image: Any = bpy.data.images.new(name, 8, 8)
    image.source, image.filepath, image.use_fake_user = "FILE", broken.file_of(path, 300_000) if exists else path, True
bpy.ops.wm.save_as_mainfile(filepath=os.path.join(folder, "shot.blend"))
before = Path(bpy.data.filepath).read_bytes()
late: Any = bpy.data.images.new("later.png", 8, 8)
late.source, late.filepath, late.use_fake_user = "FILE", "//later.png", True


def checked(exclude: str = "") -> dict[str, Any]:
    scene.flamenco_ng.exclude_files = exclude
    artist.OPERATORS.check_files()
    check = check_files.file_check(scene)
    report = check.report
    return {
        "files": report.files,
        "groups": [(each.name, each.files, each.size // 100_000) for each in check.groups],
        "patterns": [each.pattern for each in check.groups],
        "missing": [os.path.basename(line.split("  (")[0]) for line in report.missing],
        "excluded": [os.path.basename(line.split("  (")[0]) for line in report.excluded],
        "too_long": check.too_long,
        "text": check.as_text(),
    }


artist.report(checked=checked(), unchanged=Path(bpy.data.filepath).read_bytes() == before, is_dirty=bpy.data.is_dirty)
artist.report(without_cache=checked("cache/**; *.ABC"))
artist.OPERATORS.exclude(pattern="textures/wood.png")
artist.report(excluded=scene.flamenco_ng.exclude_files)
windows = [replace(each, platform="windows") for each in told_by]
with_facts(windows_location="S:\\" + "deep\\" * 43, workers=windows)
artist.report(for_windows=checked()["too_long"])
with_facts(windows_location="S:\\" + "deep\\" * 43, workers=windows, windows_folders={"/mnt": "T:", "/mnt/nas": NAS})
long_paths, farm = artist.add_on("preflight.long_paths"), state.info()
artist.report(
    on_windows=[
        long_paths.windows_path(each, farm)
        for each in ("/mnt/nas/a/b.exr", "/mnt/x", "/mnt2/x", "C:\\x", os.path.join(farm.location, "x"))
    ],
    long_settings=[
        long_paths.too_long_settings(each, farm)
        for each in (
            {"frames": "1-10", "chunk_size": 3, "render_output_path": f"/mnt/{'x' * 246}######"},
            {"render_output_path": f"/mnt/{'x' * 247}######"},
            {"render_output_path": f"/mnt/{'x' * 247}######", "image_file_extension": ".jp"},
            {"render_output_path": f"/mnt2/{'x' * 300}######", "note": "x" * 300},
        )
    ],
    in_place=long_paths.too_long_paths(
        artist.add_on("packing").Report("in-place", contents=[packed_size(f"/mnt/{'x' * 257}")]), "shot", farm
    ),
)
with_facts(windows_location="S:\\" + "deep\\" * 43, workers=told_by)
artist.report(without_windows=checked()["too_long"])
artist.report(left_behind=[name for name in os.listdir(os.environ["TMPDIR"]) if name.startswith("flamenco-ng-")])
scene.flamenco_ng.exclude_files = "cache/**; *.abc; lost.png; later.png"
scene.flamenco_ng.job_name, scene.flamenco_ng.start_paused = "without", True
submitted = desk.submit()
packed = Path(submitted["settings"]["blendfile"]).parent if isinstance(submitted, dict) else None
artist.report(
    submitted=submitted, packed=sorted(each.name for each in packed.rglob("*") if each.is_file()) if packed else []
)
