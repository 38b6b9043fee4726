"""Builds the demo's animation: beads on a torus knot above a polished pedestal.

To be run in Blender: -P scene.py -- OUT.blend
"""

from __future__ import annotations

import math
import sys
from typing import Any, TypeAlias

import bpy
from mathutils import Vector

Color: TypeAlias = tuple[float, float, float]
Place: TypeAlias = tuple[float, float, float]

FRAMES = 24
BEADS = 52
PALETTE: list[Color] = [
    (0.95, 0.13, 0.10),
    (1.0, 0.45, 0.05),
    (1.0, 0.78, 0.15),
    (0.05, 0.55, 0.62),
    (0.04, 0.20, 0.62),
    (0.45, 0.08, 0.55),
]


def main() -> None:
    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene = bpy.context.scene
    assert scene
    stage()
    knot(scene)
    lights(scene)
    camera(scene)
    render_settings(scene)
    out = sys.argv[sys.argv.index("--") + 1]
    bpy.ops.wm.save_as_mainfile(filepath=out, check_existing=False)


def knot_point(t: float) -> Vector:
    """A point of the (2, 3) torus knot, t in turns."""
    a = t * 2 * math.pi
    r = 1.2 + 0.5 * math.cos(3 * a)
    return Vector((r * math.cos(2 * a), r * math.sin(2 * a), 0.55 * math.sin(3 * a)))


def knot(scene: bpy.types.Scene) -> None:
    pivot = bpy.data.objects.new("knot", None)
    pivot.location = (0, 0, 2.05)
    pivot.rotation_mode = "ZXY"
    scene.collection.objects.link(pivot)
    mesh = sphere_mesh()
    materials = [glossy(f"bead {i}", color, metallic=1.0 if i % 2 else 0.0) for i, color in enumerate(PALETTE)]
    gold = glossy("gold", (1.0, 0.66, 0.28), metallic=1.0, roughness=0.12)
    for i in range(BEADS):
        bead = bpy.data.objects.new(f"bead {i}", mesh)
        bead.material_slots[0].link = "OBJECT"
        bead.material_slots[0].material = gold if i % 4 == 0 else materials[(i * len(PALETTE)) // BEADS]
        bead.parent = pivot
        size = 0.23 if i % 4 else 0.16
        bead.scale = (size, size, size)
        scene.collection.objects.link(bead)
        for frame in range(1, FRAMES + 2):
            bead.location = knot_point(i / BEADS + (frame - 1) / FRAMES * 4 / BEADS)
            bead.keyframe_insert("location", frame=frame)
    new_keyframes("LINEAR")
    for frame, turn in ((1, 0), (FRAMES + 1, 60)):
        pivot.rotation_euler = (math.radians(64), 0, math.radians(turn))
        pivot.keyframe_insert("rotation_euler", frame=frame)
    new_keyframes("BEZIER")


def sphere_mesh() -> bpy.types.Mesh:
    bpy.ops.mesh.primitive_uv_sphere_add(segments=40, ring_count=20)
    bpy.ops.object.shade_smooth()
    sphere, mesh = just_added()
    mesh.materials.append(None)
    bpy.data.objects.remove(sphere)
    return mesh


def stage() -> None:
    """A round, polished pedestal."""
    bpy.ops.mesh.primitive_cylinder_add(vertices=128, radius=3.1, depth=0.4, location=(0, 0, -0.2))
    pedestal, mesh = just_added()
    mesh.materials.append(glossy("pedestal", (0.02, 0.016, 0.045), roughness=0.28))
    bevel = pedestal.modifiers.new("soft edge", "BEVEL")
    assert isinstance(bevel, bpy.types.BevelModifier)
    bevel.width, bevel.segments = 0.06, 4
    for polygon in mesh.polygons:
        polygon.use_smooth = True
    keep_edges_sharp(mesh)


def keep_edges_sharp(mesh: bpy.types.Mesh) -> None:
    """Shades smoothly only where faces meet at less than 30 degrees."""
    if bpy.app.version >= (4, 1):
        mesh.set_sharp_from_angle(angle=math.radians(30))
    else:
        older: Any = mesh
        older.use_auto_smooth = True


def glossy(name: str, color: Color, metallic: float = 0.0, roughness: float = 0.2) -> bpy.types.Material:
    material = bpy.data.materials.new(name)
    material.use_nodes = True
    assert material.node_tree
    surface = material.node_tree.nodes["Principled BSDF"]
    set_input(surface, "Base Color", (*color, 1))
    set_input(surface, "Metallic", metallic)
    set_input(surface, "Roughness", roughness)
    return material


def lights(scene: bpy.types.Scene) -> None:
    area(scene, "key", (-4.5, -4.5, 6.5), 5.0, 900, (1.0, 0.93, 0.84))
    area(scene, "fill", (4.5, -7.0, 3.0), 5.0, 420, (1.0, 0.62, 0.72))
    area(scene, "rim", (3.5, 5.5, 8.0), 4.0, 1300, (0.45, 0.68, 1.0))
    scene.world = backdrop()


def backdrop() -> bpy.types.World:
    """A glow behind the knot that fades into the dark. As the light of the world itself, it is free of noise."""
    world = bpy.data.worlds.new("backdrop")
    world.use_nodes = True
    assert world.node_tree
    nodes, link = world.node_tree.nodes, world.node_tree.links.new
    place = nodes.new("ShaderNodeTexCoord")
    shift = nodes.new("ShaderNodeMapping")
    set_input(shift, "Location", (-0.8, -0.88, 0))
    set_input(shift, "Scale", (1.6, 1.6, 1))
    glow: Any = nodes.new("ShaderNodeTexGradient")
    glow.gradient_type = "SPHERICAL"
    colors: Any = nodes.new("ShaderNodeValToRGB")
    ramp = colors.color_ramp
    ramp.elements[0].color = (0.006, 0.008, 0.03, 1)
    ramp.elements[1].color = (0.62, 0.17, 0.26, 1)
    ramp.elements.new(0.45).color = (0.09, 0.045, 0.20, 1)
    link(place.outputs["Window"], shift.inputs["Vector"])
    link(shift.outputs["Vector"], glow.inputs["Vector"])
    link(glow.outputs["Fac"], colors.inputs["Fac"])
    link(colors.outputs["Color"], nodes["Background"].inputs["Color"])
    return world


def area(scene: bpy.types.Scene, name: str, place: Place, size: float, watts: float, color: Color) -> None:
    """A square light that is aimed at the knot."""
    light = bpy.data.lights.new(name, "AREA")
    assert isinstance(light, bpy.types.AreaLight)
    light.size, light.energy, light.color = size, watts, color
    lamp = bpy.data.objects.new(name, light)
    lamp.location = place
    lamp.rotation_euler = (Vector((0, 0, 1.6)) - Vector(place)).to_track_quat("-Z", "Y").to_euler()
    scene.collection.objects.link(lamp)


def camera(scene: bpy.types.Scene) -> None:
    target = bpy.data.objects.new("aim", None)
    target.location = (0, 0, 1.85)
    scene.collection.objects.link(target)
    lens = bpy.data.cameras.new("camera")
    lens.lens = 52
    assert lens.dof
    lens.dof.use_dof = True
    lens.dof.focus_object = target
    lens.dof.aperture_fstop = 1.6
    viewer = bpy.data.objects.new("camera", lens)
    look = viewer.constraints.new("TRACK_TO")
    assert isinstance(look, bpy.types.TrackToConstraint)
    look.target = target
    scene.collection.objects.link(viewer)
    for frame, degrees, height, distance in ((1, -26, 2.9, 13.4), (FRAMES + 1, 16, 4.6, 11.8)):
        a = math.radians(degrees)
        viewer.location = (distance * math.sin(a), -distance * math.cos(a), height)
        viewer.keyframe_insert("location", frame=frame)
    scene.camera = viewer


def render_settings(scene: Any) -> None:
    """`scene` is not typed, because the stubs know neither the settings of Cycles nor the looks of color management."""
    scene.frame_start, scene.frame_end = 1, FRAMES
    scene.render.fps = 12
    scene.render.resolution_x, scene.render.resolution_y = 320, 180
    scene.render.resolution_percentage = 100
    scene.render.image_settings.file_format = "PNG"
    scene.render.engine = "CYCLES"
    scene.cycles.device = "CPU"
    scene.cycles.samples = 8
    scene.cycles.use_denoising = False
    scene.cycles.max_bounces = 4
    scene.view_settings.view_transform = "Filmic"
    scene.view_settings.look = "High Contrast"


def just_added() -> tuple[bpy.types.Object, bpy.types.Mesh]:
    """The object that an operator has just added, and its mesh."""
    added = bpy.context.object
    assert added
    assert isinstance(added.data, bpy.types.Mesh)
    return added, added.data


def new_keyframes(interpolation: Any) -> None:
    """How Blender interpolates from keyframes that are inserted from now on."""
    assert bpy.context.preferences
    bpy.context.preferences.edit.keyframe_new_interpolation_type = interpolation


def set_input(node: bpy.types.Node, name: str, value: object) -> None:
    """The type of the value depends on the input."""
    socket: Any = node.inputs[name]
    socket.default_value = value


main()
