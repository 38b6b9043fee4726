"""An artist has the farm work on copies, presses the button several times in a row, and cancels one of them."""

import shutil
from pathlib import Path
from typing import Any

import artist
import bpy
import desk

desk.connect()
background = artist.add_on("background")
submission, queue = artist.add_on("submission.submission"), artist.add_on("submission.queue")
location = Path(artist.add_on("manager.state").info().location)


def opened(file: Path) -> Any:
    bpy.ops.wm.read_homefile(use_empty=True)
    shutil.rmtree(file.parent, ignore_errors=True)
    desk.open_small_scene(str(file))
    picture = bpy.data.images.new("picture", 8, 8)
    picture.filepath_raw, picture.file_format = str(file.parent / "picture.png"), "PNG"
    picture.save()
    picture.source, picture.use_fake_user, picture.filepath = "FILE", True, "//picture.png"
    desk.settings().render_output_root = artist.ARGS["frames"]
    desk.scene()["mark"] = "ON DISK"
    bpy.ops.wm.save_mainfile()
    desk.scene()["mark"] = "UNSAVED"
    return desk.scene().flamenco_ng


def copied(file: Path, way: str) -> dict[str, Any]:
    """What is on disk, and what workers open, after a copy was submitted."""
    farm = opened(file)
    farm.farm_copy, farm.files_way = True, way
    before = file.read_bytes()
    job = desk.submit()
    facts = {"untouched": file.read_bytes() == before, "still_open": bpy.data.filepath == str(file)}
    blendfile = Path(str(job["settings"]["blendfile"]).replace("{jobs}", str(location)))
    bpy.ops.wm.open_mainfile(filepath=str(blendfile))
    path = bpy.data.images["picture"].filepath
    found = Path(bpy.path.abspath(path)).is_file()
    return {**facts, "name": blendfile.name, "mark": desk.scene()["mark"], "picture": path, "found": found}


here, elsewhere = Path(artist.ARGS["storage"]), Path(artist.ARGS["elsewhere"])
artist.report(in_place=copied(here / "copied" / "shot.blend", "auto"))
artist.report(packed=copied(elsewhere / "copied" / "shot.blend", "copy"))

farm = opened(here / "twice" / "shot.blend")
farm.farm_copy = True
artist.report(twice=[desk.submit()["settings"]["blendfile"] for _ in range(3)])

farm = opened(here / "refused" / "shot.blend")
farm.farm_copy = True
desk.settings().link_frames, desk.settings().frames = False, "nonsense"
artist.report(refused=desk.submit(), left=sorted(path.name for path in (here / "refused").glob("*.blend")))


def pressed(name: str, without_missing: bool | None) -> Any:
    """As in a Blender with windows, where the button does not wait."""
    desk.scene().flamenco_ng.job_name = name
    desk.scene().frame_end += 1
    return queue.add(submission.begin(bpy.context, without_missing))


def waits(submission: Any) -> bool:
    return bool(submission.work.text == "Waiting for the one before")


opened(elsewhere / "queue" / "shot.blend").files_way = "copy"
bpy.data.images["picture"].filepath = "//lost.png"
# The first one asks about the missing file, and the others wait for the answer.
begun = [pressed(f"press {number}", None if number == 1 else True) for number in range(1, 5)]
while not (begun[0].files.is_asking and all(waits(each) for each in begun[1:])):
    assert all(each.is_running for each in begun)
    background.wait_for(begun[0].work, background.TICK)
artist.report(current=queue.current_submission().name)
artist.OPERATORS.cancel_submission(number=begun[2].number)
background.wait_for(begun[2].work)
artist.report(cancelled_at_once=begun[2].was_cancelled and begun[0].is_running)
begun[0].files.reply(True)
for each in begun:
    background.wait_for(each.work)
artist.report(
    jobs=[each.job and [each.job["name"], each.job["settings"]["frames"]] for each in begun],
    problems=[each.problem for each in begun],
    cancelled=[each.was_cancelled for each in begun],
)
artist.OPERATORS.close_message(number=begun[0].number)
artist.report(left_in_the_list=[each.name for each in queue.all_submissions()])
