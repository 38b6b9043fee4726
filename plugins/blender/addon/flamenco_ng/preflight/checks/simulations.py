# SPDX-License-Identifier: GPL-3.0-or-later
"""Cloth, soft bodies, particles, dynamic paint and rigid bodies: each frame needs the ones before it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import bpy

from ..finding import Check, Finding, Item, Subject

NOT_BAKED = "are not baked, so workers that begin in the middle render them wrong"


def _find(subject: Subject) -> Iterator[Finding]:
    items = [*_rigid_bodies(subject.scene)]
    for simulated, modifier in subject.modifiers:
        for kind, cache in _caches(modifier):
            if not (cache.is_baked or cache.use_external):
                items.append(Item(f"{simulated.name} ({kind})", "object", simulated.name))
    if items:
        yield Finding(f"Simulations {NOT_BAKED}", stops=True, items=tuple(items), mend="Bake All…")


def _mend(_context: bpy.types.Context) -> None:
    """In the background where there is a window, with a progress bar and a way to stop it."""
    bpy.ops.ptcache.bake_all("INVOKE_DEFAULT", bake=True)


def _caches(modifier: Any) -> Iterator[tuple[str, Any]]:
    if modifier.type == "CLOTH":
        yield "cloth", modifier.point_cache
    elif modifier.type == "SOFT_BODY":
        yield "soft body", modifier.point_cache
    elif modifier.type == "PARTICLE_SYSTEM" and _moves(modifier.particle_system):
        yield "particles", modifier.particle_system.point_cache
    elif modifier.type == "DYNAMIC_PAINT" and modifier.canvas_settings:
        for surface in modifier.canvas_settings.canvas_surfaces:
            if surface.is_active and surface.is_cache_user:
                yield "dynamic paint", surface.point_cache


def _moves(system: Any) -> bool:
    """Whether its particles depend on the frames before. Hair without dynamics does not."""
    is_hair = system.settings.type == "HAIR"
    return bool(system.use_hair_dynamics if is_hair else system.settings.physics_type != "NO")


def _rigid_bodies(scene: Any) -> Iterator[Item]:
    world = scene.rigidbody_world
    if not (world and world.enabled and world.collection) or world.point_cache.is_baked:
        return
    if any(each.rigid_body and each.rigid_body.type == "ACTIVE" for each in world.collection.objects):
        yield Item("Rigid Body World")


CHECK = Check("simulations", _find, _mend)
