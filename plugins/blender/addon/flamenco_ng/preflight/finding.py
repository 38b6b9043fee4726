# SPDX-License-Identifier: GPL-3.0-or-later
"""What a check finds, and what a check is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal

import bpy

from ..farm_settings import FarmSettings, settings_of
from ..job_types.job_type import JobType
from ..manager.farm_facts import WorkerKind
from ..manager.info import ManagerInfo

NAMED = 3
Kind = Literal["", "object", "node", "image"]


@dataclass(frozen=True)
class Item:
    """One data-block or file that a finding is about. Of some kinds, it can be shown in Blender."""

    text: str
    kind: Kind = ""
    name: str = ""
    """The name of the data-block; of a node, that of its tree."""
    node: str = ""


@dataclass(frozen=True)
class Finding:
    """Something that will go wrong on the farm."""

    text: str
    """In the artist's words, without a full stop."""
    stops: bool = False
    """Whether the render will be wrong, so that the artist is asked before the job is submitted."""
    items: tuple[Item, ...] = ()
    mend: str = ""
    """The text of the button that mends it. Its check does so."""

    def in_words(self) -> str:
        """All of it in one line."""
        named = [each.text for each in self.items[:NAMED]]
        more = f" and {len(self.items) - NAMED} more" if len(self.items) > NAMED else ""
        return f"{self.text}: {', '.join(named)}{more}" if named else self.text

    def of_another_scene(self, name: str) -> Finding:
        """The same for the list of the current scene, from where it can be neither mended nor shown."""
        items = tuple(each if each.kind == "image" else Item(each.text) for each in self.items)
        return replace(self, text=f"Scene “{name}”: {self.text}", items=items, mend="")


@dataclass(frozen=True)
class Subject:
    """What is checked: a scene that is to become a job of a type, on a farm."""

    scene: bpy.types.Scene
    settings_from: bpy.types.Scene
    """The scene whose settings for the farm it takes."""
    job_type: JobType
    farm: ManagerInfo
    is_current: bool
    """Whether the manager has answered since Blender was started. Its workers may have changed since it did before."""

    @cached_property
    def settings(self) -> FarmSettings:
        """How the scene is submitted."""
        return settings_of(self.settings_from)

    @cached_property
    def modifiers(self) -> list[tuple[bpy.types.Object, bpy.types.Modifier]]:
        """Those that are rendered, with their objects. In one go, because a scene may have very many objects."""
        return [
            (each, modifier)
            for each in self.scene.objects
            if len(each.modifiers) and not each.hide_render
            for modifier in each.modifiers
            if modifier.show_render
        ]

    @cached_property
    def workers(self) -> list[WorkerKind]:
        """The kinds of workers that would work on the job. Empty if nothing is known of them."""
        if not self.is_current:
            return []
        tag = self.settings.worker_tag_id
        return [each for each in self.farm.facts.workers if not tag or tag in each.tags]

    @cached_property
    def blenders(self) -> list[dict[str, Any]]:
        """What they say of their Blenders. Empty unless all of them do, because then nobody knows what the farm has."""
        told = [each.blender for each in self.workers if each.blender]
        return told if len(told) == len(self.workers) else []


class CannotMend(Exception):
    """The text says why."""


@dataclass(frozen=True)
class Check:
    """One thing that may go wrong."""

    name: str
    find: Callable[[Subject], Iterator[Finding]]
    mend: Callable[[bpy.types.Context], None] | None = None
    """What its button does. Raises CannotMend."""
