"""An artist chooses frames, scenes and render settings in many ways, and submits each of them."""

from typing import Any

import artist
import bpy
import desk

desk.connect()
desk.open_small_scene(artist.ARGS["file"])
scene = desk.scene()
scene.frame_end, scene.frame_step = 20, 1
farm = scene.flamenco_ng
desk.settings().render_output_root = artist.ARGS["frames"]


def submitted() -> Any:
    """What has been submitted, or why nothing was."""
    answer = desk.submit()
    if isinstance(answer, str):
        return answer
    return artist.add_on("submission.queue").current_submission().jobs


def frames_of(**chosen: Any) -> Any:
    for name, value in chosen.items():
        setattr(farm, name, value)
    jobs = submitted()
    for name in chosen:
        farm.property_unset(name)
    return jobs if isinstance(jobs, str) else [job["settings"]["frames"] for job in jobs]


frames: dict[str, Any] = {"as entered": frames_of(), "every 7th": frames_of(every_nth=7)}
frames["no preview range"] = frames_of(frames_from="PREVIEW")
scene.use_preview_range, scene.frame_preview_start, scene.frame_preview_end = True, 5, 9
frames["preview range"] = frames_of(frames_from="PREVIEW")
scene.frame_step = 2
frames["preview range on twos"] = frames_of(frames_from="PREVIEW")
scene.frame_step = 1
scene.frame_set(13)
frames["current"] = frames_of(frames_from="CURRENT")
frames["no markers"] = frames_of(frames_from="MARKERS")
for frame in (18, 3, 11):
    scene.timeline_markers.new(f"m{frame}", frame=frame).select = frame != 3
frames["selected markers"] = frames_of(frames_from="MARKERS")
frames["between markers"] = frames_of(frames_from="BETWEEN_MARKERS")
frames["every 3rd between markers"] = frames_of(frames_from="BETWEEN_MARKERS", every_nth=3)
for marker in scene.timeline_markers:
    marker.select = False
frames["markers"] = frames_of(frames_from="MARKERS")
frames["between no markers"] = frames_of(frames_from="BETWEEN_MARKERS")
frames["as few as the test"] = frames_of(frames_from="CURRENT", use_test_frames=True)
scene.frame_set(1)
desk.settings().link_frames = False
desk.settings().frames = "-5-10"
frames["below 0"] = frames_of(every_nth=2)
desk.settings().link_frames = True
artist.report(frames=frames)

farm.use_test_frames, farm.pause_rest = True, True
artist.report(test_first=submitted())
farm.property_unset("use_test_frames")
farm.property_unset("pause_rest")

second = bpy.data.scenes.new("Second")
second.frame_start = second.frame_end = 7
third: Any = bpy.data.scenes.new("Third/with slash")
third.flamenco_ng.priority = 33
second.camera = third.camera = scene.camera
farm.scenes = "ALL"
artist.report(third_not_ready=submitted())
job_type = artist.add_on("scene.selected").selected_job_type(third)
of_third = artist.add_on("job_types.facade").facade_of(third, job_type)
of_third.render_output_root = artist.ARGS["frames"] + " of the third"
farm.priority = 66
artist.report(scenes=submitted())
farm.property_unset("scenes")

output = farm.output
output.use_device, output.device = True, "GPU_OR_CPU"
output.use_denoiser, output.denoiser = True, "OFF"
output.use_noise_threshold, output.noise_threshold = True, 0.1
output.use_time_limit, output.time_limit = True, 60
output.seed_per_frame = output.persistent_data = output.motion_blur = "ON"
output.simplify = output.render_region = "OFF"
output.use_format, output.file_format, output.quality = True, "WEBP", 35
scene.render.use_border = scene.render.use_simplify = scene.cycles.use_denoising = True


def looks() -> list[Any]:
    render, cycles = scene.render, scene.cycles
    ours = [render.use_border, render.use_simplify, render.use_motion_blur, render.use_persistent_data]
    return [*ours, cycles.use_denoising, cycles.time_limit, cycles.use_animated_seed, cycles.device]


before = looks()
artist.report(render_settings=submitted()[0], scene_unchanged=looks() == before)
output.device = "GPU"
artist.report(gpu_only=submitted()[0])
