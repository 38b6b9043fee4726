"""Submitting from other editors, in a Blender that speaks German."""

from collections.abc import Iterator
from typing import Any

import artist
import bpy
import desk
import window

# From the lower left of the window.
MIDDLE, TAB = (300, 700), (514, 850)
FIELD, OK = (370, 540), (300, 493)
PICTURES, ALL_PICTURES = artist.ARGS["pictures"], artist.ARGS["all_pictures"]


def event(kind: str, value: str, at: tuple[int, int], **more: str) -> None:
    window.windows()[0].event_simulate(type=kind, value=value, x=at[0], y=at[1], **more)


def click(at: tuple[int, int]) -> Iterator[window.Condition]:
    event("MOUSEMOVE", "NOTHING", at)
    yield window.ticks(5)
    event("LEFTMOUSE", "PRESS", at)
    event("LEFTMOUSE", "RELEASE", at)
    yield window.ticks(10)


def key(kind: str, **more: str) -> Iterator[window.Condition]:
    event(kind, "PRESS", MIDDLE, **more)
    event(kind, "RELEASE", MIDDLE)
    yield window.ticks(5)


def shot(name: str) -> Iterator[window.Condition]:
    yield window.ticks(5)
    if ALL_PICTURES or name.startswith("keys"):
        window.screenshot(f"{PICTURES}/{name}.png")


def steps() -> Iterator[window.Condition]:
    preferences = artist.add_on("preferences").preferences()
    queue = artist.add_on("submission.queue")
    assert bpy.context.preferences
    view: Any = bpy.context.preferences.view
    view.language, view.use_translate_interface = "de_DE", True
    preferences.manager_address = artist.ARGS["manager"]
    yield artist.add_on("manager.state").has_answered
    desk.open_small_scene(artist.ARGS["file"])
    for area in window.windows()[0].screen.areas:
        if area.type == "VIEW_3D":
            # Draws fast, even without a graphics card.
            area.spaces.active.shading.type, area.spaces.active.overlay.show_overlays = "WIREFRAME", False
    event("MOUSEMOVE", "NOTHING", MIDDLE)
    yield window.ticks(5)
    with bpy.context.temp_override(window=window.windows()[0]):
        bpy.ops.wm.call_menu(name="TOPBAR_MT_render")
    yield from shot("render-menu")
    yield from key("ESC")

    # By the search, which finds only what is meant to be found.
    yield from key("F3")
    for letter in "FLAMENCO":
        event(letter, "PRESS", MIDDLE, unicode=letter.lower())
        event(letter, "RELEASE", MIDDLE)
        yield window.ticks(2)
    yield from shot("search")
    yield from key("RET")
    yield from shot("dialog")
    artist.report(asks=queue.current_submission() is None)
    yield from click(FIELD)
    for kind, letter in (("SLASH", "/"), ("SLASH", "/"), ("O", "o"), ("RET", "")):
        event(kind, "PRESS", FIELD, **({"unicode": letter} if letter else {}))
        event(kind, "RELEASE", FIELD)
        yield window.ticks(3)
    artist.report(entered=desk.settings().render_output_root)
    yield from shot("dialog-filled")
    yield from click(OK)
    yield lambda: queue.current_submission() is not None and not queue.current_submission().is_running
    artist.report(job=queue.current_submission().job, problem=queue.current_submission().problem)
    event("MOUSEMOVE", "NOTHING", MIDDLE)
    yield from shot("submitted")

    # While a tool shows its keys in the status bar.
    progress = artist.add_on("panel.progress")
    shown = [progress._in_status_bar()]
    drawn = [0]

    def count(_header: Any, _context: Any) -> None:
        drawn[0] += 1

    bpy.types.STATUSBAR_HT_header.append(count)
    artist.OPERATORS.close_message()
    yield from shot("keys-none")
    yield from key("G")
    yield from shot("keys-before")
    before = drawn[0]
    artist.add_on("background").redraw_status_bars()
    yield from shot("keys-after")
    artist.report(status_bar_is_redrawn=drawn[0] > before, in_status_bar=[*shown, progress._in_status_bar()])
    yield from key("ESC")

    desk.scene().flamenco_ng.worker_tag = artist.add_on("manager.state").info().tags[0].id
    preferences.in_sidebar = True
    preferences.managers = preferences.managers.replace("Test farm", "Light")
    for area in window.windows()[0].screen.areas:
        if area.type == "VIEW_3D":
            area.spaces.active.show_region_ui = True
    drawn_there, wrong = window.watch_draws(artist.add_on("panel.sidebar")._twins)
    yield window.ticks(10)
    yield from click(TAB)
    yield from shot("sidebar")
    artist.report(in_sidebar=sorted(drawn_there), wrong=wrong)
    preferences.in_sidebar = False
    artist.report(
        no_longer_in_sidebar=not hasattr(bpy.types, "FLAMENCO_NG_PT_sidebar_panel"),
        tag=desk.scene().flamenco_ng.worker_tag_name,
    )
    if not ALL_PICTURES:
        return
    yield from shot("sidebar-off")
    with bpy.context.temp_override(window=window.windows()[0]):
        bpy.ops.wm.call_panel(name="FLAMENCO_NG_PT_presets")
    yield from shot("presets")
    yield from key("ESC")
    with bpy.context.temp_override(window=window.windows()[0]):
        bpy.ops.wm.call_menu(name="FLAMENCO_NG_MT_managers")
    yield from shot("managers")
    yield from key("ESC")
    with bpy.context.temp_override(window=window.windows()[0]):
        artist.OPERATORS.edit_manager("INVOKE_DEFAULT", listed=artist.ARGS["manager"])
    yield from shot("manager-dialog")
    yield from key("ESC")
    area = window.show_output_properties()
    area.ui_type = "PREFERENCES"
    bpy.context.preferences.active_section = "ADDONS"
    window_manager: Any = bpy.context.window_manager
    window_manager.addon_search = "Flamenco"
    with bpy.context.temp_override(window=window.windows()[0]):
        bpy.ops.preferences.addon_expand(module="flamenco_ng")
    yield from shot("preferences")


artist.install_add_on(artist.ARGS["manager"])
window.play(steps())
