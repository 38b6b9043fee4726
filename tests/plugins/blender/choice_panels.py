"""Opens the panels in which an artist chooses what a press submits, and presses the button several times."""

from collections.abc import Iterator
from typing import Any

import artist
import bpy
import desk
import window

OPENED = ["frames", "views", "cycles", "files"]
LEFT_OUT = ["settings", "output", "scheduling", "my_jobs"]


def named(names: list[str]) -> list[str]:
    return [f"FLAMENCO_NG_PT_{name}" for name in names]


def only_these() -> None:
    for name in dir(bpy.types):
        panel = getattr(bpy.types, name)
        if name.startswith("RENDER_PT") and getattr(panel, "bl_context", "") == "output":
            bpy.utils.unregister_class(panel)
    for name in named(LEFT_OUT):
        bpy.utils.unregister_class(getattr(bpy.types, name))
    for name in named(OPENED):
        panel = getattr(bpy.types, name)
        bpy.utils.unregister_class(panel)
        panel.bl_options = set()
        bpy.utils.register_class(panel)


def steps() -> Iterator[window.Condition]:
    state, queue = artist.add_on("manager.state"), artist.add_on("submission.queue")
    drawn, wrong = window.watch_draws(artist.add_on("panel").CLASSES)
    area = window.show_output_properties()
    only_these()
    yield lambda: window.shows(area, "OUTPUT")
    artist.add_on("preferences").preferences().manager_address = artist.ARGS["manager"]
    yield state.has_answered
    desk.open_small_scene(artist.ARGS["file"])
    settings, scene = desk.settings(), desk.scene()
    settings.render_output_root = "//out"
    farm = scene.flamenco_ng

    def picture(name: str) -> Iterator[window.Condition]:
        # Blender moves the panels below one that has grown when it draws for the second time.
        yield window.redrawn(drawn, named([*OPENED, "submit"]))
        yield window.redrawn(drawn, named([*OPENED, "submit"]))
        window.screenshot(f"{artist.ARGS['pictures']}/{name}.png")

    yield from picture("untouched")
    scene.frame_end = 120
    for number in (2, 3):
        data = bpy.data.cameras.new(f"Shot {number}")
        scene.collection.objects.link(bpy.data.objects.new(f"Shot {number}", data))
    scene.view_layers.new("Fog")
    bpy.data.scenes.new("Titles").flamenco_ng.priority = 10  # type: ignore[attr-defined]
    bpy.data.scenes.new("Credits")
    farm.every_nth, farm.use_test_frames, farm.farm_copy = 2, True, True
    farm.output.use_camera = farm.output.use_view_layer = True
    for stored_in, name in (
        ("camera", "Shot 2"),
        ("camera", "Camera"),
        ("view_layer", "Fog"),
        ("view_layer", "ViewLayer"),
    ):
        artist.OPERATORS.toggle_view(stored_in=stored_in, name=name)
    farm.scenes = "ALL"
    farm.output.use_device = farm.output.use_noise_threshold = farm.output.use_time_limit = True
    farm.output.seed_per_frame, farm.output.render_region = "ON", "OFF"
    yield from picture("chosen")
    farm.frames_from = "PREVIEW"
    farm.output.camera += "\nGone"
    yield from picture("wrong")
    farm.frames_from, farm.scenes = "SETTING", "CURRENT"
    farm.output.use_camera = farm.output.use_view_layer = False
    farm.property_unset("use_test_frames")

    image = bpy.data.images.new("lost", 8, 8)
    image.source, image.filepath, image.use_fake_user = "FILE", "//lost/texture.png", True
    for number in range(1, 4):
        farm.job_name = f"{{file}} version {number}"
        artist.OPERATORS.submit_job(missing_files="SUBMIT" if number > 1 else "ASK")
    first = queue.all_submissions()[0]
    yield lambda: bool(first.files.is_asking)
    yield from picture("queue")
    artist.OPERATORS.cancel_submission(number=queue.all_submissions()[1].number)
    artist.OPERATORS.answer_missing(submit=True)
    yield lambda: not any(each.is_running for each in queue.all_submissions())
    yield from picture("queue-ended")
    artist.report(outcomes=[[each.name, bool(each.job), each.was_cancelled] for each in queue.all_submissions()])

    operators: Any = artist.add_on("submission.operators")
    operators.would_be_overwritten = lambda _context: True
    operators.queue.close(0)
    bpy.ops.flamenco_ng.submit_job("INVOKE_DEFAULT")  # type: ignore[attr-defined]
    yield window.ticks(10)
    window.screenshot(f"{artist.ARGS['pictures']}/older.png")
    artist.report(asked=not queue.all_submissions(), drawn=sorted(drawn), wrong=wrong)


artist.install_add_on(artist.ARGS["manager"])
window.play(steps())
