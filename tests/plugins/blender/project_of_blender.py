"""A file in a project of Blender 5.3, with a folder in it that older rules would take for the project."""

from pathlib import Path
from typing import Any

import artist
import bpy
import desk

desk.connect()
root = Path(artist.ARGS["folder"])
artist.add_on("preferences").preferences().project_marker = ".git"
(root / "shots" / ".git").mkdir(parents=True)
projects: Any = getattr(bpy.ops, "project")  # noqa: B009 - the stubs know no such thing before 5.3
projects.new(name="Film", directory=str(root))
bpy.ops.wm.save_as_mainfile(filepath=str(root / "shots" / "010.blend"))
found = artist.add_on("submission.project").project_folder
artist.report(
    inside=str(found(Path(bpy.data.filepath), ".git")),
    elsewhere=str(found(root.parent / "other" / "a.blend", ".git")),
    defaults=str(artist.add_on("defaults.sources").of_project().path),
)
