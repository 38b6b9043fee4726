# SPDX-License-Identifier: GPL-3.0-or-later
"""The name of the job: free text with tokens, independent of the name of the file."""

from __future__ import annotations

from .current import current_job_name
from .tokens import TOKENS, JobNameProblem, resolve

__all__ = ["TOKENS", "JobNameProblem", "current_job_name", "resolve"]
