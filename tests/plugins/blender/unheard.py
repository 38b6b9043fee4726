import artist
import desk

desk.connect()
desk.open_small_scene(artist.ARGS["file"])
desk.settings().render_output_root = "//out"
artist.report(job=desk.submit())
