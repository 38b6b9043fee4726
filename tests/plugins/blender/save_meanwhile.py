"""An artist presses the button, and saves other work while the files are being packed."""

import shutil
from pathlib import Path
from typing import Any

import artist
import bpy
import desk

desk.connect()
background = artist.add_on("background")
submission = artist.add_on("submission.submission")
folder = Path(artist.ARGS["folder"])
elsewhere = Path(artist.ARGS["elsewhere"])


def image(path: Path) -> Any:
    made = bpy.data.images.new(path.stem, 8, 8)
    path.parent.mkdir(parents=True, exist_ok=True)
    made.filepath_raw, made.file_format = str(path), "PNG"
    made.save()
    made.source, made.use_fake_user = "FILE", True
    return made


desk.open_small_scene(str(folder / "shot.blend"))
desk.settings().render_output_root = artist.ARGS["frames"]
desk.scene().flamenco_ng.files_way = artist.ARGS["way"]
# One has another path on the farm, so the file is rewritten. One is missing, so the artist is asked.
moved, lost = image(elsewhere / "far.png"), image(folder / "lost.png")
kept = image(folder / "kept.png")
kept.filepath = "//kept.png"
moved.filepath = str(elsewhere / "far.png")
lost.filepath = "//lost.png"
(folder / "lost.png").unlink()
desk.scene()["mark"] = "PRESSED"
begun = submission.begin(bpy.context, None)
desk.scene()["mark"] = "BEFORE THE PLAN"
bpy.ops.wm.save_mainfile()
while begun.is_running and not begun.files.is_asking:
    background.wait_for(begun.work, background.TICK)
missing = begun.files.missing
desk.scene()["mark"] = "AFTER THE PLAN"
bpy.ops.wm.save_mainfile()
# So does somebody who paints, and somebody who tidies up.
moved.pixels.foreach_set([1.0] * 256)
moved.save()
if artist.ARGS.get("lose"):
    (folder / "kept.png").unlink()
begun.files.reply(True)
while artist.ARGS.get("lose") and begun.is_running and not begun.files.is_asking:
    background.wait_for(begun.work, background.TICK)
if begun.files.is_asking:
    artist.report(missing_then=begun.files.missing)
    begun.files.reply(True)
background.wait_for(begun.work)
artist.report(problem=begun.problem, missing=missing, job=begun.job)
jobs = artist.ARGS["storage"]
packed = Path(str(begun.job["settings"]["blendfile"]).replace("{jobs}", f"{jobs}/jobs")) if begun.job else None
if packed:
    # As on a worker, which has nothing but the pack.
    shutil.rmtree(elsewhere)
    bpy.ops.wm.open_mainfile(filepath=str(packed))
    far = bpy.data.images["far"]
    found = Path(bpy.path.abspath(far.filepath))
    artist.report(mark=desk.scene()["mark"], relative=far.filepath[:2], found=found.is_file(), name=packed.name)
