"""Files that are held, and long paths: what runs without Blender, called with a platform and failures of our own."""

import errno
import json
import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

# The package without its __init__.py, which needs Blender.
package = ModuleType("flamenco_ng")
package.__path__ = [sys.argv[1]]
sys.modules["flamenco_ng"] = package
sys.dont_write_bytecode = True

from flamenco_ng import held_files, long_paths  # noqa: E402 - the package has to be there first

said: dict[str, Any] = {}
folder = Path(tempfile.mkdtemp())


def failing(times: int, code: int, real: Callable[..., None]) -> Callable[..., None]:
    """Fails as with a file that is held, and then does the real thing."""
    calls = 0

    def attempt(*args: Any, **options: Any) -> None:
        nonlocal calls
        calls += 1
        if calls <= times:
            raise OSError(code, os.strerror(code), str(args[0]))
        real(*args, **options)

    return attempt


def renamed(times: int, code: int, platform: str, **options: Any) -> Any:
    """What came of renaming a file that is held so many times: how long it waited, or the error."""
    (folder / "a").write_text("x")
    waits: list[float] = []
    real = os.replace
    os.replace = failing(times, code, real)
    try:
        held_files.rename_firmly(folder / "a", folder / "b", wait=waits.append, platform=platform, **options)
    except OSError as problem:
        return [errno.errorcode[problem.errno or 0], len(waits), round(sum(waits), 3)]
    finally:
        os.replace = real
    return [(folder / "b").exists(), len(waits), round(sum(waits), 3)]


on_posix = "linux"
said["renamed in the end"] = renamed(3, errno.EBUSY, on_posix, patience=5)
said["ours on network storage"] = renamed(2, errno.EACCES, on_posix, patience=5, is_ours=True)
said["no rights"] = renamed(1, errno.EACCES, on_posix, patience=5)
said["held for ever"] = renamed(1000, errno.ETXTBSY, on_posix, patience=5)
said["in the interface"] = renamed(1000, errno.EBUSY, on_posix)
thread = threading.Thread(target=lambda: said.update({"in a thread": renamed(1000, errno.EBUSY, on_posix)}))
thread.start()
thread.join()

waits: list[float] = []
shutil_rmtree = shutil.rmtree
(folder / "c" / "d").mkdir(parents=True)
shutil.rmtree = failing(2, errno.ENOTEMPTY, shutil_rmtree)  # type: ignore[assignment]
held_files.remove_folder(folder / "c", wait=waits.append, patience=5, platform=on_posix)
said["folder removed"] = [not (folder / "c").exists(), len(waits)]
shutil.rmtree = shutil_rmtree
held_files.remove_folder(folder / "gone")
held_files.unlink_firmly(folder / "gone")

platforms = ("win32", "linux", "darwin")
said["worth waiting"] = {
    name: [held_files.is_worth_waiting_for(platform, code) for platform in platforms]
    for name, code in (("EACCES", errno.EACCES), ("EBUSY", errno.EBUSY), ("ENOENT", errno.ENOENT))
}
said["unlimited"] = {
    path: long_paths.unlimited(path, "win32")
    for path in (
        "F:\\jobs\\shot",
        "F:/jobs/../jobs/shot",
        "\\\\nas\\render\\shot",
        "//nas/render/shot",
        "\\\\?\\C:\\there",
        "relative\\shot",
        "F:shot",
    )
}
said["back"] = [long_paths.limited(path) for path in said["unlimited"].values()]
said["elsewhere"] = [long_paths.unlimited("/jobs/shot", platform) for platform in ("linux", "darwin")]
long = FileNotFoundError(errno.ENOENT, "No such file or directory", long_paths.unlimited("C:\\" + "x" * 300, "win32"))
short = FileNotFoundError(errno.ENOENT, "No such file or directory", "C:\\x")
said["too long"] = [long_paths.too_long_note(long, "win32"), long_paths.too_long_note(short, "win32")]
said["too long"].append(long_paths.too_long_note(long, "linux"))

shutil.rmtree(folder)
print(json.dumps(said))
