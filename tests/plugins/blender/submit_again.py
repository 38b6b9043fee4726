"""An artist who submits jobs again: all of a job, only its missing frames, from the list and from the open file."""

import time
from pathlib import Path
from typing import Any

import artist
import bpy
import desk

desk.connect()
desk.open_small_scene(artist.ARGS["file"])
desk.settings().render_output_root = artist.ARGS["frames"]
watch = artist.add_on("notices.watch")
control = artist.add_on("notices.control")
next_job = artist.add_on("notices.next_job")


def end(job_id: str) -> None:
    """The job comes to its end: rendered by the farm if it can open the file, or else canceled."""
    if not artist.ARGS["renders"]:
        artist.OPERATORS.cancel_job(job_id=job_id)
    while watch.jobs().find(job_id).is_open:
        time.sleep(0.3)
        watch.background.wait_for(watch.look())


def again(job_id: str, only_missing: bool) -> Any:
    """Submits a job of the list again. Returns the new job as the manager knows it, or what was said instead."""
    known = {job.id for job in watch.jobs().all()}
    artist.OPERATORS.submit_again(job_id=job_id, only_missing=only_missing)
    new = [job.id for job in watch.jobs().all() if job.id not in known]
    if not new:
        return control.said(job_id)[0]
    found = watch.connections()(artist.ARGS["manager"]).call("fetchJob", job_id=new[0])
    parts = ("name", "priority", "metadata")
    return {"id": new[0], **{part: found[part] for part in parts}, **found["settings"]}


def prepared(job_id: str, only_missing: bool) -> Any:
    """What would be submitted."""
    seen: list[Any] = []
    watch.background.wait_for(control.prepare_again(watch.jobs().find(job_id), only_missing, seen.append))
    return seen[0]


def notes(job_id: str, only_missing: bool) -> list[str]:
    """What the artist would be asked."""
    return list(prepared(job_id, only_missing).notes)


desk.scene().flamenco_ng.comment = "first try"
first = desk.submit()
output = first["settings"]["render_output_path"]
folder = Path(output).parent
end(first["id"])
if not artist.ARGS["renders"]:
    folder.mkdir(parents=True)
    for number in (1, 2):
        (folder / f"00000{number}.png").write_bytes(b"as if it were a picture")
artist.report(frames=sorted(path.name for path in folder.glob("*.png")), folder=str(folder))
artist.report(nothing_missing=again(first["id"], only_missing=True))

(folder / "000002.png").unlink()
missing = again(first["id"], only_missing=True)
artist.report(missing=missing["frames"], name=missing["name"], same_place=missing["render_output_path"] == output)
artist.report(metadata=missing["metadata"], same_file=missing["blendfile"] == first["settings"]["blendfile"])
end(missing["id"])
artist.report(frames_later=sorted(path.name for path in folder.glob("*.png")))
(folder / "000002.png").unlink(missing_ok=True)
artist.report(name_later=prepared(missing["id"], only_missing=True).body["name"])

whole = again(first["id"], only_missing=False)
artist.report(whole=whole["frames"], whole_name=whole["name"])
end(whole["id"])

(folder / "000001.png").write_bytes(b"as if it were a picture")
(folder / "000002.png").write_bytes(b"")
artist.report(notes=notes(first["id"], only_missing=True))
(folder / "000002.png").unlink()
assert bpy.context.window_manager
next_job.group(bpy.context.window_manager).only_missing = True
from_file = desk.submit()
if isinstance(from_file, dict):
    settings = from_file["settings"]
    artist.report(from_file=settings["frames"], from_file_same_place=settings["render_output_path"] == output)
    artist.report(told=artist.add_on("submission.queue").current_submission().files.notes)
else:
    artist.report(from_file=from_file)
desk.scene().flamenco_ng.job_name = "another"
artist.report(none_there=desk.submit())

Path(artist.ARGS["file"]).unlink()
artist.report(no_file=again(first["id"], only_missing=False))
my_job = artist.add_on("notices.my_jobs").MyJob
for name in ("unseen", "unseen_broken"):
    watch.jobs().add(my_job(artist.ARGS[name], name, artist.ARGS["manager"]))
artist.report(unseen=again(artist.ARGS["unseen"], only_missing=True))
artist.report(unseen_notes=notes(artist.ARGS["unseen_broken"], only_missing=True))
