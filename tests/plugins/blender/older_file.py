"""An artist opens a file that an older Blender has saved, changes it, and submits it."""

from pathlib import Path

import artist
import bpy
import desk

desk.connect()
file = Path(artist.ARGS["file"])
bpy.ops.wm.open_mainfile(filepath=str(file))
desk.settings().render_output_root = "//out"
before = file.read_bytes()
artist.report(old=desk.submit()["settings"]["blendfile"], untouched=file.read_bytes() == before)
artist.report(over=desk.submit(older_file="OVERWRITE")["settings"]["blendfile"], saved=file.read_bytes() != before)
# From then on it is a file of this Blender.
artist.report(again=desk.submit()["settings"]["blendfile"])
