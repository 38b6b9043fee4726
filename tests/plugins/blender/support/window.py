"""For scripts of specs that use Blender's windows: steps that wait for each other while Blender goes on."""

import os
import subprocess
import sys
import threading
import traceback

import bpy

TICK = 0.05
LONGEST_WORK = 60


def play(steps):
    """Runs a generator that yields conditions: each is asked again and again until it holds, then the generator goes on. Ends Blender."""
    # Blender 3.4 crashes when the area below its splash screen is changed.
    bpy.context.preferences.view.show_splash = False
    waiting = [lambda: True]

    def tick():
        try:
            while waiting[0]():
                waiting[0] = next(steps)
        except StopIteration:
            leave(0)
        except BaseException:
            traceback.print_exc()
            leave(1)
        return TICK

    bpy.app.timers.register(tick, first_interval=1, persistent=True)


def leave(code):
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def show_output_properties():
    """Fills the window with the Output properties, when the threads that are at work have ended.

    Blender 3.4 lets other Python threads run during an operator, and reads an overridden context, a Python dictionary, without Python's lock
    meanwhile: both then crash.
    """
    for thread in threading.enumerate():
        if thread is not threading.current_thread():
            thread.join(LONGEST_WORK)
            assert not thread.is_alive(), f"{thread.name} has not ended after {LONGEST_WORK} s"
    window = bpy.context.window_manager.windows[0]
    area = max(window.screen.areas, key=lambda each: each.width * each.height)
    with bpy.context.temp_override(window=window, area=area):
        bpy.ops.screen.screen_full_area()
    area = window.screen.areas[0]
    area.ui_type = "PROPERTIES"
    return area


def shows(area, context):
    """A condition: the properties show this tab. Blender knows its tabs once it has drawn the area."""
    try:
        area.spaces.active.context = context
    except TypeError:
        return False
    return True


def watch_draws(classes):
    """Counts how often each panel was drawn, and keeps what went wrong in it."""
    drawn, wrong = {}, []

    def watched(name, original):
        def draw(self, context):
            drawn[name] = drawn.get(name, 0) + 1
            try:
                original(self, context)
            except Exception:
                wrong.append(traceback.format_exc())

        return draw

    for cls in classes:
        cls.draw = watched(cls.bl_idname, cls.draw)
    return drawn, wrong


def redrawn(drawn, names):
    """A condition: all of these panels have been drawn once more."""
    before = {name: drawn.get(name, 0) for name in names}

    def condition():
        for window in bpy.context.window_manager.windows:
            for area in window.screen.areas:
                area.tag_redraw()
        return all(drawn.get(name, 0) > before[name] for name in names)

    return condition


def screenshot(path):
    """Of the screen, not by Blender's operator: that one needs an overridden context, and threads may be at work."""
    screen = ["-f", "x11grab", "-draw_mouse", "0", "-i", os.environ["DISPLAY"], "-frames:v", "1", path]
    subprocess.run(["ffmpeg", "-v", "error", "-y", *screen], check=True)
