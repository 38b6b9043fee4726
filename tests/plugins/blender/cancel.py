"""An artist cancels while an answer of the manager is stuck in the network."""

import urllib.request
from pathlib import Path

import artist
import bpy
import desk

desk.connect()
background = artist.add_on("background")
submission = artist.add_on("submission.submission")
queue = artist.add_on("submission.queue")
desk.open_small_scene(artist.ARGS["file"])
desk.settings().render_output_root = artist.ARGS["frames"]
desk.scene().flamenco_ng.files_way = artist.ARGS["way"]
# As in a Blender with windows, where the button does not wait.
begun = queue.add(submission.begin(bpy.context, False))


def stuck() -> bool:
    with urllib.request.urlopen(artist.ARGS["address"] + "/stuck") as answer:
        return bool(answer.read() != b"0")


while not stuck():
    assert begun.is_running, begun.problem
    background.wait_for(begun.work, background.TICK)
artist.OPERATORS.cancel_submission()
artist.report(text=begun.work.text, can_cancel=artist.OPERATORS.cancel_submission.poll())
# Less than anybody waits for an answer that does not come.
artist.report(ended=background.wait_for(begun.work, 15), cancelled=begun.was_cancelled, problem=begun.problem)
copies = Path(artist.ARGS["storage"]).rglob(Path(artist.ARGS["file"]).name)
artist.report(copies=len(list(copies)))
