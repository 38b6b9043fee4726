"""Builds the demo's animation: beads on a torus knot above a polished pedestal. Run in Blender: -P scene.py -- OUT.blend"""

import math
import sys

import bpy
from mathutils import Vector

FRAMES = 24
BEADS = 52
PALETTE = [
    (0.95, 0.13, 0.10),
    (1.0, 0.45, 0.05),
    (1.0, 0.78, 0.15),
    (0.05, 0.55, 0.62),
    (0.04, 0.20, 0.62),
    (0.45, 0.08, 0.55),
]


def main():
    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene = bpy.context.scene
    stage(scene)
    knot(scene)
    lights(scene)
    camera(scene)
    render_settings(scene)
    out = sys.argv[sys.argv.index("--") + 1]
    bpy.ops.wm.save_as_mainfile(filepath=out, check_existing=False)


def knot_point(t):
    """A point of the (2, 3) torus knot, t in turns."""
    a = t * 2 * math.pi
    r = 1.2 + 0.5 * math.cos(3 * a)
    return Vector((r * math.cos(2 * a), r * math.sin(2 * a), 0.55 * math.sin(3 * a)))


def knot(scene):
    pivot = bpy.data.objects.new("knot", None)
    pivot.location = (0, 0, 2.05)
    pivot.rotation_mode = "ZXY"
    scene.collection.objects.link(pivot)
    mesh = sphere_mesh()
    materials = [glossy(f"bead {i}", colour, metallic=1.0 if i % 2 else 0.0) for i, colour in enumerate(PALETTE)]
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
    for frame, turn in ((1, 0), (FRAMES + 1, 60)):
        pivot.rotation_euler = (math.radians(64), 0, math.radians(turn))
        pivot.keyframe_insert("rotation_euler", frame=frame)
    linear(pivot)


def sphere_mesh():
    bpy.ops.mesh.primitive_uv_sphere_add(segments=40, ring_count=20)
    made = bpy.context.object
    bpy.ops.object.shade_smooth()
    mesh = made.data
    mesh.materials.append(None)
    bpy.data.objects.remove(made)
    return mesh


def stage(scene):
    """A round, polished pedestal."""
    bpy.ops.mesh.primitive_cylinder_add(vertices=128, radius=3.1, depth=0.4, location=(0, 0, -0.2))
    pedestal = bpy.context.object
    pedestal.data.materials.append(glossy("pedestal", (0.02, 0.016, 0.045), roughness=0.28))
    bevel = pedestal.modifiers.new("soft edge", "BEVEL")
    bevel.width, bevel.segments = 0.06, 4
    for polygon in pedestal.data.polygons:
        polygon.use_smooth = True
    pedestal.data.use_auto_smooth = True


def glossy(name, colour, metallic=0.0, roughness=0.2):
    material = bpy.data.materials.new(name)
    material.use_nodes = True
    surface = material.node_tree.nodes["Principled BSDF"]
    surface.inputs["Base Color"].default_value = (*colour, 1)
    surface.inputs["Metallic"].default_value = metallic
    surface.inputs["Roughness"].default_value = roughness
    return material


def lights(scene):
    area(scene, "key", (-4.5, -4.5, 6.5), 5.0, 900, (1.0, 0.93, 0.84))
    area(scene, "fill", (4.5, -7.0, 3.0), 5.0, 420, (1.0, 0.62, 0.72))
    area(scene, "rim", (3.5, 5.5, 8.0), 4.0, 1300, (0.45, 0.68, 1.0))
    scene.world = backdrop()


def backdrop():
    """A glow behind the knot that fades into the dark: as the world's own light it has no noise at all."""
    world = bpy.data.worlds.new("backdrop")
    world.use_nodes = True
    nodes, link = world.node_tree.nodes, world.node_tree.links.new
    place = nodes.new("ShaderNodeTexCoord")
    shift = nodes.new("ShaderNodeMapping")
    shift.inputs["Location"].default_value = (-0.8, -0.88, 0)
    shift.inputs["Scale"].default_value = (1.6, 1.6, 1)
    glow = nodes.new("ShaderNodeTexGradient")
    glow.gradient_type = "SPHERICAL"
    ramp = nodes.new("ShaderNodeValToRGB").color_ramp
    ramp.elements[0].color = (0.006, 0.008, 0.03, 1)
    ramp.elements[1].color = (0.62, 0.17, 0.26, 1)
    ramp.elements.new(0.45).color = (0.09, 0.045, 0.20, 1)
    link(place.outputs["Window"], shift.inputs["Vector"])
    link(shift.outputs["Vector"], glow.inputs["Vector"])
    link(glow.outputs["Fac"], nodes["ColorRamp"].inputs["Fac"])
    link(nodes["ColorRamp"].outputs["Color"], nodes["Background"].inputs["Color"])
    return world


def area(scene, name, place, size, watts, colour, aim=(0, 0, 1.6)):
    light = bpy.data.lights.new(name, "AREA")
    light.size, light.energy, light.color = size, watts, colour
    lamp = bpy.data.objects.new(name, light)
    lamp.location = place
    lamp.rotation_euler = (Vector(aim) - Vector(place)).to_track_quat("-Z", "Y").to_euler()
    scene.collection.objects.link(lamp)


def camera(scene):
    target = bpy.data.objects.new("aim", None)
    target.location = (0, 0, 1.85)
    scene.collection.objects.link(target)
    lens = bpy.data.cameras.new("camera")
    lens.lens = 52
    lens.dof.use_dof = True
    lens.dof.focus_object = target
    lens.dof.aperture_fstop = 1.6
    viewer = bpy.data.objects.new("camera", lens)
    look = viewer.constraints.new("TRACK_TO")
    look.target = target
    scene.collection.objects.link(viewer)
    for frame, degrees, height, distance in ((1, -26, 2.9, 13.4), (FRAMES + 1, 16, 4.6, 11.8)):
        a = math.radians(degrees)
        viewer.location = (distance * math.sin(a), -distance * math.cos(a), height)
        viewer.keyframe_insert("location", frame=frame)
    scene.camera = viewer


def linear(thing):
    for curve in thing.animation_data.action.fcurves:
        for key in curve.keyframe_points:
            key.interpolation = "LINEAR"


def render_settings(scene):
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


main()
