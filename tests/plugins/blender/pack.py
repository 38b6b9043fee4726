"""Packs ARGS["blend"] with the add-on of the manager, but without its user interface."""

import os
import threading
from pathlib import Path
from typing import Any

import artist

artist.install_add_on(artist.ARGS["manager"])
packing = artist.add_on("packing")

ARGS = artist.ARGS
request = packing.Request(
    blend=Path(ARGS["blend"]),
    project=Path(ARGS["project"]),
    location=ARGS["location"],
    shaman=ARGS.get("shaman", False),
    name=ARGS.get("name", "job"),
    manager_url=ARGS["manager"],
    way=ARGS.get("way", "auto"),
    known=ARGS.get("known", []),
    exclude=ARGS.get("exclude", []),
)
stages: list[str] = []
peak = 0


def tell(progress: Any) -> None:
    global peak
    if progress.stage not in stages:
        stages.append(progress.stage)
    if progress.stage == ARGS.get("cancel_at") and progress.bytes > 0:
        cancelled.set()
    try:
        status = Path(f"/proc/{session._process.pid}/status").read_text()
        peak = max(peak, int(status.split("VmHWM:")[1].split()[0]))
    except OSError:
        pass


cancelled = threading.Event()
try:
    with packing.Session(request) as session:
        report = session.plan(tell, cancelled)
        artist.report(way=report.way, files=report.files, bytes=report.bytes, missing=report.missing)
        artist.report(excluded=report.excluded)
        artist.report(unreachable=report.unreachable, notes=report.notes, unsearched=report.unsearched)
        if not ARGS.get("only_plan"):
            result = session.transfer(tell, cancelled)
            artist.report(blendfile=result.blendfile, checkout=result.checkout_id)
            if ARGS.get("discard"):
                result.discard()
except packing.Cancelled:
    artist.report(cancelled=True)
except packing.PackingError as problem:
    artist.report(problem=str(problem))
artist.report(
    stages=stages,
    peak_kilobytes=peak,
    left_behind=[name for name in os.listdir(os.environ["TMPDIR"]) if name.startswith("flamenco-ng-")],
)
