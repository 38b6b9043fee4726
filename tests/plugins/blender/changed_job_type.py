"""The script of the job type changes on the manager: before a submission, and in the middle of one."""

from pathlib import Path
from typing import Any

import artist
import bpy
import desk

script = Path(artist.ARGS["script"])
original = script.read_text("utf-8")
desk.connect()
desk.open_small_scene(artist.ARGS["file"])
desk.scene().flamenco_ng.job_type = "everything"
scene = desk.scene()
selected = artist.add_on("scene.selected")
settings = desk.settings()
settings.count, settings.quality, settings.at_submission = 8, "draft", "kept"

changed = original.replace("max: 10", "max: 4").replace("['draft', 'final'], default: 'final'", "['low', 'high']")
changed = changed.replace("{ key: 'on', type: 'bool', default: true }", "{ key: 'fresh', type: 'bool' }")
script.write_text(changed, "utf-8")
artist.report(refused=desk.submit(), notes=selected.notes_of(scene))
settings = desk.settings()
artist.report(kept=[settings.count, settings.quality, settings.at_submission, settings.fresh])
artist.report(second=desk.submit())

# Only what the script does with its settings has changed, so there is nothing to review.
script.write_text(changed + "\n// changed\n", "utf-8")
artist.report(third=desk.submit())

submission = artist.add_on("submission.submission")
fetch_info = submission.fetch_info


def fetch_info_just_before_a_change(connection: Any) -> Any:
    found = fetch_info(connection)
    script.write_text(changed.replace("'fresh'", "'fresher'"), "utf-8")
    return found


submission.fetch_info = fetch_info_just_before_a_change
artist.report(at_that_very_moment=desk.submit(), notes_then=selected.notes_of(scene))
submission.fetch_info = fetch_info

# The notes belong to the scene, not to its name, which others may have.
original_name, library = scene.name, str(Path(artist.ARGS["file"]).with_name("library.blend"))
libraries: Any = bpy.data.libraries
libraries.write(library, {scene})
with libraries.load(library, link=True) as (_there, here):
    here.scenes = [original_name]
linked = here.scenes[0]
scene.name = "Renamed"
namesake = bpy.data.scenes.new(original_name)
others = [selected.notes_of(other) for other in (linked, namesake)]
artist.report(notes_when_renamed=selected.notes_of(scene), notes_of_namesakes=others, linked_name=linked.name)

artist.report(after=desk.submit())
script.write_text(original, "utf-8")
