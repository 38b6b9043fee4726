import importlib.util

import artist
import bpy

artist.install_add_on(artist.ARGS["manager"])
artist.report(enabled=artist.is_enabled())
bpy.ops.preferences.addon_disable(module=artist.MODULE)
artist.report(off=not artist.is_enabled())
bpy.ops.preferences.addon_enable(module=artist.MODULE)
artist.report(again=artist.is_enabled())
artist.report(packing=artist.add_on("packing").availability())
artist.report(others_see_it=importlib.util.find_spec("blender_asset_tracer") is not None)
