"""The worker tags change on the manager while their drop-down may be open, so that Blender still reads its texts."""

import gc
import json
import sys
import urllib.request

import artist
import desk

TAGS = artist.ARGS["manager"] + "/api/v3/worker-mgt"


def ask(method: str, address: str, body: object = None) -> bytes:
    data = json.dumps(body).encode() if body else None
    request = urllib.request.Request(address, data, {"Content-Type": "application/json"}, method=method)
    with urllib.request.urlopen(request) as answer:
        found: bytes = answer.read()
        return found


tag = json.loads(
    ask("POST", f"{TAGS}/tags", {"name": "GPU of the old building", "description": "No more than two jobs at once"})
)
desk.connect()
items = artist.add_on("scene.choices").worker_tag_items
own = next(item for item in items(None, None) if item[0] == tag["id"])
texts = list(own[:3])
ask("DELETE", f"{TAGS}/tag/{tag['id']}")
artist.OPERATORS.refresh()
del own
offered = [item[1] for item in items(None, None)]
gc.collect()
# One for the list of texts here, one for the loop, one for the question itself. All others are the add-on's.
kept = [text for text in texts if sys.getrefcount(text) > 3]
# Blender 3.4 gets names with a mark, so that it does not translate them.
without_mark = [[text.rstrip("\u200b") for text in some] for some in (texts, kept)]
artist.report(texts=without_mark[0], kept=without_mark[1], offered=offered)
