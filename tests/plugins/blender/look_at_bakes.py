"""Reports where the first modifier of ARGS["blend"] looks for its bakes."""

from pathlib import Path
from typing import Any

import artist
import bpy

bpy.ops.wm.open_mainfile(filepath=artist.ARGS["blend"])
modifier: Any = bpy.data.objects[0].modifiers[0]
stored = [modifier.bake_directory, modifier.bakes[0].directory]
artist.report(stored=stored, found=[Path(bpy.path.abspath(path), "frame.blob").exists() for path in stored])
