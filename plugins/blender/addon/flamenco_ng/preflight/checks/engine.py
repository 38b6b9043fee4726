# SPDX-License-Identifier: GPL-3.0-or-later
"""The render engine, if it is an add-on."""

from __future__ import annotations

from collections.abc import Iterator

from ..finding import Check, Finding, Subject

BUILT_IN = ("BLENDER_EEVEE", "BLENDER_WORKBENCH")


def _find(subject: Subject) -> Iterator[Finding]:
    # The stubs know only what is built in.
    engine, blenders = str(subject.scene.render.engine), subject.blenders
    if engine.startswith(BUILT_IN) or not blenders:
        return
    if not any(engine in blender["engines"] for blender in blenders):
        yield Finding(f"No worker has the render engine {engine.replace('_', ' ').title()}", stops=True)


CHECK = Check("engine", _find)
