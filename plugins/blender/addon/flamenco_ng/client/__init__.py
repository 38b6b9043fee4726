# SPDX-License-Identifier: GPL-3.0-or-later
"""The only part that talks to the manager. Knows nothing of Blender and needs only the standard library."""

from __future__ import annotations

from .address import address_key, address_problem, is_overheard, tidy_address
from .connection import ON_NOT_LOGGED_IN, Answer, Connection
from .errors import (
    AddressProblem,
    CertificateProblem,
    ManagerProblem,
    NotAllowed,
    NotLoggedIn,
    Refused,
    UnexpectedAnswer,
    Unheard,
    Unreachable,
)
from .headers import request_headers

__all__ = [
    "ON_NOT_LOGGED_IN",
    "AddressProblem",
    "Answer",
    "CertificateProblem",
    "Connection",
    "ManagerProblem",
    "NotAllowed",
    "NotLoggedIn",
    "Refused",
    "UnexpectedAnswer",
    "Unheard",
    "Unreachable",
    "address_key",
    "address_problem",
    "is_overheard",
    "request_headers",
    "tidy_address",
]
