"""An artist who submits only the missing frames of several jobs at once. The pictures are as if they were rendered."""

import importlib
import json
from pathlib import Path
from typing import Any

import artist
import bpy
import desk

desk.connect()
desk.open_small_scene(artist.ARGS["file"])
frames = Path(artist.ARGS["frames"])
desk.settings().render_output_root = str(frames)
scene = desk.scene()
scene.frame_end = 4
farm = scene.flamenco_ng
farm.job_name, farm.start_paused = "shot", True
next_job = artist.add_on("notices.next_job")
watch = artist.add_on("notices.watch")
queue = artist.add_on("submission.queue")
hooks: Any = importlib.import_module("flamenco_ng_hooks")
EARLY, LATE = "2026-01-01_000000", "2026-02-02_000000"


def pictures(name: str, moment: str, *numbers: int) -> None:
    folder = frames / name / moment
    folder.mkdir(parents=True, exist_ok=True)
    for number in numbers:
        (folder / f"{number:06d}.png").write_bytes(b"as if it were a picture")


def only_missing(wanted: bool) -> None:
    assert bpy.context.window_manager
    next_job.group(bpy.context.window_manager).only_missing = wanted


def exported() -> Any:
    """What the jobs render, and how, or what was said instead."""
    path = Path(artist.ARGS["file"]).with_suffix(".json")
    try:
        artist.OPERATORS.export_job(filepath=str(path))
    except RuntimeError as refused:
        return str(refused).strip()
    found = json.loads(path.read_text("utf-8"))
    jobs = found if isinstance(found, list) else [found]
    return [
        {
            "name": job["name"],
            "frames": job["settings"]["frames"],
            "moment": Path(job["settings"]["render_output_path"]).parent.name,
            "video": job["settings"]["preview_video"],
            "status": job["initial_status"],
            "priority": job["priority"],
        }
        for job in jobs
    ]


# Test frames first: 1 and 4, then 2 and 3.
farm.use_test_frames, farm.test_frames = True, 2
only_missing(True)
pictures("shot", EARLY, 2)
pictures("shot", LATE, 1)
artist.report(one_take=exported())
farm.start_paused, farm.pause_rest = False, True
pictures("shot", LATE, 4)
artist.report(rest_only=exported())
pictures("shot", LATE, 2, 3)
(frames / "shot" / LATE / "000004.png").unlink()
artist.report(test_only=exported())
pictures("shot", LATE, 4)
artist.report(nothing=exported())

# Two cameras, of which one is complete.
farm.start_paused, farm.pause_rest, farm.use_test_frames = True, False, False
scene.camera.name = "Left"
right = bpy.data.objects.new("Right", bpy.data.cameras.new("Right"))
scene.collection.objects.link(right)
farm.output.use_camera = True
for name in ("Left", "Right"):
    artist.OPERATORS.toggle_view(stored_in="camera", name=name)
heard: list[Any] = []


def remember(job: dict[str, Any], description: dict[str, Any]) -> None:
    heard.append([job["name"], description["name"], description["settings"]["frames"]])


hooks.after_submission.append(remember)
pictures("shot - Left", EARLY, 1, 2, 3, 4)
pictures("shot - Right", EARLY, 1, 2, 3)
answer = desk.submit()
submission = queue.current_submission()
artist.report(
    answer=answer["name"] if isinstance(answer, dict) else answer,
    submitted=[job["name"] for job in submission.jobs],
    status_bar=artist.add_on("panel.progress")._outcome(submission)[0],
    heard=heard,
    told=submission.files.notes,
)

# A camera without any frame, in two jobs.
farm.use_test_frames = True
(frames / "shot - Right").rename(frames / "gone")
pictures("shot - Left", EARLY)
(frames / "shot - Left" / EARLY / "000001.png").unlink()
moments = [(job["name"], job["moment"]) for job in exported()]
artist.report(moments=moments)
(frames / "gone").rename(frames / "shot - Right")

# Both cameras in one job, which renders each into a folder of its own.
farm.use_test_frames, farm.output.views, farm.job_name = False, "ONE", "both"
artist.report(one_job=exported())
only_missing(False)
both = desk.submit()
artist.OPERATORS.cancel_job(job_id=both["id"])
artist.OPERATORS.submit_again(job_id=both["id"], only_missing=True)
artist.report(again=artist.add_on("notices.control").said(both["id"])[0])

# Another file.
farm.output.views = "EACH"
only_missing(True)
bpy.ops.wm.save_mainfile()
assert bpy.context.window_manager
next_job.choose("any")
bpy.ops.wm.open_mainfile(filepath=artist.ARGS["file"])
artist.report(in_another_file=[next_job.wants_only_missing(), next_job._chosen])
