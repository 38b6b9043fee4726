"""The questions about trust, drawn in a Blender with windows."""

from collections.abc import Iterator

import artist
import bpy
import desk
import window

PANELS = ["FLAMENCO_NG_PT_panel"]


def steps() -> Iterator[window.Condition]:
    state = artist.add_on("manager.state")
    module = artist.add_on("preferences")
    preferences = module.preferences()
    drawn, wrong = window.watch_draws(artist.add_on("panel").CLASSES)
    area = window.show_output_properties()
    for name in dir(bpy.types):
        panel = getattr(bpy.types, name)
        if name.startswith("RENDER_PT") and getattr(panel, "bl_context", "") == "output":
            bpy.utils.unregister_class(panel)
    yield lambda: window.shows(area, "OUTPUT")
    preferences.manager_address = artist.ARGS["manager"]
    yield state.has_answered
    desk.scene().flamenco_ng.job_type = "python-of-the-manager"
    for _time in range(3):
        yield window.redrawn(drawn, PANELS)
    window.screenshot(artist.ARGS["pictures"] + "/trust.png")
    preferences.manager_address = artist.ARGS["far"]
    preferences.token = "a-token"
    yield lambda: state.problem() != ""
    asks = module.asks_about_plain_http()
    for _time in range(3):
        yield window.redrawn(drawn, PANELS)
    window.screenshot(artist.ARGS["pictures"] + "/plain-http.png")

    area.ui_type = "PREFERENCES"
    assert bpy.context.preferences
    bpy.context.preferences.active_section = "ADDONS"
    bpy.ops.flamenco_ng.open_preferences()  # type: ignore[attr-defined]
    shown = [0]

    def draw(*_arguments: object) -> None:
        shown[0] += 1

    artist.add_on("preferences").LAYOUTS.append(draw)

    def is_drawn() -> bool:
        for each in window.windows()[0].screen.areas:
            each.tag_redraw()
        return shown[0] > 3

    yield is_drawn
    window.screenshot(artist.ARGS["pictures"] + "/preferences.png")
    artist.report(wrong=wrong, asks=asks)


artist.install_add_on(artist.ARGS["manager"])
window.play(steps())
