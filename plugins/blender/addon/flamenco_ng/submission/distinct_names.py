# SPDX-License-Identifier: GPL-3.0-or-later
"""Different names for jobs of one press. Folders are called after them, so equal ones could overwrite each other."""

from __future__ import annotations

import re

_NOT_IN_FOLDERS = re.compile(r'[\x00-\x1f/\\:*?"<>|{}]')


def distinct_name(name: str, template: str, parts: dict[str, str]) -> str:
    """The name with whatever tells the job from the others, unless the template of the name has its token."""
    added = [text for token, text in parts.items() if f"{{{token}}}" not in template]
    return " - ".join([name, *(_NOT_IN_FOLDERS.sub("_", text) for text in added)])


def distinct_names(names: list[str]) -> list[str]:
    """The same names, with a number where one would be equal to an earlier one, also on Windows."""
    taken: set[str] = set()
    found = []
    for name in names:
        number, different = 1, name
        while different.casefold() in taken:
            number += 1
            different = f"{name} {number}"
        taken.add(different.casefold())
        found.append(different)
    return found
