"""An artist who changes jobs from the list, and reads the log of a task that has failed."""

from typing import Any

import artist
import desk

desk.connect()
watch = artist.add_on("notices.watch")
control = artist.add_on("notices.control")
my_job = artist.add_on("notices.my_jobs").MyJob
manager = artist.ARGS["address"]
waiting, broken = artist.ARGS["waiting"], artist.ARGS["broken"]
watch.jobs().add(my_job(waiting, "waiting", manager), my_job(broken, "broken", manager))
artist.OPERATORS.look_at_jobs()


def change(job_id: str, which: str) -> dict[str, object]:
    if which == "CANCEL":
        artist.OPERATORS.cancel_job(job_id=job_id)
    else:
        artist.OPERATORS.change_job(job_id=job_id, change=which)
    job = watch.jobs().find(job_id)
    return {"status": job.status, "said": control.said(job_id)[0], "doing": control.doing(job_id)}


artist.report(paused=change(waiting, "PAUSE"), resumed=change(waiting, "RESUME"))
artist.OPERATORS.set_job_priority(job_id=waiting, priority=77)
artist.report(priority=watch.jobs().find(waiting).priority)
artist.report(nothing_failed=change(waiting, "RETRY"), canceled=change(waiting, "CANCEL"))
artist.report(news=[job.name for job in watch.jobs().news()], refused=change(waiting, "RESUME"))
artist.report(again=change(waiting, "RETRY"))

logs: list[Any] = []
watch.background.wait_for(control.fetch_log(watch.jobs().find(waiting), logs.append))
artist.report(no_log=control.said(waiting)[0])
watch.background.wait_for(control.fetch_log(watch.jobs().find(broken), logs.append))
(found,) = logs
artist.report(task=found.task, worker=found.worker, has_log="no-such-file.blend" in found.text)
artist.OPERATORS.show_failed_log(job_id=broken)
artist.OPERATORS.note_on_job(job_id=broken, note=" ask Anna ")
job = watch.jobs().find(broken)
artist.report(comment=job.comment, note=job.note, retried=change(broken, "RETRY"))
watch.jobs().add(my_job("0f0f0f0f-0000-4000-8000-000000000000", "unknown", manager))
artist.report(unknown=change("0f0f0f0f-0000-4000-8000-000000000000", "CANCEL"))
