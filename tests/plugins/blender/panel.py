"""The panel in all its states, in a Blender that does not wait."""

import socket
import threading
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import artist
import bpy
import desk
import window

ALL = ["panel", "settings", "output", "scheduling", "submit"]


def named(names: list[str]) -> list[str]:
    return [f"FLAMENCO_NG_PT_{name}" for name in names]


def steps() -> Iterator[window.Condition]:
    state = artist.add_on("manager.state")
    preferences = artist.add_on("preferences").preferences()
    queue = artist.add_on("submission.queue")
    drawn, wrong = window.watch_draws(artist.add_on("panel").CLASSES)
    area = window.show_output_properties()
    for name in dir(bpy.types):
        panel = getattr(bpy.types, name)
        if name.startswith("RENDER_PT") and getattr(panel, "bl_context", "") == "output":
            bpy.utils.unregister_class(panel)
    yield lambda: window.shows(area, "OUTPUT")

    # A manager that accepts the connection and never says a word.
    preferences.manager_address = artist.ARGS["silent"]
    state.refresh()
    ticks = [0]

    def twenty_ticks() -> bool:
        ticks[0] += 1
        return ticks[0] > 20

    yield twenty_ticks
    yield window.redrawn(drawn, named(["panel"]))
    artist.report(alive_while_asking=state.is_asking(), without_manager=sorted(drawn))

    preferences.manager_address = artist.ARGS["nobody"]
    yield lambda: state.problem() != ""
    yield window.redrawn(drawn, named(["panel"]))
    window.screenshot(artist.ARGS["pictures"] + "/not-connected.png")

    preferences.manager_address = artist.ARGS["manager"]
    yield state.has_answered
    silent = urlsplit(artist.ARGS["silent"])
    threads = [thread for thread in threading.enumerate() if "refresh" in thread.name]
    with socket.create_connection((silent.hostname, silent.port)) as connection:
        connection.sendall(b"leave")
    yield lambda: not any(thread.is_alive() for thread in threads)
    ticks[0] = 0
    yield twenty_ticks
    artist.report(problem_of_the_silent_one=state.problem())
    yield window.redrawn(drawn, named(ALL))
    desk.open_small_scene(artist.ARGS["file"])
    yield window.redrawn(drawn, named(ALL))
    settings = desk.settings()
    settings.render_output_root = "//out"
    output = desk.scene().flamenco_ng.output
    output.use_format, output.file_format = True, "OPEN_EXR"
    output.use_resolution = output.use_samples = output.use_view_layer = True
    output.view_layer = bpy.context.view_layer.name if bpy.context.view_layer else ""
    yield window.redrawn(drawn, named(ALL))
    window.screenshot(artist.ARGS["pictures"] + "/ready.png")

    bpy.ops.ed.undo_push(message="a change")
    artist.report(saved=not bpy.data.is_dirty)
    artist.OPERATORS.submit_job()
    artist.report(runs_in_background=queue.current_submission().is_running)
    yield lambda: not queue.current_submission().is_running
    yield window.redrawn(drawn, named(ALL))
    window.screenshot(artist.ARGS["pictures"] + "/submitted.png")
    artist.report(saved=not bpy.data.is_dirty)
    artist.report(job=queue.current_submission().job, problem=queue.current_submission().problem)

    image = bpy.data.images.new("lost", 8, 8)
    image.source, image.filepath, image.use_fake_user = "FILE", "//lost/texture.png", True
    bpy.ops.wm.save_mainfile()
    artist.OPERATORS.submit_job()
    submission = queue.current_submission()
    yield lambda: submission.files.is_asking or not submission.is_running
    yield window.redrawn(drawn, named(ALL))
    window.screenshot(artist.ARGS["pictures"] + "/missing.png")
    artist.report(asked_for=submission.files.missing, problem_then=submission.problem)
    submission.files.foreseen = ["The scene has no active camera, so nothing can be rendered"]
    submission.files.unsearched = ["/studio/rocks.blend  (library: it is damaged or incomplete)"]
    yield window.redrawn(drawn, named(["submit"]))
    window.screenshot(artist.ARGS["pictures"] + "/unsearched.png")
    artist.OPERATORS.answer_missing(submit=False)
    yield lambda: not submission.is_running
    yield window.redrawn(drawn, named(ALL))

    libraries: Any = bpy.data.libraries
    library = artist.ARGS["file"].replace("sc010", "library")
    libraries.write(library, {desk.scene()})
    with libraries.load(library, link=True) as (there, here):
        here.scenes = there.scenes
    window.windows()[0].scene = here.scenes[0]
    yield window.redrawn(drawn, named(ALL))
    yield window.redrawn(drawn, named(ALL))
    window.screenshot(artist.ARGS["pictures"] + "/linked.png")
    artist.report(refused=submission.problem, with_manager=sorted(drawn), wrong=wrong)


artist.install_add_on(artist.ARGS["manager"])
window.play(steps())
