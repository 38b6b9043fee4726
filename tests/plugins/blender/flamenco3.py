import artist
import bpy
import desk

desk.connect()
desk.open_small_scene(artist.ARGS["file"])
farm = desk.scene().flamenco_ng
desk.settings().render_output_root = "//out"
farm.keep = True
farm.output.use_format, farm.output.file_format = True, "OPEN_EXR"
farm.output.use_samples, farm.output.use_resolution = True, True
overrides = artist.add_on("output.overrides")
job_type = artist.add_on("scene.selected").selected_job_type(bpy.context.scene)
everything = [*overrides.OUTPUT_CONTROLS, *overrides.VIEW_CONTROLS, *overrides.CYCLES_CONTROLS]
artist.report(
    can_keep=artist.add_on("manager.state").info().can_keep_jobs,
    not_offered=overrides.missing_controls(job_type, everything),
)
info = artist.add_on("manager.state").info()
artist.report(lacks=info.lacks)
artist.OPERATORS.store_defaults(source="MANAGER")
artist.report(job=desk.submit())

# Which cameras and view layers there are does not matter, since it cannot be chosen.
farm.output.use_camera = farm.output.use_view_layer = farm.output.use_device = True
farm.output.persistent_data = "ON"
bpy.data.scenes.new("Second").camera = desk.scene().camera
desk.scene().frame_end = 13
farm.output.camera, farm.output.view_layer = "Another", "Fog"
farm.job_name = "{file} {camera} {view_layer} {job_type}"
artist.report(name=artist.add_on("job_name").current_job_name(bpy.context))
farm.property_unset("job_name")
farm.scenes, farm.every_nth, farm.use_test_frames = "ALL", 2, True
desk.submit()
artist.report(jobs=artist.add_on("submission.queue").current_submission().jobs)

artist.OPERATORS.use_manager(address=artist.ARGS["manager"])
artist.OPERATORS.refresh()
artist.report(ours_lacks=artist.add_on("manager.state").info().lacks)
