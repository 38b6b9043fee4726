"""The list of the pre-flight in the panel: empty, with a few findings, long, and with the files of the shot."""

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import artist
import bpy
import broken_scene as broken
import desk
import window

PANEL = "FLAMENCO_NG_PT_preflight"
KEPT = {f"FLAMENCO_NG_PT_{name}" for name in ("panel", "preflight", "submit")}
DRAWS = 2
FILE = artist.ARGS["file"]

drawn: dict[str, int] = {}


def findings() -> Any:
    return artist.add_on("preflight.current").current_findings(desk.scene())


def found() -> set[str]:
    return {check for check, _finding in findings() or ()}


def picture(name: str) -> Iterator[window.Condition]:
    if not artist.ARGS["pictures"]:
        return
    # Blender moves the panels below one that has grown when it draws for the second time.
    yield window.redrawn(drawn, [PANEL])
    yield window.redrawn(drawn, [PANEL])
    window.screenshot(f"{artist.ARGS['pictures']}/preflight-{name}.png")


def show_only_the_list() -> Iterator[window.Condition]:
    global drawn
    drawn, wrong = window.watch_draws(artist.add_on("panel").CLASSES)
    area = window.show_output_properties()
    for name in dir(bpy.types):
        panel = getattr(bpy.types, name)
        is_other = name.startswith("RENDER_PT") and getattr(panel, "bl_context", "") == "output"
        if is_other or (name.startswith("FLAMENCO_NG_PT_") and name not in KEPT):
            bpy.utils.unregister_class(panel)
    yield lambda: window.shows(area, "OUTPUT")
    desk.open_small_scene(FILE)
    desk.settings().render_output_root = "//out"
    yield lambda: findings() == []
    yield from picture("empty")
    yield from look_at_all_scenes()
    artist.report(looks_by_thread=looks_by_thread())
    yield from break_it()
    artist.report(wrong=wrong)


def look_at_all_scenes() -> Iterator[window.Condition]:
    second, farm = bpy.data.scenes.new("Second"), desk.scene().flamenco_ng
    farm.scenes = "ALL"
    yield lambda: bool(findings())
    artist.report(of_all_scenes=[[each.text, each.mend] for _check, each in findings()])
    bpy.data.scenes.remove(second)
    farm.property_unset("scenes")
    yield lambda: findings() == []


def looks_by_thread() -> list[int]:
    """How many looks follow a change that Blender tells of in the thread of a render, and in its own."""
    current: Any = artist.add_on("preflight.current")
    look_soon, looks = current.look_soon, []
    current.look_soon = lambda: looks.append(1)
    thread = threading.Thread(target=current._changed)
    thread.start()
    thread.join()
    of_thread = len(looks)
    current._changed()
    current.look_soon = look_soon
    return [of_thread, len(looks) - of_thread]


def break_it() -> Iterator[window.Condition]:
    scene = desk.scene()
    scene.camera = None
    painted = broken.paint("Face paint")
    tree = broken.compositor()
    broken.save_to(tree, "Depth", broken.TEMPORARY)
    yield lambda: found() == {"camera", "unsaved_images", "file_outputs"}
    artist.report(seen_by_itself=True)
    yield from picture("typical")
    artist.OPERATORS.mend(check_name="unsaved_images")
    artist.report(mended_at_once="unsaved_images" not in found(), packed=painted.packed_file is not None)

    broken.simulate()
    for number in range(7):
        broken.paint(f"wrinkles {number}")
        broken.add_object(f"Banner {number}").modifiers.new("Cloth", "CLOTH")
    broken.save_to(tree, "Masks", "")
    broken.as_video()
    broken.single_frame()
    yield lambda: {"simulations", "video_format", "frame_range"} <= found()
    yield from picture("long")


def watch_what_drawing_costs() -> Iterator[window.Condition]:
    current, panel = artist.add_on("preflight.current"), getattr(bpy.types, PANEL)
    looks, is_drawing, spent = [0], [False], [0.0]
    look, draw = current.look, panel.draw

    def counted(*scenes: Any) -> Any:
        looks[0] += is_drawing[0]
        return look(*scenes)

    def timed(self: Any, context: Any) -> None:
        is_drawing[0], began = True, time.perf_counter()
        draw(self, context)
        is_drawing[0] = False
        spent[0] += time.perf_counter() - began

    current.look, panel.draw = counted, timed
    before = drawn[PANEL]
    for _each in range(DRAWS):
        yield window.redrawn(drawn, [PANEL])
    artist.report(looks_while_drawing=looks[0], milliseconds=spent[0] / (drawn[PANEL] - before) * 1000)
    current.look, panel.draw = look, draw


def use_files() -> None:
    folder = os.path.dirname(FILE)
    for number in range(60):
        broken.file_of(f"{folder}/cache/smoke_{number:04}.vdb", 25_000_000)
    for number, letter in enumerate("abcdefghi"):
        use_image(broken.file_of(f"{folder}/textures/ground {letter}.exr", 9_000_000 * (number + 1)))
    use_image("//textures/lost.exr")
    volume: Any = bpy.data.volumes.new("Smoke")
    volume.filepath, volume.is_sequence, volume.use_fake_user = f"{folder}/cache/smoke_0000.vdb", True, True
    desk.scene().flamenco_ng.files_way = "copy"


def use_image(path: str) -> None:
    image: Any = bpy.data.images.new(os.path.basename(path), 8, 8)
    image.source, image.filepath, image.use_fake_user = "FILE", path, True


def check_the_files() -> Iterator[window.Condition]:
    check_files = artist.add_on("submission.file_check")

    def has_looked() -> bool:
        return not check_files.file_check(desk.scene()).is_running

    use_files()
    bpy.ops.ed.undo_push(message="a change")
    on_disk = Path(FILE).read_bytes()
    artist.OPERATORS.check_files()
    yield has_looked
    artist.report(untouched=Path(FILE).read_bytes() == on_disk, same_file=bpy.data.filepath == FILE)
    yield from picture("files")
    # Blender takes note of what was saved only later.
    yield window.ticks(3)
    artist.report(still_unsaved=bpy.data.is_dirty)
    artist.OPERATORS.exclude(pattern="cache/smoke_*.vdb")
    yield has_looked
    artist.report(left=check_files.file_check(desk.scene()).report.files)
    yield from picture("excluded")


def press_the_button() -> Iterator[window.Condition]:
    artist.OPERATORS.mend(check_name="camera")
    artist.OPERATORS.mend(check_name="video_format")
    artist.OPERATORS.submit_job()
    submission = artist.add_on("submission.queue").current_submission()
    yield lambda: submission.files.is_asking or not submission.is_running
    yield from picture("question")
    artist.report(asked=submission.files.foreseen)
    artist.OPERATORS.answer_missing(submit=True)
    yield lambda: not submission.is_running
    artist.report(job=submission.job, problem=submission.problem)


def submit_a_copy() -> Iterator[window.Condition]:
    desk.scene().flamenco_ng.farm_copy = True
    bpy.ops.ed.undo_push(message="another change")
    artist.OPERATORS.submit_job(missing_files="SUBMIT")
    submission = artist.add_on("submission.queue").current_submission()
    yield lambda: not submission.is_running
    # Blender takes note of what was saved only later.
    yield window.ticks(5)
    artist.report(copy_problem=submission.problem, unsaved_after_copy=bpy.data.is_dirty)


def steps() -> Iterator[window.Condition]:
    artist.add_on("preferences").preferences().manager_address = artist.ARGS["manager"]
    yield artist.add_on("manager.state").has_answered
    yield from show_only_the_list()
    yield from watch_what_drawing_costs()
    yield from check_the_files()
    yield from press_the_button()
    yield from submit_a_copy()


artist.install_add_on(artist.ARGS["manager"])
window.play(steps())
