# SPDX-License-Identifier: GPL-3.0-or-later
"""Tokens in the names of jobs that stand for what is chosen for the farm, as far as the job type accepts it."""

from __future__ import annotations

from ..farm_settings import FarmSettings
from ..job_name.current import OF_JOB_TYPE
from ..output.views import chosen_cameras, chosen_layers
from .selected import job_type_name_of, job_type_of


def _tokens(chosen: FarmSettings) -> dict[str, str]:
    job_type = job_type_of(chosen)
    cameras = chosen_cameras(chosen.output, job_type) if job_type else []
    layers = chosen_layers(chosen.output, job_type) if job_type else []
    views = {name: names[0] for name, names in (("camera", cameras), ("view_layer", layers)) if names}
    return {"job_type": job_type_name_of(chosen), **views}


def register() -> None:
    OF_JOB_TYPE.append(_tokens)


def unregister() -> None:
    OF_JOB_TYPE.remove(_tokens)
