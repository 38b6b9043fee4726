"""What a manager's expressions can do before the artist trusts it, and after."""

from pathlib import Path
from typing import Any

import artist
import bpy
import desk

desk.connect()
desk.open_small_scene(artist.ARGS["file"])
scene = desk.scene()
preferences = artist.add_on("preferences").preferences()
state = artist.add_on("manager.state")
obstacle = artist.add_on("submission.order").obstacle
job_type_of = artist.add_on("scene.selected").selected_job_type
job_types = artist.add_on("job_types.job_type")
expressions = artist.add_on("job_types.expressions")
mark = Path(bpy.app.tempdir, "..", "was-here")


def value_of(expression: str, manager: str, type_: str = "string") -> Any:
    """What the add-on computes when this manager has a setting with the expression."""
    setting = {"key": "wanted", "type": type_, "eval": expression, "visible": "hidden"}
    root = {"key": "render_output_root", "type": "string", "default": "//out"}
    parts = {"key": "add_path_components", "type": "int32", "default": 1}
    raw = {"name": "a", "label": "A", "etag": "1", "settings": [setting, root, parts]}
    job_type = job_types.JobType.from_json(raw, manager)
    try:
        return expressions.CurrentSettings(bpy.context, job_type, "a job").value(job_type.setting("wanted"))
    except expressions.NeedsTrust:
        return "needs trust"
    except expressions.ExpressionProblem as problem:
        return f"problem: {problem}"


# An ordinary artist is not asked anything.
usual = state.info().job_type("simple-blender-render")
artist.report(usual_asks=[each.key for each in expressions.settings_needing_trust(usual)])
stranger, friend = "http://stranger", "http://friend"
artist.add_on("preferences").remember(friend, may_run_python=True)
simple = [[each.expression, each.type] for each in usual.settings if each.expression] + artist.ARGS["simple"]
both = [[each, value_of(each, stranger, kind), value_of(each, friend, kind)] for each, kind in simple]
artist.report(different=[each for each in both if each[1] != each[2]], computed=len(both))
artist.report(no_values=[each for each in both if str(each[1]).startswith(("problem", "needs"))])

# Whatever could do harm or tell secrets needs trust; whatever could take for ever fails.
preferences.token = "my-token"
scene["keep"] = 1
artist.report(harmful={each: value_of(each, stranger) for each in artist.ARGS["harmful"]})
artist.report(endless=[each for each in artist.ARGS["endless"] if "problem" not in str(value_of(each, stranger))])
preferences.token = ""

# A job type that runs Python.
scene.flamenco_ng.job_type = "python-of-the-manager"
asks = [obstacle(bpy.context), desk.settings().mark, desk.submit()]
preferences.manager_address = artist.ARGS["nobody"]
preferences.manager_address = artist.ARGS["manager"]
asks += [state.has_answered(), obstacle(bpy.context), desk.settings().mark]
artist.report(asks=asks, ran=mark.exists())
desk.settings().link_mark = False
desk.settings().mark = 7
artist.report(own_value=obstacle(bpy.context))
artist.OPERATORS.trust_manager(address=artist.ARGS["manager"])
desk.settings().link_mark = True
job = desk.submit()
artist.report(trusted=[job["settings"]["mark"], job["settings"]["plain"]], ran_then=mark.exists())
mark.unlink()

# The same manager under another name is another one, and trust can be withdrawn.
preferences.manager_address = artist.ARGS["manager"].replace("127.0.0.1", "localhost")
artist.OPERATORS.refresh()
elsewhere = [preferences.manager_address, bool(obstacle(bpy.context)), desk.settings().mark]
preferences.manager_address = artist.ARGS["manager"]
artist.OPERATORS.trust_manager(address=artist.ARGS["manager"], trusted=False)
artist.OPERATORS.refresh()
artist.report(elsewhere=elsewhere, withdrawn=bool(obstacle(bpy.context)), ran_again=mark.exists())
