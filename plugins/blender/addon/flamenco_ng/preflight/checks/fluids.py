# SPDX-License-Identifier: GPL-3.0-or-later
"""Fire, smoke and liquids."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..finding import Check, Finding, Item, Subject
from .simulations import NOT_BAKED


def _find(subject: Subject) -> Iterator[Finding]:
    items = tuple(
        Item(f"{each.name} (fluid)", "object", each.name)
        for each, modifier in subject.modifiers
        if _is_unbaked(modifier)
    )
    if items:
        yield Finding(f"Fluids {NOT_BAKED}", stops=True, items=items)


def _is_unbaked(modifier: Any) -> bool:
    if modifier.type != "FLUID" or modifier.fluid_type != "DOMAIN":
        return False
    domain = modifier.domain_settings
    return bool(domain) and not domain.has_cache_baked_data


CHECK = Check("fluids", _find)
