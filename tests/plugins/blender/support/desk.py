"""For scripts of specs: an artist's Blender with the add-on, connected to a manager, and a small file open."""

import os
from typing import Any

import artist
import bpy


def connect() -> None:
    """Installs the add-on and connects it to ARGS["manager"]."""
    artist.install_add_on(artist.ARGS["manager"])
    artist.add_on("preferences").preferences().manager_address = artist.ARGS.get("address", artist.ARGS["manager"])
    artist.OPERATORS.refresh()


def scene() -> Any:
    """The current scene, with the properties of the add-on and of Cycles, which no stubs know."""
    return bpy.context.scene


def open_small_scene(path: str) -> None:
    """A cube, two frames of 64 by 36 pixels, saved at the path. Without a camera, it gets one."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    current = scene()
    if not current.camera:
        current.camera = bpy.data.objects.new("Camera", bpy.data.cameras.new("Camera"))
        current.collection.objects.link(current.camera)
    current.render.engine = "CYCLES"
    current.cycles.samples = 4
    current.cycles.use_denoising = False
    current.render.resolution_x, current.render.resolution_y = 64, 36
    current.frame_start, current.frame_end = 1, 2
    bpy.ops.wm.save_as_mainfile(filepath=path)


def settings() -> Any:
    """The settings of the chosen job type, as properties."""
    job_type = artist.add_on("scene.selected").selected_job_type(scene())
    return artist.add_on("job_types.facade").facade_of(scene(), job_type)


def submit(**arguments: Any) -> Any:
    """Submits. Returns the job as the manager answered, or the problem's text."""
    try:
        artist.OPERATORS.submit_job(**arguments)
    except RuntimeError as refused:
        return str(refused).strip()
    return artist.add_on("submission.queue").current_submission().job
