"""For scripts of specs that use Blender's windows: steps that wait for each other while Blender keeps running."""

import os
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeAlias

import bpy

TICK = 0.05
LONGEST_WORK = 60

Condition: TypeAlias = Callable[[], bool]
"""What a step waits for."""
Draw: TypeAlias = Callable[[Any, Any], None]
"""The method with which a panel draws itself."""


def play(steps: Iterator[Condition]) -> None:
    """Runs a generator that yields conditions. Each is tested repeatedly until it holds. Ends Blender at the end."""
    # Blender 3.4 crashes when the area below its splash screen is changed.
    assert bpy.context.preferences
    bpy.context.preferences.view.show_splash = False
    waiting: list[Condition] = [lambda: True]

    def tick() -> float:
        try:
            while waiting[0]():
                waiting[0] = next(steps)
        except StopIteration:
            leave(0)
        except BaseException:  # noqa: BLE001 - Blender would go on without us
            traceback.print_exc()
            leave(1)
        return TICK

    bpy.app.timers.register(tick, first_interval=1, persistent=True)


def leave(code: int) -> None:
    """Ends Blender at once."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def windows() -> Any:
    """All windows of Blender."""
    assert bpy.context.window_manager
    return bpy.context.window_manager.windows


def show_output_properties() -> Any:
    """Fills the window with the Output properties, once all threads have ended.

    Blender 3.4 lets other Python threads run during an operator, and meanwhile reads an overridden context, which is a
    Python dictionary, without holding Python's lock. That crashes.
    """
    for thread in threading.enumerate():
        if thread is not threading.current_thread():
            thread.join(LONGEST_WORK)
            assert not thread.is_alive(), f"{thread.name} has not ended after {LONGEST_WORK} s"
    window = windows()[0]
    area = max(window.screen.areas, key=lambda each: each.width * each.height)
    with bpy.context.temp_override(window=window, area=area):
        bpy.ops.screen.screen_full_area()
    area = window.screen.areas[0]
    area.ui_type = "PROPERTIES"
    return area


def shows(area: Any, context: str) -> bool:
    """A condition: the properties show this tab. Blender knows its tabs only after it has drawn the area."""
    try:
        area.spaces.active.context = context
    except TypeError:
        return False
    return True


def watch_draws(classes: Iterable[Any]) -> tuple[dict[str, int], list[str]]:
    """Counts how often each panel is drawn, and collects what goes wrong in it."""
    drawn: dict[str, int] = {}
    wrong: list[str] = []

    def watched(name: str, original: Draw) -> Draw:
        def draw(self: Any, context: Any) -> None:
            drawn[name] = drawn.get(name, 0) + 1
            try:
                original(self, context)
            except Exception:  # noqa: BLE001 - the spec gets to see it
                wrong.append(traceback.format_exc())

        return draw

    for cls in classes:
        cls.draw = watched(cls.bl_idname, cls.draw)
    return drawn, wrong


def redrawn(drawn: dict[str, int], names: list[str]) -> Condition:
    """A condition: all of these panels have been drawn again."""
    before = {name: drawn.get(name, 0) for name in names}

    def condition() -> bool:
        for window in windows():
            for area in window.screen.areas:
                area.tag_redraw()
        return all(drawn.get(name, 0) > before[name] for name in names)

    return condition


def screenshot(path: str) -> None:
    """Takes a picture of the screen. Blender's own operator needs an overridden context, and threads may be running."""
    screen = ["-f", "x11grab", "-draw_mouse", "0", "-i", os.environ["DISPLAY"], "-frames:v", "1", path]
    subprocess.run(["ffmpeg", "-v", "error", "-y", *screen], check=True)


def ticks(count: int) -> Condition:
    """A condition: Blender has come to itself so many times, so it has handled what had happened and drawn it."""
    left = [count]

    def condition() -> bool:
        left[0] -= 1
        return left[0] < 0

    return condition
