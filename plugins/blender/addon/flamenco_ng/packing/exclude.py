# SPDX-License-Identifier: GPL-3.0-or-later
"""Patterns of files that stay at home although the blend file uses them."""

from __future__ import annotations

import os
import re
from functools import lru_cache
from pathlib import Path

# The parts of a pattern that stand for something else, the longest first, and what they stand for.
_PARTS = re.compile(r"\*\*/|\*\*|\*|\?|[^*?]+")
_MEANINGS = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}


def patterns_in(text: str) -> list[str]:
    """The patterns that somebody has entered, separated by semicolons."""
    return [pattern for each in text.split(";") if (pattern := each.strip())]


def is_excluded(path: Path, patterns: list[str]) -> bool:
    """Whether one of the patterns fits the end of the path, beginning with any of its folders.

    `*.abc` fits each file with this ending, `cache/**` all that is in a folder of this name. `?` is one character and
    `*` any number of them, both within a name; `**` goes through folders. Patterns that begin with a slash or a drive
    letter fit whole paths. Upper and lower case make no difference.
    """
    text = _tidy(os.fspath(path))
    return any(_rule(pattern).fullmatch(text) for pattern in patterns)


@lru_cache(maxsize=256)
def _rule(pattern: str) -> re.Pattern[str]:
    text = _tidy(pattern)
    is_whole = text.startswith("/") or re.match(r"[a-z]:/", text, re.IGNORECASE)
    # A folder means all that is in it.
    text += "**" if text.endswith("/") else ""
    body = "".join(_MEANINGS.get(part) or re.escape(part) for part in _PARTS.findall(text))
    return re.compile(body if is_whole else f"(?:.*/)?{body}", re.IGNORECASE | re.DOTALL)


def _tidy(path: str) -> str:
    return path.replace("\\", "/").removeprefix("./")
