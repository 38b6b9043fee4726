"""Which manager gets to see which token."""

import artist
import bpy
import desk

package = artist.install_add_on(artist.ARGS["manager"])
module = artist.add_on("preferences")
preferences = module.preferences()
state = artist.add_on("manager.state")
ours, impostor, far = artist.ARGS["ours"], artist.ARGS["impostor"], artist.ARGS["far"]
said = {}


def ask(address: str = "") -> str:
    """Has the manager asked at this address, or at the current one. Returns what went wrong."""
    if address:
        preferences.manager_address = address
    try:
        artist.OPERATORS.refresh()
    except RuntimeError as problem:
        return str(problem).strip()
    return ""


# As an earlier version has left the preferences.
preferences.manager_address, preferences.token = ours, "old-token"
preferences.managers = ""
package.unregister()
package.register()
preferences = module.preferences()
ask()

# One press in the list of managers that were found.
artist.OPERATORS.use_manager(address=impostor)
said["token of the other"] = preferences.token
ask()
preferences.token = "other-token"
ask()
watch, my_job = artist.add_on("notices.watch"), artist.add_on("notices.my_jobs").MyJob
watch.jobs().add(my_job("1", "a job", ours, "active"), my_job("2", "another", impostor, "active"))
artist.OPERATORS.look_at_jobs()
said["back"] = ask(ours.replace("http://", "HTTP://") + "/")
said["token again"] = preferences.token

# Another computer, as far as anybody can tell from the address.
ask(far)
preferences.token = "far-token"
said["asks"] = module.asks_about_plain_http()
said["not yet"] = ask()
artist.OPERATORS.allow_plain_http(address=far)
said["allowed"] = [module.asks_about_plain_http(), ask()]
artist.OPERATORS.allow_plain_http(address=far, allowed=False)
said["withdrawn"] = ask()

# An earlier version has sent its token there all the time.
preferences.managers = ""
package.unregister()
package.register()
preferences = module.preferences()
said["from before"] = [module.asks_about_plain_http(), ask()]

# While the job is being submitted, the artist chooses another manager.
ask(artist.ARGS["manager"])
preferences.token = "farm-token"
desk.open_small_scene(artist.ARGS["file"])
desk.settings().render_output_root = "//out"


def choose_another(*_arguments: object) -> None:
    bpy.app.handlers.save_post.remove(choose_another)
    ask(impostor)


bpy.app.handlers.save_post.append(choose_another)
submitted = desk.submit()
said["another meanwhile"] = submitted if isinstance(submitted, str) else submitted["name"]
known = artist.add_on("manager.state").info()
said["chosen then"], said["shown then"] = preferences.manager_address, known and known.address
artist.report(said=said)
