"""Files are missing, and the artist is in the 3D View, far from the panel of the add-on."""

from collections.abc import Iterator

import artist
import bpy
import desk
import window

# Where the mouse is, from the lower left of the window. The pop-up puts its first button there, Show List.
MOUSE = (300, 600)
CANCEL, SUBMIT_ANYWAY = (183, 574), (417, 574)
ANSWER_IN_STATUS_BAR = (210, 10)
SUBMIT_ABOVE_STATUS_BAR = tuple(artist.ARGS["submit_above"])


def event(kind: str, value: str, at: tuple[int, int]) -> None:
    window.windows()[0].event_simulate(type=kind, value=value, x=at[0], y=at[1])


def click(at: tuple[int, int]) -> Iterator[window.Condition]:
    event("MOUSEMOVE", "NOTHING", at)
    yield window.ticks(5)
    event("LEFTMOUSE", "PRESS", at)
    event("LEFTMOUSE", "RELEASE", at)
    yield window.ticks(10)


def steps() -> Iterator[window.Condition]:
    queue = artist.add_on("submission.queue")
    artist.add_on("preferences").preferences().manager_address = artist.ARGS["manager"]
    yield artist.add_on("manager.state").has_answered
    desk.open_small_scene(artist.ARGS["file"])
    yield window.ticks(5)
    desk.settings().render_output_root = "//out"
    for number in range(3):
        image = bpy.data.images.new(f"lost {number}", 8, 8)
        image.source, image.filepath, image.use_fake_user = "FILE", f"//lost/{number}.png", True
    event("MOUSEMOVE", "NOTHING", MOUSE)

    def begin() -> Iterator[window.Condition]:
        artist.OPERATORS.submit_job()
        submission = queue.current_submission()
        yield lambda: submission.files.is_asking or not submission.is_running
        yield window.ticks(20)

    yield from begin()
    first = queue.current_submission()
    window.screenshot(artist.ARGS["pictures"] + "/pop-up.png")
    # The artist was just about to scale, grab, cancel, answer …
    for key in "SGCAY":
        event(key, "PRESS", MOUSE)
        event(key, "RELEASE", MOUSE)
        yield window.ticks(3)
    artist.report(asks_despite_keys=first.files.is_asking)
    yield from click(CANCEL)
    yield lambda: not first.is_running
    artist.report(cancelled=first.problem)
    yield window.ticks(10)
    window.screenshot(artist.ARGS["pictures"] + "/after.png")

    yield from begin()
    second = queue.current_submission()
    event("ESC", "PRESS", MOUSE)
    event("ESC", "RELEASE", MOUSE)
    yield window.ticks(10)
    artist.report(asks_without_pop_up=second.files.is_asking)
    window.screenshot(artist.ARGS["pictures"] + "/status-bar.png")
    yield from click(ANSWER_IN_STATUS_BAR)
    window.screenshot(artist.ARGS["pictures"] + "/pop-up-again.png")
    yield from click(SUBMIT_ABOVE_STATUS_BAR)
    yield lambda: not second.is_running
    artist.report(job=second.job, problem=second.problem)
    window.screenshot(artist.ARGS["pictures"] + "/submitted.png")


artist.install_add_on(artist.ARGS["manager"])
window.play(steps())
