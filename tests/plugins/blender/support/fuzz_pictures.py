"""For the fuzz of packing: pictures, clips and scripts wherever Blender takes one."""

from typing import Any

import bpy
from fuzz_files import PNG, Files, Root, root, scene, with_material


def image_texture(files: Files) -> Root:
    return with_material(files, "ShaderNodeTexImage", files.image())[2]


def image_sequence(files: Files) -> Root:
    image = files.image(source="SEQUENCE")
    image.filepath = str(files.sequence(".png", PNG))
    return with_material(files, "ShaderNodeTexImage", image)[2]


def tiles(files: Files) -> Root:
    folder, name = files.folder(), files.name("skin")
    for tile in (1001, 1002):
        (folder / f"{name}.{tile}.png").write_bytes(PNG)
    files.hidden.append(f"{name}.1002.png")
    image = bpy.data.images.new(files.name("tiles"), 8, 8, tiled=True)
    image.source = "TILED"
    image.filepath = str(folder / f"{name}.<UDIM>.png")
    return with_material(files, "ShaderNodeTexImage", image)[2]


def packed_image(files: Files) -> Root:
    path = files.picture(can_miss=False)
    image = bpy.data.images.load(str(path))
    image.pack()
    path.unlink()
    return with_material(files, "ShaderNodeTexImage", image)[2]


def movie_texture(files: Files) -> Root:
    image = files.image(source="MOVIE")
    return with_material(files, "ShaderNodeTexEnvironment", image)[2]


def nested_groups(files: Files) -> Root:
    inner, outer = files.tree("ShaderNodeTree"), files.tree("ShaderNodeTree")
    inner.nodes.new("ShaderNodeTexImage").image = files.image()
    outer.nodes.new("ShaderNodeGroup").node_tree = inner
    material = files.material()
    material.node_tree.nodes.new("ShaderNodeGroup").node_tree = outer
    thing = files.mesh_object()
    thing.data.materials.append(material)
    return files.dice.choice([root(thing), root(outer, "node_groups"), root(material, "materials")])


def world_image(files: Files) -> Root:
    world: Any = bpy.data.worlds.new(files.name("world"))
    world.use_nodes = True
    world.node_tree.nodes.new("ShaderNodeTexEnvironment").image = files.image()
    scene().world = world
    return root(world, "worlds")


def ies_light(files: Files) -> Root:
    light: Any = bpy.data.lights.new(files.name("light"), "POINT")
    light.use_nodes = True
    node = light.node_tree.nodes.new("ShaderNodeTexIES")
    node.mode = "EXTERNAL"
    files.store(node, "filepath", files.new("lamp", ".ies"))
    return root(files.object(light))


def osl_script(files: Files) -> Root:
    _thing, node, found = with_material(files, "ShaderNodeScript")
    node.mode = "EXTERNAL"
    files.store(node, "filepath", files.new("shader", ".osl", b"shader s() {}\n//"))
    return found


def external_text(files: Files) -> Root:
    text = bpy.data.texts.load(str(files.new("script", ".py", b"# ")))
    text.use_fake_user = True
    _thing, node, found = with_material(files, "ShaderNodeScript")
    node.script = text
    return found


def custom_lens(files: Files) -> Root:
    camera: Any = bpy.data.cameras.new(files.name("camera"))
    camera.type, camera.custom_mode = "CUSTOM", "EXTERNAL"
    files.store(camera, "custom_filepath", files.new("lens", ".osl", b"//"))
    return root(files.object(camera))


def camera_background(files: Files) -> Root:
    camera = bpy.data.cameras.new(files.name("camera"))
    camera.background_images.new().image = files.image()
    other = camera.background_images.new()
    other.source, other.clip = "MOVIE_CLIP", clip_of(files)
    return root(files.object(camera))


def clip_of(files: Files) -> Any:
    return bpy.data.movieclips.load(str(files.picture()))


def clip_constraint(files: Files) -> Root:
    thing = files.object()
    constraint: Any = thing.constraints.new(files.dice.choice(["CAMERA_SOLVER", "FOLLOW_TRACK", "OBJECT_SOLVER"]))
    constraint.clip, constraint.use_active_clip = clip_of(files), False
    return root(thing)


def clip_sequence(files: Files) -> Root:
    clip: Any = bpy.data.movieclips.load(str(files.sequence(".png", PNG)))
    assert clip.source == "SEQUENCE"
    scene().active_clip = clip
    return root(scene(), "scenes")


def eyes(files: Files) -> Root:
    """A picture for each eye."""
    folder, name = files.folder(), files.name("stereo")
    for eye in "LR":
        (folder / f"{name}_{eye}.png").write_bytes(PNG)
    files.hidden.append(f"{name}_R.png")
    scene().render.use_multiview = True
    image: Any = bpy.data.images.load(str(folder / f"{name}_L.png"))
    image.use_multiview = True
    image.views_format = "INDIVIDUAL"
    image.filepath = str(folder / f"{name}_L.png")
    image.reload()
    return with_material(files, "ShaderNodeTexImage", image)[2]


def image_empty(files: Files) -> Root:
    empty = files.object()
    empty.empty_display_type = "IMAGE"
    empty.data = files.image()
    return root(empty)


def texture_modifier(files: Files) -> Root:
    kinds = ["DISPLACE", "WAVE", "WARP", "VERTEX_WEIGHT_EDIT", "VERTEX_WEIGHT_MIX", "VERTEX_WEIGHT_PROXIMITY"]
    thing, kind = files.mesh_object(), files.dice.choice(kinds)
    texture: Any = bpy.data.textures.new(files.name("texture"), "IMAGE")
    texture.image = files.image()
    modifier = thing.modifiers.new("texture", kind)
    setattr(modifier, "mask_texture" if kind.startswith("VERTEX") else "texture", texture)
    return root(thing)


def compositor(files: Files) -> Root:
    if bpy.app.version >= (5, 0):
        tree = files.tree("CompositorNodeTree")
        scene().compositing_node_group = tree
    else:
        scene().use_nodes = True
        tree = scene().node_tree
    tree.nodes.new("CompositorNodeImage").image = files.image()
    tree.nodes.new("CompositorNodeMovieClip").clip = clip_of(files)
    tree.nodes.new("CompositorNodeCryptomatteV2").image = files.image()
    group = files.tree("CompositorNodeTree")
    group.nodes.new("CompositorNodeImage").image = files.image()
    tree.nodes.new("CompositorNodeGroup").node_tree = group
    return root(scene(), "scenes")


def line_style(files: Files) -> Root:
    style: Any = bpy.data.linestyles.new(files.name("style"))
    style.use_nodes = True
    texture: Any = bpy.data.textures.new(files.name("texture"), "IMAGE")
    texture.image = files.image()
    style.texture_slots.add().texture = texture
    style.use_fake_user = True
    return root(style, "linestyles")


def mask_texture(files: Files) -> Root:
    brush: Any = bpy.data.brushes.new(files.name("brush"), mode="TEXTURE_PAINT")
    texture: Any = bpy.data.textures.new(files.name("texture"), "IMAGE")
    texture.image = files.image()
    brush.texture_slot.texture = texture
    brush.use_fake_user = True
    return root(brush, "brushes")


def particle_texture(files: Files) -> Root:
    thing = files.mesh_object()
    thing.modifiers.new("particles", "PARTICLE_SYSTEM")
    settings = thing.particle_systems[0].settings
    texture: Any = bpy.data.textures.new(files.name("texture"), "IMAGE")
    texture.image = files.image()
    settings.texture_slots.add().texture = texture
    instance = files.mesh_object()
    material = files.material()
    material.node_tree.nodes.new("ShaderNodeTexImage").image = files.image()
    instance.data.materials.append(material)
    settings.render_type, settings.instance_object = "OBJECT", instance
    return root(thing)


def driver_target(files: Files) -> Root:
    thing, other = files.mesh_object(), files.mesh_object()
    material = files.material()
    material.node_tree.nodes.new("ShaderNodeTexImage").image = files.image()
    other.data.materials.append(material)
    driver = thing.driver_add("location", 0).driver
    variable = driver.variables.new()
    variable.targets[0].id, variable.targets[0].data_path = other, "location.x"
    return root(thing)


def custom_property(files: Files) -> Root:
    thing = files.object()
    thing["picture"] = files.image()
    return root(thing)


def instance(files: Files) -> Root:
    collection = bpy.data.collections.new(files.name("collection"))
    inner = bpy.data.collections.new(files.name("inner"))
    collection.children.link(inner)
    thing, _node, _found = with_material(files, "ShaderNodeTexImage", files.image())
    inner.objects.link(thing)
    empty = files.object()
    empty.instance_type, empty.instance_collection = "COLLECTION", collection
    return files.dice.choice([root(empty), root(collection, "collections")])
