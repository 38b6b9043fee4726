"""The notices and the list of jobs, drawn in a Blender with windows."""

from collections.abc import Callable, Iterator

import artist
import bpy
import window

PANELS = ["FLAMENCO_NG_PT_panel", "FLAMENCO_NG_PT_my_jobs"]


def steps() -> Iterator[window.Condition]:
    watch = artist.add_on("notices.watch")
    my_job = artist.add_on("notices.my_jobs").MyJob
    preferences = artist.add_on("preferences").preferences()
    preferences.notices = False
    preferences.manager_address = manager = artist.ARGS["manager"]
    picture = artist.ARGS["picture"]
    watch.jobs().add(
        my_job("1", "sc010_lighting", manager, "active", "", 37, 120, "/farm/x/######", picture),
        my_job(
            "2",
            "sc020_comp with quite a long name v012",
            manager,
            "completed",
            "",
            10,
            10,
            "/farm/x/######",
            picture,
            True,
            note="the client wants it on Friday",
        ),
        my_job(
            "3",
            "sc030_fx",
            manager,
            "failed",
            "render-1-10 failed on 3 workers: out of memory",
            3,
            10,
            "",
            "",
            True,
            comment="with the new smoke",
        ),
        my_job("4", "sc040_anim", manager, "queued", "", 0, 24, "/farm/x/######", "", depends_on=["3"], waits_for=2),
        my_job("5", "sc050_anim", manager, "paused", "", 12, 24, "/farm/x/######", picture),
        my_job("6", "sc060_anim", manager, "gone", "", 0, 24, "/farm/x/######", ""),
    )
    control = artist.add_on("notices.control")
    control._doing["4"] = "Pausing…"
    control._said["5"] = ("The manager does not allow you to do this.", True)
    drawn, wrong = window.watch_draws(
        [artist.add_on("panel").FLAMENCO_NG_PT_panel, artist.add_on("panel.my_jobs_panel").FLAMENCO_NG_PT_my_jobs]
    )
    area = window.show_output_properties()
    for name in dir(bpy.types):
        panel = getattr(bpy.types, name)
        if name.startswith("RENDER_PT") and getattr(panel, "bl_context", "") == "output":
            bpy.utils.unregister_class(panel)
    yield lambda: window.shows(area, "OUTPUT")
    yield lambda: artist.add_on("manager.state").has_answered()
    yield window.redrawn(drawn, PANELS)
    watch.redraw()
    # Blender reads pictures in a thread of its own.
    for _time in range(5):
        yield window.redrawn(drawn, PANELS)
    window.screenshot(artist.ARGS["screenshot"])

    # Each pop-up, one after the other. A click elsewhere closes a pop-up, so does the next one.
    operators, job = artist.OPERATORS, watch.jobs().find("3")
    log = "\n".join(f"Fra:1 Mem:{number}M | Rendering {number} / 128 samples" for number in range(40))
    found = artist.add_on("notices.failed_log").FailedLog(
        "3", "t", "render-1-10", "worker-07", "Out of memory: Blender was killed", log, 3
    )
    job_log = artist.add_on("panel.job_log")
    again = artist.add_on("notices.again").Again(
        {}, ["37 of 250 frames are missing: 12,18-53.", "Counted as rendered: files named ######.png in /farm/x."]
    )
    submit_again = artist.add_on("panel.submit_again")
    pop_ups: dict[str, Callable[[], object]] = {
        "menu": lambda: operators.job_menu(job_id="3"),
        "menu_open": lambda: operators.job_menu(job_id="1"),
        "cancel": lambda: operators.cancel_job("INVOKE_DEFAULT", job_id="1"),
        "priority": lambda: operators.set_job_priority("INVOKE_DEFAULT", job_id="1"),
        "note": lambda: operators.note_on_job("INVOKE_DEFAULT", job_id="2"),
        "again": lambda: submit_again._ask(job, again),
        "log": lambda: job_log.show_log(job, found),
    }
    for name, show in pop_ups.items():
        with bpy.context.temp_override(window=window.windows()[0], area=area, region=area.regions[-1]):
            show()
        yield window.ticks(4)
        window.screenshot(artist.ARGS["pop_ups"] + f"-{name}.png")
        window.windows()[0].event_simulate("ESC", "PRESS")
        window.windows()[0].event_simulate("ESC", "RELEASE")
        yield window.ticks(4)

    # A tool that is in use shows its keys in the status bar.
    workspace = window.windows()[0].workspace
    workspace.status_text_set("Confirm: Left Mouse, Cancel: Esc")
    yield window.redrawn(drawn, PANELS)
    window.screenshot(artist.ARGS["keys"])
    watch.redraw()
    yield window.redrawn(drawn, PANELS)
    window.screenshot(artist.ARGS["keys_later"])
    artist.report(wrong=wrong, drawn=sorted(drawn))


artist.install_add_on(artist.ARGS["manager"])
panel = artist.add_on("panel.my_jobs_panel").FLAMENCO_NG_PT_my_jobs
bpy.utils.unregister_class(panel)
panel.bl_options = set()
bpy.utils.register_class(panel)
window.play(steps())
