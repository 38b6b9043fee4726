"""Whatever keeps a file from being submitted is reported before anything is sent."""

from pathlib import Path
from typing import Any

import artist
import bpy
import desk

artist.install_add_on(artist.ARGS["manager"])
preferences = artist.add_on("preferences").preferences()
obstacle = artist.add_on("submission.order").obstacle
said = {}


def refresh(address: str) -> str | None:
    preferences.manager_address = address
    try:
        artist.OPERATORS.refresh()
    except RuntimeError as problem:
        return str(problem).strip()
    return None


said["no manager"] = obstacle(bpy.context)
said["nobody listens"] = refresh(artist.ARGS["nobody"])
said["no address"] = refresh("farm computer:80 80")
said["other scheme"] = refresh("ftp://farm.local")
said["password in it"] = refresh("http://me:secret@farm.local")
preferences.manager_address = artist.ARGS["manager"]
preferences.token = "gehe\u00efm"
said["odd token"] = refresh(artist.ARGS["manager"])
preferences.token = ""
said["page"] = refresh(artist.ARGS["manager"] + "/app/jobs?x=1")
said["other program"] = refresh(artist.ARGS["other"])
said["wants a token"] = refresh(artist.ARGS["locked"])
preferences.token = "a-token"
refresh(artist.ARGS["locked"])
preferences.token = ""
refresh(artist.ARGS["manager"])
farm = desk.scene().flamenco_ng
said["unsaved"] = obstacle(bpy.context)
desk.open_small_scene(artist.ARGS["file"])
said["no output"] = obstacle(bpy.context)
settings = desk.settings()
settings.render_output_root = "//out"
for name, written in (("unknown token", "{flie}"), ("lonely bracket", "{file"), ("empty name", "  ")):
    farm.job_name = written
    said[name] = obstacle(bpy.context)
farm.job_name = "{file}"
said["nothing"] = obstacle(bpy.context)
farm.output.use_view_layer, farm.output.view_layer = True, "gone"
said["view layer"] = desk.submit()
farm.output.use_view_layer = False
settings.link_frames = False
settings.frames = "10-1"
said["frames"] = desk.submit()
settings.frames = "1"
painted = bpy.data.images.new("Paint", 8, 8)
pixels: Any = painted.pixels
pixels.foreach_set([0.5] * 256)
painted.use_fake_user = True
said["painted"] = desk.submit()
bpy.data.images.remove(painted)
desk.scene().render.image_settings.file_format = "JPEG"
bpy.ops.wm.save_as_mainfile(filepath=artist.ARGS["elsewhere"])
farm.files_way = "in-place"
said["elsewhere"] = desk.submit()
farm.worker_tag_id, farm.worker_tag_name = "5a1b5ea0-0000-4000-8000-000000000000", "GPU"
said["tag"] = obstacle(bpy.context)
artist.report(said=said, token_in_file=b"a-token" in Path(artist.ARGS["elsewhere"]).read_bytes())
