"""An add-on of a studio: a render engine, and trees of nodes of its own."""

import bpy


class STUDIO_engine(bpy.types.RenderEngine):
    bl_idname = "STUDIO_RENDER"
    bl_label = "Studio Render"


class STUDIO_tree(bpy.types.NodeTree):
    bl_idname = "STUDIO_tree"
    bl_label = "Studio Nodes"
    bl_icon = "NODETREE"


def register() -> None:
    bpy.utils.register_class(STUDIO_engine)
    bpy.utils.register_class(STUDIO_tree)
