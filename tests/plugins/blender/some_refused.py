"""Two jobs of a press are taken and the third is refused. Then the only one of another press is refused."""

from pathlib import Path

import artist
import bpy
import desk

desk.connect()
desk.open_small_scene(artist.ARGS["file"])
farm = desk.scene().flamenco_ng
desk.settings().render_output_root = artist.ARGS["frames"]
desk.scene().frame_end = 9
farm.files_way, farm.use_test_frames, farm.scenes = "copy", True, "ALL"
bpy.data.scenes.new("refused").camera = desk.scene().camera
location = Path(artist.add_on("manager.state").info().location)


def copies() -> int:
    return len(list(location.rglob(Path(artist.ARGS["file"]).name)))


problem = desk.submit()
submission = artist.add_on("submission.queue").current_submission()
artist.report(problem=problem, taken=[job["name"] for job in submission.jobs], is_done=bool(submission.job))
artist.report(copies=copies(), in_status_bar=artist.add_on("panel.progress")._in_status_bar())
mine = [job.id for job in artist.add_on("notices.watch").jobs().all()]
artist.report(in_my_jobs=sorted(mine) == sorted(job["id"] for job in submission.jobs))
farm.scenes, farm.job_name, farm.use_test_frames = "CURRENT", "refused", False
artist.report(alone=desk.submit(), copies_then=copies())
