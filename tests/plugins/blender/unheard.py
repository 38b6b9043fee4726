import artist
import desk

desk.connect()
desk.open_small_scene(artist.ARGS["file"])
desk.settings().render_output_root = "//out"
job = desk.submit()
artist.report(job=job)
if artist.ARGS["again"]:
    artist.OPERATORS.submit_again(job_id=job["id"], only_missing=False)
    artist.report(said=artist.add_on("notices.control").said(job["id"])[0])
