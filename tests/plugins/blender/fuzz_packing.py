"""Makes blend files with all kinds of things that use files, packs them, and looks for what does not arrive.

What Blender lists, before and after, is the yardstick. ARGS: manager, folder, seed, shots; with keep, what went wrong
is left for a look at it.
"""

import random
import shutil
import threading
import traceback
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import artist
import bpy
from fuzz_features import FEATURES
from fuzz_files import Files, Root, root, scene

ARGS = artist.ARGS
artist.install_add_on(ARGS["manager"])
packing = artist.add_on("packing")
known_files = artist.add_on("submission.known_files").known_files
counts: Counter[str] = Counter()
used: Counter[str] = Counter()
faults: list[str] = []


def tell(_progress: Any) -> None:
    pass


def listed() -> set[str]:
    """Of tiles, the first stands for all."""
    found = bpy.utils.blend_paths(absolute=True, packed=False, local=False)
    return {str(Path(path.replace("<UDIM>", "1001"))) for path in found if path}


def link(library: Path, roots: list[Root], files: Files) -> Root:
    """Links data-blocks, and uses them so that they are saved. Returns what uses them all."""
    dice = files.dice
    chain = files.object(kind="chain")
    for kind, name in roots:
        libraries: Any = bpy.data.libraries
        with libraries.load(str(library), link=True, relative=dice.random() < 0.5) as (_source, target):
            setattr(target, kind, [name])
        found = getattr(target, kind)[0]
        assert found, f"{name} is not in {library}"
        # Blender 3.4 dies of objects that a scene brings along a second time.
        if kind == "objects" and all(other != "scenes" for other, _name in roots):
            scene().collection.objects.link(found)
            if dice.random() < 0.3:
                found.override_create(remap_local_usages=True)
        elif kind == "scenes":
            scene().background_set = found
        chain[name[:60]] = found
    if bpy.app.version >= (5, 0) and dice.random() < 0.3:
        for thing in list(bpy.data.objects):
            if cast(object, thing.library) is not None and not thing.is_library_indirect:
                bpy.data.pack_linked_ids_hierarchy(thing)
                counts["packed links"] += 1
                break
    return root(chain)


def make(folder: Path, number: int, dice: random.Random) -> tuple[Path, list[Files]]:
    """Returns the blend file, and what it and its libraries use."""
    names, roots = [0], list[Root]()
    made: list[Files] = []
    library: Path | None = None
    depth = dice.choice([0, 0, 1, 1, 2, 3])
    counts[f"library depth {depth}"] += 1
    for level in range(depth, -1, -1):
        bpy.ops.wm.read_factory_settings(use_empty=True)
        where = folder / "projekt" / ("shots" if level == 0 else "assets")
        if level and dice.random() < 0.3:
            where = folder / "elsewhere" / "libraries"
        where.mkdir(parents=True, exist_ok=True)
        blend = where / f"Datei {number}-{level}.blend"
        # Relative paths and caches on disk need a file that has been saved.
        bpy.ops.wm.save_as_mainfile(filepath=str(blend), relative_remap=False)
        files = Files(dice, blend, folder / "elsewhere" / "files", names)
        chain = [link(library, roots, files)] if library else []
        wanted = dice.sample(FEATURES, dice.randint(1, 4))
        if level == 0:
            wanted.insert(0, FEATURES[number % len(FEATURES)])
        roots = chain
        for feature in dict.fromkeys(wanted):
            used[feature.__name__] += 1
            roots.append(feature(files))
        bpy.ops.wm.save_as_mainfile(filepath=str(blend), compress=dice.random() < 0.3, relative_remap=False)
        for place, name in files.later:
            place.mkdir(parents=True, exist_ok=True)
            (place / name).write_bytes(b"x")
            files.hidden.append(name)
        library = blend
        counts["blend files"] += 1
        made.append(files)
    for files in made:
        for path in files.missing:
            path.unlink()
    assert library
    return library, made


def pack(blend: Path, project: Path, storage: Path) -> tuple[Any, Path]:
    """Returns the report, and where the blend file is now."""
    request = packing.Request(
        blend=blend, project=project, location=str(storage), shaman=False, name="job", way="copy", known=known_files()
    )
    with packing.Session(request) as session:
        report = session.plan(tell, threading.Event())
        return report, Path(session.transfer(tell, threading.Event()).blendfile)


def look_at(number: int) -> None:
    dice = random.Random(f"{ARGS['seed']} {number}")  # noqa: S311 - the same numbers each time
    folder, storage = Path(ARGS["folder"], f"Fall {number}"), Path(ARGS["folder"], f"farm {number}")
    storage.mkdir(parents=True)
    blend, made = make(folder, number, dice)
    bpy.ops.wm.open_mainfile(filepath=str(blend))
    before = listed()
    gone = {path for path in before if not Path(path).exists()}
    report, packed = pack(blend, folder / "projekt", storage)
    # The farm cannot see the artist's files.
    away = folder.rename(folder.with_name(folder.name + " away"))
    bpy.ops.wm.open_mainfile(filepath=str(packed))
    counts["shots"] += 1
    counts["paths listed"] += len(before)
    counts["paths missing"] += len(gone)
    counts["files packed"] += report.files
    wrong = list(faults_of(report, made, before, gone, {path.name for path in storage.rglob("*")}))
    faults.extend(f"{number}: {each}" for each in wrong)
    if not wrong or not ARGS.get("keep"):
        shutil.rmtree(away)
        shutil.rmtree(storage)


def faults_of(report: Any, made: list[Files], before: set[str], gone: set[str], arrived: set[str]) -> Iterator[str]:
    """Compares what Blender lists on both sides with what the artist is told."""
    lines = [*report.missing, *report.unsearched, *report.notes]
    unnamed = {path for path in before | listed() if not any(Path(path).name in line for line in lines)}
    for path in sorted(unnamed & gone):
        yield f"is missing, and nobody says so: {path}"
    for path in sorted(unnamed & (before - gone)):
        if Path(path).name not in arrived:
            yield f"is not packed, and nobody says so: {path}"
    for path in sorted(unnamed & listed()):
        if not Path(path).exists():
            yield f"is not found on the farm: {path}"
    yield from (f"is not packed: {name}" for files in made for name in files.hidden if name not in arrived)
    expected = {path.name for files in made for path in files.missing} | {Path(path).name for path in gone}
    said = {line: Path(line.partition("  (used by")[0]).name for line in report.missing}
    yield from (f"is not missing: {line}" for line, name in said.items() if name not in expected)
    yield from (f"was not searched: {line}" for line in report.unsearched)
    if gone and report.as_text() == "Nothing is missing.\n":
        yield "says that nothing is missing"


for number in range(ARGS.get("first", 0), ARGS["shots"]):
    try:
        look_at(number)
    except Exception:  # noqa: BLE001 - the others are tried even so
        faults.append(f"{number}: {traceback.format_exc(limit=-3)}")
artist.report(counts=counts, used=used, faults=faults, features=[each.__name__ for each in FEATURES])
