# SPDX-License-Identifier: GPL-3.0-or-later
"""A folder for the frames that each worker would have to itself."""

from __future__ import annotations

from collections.abc import Iterator

from ...job_types.expressions import absolute_path
from ...job_types.store import StoredSettings
from ..finding import Check, Finding, Subject
from ..reach import why_unreachable


def _find(subject: Subject) -> Iterator[Finding]:
    stored = StoredSettings(subject.settings_from, subject.job_type)
    for setting in subject.job_type.settings:
        if not (setting.is_shown and setting.is_path and setting.subtype == "dir_path"):
            continue
        value = stored.value(setting)
        why = why_unreachable(str(absolute_path(str(value))), subject.farm) if value else ""
        if why:
            text = f"“{setting.label}” is {why}: workers cannot save the frames where you find them"
            yield Finding(f"{text}. The farm's storage is {subject.farm.location}")


CHECK = Check("output_folder", _find)
