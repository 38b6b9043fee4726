"""Everything that would use the network, while Blender's preferences forbid it to add-ons."""

import time

import artist
import desk

desk.connect()
preferences = artist.add_on("preferences").preferences()
watch = artist.add_on("notices.watch")
state = artist.add_on("manager.state")
said = {}


def refusal_of(name: str) -> str:
    try:
        getattr(artist.OPERATORS, name)()
    except RuntimeError as refused:
        return str(refused).strip()
    return ""


desk.open_small_scene(artist.ARGS["file"])
desk.settings().render_output_root = "//out"
watch.jobs().add(artist.add_on("notices.my_jobs").MyJob("1", "a job", artist.ARGS["counting"], "active"))
preferences.manager_address = artist.ARGS["counting"]

artist.allow_network(False)
said["refresh"] = refusal_of("refresh")
said["submit"] = desk.submit()
artist.OPERATORS.find_managers()
said["search"] = artist.add_on("manager.find").last_search().problem
artist.OPERATORS.look_at_jobs()
said["look"] = watch.problem()
preferences.token = "a-token"
watch._tick()
while watch.is_looking() or state.is_asking():
    watch.background.wait_for(watch.background.start("nothing", lambda _work: time.sleep(0.1)))
artist.report(said=said)
