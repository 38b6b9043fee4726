"""Logging in, drawn in a Blender with windows."""

from collections.abc import Iterator
from typing import Any

import artist
import bpy
import window
from browser_of import BrowserOf

MANAGER, PICTURES = artist.ARGS["manager"], artist.ARGS["pictures"]
PANELS = ["FLAMENCO_NG_PT_panel"]
opened: list[str] = []


class ANY_OT_url_open(bpy.types.Operator):
    """In the place of Blender's own, which opens a browser."""

    bl_idname = "wm.url_open"
    bl_label = "Open"
    url: bpy.props.StringProperty()  # type: ignore[valid-type]

    def execute(self, _context: bpy.types.Context) -> Any:
        opened.append(self.url)
        return {"FINISHED"}


def steps() -> Iterator[window.Condition]:
    state, login = artist.add_on("manager.state"), artist.add_on("login")
    preferences = artist.add_on("preferences").preferences()
    drawn, wrong = window.watch_draws(artist.add_on("panel").CLASSES)
    area = window.show_output_properties()
    for name in dir(bpy.types):
        panel = getattr(bpy.types, name)
        if name.startswith("RENDER_PT") and getattr(panel, "bl_context", "") == "output":
            bpy.utils.unregister_class(panel)
    bpy.utils.register_class(ANY_OT_url_open)
    yield lambda: window.shows(area, "OUTPUT")

    def drawn_again() -> Iterator[window.Condition]:
        for _time in range(3):
            yield window.redrawn(drawn, PANELS)

    preferences.manager_address = MANAGER
    yield lambda: login.is_wanted(MANAGER) and not state.is_asking()
    yield from drawn_again()
    window.screenshot(f"{PICTURES}/wanted.png")

    artist.OPERATORS.log_in(address=MANAGER)
    yield lambda: bool(login.log_in_at(MANAGER).begun)
    yield from drawn_again()
    window.screenshot(f"{PICTURES}/code.png")

    anna = BrowserOf(MANAGER, "anna", artist.ARGS["password"])
    anna.answer(login.log_in_at(MANAGER).begun.user_code, True)
    yield state.has_answered
    yield from drawn_again()
    window.screenshot(f"{PICTURES}/logged-in.png")

    area.ui_type = "PREFERENCES"
    assert bpy.context.preferences
    bpy.context.preferences.active_section = "ADDONS"
    artist.OPERATORS.open_preferences()
    shown = [0]

    def draw(*_arguments: object) -> None:
        shown[0] += 1

    artist.add_on("preferences").LAYOUTS.append(draw)

    def is_drawn() -> bool:
        for each in window.windows()[0].screen.areas:
            each.tag_redraw()
        return shown[0] > 3

    yield is_drawn
    window.screenshot(f"{PICTURES}/preferences.png")

    area.ui_type = "PROPERTIES"
    yield lambda: window.shows(area, "OUTPUT")
    for token in anna.ask("account.tokens"):
        if token["revoked_at"] is None:
            anna.change("account.revokeToken", {"id": token["id"]})
    artist.OPERATORS.refresh()
    yield lambda: login.is_wanted(MANAGER) and not state.is_asking()
    yield from drawn_again()
    window.screenshot(f"{PICTURES}/ended.png")
    artist.report(wrong=wrong, opened=opened[0] if opened else "")


artist.install_add_on(MANAGER)
window.play(steps())
