# SPDX-License-Identifier: GPL-3.0-or-later
"""A job type may have changed since the artist saw it. Values are kept where possible, and every change is reported."""

from __future__ import annotations

from typing import Any

from .job_type import Setting
from .store import StoredSettings


def reconcile(stored: StoredSettings) -> list[str]:
    """Brings what is stored in line with the current job type.

    Returns a sentence for each change that the artist should know about.
    """
    job_type = stored.job_type
    now = {setting.key: {"type": setting.type, "choices": list(setting.choices)} for setting in job_type.settings}
    if stored.seen_etag == job_type.etag and stored.seen_settings == now:
        return []
    notes = _changes(stored) if stored.seen_etag else []
    kept, notes_of_values = _fitted(stored)
    stored.write({"etag": job_type.etag, "seen": now, "values": kept})
    return notes + notes_of_values


def _changes(stored: StoredSettings) -> list[str]:
    shown = [setting for setting in stored.job_type.settings if setting.is_shown]
    before = stored.seen_settings
    new = [f"“{setting.label}” is new" for setting in shown if setting.key not in before]
    keys = {setting.key for setting in stored.job_type.settings}
    gone = [f"“{key}” is gone" for key in before if key not in keys]
    return new + gone


def _fitted(stored: StoredSettings) -> tuple[dict[str, Any], list[str]]:
    kept: dict[str, Any] = {}
    notes: list[str] = []
    for key, value in stored.entered.items():
        setting = stored.job_type.setting(key)
        # A setting that is gone may come back, for example when another manager is chosen for a while.
        fitted = value if setting is None else setting.fit(value)
        if fitted is not None:
            kept[key] = fitted
        if setting is not None and setting.is_shown and fitted != value:
            notes.append(_note(setting, value, fitted))
    return kept, notes


def _note(setting: Setting, before: Any, now: Any) -> str:
    if now is None:
        return f"“{setting.label}” can no longer be “{before}” and is now “{setting.default}”"
    return f"“{setting.label}” can no longer be {before} and is now {now}"
