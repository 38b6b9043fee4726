"""Everything in a scene that would go wrong on a farm, one by one, and what looks like it but would not."""

import os
from typing import Any

import bpy
import studio_nodes

IMAGE_SIZE = 8
TEMPORARY = os.path.join(os.sep, "tmp", "depth")


def scene() -> Any:
    return bpy.context.scene


def add_object(name: str) -> Any:
    mesh = bpy.data.meshes.new(name)
    mesh.from_pydata([(0, 0, 0), (1, 0, 0), (1, 1, 0), (0, 1, 0)], [], [(0, 1, 2, 3)])
    added = bpy.data.objects.new(name, mesh)
    scene().collection.objects.link(added)
    return added


def paint(name: str, path: str = "") -> Any:
    """An image that somebody has painted and not saved."""
    image: Any = bpy.data.images.new(name, IMAGE_SIZE, IMAGE_SIZE)
    if path:
        image.filepath_raw = path
        image.file_format = "PNG"
        image.save()
        image.source = "FILE"
    image.use_fake_user = True
    image.pixels[0] = 0.5
    image.update()
    assert image.is_dirty
    return image


def simulate() -> None:
    """Simulations without a bake."""
    add_object("Flag").modifiers.new("Cloth", "CLOTH")
    add_object("Jelly").modifiers.new("Softbody", "SOFT_BODY")
    particles(add_object("Snow"))
    domain: Any = add_object("Domain").modifiers.new("Fluid", "FLUID")
    domain.fluid_type = "DOMAIN"


def particles(emitter: Any) -> Any:
    emitter.modifiers.new("Particles", "PARTICLE_SYSTEM")
    return emitter.particle_systems[0]


def do_not_simulate() -> None:
    """What needs no bake."""
    add_object("Not rendered").modifiers.new("Cloth", "CLOTH").show_render = False
    add_object("Hidden").modifiers.new("Cloth", "CLOTH")
    bpy.data.objects["Hidden"].hide_render = True
    particles(add_object("Fur")).settings.type = "HAIR"
    particles(add_object("Still")).settings.physics_type = "NO"


def simulate_with_nodes(target: str, bake_folder: str = "") -> Any:
    """A modifier with a simulation zone, which older Blenders do not have."""
    group: Any = bpy.data.node_groups.new("Rain", "GeometryNodeTree")
    group.interface.new_socket("Geometry", in_out="OUTPUT", socket_type="NodeSocketGeometry")
    group.interface.new_socket("Geometry", in_out="INPUT", socket_type="NodeSocketGeometry")
    begin, end = (group.nodes.new(f"GeometryNodeSimulation{part}") for part in ("Input", "Output"))
    begin.pair_with_output(end)
    ends = [group.nodes.new("NodeGroupInput"), group.nodes.new("NodeGroupOutput")]
    group.links.new(ends[0].outputs[0], begin.inputs["Geometry"])
    group.links.new(begin.outputs["Geometry"], end.inputs["Geometry"])
    group.links.new(end.outputs["Geometry"], ends[1].inputs[0])
    modifier: Any = add_object(f"Rain {target.lower()}").modifiers.new("Rain", "NODES")
    modifier.node_group = group
    modifier.bake_target = target
    if bake_folder:
        modifier.bake_directory = bake_folder
    return modifier


def drive(expression: str) -> None:
    curve: Any = add_object("Driven").driver_add("location", 0)
    curve.driver.expression = expression


def compositor() -> Any:
    if bpy.app.version >= (5, 0):
        scene().compositing_node_group = bpy.data.node_groups.new("comp", "CompositorNodeTree")
        return scene().compositing_node_group
    scene().use_nodes = True
    return scene().node_tree


def save_to(tree: Any, name: str, folder: str) -> Any:
    node = tree.nodes.new("CompositorNodeOutputFile")
    node.name = name
    setattr(node, folder_of(node), folder)
    return node


def folder_of(node: Any) -> str:
    """Blender 5 calls it differently."""
    return "directory" if hasattr(node, "directory") else "base_path"


def as_video() -> None:
    settings = scene().render.image_settings
    if hasattr(settings, "media_type"):
        settings.media_type = "VIDEO"
    settings.file_format = "FFMPEG"


def use_studio_nodes() -> None:
    studio_nodes.register()
    scene().render.engine = "STUDIO_RENDER"
    groups: Any = bpy.data.node_groups
    groups.new("Studio", "STUDIO_tree").use_fake_user = True


def single_frame() -> None:
    mover = add_object("Mover")
    mover.keyframe_insert("location", frame=1)
    mover.keyframe_insert("location", frame=9)
    scene().frame_start = scene().frame_end = 3


def file_of(path: str, size: int = 10) -> str:
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.truncate(size)
    return path
