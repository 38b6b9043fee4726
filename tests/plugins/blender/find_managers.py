import artist

artist.install_add_on(artist.ARGS["manager"])
find = artist.add_on("manager.find")
state = artist.add_on("manager.state")
artist.OPERATORS.find_managers()
search = find.last_search()
artist.report(problem=search.problem, found=[[each.name, each.address] for each in search.managers])
ours = [each for each in search.managers if each.name == artist.ARGS["name"]]
artist.OPERATORS.use_manager(address=ours[0].address)
artist.OPERATORS.refresh()
artist.report(connected=state.info().name, address=artist.add_on("preferences").preferences().manager_address)
