# SPDX-License-Identifier: GPL-3.0-or-later
"""From which cameras the farm renders, and which view layers."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import product

import bpy

from ..farm_settings import OutputSettings
from ..job_types.job_type import JobType
from ..job_types.values import Value
from .overrides import CAMERA, ONE_JOB, VIEW_LAYER, OutputProblem, takes

ONE_PER_LINE = "\n"


@dataclass(frozen=True)
class View:
    """What one job renders of a scene."""

    names: dict[str, str] = field(default_factory=dict)
    """What tells it from the other jobs of the scene: `camera`, `view_layer`."""
    chosen: dict[str, str] = field(default_factory=dict)
    """The camera and the view layer, if it is one that was chosen."""
    values: dict[str, Value] = field(default_factory=dict)
    """For the settings of the job."""


def names_in(text: str) -> list[str]:
    """The names that are stored in a text, one per line."""
    return [name for name in text.split(ONE_PER_LINE) if name]


def toggled(text: str, name: str, all_names: list[str]) -> str:
    """The text after a name was added to it or taken from it. The names are in the order of all of them."""
    names = set(names_in(text)) ^ {name}
    gone = [each for each in names_in(text) if each in names and each not in all_names]
    return ONE_PER_LINE.join([each for each in all_names if each in names] + gone)


def cameras_of(scene: bpy.types.Scene) -> list[str]:
    """The names of the cameras in a scene."""
    return sorted(each.name for each in scene.objects if each.type == "CAMERA")


def layers_of(scene: bpy.types.Scene) -> list[str]:
    """The names of the view layers of a scene."""
    return [layer.name for layer in scene.view_layers]


def chosen_cameras(output: OutputSettings, job_type: JobType) -> list[str]:
    """The cameras that the artist has chosen, or an empty list if the scene decides."""
    return names_in(output.camera) if output.use_camera and takes(job_type, CAMERA) else []


def chosen_layers(output: OutputSettings, job_type: JobType) -> list[str]:
    """The view layers that the artist has chosen, or an empty list if the scene decides."""
    return names_in(output.view_layer) if output.use_view_layer and takes(job_type, VIEW_LAYER) else []


def views_of(scene: bpy.types.Scene, output: OutputSettings, job_type: JobType) -> list[View]:
    """One view for each job that the scene needs. Raises OutputProblem."""
    cameras, layers = chosen_cameras(output, job_type), chosen_layers(output, job_type)
    if not cameras and output.use_camera and takes(job_type, CAMERA):
        raise OutputProblem("Choose from which cameras the farm is to render.")
    if not layers and output.use_view_layer and takes(job_type, VIEW_LAYER):
        raise OutputProblem("Choose which view layers the farm is to render.")
    _check(scene, "camera", cameras, cameras_of(scene))
    _check(scene, "view layer", layers, layers_of(scene))
    if output.views == "ONE" and len(cameras or [""]) * len(layers or [""]) > 1 and takes(job_type, ONE_JOB):
        return [View(values={"cameras": ONE_PER_LINE.join(cameras), "view_layers": ONE_PER_LINE.join(layers)})]
    return [
        _view({"camera": camera, "view_layer": layer}, {"camera": len(cameras), "view_layer": len(layers)})
        for camera, layer in product(cameras or [""], layers or [""])
    ]


def _view(names: dict[str, str], counts: dict[str, int]) -> View:
    chosen = {kind: name for kind, name in names.items() if name}
    return View({kind: name for kind, name in chosen.items() if counts[kind] > 1}, chosen, dict(chosen))


def _check(scene: bpy.types.Scene, kind: str, chosen: list[str], there: list[str]) -> None:
    lost = next((name for name in chosen if name not in there), None)
    if lost is not None:
        raise OutputProblem(f"The scene “{scene.name}” has no {kind} “{lost}” any more. Choose another one.")
