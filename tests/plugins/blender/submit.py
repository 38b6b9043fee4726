from typing import Any

import artist
import desk

desk.connect()
desk.open_small_scene(artist.ARGS["file"])
scene = desk.scene()
scene.name = "Szene é"
scene.frame_end, scene.frame_step = 3, 2
scene.view_layers.new("Vordergrund")
farm = scene.flamenco_ng
farm.job_name = "{file} – {scene}"
farm.comment = "mehr Licht"
farm.priority = 70
farm.output.use_format, farm.output.file_format, farm.output.color_depth = True, "PNG", "16"
farm.output.use_resolution, farm.output.resolution_percentage = True, 50
farm.output.use_samples, farm.output.samples = True, 2
farm.output.use_view_layer, farm.output.view_layer = True, "Vordergrund"
settings = desk.settings()
settings.render_output_root = "//bilder"
settings.chunk_size = 2


def looks() -> list[Any]:
    image = scene.render.image_settings
    layers = [layer.use for layer in scene.view_layers]
    return [
        image.file_format,
        image.color_depth,
        scene.render.resolution_percentage,
        scene.cycles.samples,
        layers,
        scene.render.filepath,
    ]


before = looks()
artist.report(job=desk.submit())
artist.report(scene_unchanged=looks() == before)
