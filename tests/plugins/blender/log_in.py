"""An artist logs in, submits, is logged out by an admin in the middle of it, logs in again, and logs out."""

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import artist
import bpy
import desk
from browser_of import BrowserOf

MANAGER = artist.ARGS["manager"]
OTHERS = (artist.ARGS["other"], artist.ARGS["redirecting"])

artist.install_add_on(MANAGER)
module = artist.add_on("preferences")
background, login, state = artist.add_on("background"), artist.add_on("login"), artist.add_on("manager.state")
watch = artist.add_on("notices.watch")
preferences = module.preferences()
preferences.manager_address = MANAGER
anna = BrowserOf(MANAGER, "anna", artist.ARGS["password"])
wim = BrowserOf(MANAGER, "wim", artist.ARGS["password"])


def refresh() -> str:
    """What is said when the manager is asked."""
    try:
        artist.OPERATORS.refresh()
    except RuntimeError as problem:
        return str(problem).strip()
    return ""


def until(condition: Callable[[], Any]) -> None:
    """Lets the add-on work until something has happened."""
    waiting = background.start("waiting", lambda work: work.cancelled.wait())
    while not condition():
        background.wait_for(waiting, 0.2)
    waiting.cancel()


def log_in(allow: bool = True) -> dict[str, Any]:
    """Presses the button, and answers on the page. Returns what the page has shown."""
    artist.OPERATORS.log_in(address=MANAGER)
    under_way = login.log_in_at(MANAGER)
    until(lambda: under_way.begun)
    shown = anna.answer(under_way.begun.user_code, allow)
    background.wait_for(under_way.work)
    until(lambda: not state.is_asking())
    return shown


# The manager wants to know who is asking.
artist.report(said=refresh(), wanted=login.is_wanted(MANAGER))
# A token that is wrong gives way to the log-in.
preferences.token = "fng_wrong"
artist.report(wrong_token=refresh())
log_in(allow=False)
artist.report(refused=login.log_in_at(MANAGER).problem, still_wanted=login.is_wanted(MANAGER))
artist.report(shown=log_in(), knows=bool(state.info()), wanted_then=login.is_wanted(MANAGER))
kept = module.kept_login(MANAGER)
artist.report(entered=preferences.token + module.known_manager(MANAGER).token, name=kept.name)
artist.report(in_text=kept.token in f"{kept} {module.known_manager(MANAGER)}")

# A submission of somebody who is logged out meanwhile waits, and goes on after the next log-in.
desk.open_small_scene(artist.ARGS["file"])
desk.settings().render_output_root = artist.ARGS["frames"]
for token in anna.ask("account.tokens"):
    if token["revoked_at"] is None:
        anna.change("account.revokeToken", {"id": token["id"]})
submission = artist.add_on("submission.submission").begin(bpy.context, True)
until(lambda: submission.work.text == "Waiting for you to log in")
artist.report(asks_again=login.is_wanted(MANAGER), ended=state.problem())
log_in()
background.wait_for(submission.work)
artist.report(submitted=bool(submission.job), problem=submission.problem)
job_id = submission.jobs[0]["id"]

# My jobs are those of the account, whatever others put into their jobs.
user = artist.add_on("job_name.current").user_name()
order = {"name": "not mine", "type": "echo-sleep-test", "priority": 50, "submitter_platform": "linux"}
order |= {"settings": {"message": "hello", "sleep_duration_seconds": 1}, "metadata": {"user.name": user}}
wim.submit(order)
watch.jobs().forget(job_id)
artist.OPERATORS.look_at_jobs()
names = {job.name for job in watch.jobs().all()}
artist.report(mine=watch.jobs().find(job_id) is not None, others="not mine" in names, notices=watch.problem())

# The token is in one file, which nobody else may read, and in nothing else.
token = module.kept_login(MANAGER).token
bpy.ops.wm.save_mainfile()
bpy.ops.wm.save_userpref()
home, storage = Path(os.environ["HOME"]), Path(artist.ARGS["file"]).parent
places = [path for folder in (home, storage) for path in folder.rglob("*") if path.is_file()]
found = [path for path in places if token.encode() in path.read_bytes()]
artist.report(places=[path.name for path in found], modes=[oct(stat.S_IMODE(path.stat().st_mode)) for path in found])

# Other managers never see it, and no redirection takes one along.
module.keep_login(artist.ARGS["redirecting"], artist.add_on("kept_logins").KeptLogin("fng_of_another", "Anna"))
for address in OTHERS:
    preferences.manager_address = address
    refresh()
preferences.manager_address = MANAGER

# Logging out forgets it here and there.
artist.OPERATORS.log_out(address=MANAGER)
until(lambda: not state.is_asking())
unused = module.public_connector()(MANAGER, token)
try:
    unused.call("getJobTypes")
    artist.report(revoked=False)
except artist.add_on("client").NotLoggedIn as problem:
    artist.report(revoked=str(problem))
artist.report(kept=module.kept_login(MANAGER), after=refresh())
