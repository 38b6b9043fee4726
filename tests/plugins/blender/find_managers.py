import artist
import bpy

artist.install_add_on(artist.ARGS["manager"])
find = artist.add_on("manager.find")
state = artist.add_on("manager.state")
bpy.ops.flamenco_ng.find_managers()
search = find.last_search()
artist.report(problem=search.problem, found=[[each.name, each.address] for each in search.managers])
ours = [each for each in search.managers if each.name == artist.ARGS["name"]]
bpy.ops.flamenco_ng.use_manager(address=ours[0].address)
bpy.ops.flamenco_ng.refresh()
artist.report(connected=state.info().name, address=artist.add_on("preferences").preferences().manager_address)
