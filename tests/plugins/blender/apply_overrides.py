import artist
import bpy
import desk

bpy.ops.wm.open_mainfile(filepath=artist.ARGS["file"])
exec(artist.ARGS["expression"], {})
scene = desk.scene()
artist.report(format=scene.render.image_settings.file_format, depth=scene.render.image_settings.color_depth)
artist.report(percentage=scene.render.resolution_percentage, samples=scene.cycles.samples)
artist.report(layers={layer.name: layer.use for layer in scene.view_layers}, overwrite=scene.render.use_overwrite)
