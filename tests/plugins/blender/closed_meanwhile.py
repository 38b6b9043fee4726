"""An artist closes Blender, or it crashes, while a submission is running. Then Blender is started again."""

import os
import sys
import urllib.request

import artist
import bpy
import desk

HOW = artist.ARGS["how"]


def stuck() -> bool:
    with urllib.request.urlopen(artist.ARGS["address"] + "/stuck") as answer:
        return bool(answer.read() != b"0")


desk.connect()
background = artist.add_on("background")
interrupted = artist.add_on("submission.interrupted")
if HOW == "start again":
    interrupted.look()
    artist.report(told=[each.blend_file for each in interrupted.interrupted()])
    artist.OPERATORS.close_interrupted()
    interrupted.look()
    artist.report(then=interrupted.interrupted())
else:
    desk.open_small_scene(artist.ARGS["file"])
    desk.settings().render_output_root = "//out"
    # As in a Blender with windows, where the button does not wait.
    begun = artist.add_on("submission.submission").begin(bpy.context, False)
    while not stuck():
        assert begun.is_running, begun.problem
        background.wait_for(begun.work, background.TICK)
    interrupted.look()
    artist.report(while_running=interrupted.interrupted())
    if HOW == "crash":
        sys.stdout.flush()
        os._exit(0)
    # Otherwise Blender is closed at the end of this script.
