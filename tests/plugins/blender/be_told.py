"""Submits a shot as an artist does, and waits until the add-on says how it ended."""

import os
import time

import artist
import bpy
import desk

desk.connect()
bpy.ops.wm.open_mainfile(filepath=artist.ARGS["shot"])
desk.settings().render_output_root = artist.ARGS["frames"]
artist.report(job=desk.submit(missing_files="SUBMIT"))

watch = artist.add_on("notices.watch")
artist.report(remembered=[job.name for job in watch.jobs().open()], news_at_first=len(watch.jobs().news()))
while watch.jobs().open():
    time.sleep(0.3)
    watch.background.wait_for(watch.look())
(job,) = watch.jobs().news()
artist.report(status=job.status, fraction=job.fraction, problem=watch.problem())
artist.report(picture=list(bpy.data.images.load(job.picture).size) if job.picture else [], page=job.page)
artist.report(kept=artist.add_on("notices.my_jobs").MyJobs(watch.jobs()._path).news()[0].name)
try:
    folder = artist.add_on("notices.frames").frames_folder(job.frames, lambda: watch.connections()(job.manager))
    artist.report(frames=sorted(name for name in os.listdir(folder) if name.endswith(".png")))
except Exception as problem:  # noqa: BLE001 - the spec judges it
    artist.report(frames=str(problem))
preferences = artist.add_on("preferences").preferences()
preferences.notices = False
preferences.notices = True
artist.OPERATORS.close_notice(job_id=job.id)
artist.report(news_at_last=len(watch.jobs().news()), listed=len(watch.jobs().all()))
artist.OPERATORS.forget_job(job_id=job.id)
artist.OPERATORS.look_at_jobs()
artist.report(found_again=[job.name for job in watch.jobs().all()])
