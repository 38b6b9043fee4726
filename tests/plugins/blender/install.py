import sys

import artist
import bpy

artist.install_add_on(artist.ARGS["manager"])
artist.report(enabled=artist.MODULE in bpy.context.preferences.addons)
bpy.ops.preferences.addon_disable(module=artist.MODULE)
artist.report(off=artist.MODULE not in bpy.context.preferences.addons)
bpy.ops.preferences.addon_enable(module=artist.MODULE)
artist.report(again=artist.MODULE in bpy.context.preferences.addons)
artist.report(packing=artist.add_on("packing").availability())
artist.report(foreign=[name for name in sys.modules if name.startswith("blender_asset_tracer")])
