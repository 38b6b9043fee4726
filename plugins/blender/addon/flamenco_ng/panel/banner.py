# SPDX-License-Identifier: GPL-3.0-or-later
"""What is drawn at the very top of the panel."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

BANNERS: list[Callable[[Any, Any], None]] = []
"""Functions of (layout, context); each draws nothing when it has nothing to tell."""
