# SPDX-License-Identifier: GPL-3.0-or-later
"""What can go wrong between the add-on and the manager. The text of each error is meant for artists."""

from __future__ import annotations


class ManagerProblem(Exception):
    """Any of the problems below."""


class AddressProblem(ManagerProblem):
    """The text given as the manager's address is not an address."""


class CertificateProblem(ManagerProblem):
    """The file with the certificates of one's own authority cannot be used."""


class NotAllowed(ManagerProblem):
    """The artist has told Blender not to use the network."""


class Unreachable(ManagerProblem):
    """No answer: nothing is listening, the name is unknown, the connection was cut or it took too long."""


class Refused(ManagerProblem):
    """The manager understood the request and refused it."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class NotLoggedIn(Refused):
    """The manager wants to know who is asking, or what it was told is no longer good."""


class UnexpectedAnswer(ManagerProblem):
    """Not the answer of a Flamenco manager. Something else may be listening at that address."""


class Unheard(ManagerProblem):
    """Whether a job was submitted is not known, because the answer did not come."""
