"""For the fuzz of packing: things in a blend file that use files, in every way that Blender at hand knows."""

from collections.abc import Callable

import bpy
import fuzz_caches
import fuzz_pictures
from fuzz_files import Files, Root

Feature = Callable[[Files], Root]


ALWAYS: list[Feature] = [
    fuzz_pictures.image_texture,
    fuzz_pictures.image_sequence,
    fuzz_pictures.tiles,
    fuzz_pictures.packed_image,
    fuzz_pictures.movie_texture,
    fuzz_pictures.nested_groups,
    fuzz_pictures.world_image,
    fuzz_pictures.ies_light,
    fuzz_pictures.osl_script,
    fuzz_pictures.external_text,
    fuzz_pictures.camera_background,
    fuzz_pictures.clip_constraint,
    fuzz_pictures.clip_sequence,
    fuzz_pictures.eyes,
    fuzz_pictures.image_empty,
    fuzz_pictures.texture_modifier,
    fuzz_caches.every_other_modifier,
    fuzz_caches.every_constraint,
    fuzz_caches.mesh_cache,
    fuzz_caches.alembic,
    fuzz_caches.ocean,
    fuzz_caches.fluid,
    fuzz_caches.point_cache,
    fuzz_caches.volume,
    fuzz_caches.speaker,
    fuzz_caches.text_object,
    fuzz_caches.strips,
    fuzz_pictures.compositor,
    fuzz_pictures.line_style,
    fuzz_pictures.particle_texture,
    fuzz_pictures.driver_target,
    fuzz_pictures.custom_property,
    fuzz_pictures.instance,
    fuzz_pictures.mask_texture,
    fuzz_caches.multires,
    fuzz_caches.no_nodes,
    fuzz_caches.geometry_image,
    fuzz_caches.geometry_input,
]
NEW: list[Feature] = [
    fuzz_pictures.custom_lens,
    fuzz_caches.geometry_import,
    fuzz_caches.geometry_import_input,
    fuzz_caches.bake,
]
FEATURES = ALWAYS + (NEW if bpy.app.version >= (5, 0) else [])
