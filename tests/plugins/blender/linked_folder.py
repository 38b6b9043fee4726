"""The artist reaches the farm's storage through a link, so the file has another path than the manager gives."""

from pathlib import Path

import artist
import desk

link = Path(artist.ARGS["link"])
link.symlink_to(artist.ARGS["storage"])
desk.connect()
desk.open_small_scene(str(link / "shot.blend"))
desk.settings().render_output_root = "//out"
explanation = artist.add_on("panel.files_panel")._explanation("auto", artist.add_on("manager.state").info())
artist.report(panel=explanation, job=desk.submit())
