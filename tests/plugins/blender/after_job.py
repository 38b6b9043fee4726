"""An artist who submits a job that starts after another one, and then lets it start at once."""

import artist
import bpy
import desk

desk.connect()
desk.open_small_scene(artist.ARGS["file"])
desk.settings().render_output_root = artist.ARGS["frames"]
watch = artist.add_on("notices.watch")
next_job = artist.add_on("notices.next_job")
state = artist.add_on("manager.state")
artist.report(offered=state.info().can_order_jobs)
farm = desk.scene().flamenco_ng

farm.job_name, farm.start_paused = "sim", True
sim = desk.submit()
assert bpy.context.window_manager
group = next_job.group(bpy.context.window_manager)
artist.report(choices=[label for _id, label, *_rest in next_job.after_items(None, None)])
menu = next_job.after_items(None, None)
number = next(each for identifier, _label, _description, each in menu if identifier == sim["id"])
older = artist.add_on("notices.my_jobs").MyJob("older", "older", watch.jobs().find(sim["id"]).manager)
watch.jobs().add(older)
# The drop-down was open while the list grew. Blender hands over the number that it was told then.
next_job._set(group, number)
artist.report(clicked=group.after == sim["id"])
artist.OPERATORS.forget_job(job_id="older")
farm.job_name, farm.start_paused = "shot", False
shot = desk.submit()
if isinstance(shot, dict) and "waits_for" in shot:
    job = watch.jobs().find(shot["id"])
    artist.report(waits=[job.waits_for, job.depends_on == [sim["id"]]])
    artist.report(words=artist.add_on("panel.my_jobs_panel").names_of_others(job))
    artist.OPERATORS.change_job(job_id=sim["id"], change="RESUME")
    artist.OPERATORS.cancel_job(job_id=sim["id"])
    artist.report(words_later=artist.add_on("panel.my_jobs_panel").names_of_others(job))
    artist.OPERATORS.change_job(job_id=shot["id"], change="RELEASE")
    artist.report(released=watch.jobs().find(shot["id"]).waits_for, still_chosen=group.after == sim["id"])
    artist.OPERATORS.forget_job(job_id=sim["id"])
    artist.report(forgotten=group.after)
artist.report(has_field="depends_on" in shot)
