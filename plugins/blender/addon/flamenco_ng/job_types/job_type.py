# SPDX-License-Identifier: GPL-3.0-or-later
"""A job type and its settings, as the manager describes them. Plain data."""

from __future__ import annotations

import keyword
import re
from dataclasses import dataclass, field
from typing import Any

from .values import KNOWN_TYPES, Value, coerce, zero_of


@dataclass(frozen=True)
class Setting:
    """One setting. `identifier` is its name as a property in Blender, which does not allow every key."""

    key: str
    type: str
    identifier: str
    label: str
    subtype: str = ""
    choices: tuple[str, ...] = ()
    propargs: dict[str, Any] = field(default_factory=dict)
    description: str = ""
    own_default: Value | None = None
    """The default given by the script, if it is possible for this setting."""
    expression: str = ""
    expression_description: str = ""
    has_link: bool = False
    is_shown: bool = True
    is_required: bool = False
    is_editable: bool = True

    @classmethod
    def from_json(cls, raw: dict[str, Any], index: int) -> Setting:
        """The setting as described by the manager, at this position in its job type."""
        key, type_ = raw["key"], raw["type"]
        choices = tuple(raw.get("choices") or ()) if type_ == "string" else ()
        info = raw.get("evalInfo") or {}
        default = raw.get("default")
        own_default = None if default is None else coerce(default, type_)
        return cls(
            key=key,
            type=type_,
            identifier=_identifier(key, index),
            label=str(raw.get("label") or key.replace("_", " ").title()),
            subtype=raw.get("subtype") or "",
            choices=choices,
            propargs=raw.get("propargs") or {},
            description=str(raw.get("description") or ""),
            own_default=None if choices and own_default not in choices else own_default,
            expression=raw.get("eval") or "",
            expression_description=info.get("description") or "",
            has_link=bool(raw.get("eval")) and bool(info.get("showLinkButton")),
            is_shown=type_ in KNOWN_TYPES and (raw.get("visible") or "visible") in ("visible", "submission"),
            is_required=bool(raw.get("required")),
            # If absent, it is editable.
            is_editable=raw.get("editable") is not False,
        )

    @property
    def default(self) -> Value:
        """The value as long as nobody has entered one."""
        if self.own_default is not None:
            return self.own_default
        return self.choices[0] if self.choices else zero_of(self.type)

    @property
    def has_value(self) -> bool:
        """Whether there is anything to submit. Of a type that only the script knows, nobody can enter a value."""
        return self.type in KNOWN_TYPES or bool(self.expression) or self.own_default is not None

    @property
    def is_path(self) -> bool:
        """Whether the value is the path of a file or folder."""
        return self.type == "string" and self.subtype in ("file_path", "dir_path", "hashed_file_path")

    @property
    def is_always_computed(self) -> bool:
        """Whether its value always comes from its expression, because the artist cannot enter one."""
        return bool(self.expression) and not (self.is_shown and self.is_editable)

    def fit(self, value: Any) -> Value | None:
        """The value made possible for this setting, or None."""
        fitted = coerce(value, self.type)
        if self.choices:
            return fitted if fitted in self.choices else None
        if isinstance(fitted, (int, float)) and not isinstance(fitted, bool):
            least, most = coerce(self.propargs.get("min"), self.type), coerce(self.propargs.get("max"), self.type)
            if isinstance(least, (int, float)):
                fitted = max(fitted, least)
            if isinstance(most, (int, float)):
                fitted = min(fitted, most)
        return fitted


@dataclass(frozen=True)
class JobType:
    """A kind of job that the farm can do."""

    name: str
    label: str
    etag: str
    description: str
    settings: tuple[Setting, ...]
    raw_settings: list[dict[str, Any]]
    manager: str
    """The address of the manager that it comes from."""

    @classmethod
    def from_json(cls, raw: dict[str, Any], manager: str) -> JobType:
        """The job type as described by the manager at this address."""
        settings = raw.get("settings") or []
        return cls(
            name=raw["name"],
            label=raw["label"] or raw["name"],
            etag=raw["etag"],
            description=raw.get("description") or "",
            settings=tuple(Setting.from_json(each, index) for index, each in enumerate(settings)),
            raw_settings=settings,
            manager=manager,
        )

    def setting(self, key: str) -> Setting | None:
        """The setting with this key."""
        return next((each for each in self.settings if each.key == key), None)


# Names that belong to Blender's property groups.
_TAKEN = {
    "name",
    "rna_type",
    "id_data",
    "keys",
    "values",
    "items",
    "get",
    "pop",
    "path_from_id",
    "path_resolve",
    "property_unset",
}


def _identifier(key: str, index: int) -> str:
    taken = key in _TAKEN or key.startswith(("_", "bl_", "is_", "id_", "link_", "property_"))
    usable = re.fullmatch(r"[A-Za-z]\w{0,50}", key, re.ASCII) and not keyword.iskeyword(key)
    return key if usable and not taken else f"setting_{index}"
