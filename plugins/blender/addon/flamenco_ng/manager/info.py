# SPDX-License-Identifier: GPL-3.0-or-later
"""What the add-on knows about the manager. Plain data, kept as JSON between two runs of Blender."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any

from ..job_types.job_type import JobType
from .farm_facts import FarmFacts


@dataclass(frozen=True)
class WorkerTag:
    """A group of workers that a job can be restricted to."""

    id: str
    name: str
    description: str = ""


@dataclass(frozen=True)
class ManagerInfo:
    """One manager, as it answered last."""

    address: str
    name: str
    version: str
    location: str
    """The farm's storage as seen from this computer."""
    shaman: bool
    raw_job_types: list[dict[str, Any]]
    tags: list[WorkerTag]
    job_fields: list[str] = field(default_factory=list)
    """The fields of a submitted job in the manager's own description of its API; empty if it has none."""

    keeps_keys: bool = False
    """Whether a submission may be repeated under its key without making a second job. Flamenco 3 would make one."""

    add_on_version: str = ""
    """The version of the add-on that it serves; empty if it serves none, as Flamenco 3."""

    facts: FarmFacts = field(default_factory=FarmFacts)
    """What its workers can do."""

    @cached_property
    def job_types(self) -> list[JobType]:
        """All job types that the manager offers. Drawing the panel once looks them up a dozen times."""
        return [JobType.from_json(raw, self.address) for raw in self.raw_job_types]

    def job_type(self, name: str) -> JobType | None:
        """The job type with this name."""
        return next((each for each in self.job_types if each.name == name), None)

    def tag(self, tag_id: str) -> WorkerTag | None:
        """The worker tag with this id."""
        return next((tag for tag in self.tags if tag.id == tag_id), None)

    @property
    def can_keep_jobs(self) -> bool:
        """Whether jobs can be protected from clean-up. Flamenco 3 cannot do that."""
        return "keep" in self.job_fields

    @property
    def lacks(self) -> list[str]:
        """What this manager cannot do, for the artist to know. Nothing, unless it is a Flamenco 3 manager."""
        abilities = (
            (self.can_keep_jobs, "Jobs cannot be kept when old ones are cleaned up"),
            (self.keeps_keys, "If its answer to a submission gets lost, the add-on cannot ask again: look for the job"),
            (self.keeps_keys, "An upload that is cut off starts over"),
            (bool(self.add_on_version), "It does not tell of newer add-ons"),
            (self.can_order_jobs, "A job cannot wait for another one"),
        )
        return [words for is_there, words in abilities if not is_there]

    @property
    def takes_steps(self) -> bool:
        """Whether frame ranges may have steps, such as `1-100x5`. Flamenco 3 takes them for a mistake."""
        return self.can_keep_jobs

    @property
    def shares_checkouts(self) -> bool:
        """Whether a checkout stays until its last job is deleted. Flamenco 3 may remove it with the first one."""
        return self.can_keep_jobs

    @property
    def can_order_jobs(self) -> bool:
        """Whether a job can start after another job's end. Flamenco 3 cannot do that."""
        return "depends_on" in self.job_fields

    def to_json(self) -> dict[str, Any]:
        """What `from_json` reads."""
        return asdict(self)

    @classmethod
    def from_json(cls, raw: dict[str, Any]) -> ManagerInfo:
        """Raises TypeError or KeyError when it was written by another version of the add-on."""
        tags = [WorkerTag(**tag) for tag in raw["tags"]]
        return cls(**{**raw, "tags": tags, "facts": FarmFacts.from_json(raw["facts"])})
