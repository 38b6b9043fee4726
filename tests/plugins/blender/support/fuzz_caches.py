"""For the fuzz of packing: caches, volumes, sounds, fonts, strips, and nodes that read files."""

import array
import shutil
import wave
from pathlib import Path
from typing import Any

import bpy
from fuzz_files import PNG, Files, Root, root, scene, with_material


def every_other_modifier(files: Files) -> Root:
    """All kinds of modifiers on one object, without any files."""
    thing = files.mesh_object()
    for kind in bpy.types.Modifier.bl_rna.properties["type"].enum_items:  # type: ignore[attr-defined]
        try:
            thing.modifiers.new(kind.identifier, kind.identifier)
        except (RuntimeError, TypeError):
            continue
    for modifier in list(thing.modifiers):
        if modifier.type in {"FLUID", "OCEAN", "MULTIRES"}:
            thing.modifiers.remove(modifier)
    return root(thing)


def every_constraint(files: Files) -> Root:
    thing, target = files.object(), files.mesh_object()
    material = files.material()
    material.node_tree.nodes.new("ShaderNodeTexImage").image = files.image()
    target.data.materials.append(material)
    for kind in bpy.types.Constraint.bl_rna.properties["type"].enum_items:  # type: ignore[attr-defined]
        try:
            constraint = thing.constraints.new(kind.identifier)
        except (RuntimeError, TypeError):
            continue
        if hasattr(constraint, "target"):
            constraint.target = target
    return root(thing)


def mesh_cache(files: Files) -> Root:
    thing = files.mesh_object()
    modifier = thing.modifiers.new("cache", "MESH_CACHE")
    files.store(modifier, "filepath", files.new("points", files.dice.choice([".pc2", ".mdd"])))
    return root(thing)


def alembic(files: Files) -> Root:
    thing = files.mesh_object()
    is_sequence = files.dice.random() < 0.4
    path = files.sequence(".abc", b"x") if is_sequence else files.new("alembic", ".abc", can_miss=False)
    bpy.ops.cachefile.open(filepath=str(path), relative_path=False)
    cache: Any = next(each for each in bpy.data.cache_files if Path(each.filepath).name == path.name)
    if is_sequence:
        cache.is_sequence = True
    if not is_sequence and files.dice.random() < 0.5:
        layer = files.hide(files.new("layer", ".abc", can_miss=False))
        cache.layers.new(filepath=str(layer))
    if files.dice.random() < 0.5:
        thing.modifiers.new("alembic", "MESH_SEQUENCE_CACHE").cache_file = cache
    else:
        thing.constraints.new("TRANSFORM_CACHE").cache_file = cache
    return root(thing)


def ocean(files: Files) -> Root:
    thing = files.mesh_object()
    modifier = thing.modifiers.new("ocean", "OCEAN")
    modifier.resolution = modifier.viewport_resolution = 1
    folder = files.folder() / files.name("ocean")
    folder.mkdir()
    modifier.filepath = str(folder)
    modifier.frame_start, modifier.frame_end = 1, 1
    with bpy.context.temp_override(object=thing, active_object=thing):
        bpy.ops.object.ocean_bake(modifier="ocean")
    files.hidden += [each.name for each in folder.iterdir()]
    return root(thing)


def fluid(files: Files) -> Root:
    thing = files.mesh_object()
    modifier = thing.modifiers.new("fluid", "FLUID")
    modifier.fluid_type = "DOMAIN"
    modifier.domain_settings.cache_type = "ALL"
    folder = files.folder() / files.name("fluid")
    if files.dice.random() < 0.7:
        files.later.append((folder / "data", files.name("fluid_data") + ".vdb"))
    files.store(modifier.domain_settings, "cache_directory", folder)
    return root(thing)


def point_cache(files: Files) -> Root:
    """Cloth, soft bodies, particles, hair, dynamic paint and rigid bodies: on disk or from another folder."""
    thing = files.mesh_object()
    kind = files.dice.choice(["CLOTH", "SOFT_BODY", "PARTICLE_SYSTEM", "DYNAMIC_PAINT", "RIGID_BODY"])
    found = root(thing)
    if kind == "RIGID_BODY":
        bpy.ops.rigidbody.world_add()
        cache, found = scene().rigidbody_world.point_cache, root(scene(), "scenes")
    elif kind == "DYNAMIC_PAINT":
        modifier = thing.modifiers.new("paint", kind)
        modifier.ui_type = "CANVAS"
        with bpy.context.temp_override(object=thing, active_object=thing):
            bpy.ops.dpaint.type_toggle(type="CANVAS")
        cache = modifier.canvas_settings.canvas_surfaces[0].point_cache
    else:
        modifier = thing.modifiers.new("cache", kind)
        cache = modifier.particle_system.point_cache if kind == "PARTICLE_SYSTEM" else modifier.point_cache
    cache.name = files.name("cache")
    if kind in {"PARTICLE_SYSTEM", "SOFT_BODY"} and files.dice.random() < 0.5:
        folder = files.folder() / files.name("external")
        folder.mkdir()
        cache.use_external = True
        cache.filepath = str(folder)
    else:
        cache.use_disk_cache = True
        folder = files.blend.parent / f"blendcache_{files.blend.stem}"
    files.later.append((folder, files.name("cache") + "_000001_00.bphys"))
    return found


def volume(files: Files) -> Root:
    made: Any = bpy.data.volumes.new(files.name("volume"))
    if files.dice.random() < 0.5:
        made.filepath, made.is_sequence = str(files.sequence(".vdb", b"x")), True
    else:
        files.store(made, "filepath", files.new("smoke", ".vdb"))
    return root(files.object(made))


def speaker(files: Files) -> Root:
    made: Any = bpy.data.speakers.new(files.name("speaker"))
    made.sound = sound_of(files)
    return root(files.object(made))


def sound_of(files: Files) -> Any:
    path = files.new("sound", ".wav")
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(8000)
        out.writeframes(array.array("h", [0] * 80).tobytes())
    return bpy.data.sounds.load(str(path))


def font_of(files: Files) -> Any:
    path = files.new("font", ".ttf")
    utils: Any = bpy.utils
    datafiles = Path(utils.system_resource("DATAFILES"))
    shutil.copyfile(next(each for each in datafiles.rglob("*") if each.suffix in {".ttf", ".woff2"}), path)
    return bpy.data.fonts.load(str(path))


def text_object(files: Files) -> Root:
    curve: Any = bpy.data.curves.new(files.name("curve"), "FONT")
    setattr(curve, files.dice.choice(["font", "font_bold", "font_italic"]), font_of(files))
    return root(files.object(curve))


def strips(files: Files) -> Root:
    editor = scene().sequence_editor or scene().sequence_editor_create()
    all_strips = editor.strips if bpy.app.version >= (5, 0) else editor.sequences
    kind = files.dice.choice(["image", "images", "sound", "movie", "text"])
    name = files.name("strip")
    if kind == "text":
        length = {"length": 10} if bpy.app.version >= (5, 0) else {"frame_end": 11}
        all_strips.new_effect(name, "TEXT", 1, 1, **length).font = font_of(files)
    elif kind == "sound":
        sound = sound_of(files)
        all_strips.new_sound(name, sound.filepath, 2, 1)
        bpy.data.sounds.remove(sound)
    elif kind == "movie":
        all_strips.new_movie(name, str(files.new("movie", ".mp4")), 3, 1)
    else:
        first = files.picture(can_miss=kind == "image")
        strip = all_strips.new_image(name, str(first), 4, 1)
        if kind == "images":
            other = first.with_name(files.name("second") + ".png")
            other.write_bytes(PNG)
            strip.elements.append(other.name)
            files.hidden.append(other.name)
    if files.dice.random() < 0.3:
        for each in list(all_strips):
            each.select = True
    return root(scene(), "scenes")


def multires(files: Files) -> Root:
    thing = files.mesh_object()
    thing.modifiers.new("multires", "MULTIRES")
    path = files.new("shape", ".btx", can_miss=False)
    with bpy.context.temp_override(object=thing, active_object=thing):
        bpy.ops.object.multires_subdivide(modifier="multires")
        bpy.ops.object.multires_external_save(filepath=str(path), modifier="multires")
    return root(thing)


def nodes_modifier(files: Files, tree: Any = None) -> Any:
    thing = files.mesh_object()
    modifier = thing.modifiers.new("nodes", "NODES")
    modifier.node_group = tree
    return thing


def no_nodes(files: Files) -> Root:
    return root(nodes_modifier(files, files.tree("GeometryNodeTree") if files.dice.random() < 0.5 else None))


def geometry_image(files: Files) -> Root:
    tree = files.tree("GeometryNodeTree")
    tree.nodes.new("GeometryNodeImageTexture").inputs["Image"].default_value = files.image()
    return root(nodes_modifier(files, tree))


def geometry_input(files: Files) -> Root:
    tree = files.tree("GeometryNodeTree")
    for kind in ("Image", "Object", "Material"):
        if bpy.app.version >= (4, 0):
            tree.interface.new_socket(kind, in_out="INPUT", socket_type=f"NodeSocket{kind}")
        else:
            tree.inputs.new(f"NodeSocket{kind}", kind)
    thing = nodes_modifier(files, tree)
    modifier: Any = thing.modifiers[0]
    other, _node, _found = with_material(files, "ShaderNodeTexImage", files.image())
    keys = [key for key in modifier.keys() if not key.endswith(("_use_attribute", "_attribute_name"))]  # noqa: SIM118
    for key, value in zip(keys, (files.image(), other, other.data.materials[0]), strict=True):
        modifier[key] = value
    return root(thing)


def geometry_import(files: Files) -> Root:
    tree = files.tree("GeometryNodeTree")
    kinds = [name for name in dir(bpy.types) if name.startswith("GeometryNodeImport")]
    for kind in kinds:
        node: Any = tree.nodes.new(kind)
        node.inputs[0].default_value = str(files.new(kind[18:].lower(), f".{kind[18:].lower()}"))
    return root(nodes_modifier(files, tree))


def geometry_import_input(files: Files) -> Root:
    """A path that is an input of the modifier."""
    tree = files.tree("GeometryNodeTree")
    socket: Any = tree.interface.new_socket("File", in_out="INPUT", socket_type="NodeSocketString")
    socket.subtype = "FILE_PATH"
    begin, node = tree.nodes.new("NodeGroupInput"), tree.nodes.new("GeometryNodeImportSTL")
    tree.links.new(begin.outputs[0], node.inputs[0])
    thing = nodes_modifier(files, tree)
    thing.modifiers[0][socket.identifier] = str(files.new("input", ".stl"))
    return root(thing)


def bake(files: Files) -> Root:
    """Bakes of simulations and of bake nodes: where the modifier keeps them, or in folders of their own."""
    tree = files.tree("GeometryNodeTree")
    tree.nodes.new("GeometryNodeBake")
    begin, end = tree.nodes.new("GeometryNodeSimulationInput"), tree.nodes.new("GeometryNodeSimulationOutput")
    begin.pair_with_output(end)
    thing = nodes_modifier(files, tree)
    modifier: Any = thing.modifiers[0]
    modifier.bake_target = "DISK"
    folder = files.folder() / files.name("bakes" * files.dice.choice([1, 12]))
    folder.mkdir()
    modifier.bake_directory = str(folder)
    own = files.folder() / files.name("own")
    own.mkdir()
    modifier.bakes[0].use_custom_path, modifier.bakes[0].directory = True, str(own)
    for each in (folder, own):
        name = files.name("frame") + ".blob"
        (each / name).write_bytes(b"x")
        files.hidden.append(name)
    return root(thing)
