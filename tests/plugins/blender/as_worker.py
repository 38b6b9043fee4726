"""What the Blender of a worker does with the expression on its command line, and with the frames that it is to render.

A Blender that is a Python module has no command line.
"""

import os

import artist
import bpy
import desk

bpy.ops.wm.open_mainfile(filepath=artist.ARGS["file"])
try:
    exec(artist.ARGS["expression"], {})
    artist.report(error=None)
except RuntimeError as problem:
    artist.report(error=str(problem))
render = desk.scene().render
for frame in artist.ARGS.get("frames", []):
    desk.scene().frame_set(frame)
    render.filepath = os.path.join(artist.ARGS["output"], str(frame))
    bpy.ops.render.render(write_still=True)
