"""A Blender that is started with a file: it enables its add-ons, and opens the file before anything else runs."""

from collections.abc import Iterator

import artist
import bpy
import desk
import window

PATIENCE = 200
"""Ticks within which the manager, on the same computer, has answered."""


def steps() -> Iterator[window.Condition]:
    state = artist.add_on("manager.state")
    artist.add_on("preferences").preferences().manager_address = artist.ARGS["manager"]
    yield state.has_answered
    desk.open_small_scene(artist.ARGS["file"])
    watch = artist.add_on("notices.watch")
    watch.jobs().add(artist.add_on("notices.my_jobs").MyJob("1", "a job", artist.ARGS["manager"], "queued"))

    artist.add_on().unregister()
    artist.add_on().register()
    bpy.ops.wm.open_mainfile(filepath=artist.ARGS["file"])
    ticks = [0]

    def patience_ends() -> bool:
        ticks[0] += 1
        return ticks[0] > PATIENCE or state.has_answered()

    yield patience_ends
    artist.report(asks_manager=state.has_answered(), follows_jobs=bpy.app.timers.is_registered(watch._tick))

    waiting = artist.add_on("registration")._waiting
    artist.add_on().unregister()
    artist.add_on().register()
    artist.report(waits=len(waiting) > 0)
    artist.add_on().unregister()
    artist.report(waits_when_off=len(waiting) > 0)


artist.install_add_on(artist.ARGS["manager"])
window.play(steps())
