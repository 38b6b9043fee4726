"""An artist presses the button, and goes on working before the manager has answered."""

from pathlib import Path
from typing import Any

import artist
import bpy
import desk

desk.connect()
background = artist.add_on("background")
submission = artist.add_on("submission.submission")
folder = Path(artist.ARGS["folder"])


def ready(name: str) -> Path:
    bpy.ops.wm.read_homefile(use_empty=True)
    file = folder / name
    desk.open_small_scene(str(file))
    desk.settings().render_output_root = "//out"
    desk.scene().name = "Shot"
    desk.scene().flamenco_ng.job_name = "{file} {scene}"
    return file


def job_of(begun: Any) -> Any:
    background.wait_for(begun.work)
    return begun.job or begun.problem


file = ready("one.blend")
desk.scene()["mark"] = "PRESSED"
begun = submission.begin(bpy.context, False)
saved = file.read_bytes()
desk.scene().name = "Renamed"
desk.scene().frame_end = 99
desk.scene()["mark"] = "LATER"
artist.report(edited=job_of(begun), untouched=file.read_bytes() == saved)
bpy.ops.wm.open_mainfile(filepath=str(file))
artist.report(mark_in_file=desk.scene()["mark"])

file = ready("two.blend")
begun = submission.begin(bpy.context, False)
bpy.ops.wm.save_as_mainfile(filepath=str(folder / "two of another name.blend"))
bpy.ops.wm.read_homefile(use_empty=True)
artist.report(another_file=job_of(begun))

file = ready("three.blend")
begun = submission.begin(bpy.context, False)
bpy.data.scenes.remove(bpy.data.scenes.new("Other"))
bpy.data.scenes.new("Remaining")
bpy.data.scenes.remove(bpy.data.scenes["Shot"])
artist.report(scene_removed=job_of(begun))

# While files are missing for one, the next one asks about its camera.
ready("four.blend")
queue = artist.add_on("submission.queue")
image = bpy.data.images.new("lost", 8, 8)
image.source, image.filepath, image.use_fake_user = "FILE", "//lost.png", True
first = queue.add(submission.begin(bpy.context))
bpy.data.images.remove(image)
desk.scene().camera = None
second = queue.add(submission.begin(bpy.context))
while (first.is_running and not first.files.is_asking) or (second.is_running and not second.files.is_asking):
    background.wait_for(second.work, 0.1)
artist.report(both_ask=[first.files.missing != [], second.files.foreseen], list=second.files.text)
artist.OPERATORS.answer_missing(submit=False, number=first.number)
artist.report(answered=job_of(first))
artist.OPERATORS.answer_missing(submit=True, number=first.number)
artist.report(still_asks=second.files.is_asking)
artist.OPERATORS.answer_missing(submit=True, number=second.number)
artist.report(after_answer=job_of(second))
