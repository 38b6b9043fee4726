"""For scripts of specs: an artist's Blender with the add-on installed, connected to a manager, and a small file open."""

import os

import artist
import bpy


def connect():
    """Installs the add-on and connects it to ARGS["manager"]."""
    artist.install_add_on(artist.ARGS["manager"])
    artist.add_on("preferences").preferences().manager_address = artist.ARGS.get("address", artist.ARGS["manager"])
    bpy.ops.flamenco_ng.refresh()


def open_small_scene(path):
    """A cube, two frames of 64 by 36 pixels, saved at the path."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    scene = bpy.context.scene
    scene.render.engine = "CYCLES"
    scene.cycles.samples = 4
    scene.cycles.use_denoising = False
    scene.render.resolution_x, scene.render.resolution_y = 64, 36
    scene.frame_start, scene.frame_end = 1, 2
    bpy.ops.wm.save_as_mainfile(filepath=path)


def settings():
    """The settings of the chosen job type, as properties."""
    scene = bpy.context.scene
    return artist.add_on("job_types.facade").facade_of(scene, artist.add_on("scene.selected").selected_job_type(scene))


def submit(**arguments):
    """Submits; gives the job as the manager answered, or the problem's text."""
    try:
        bpy.ops.flamenco_ng.submit_job(**arguments)
    except RuntimeError as refused:
        return str(refused).strip()
    return artist.add_on("submission.operators").current_submission().job
