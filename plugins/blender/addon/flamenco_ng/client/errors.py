# SPDX-License-Identifier: GPL-3.0-or-later
"""What can go wrong between the add-on and the manager. Each error's text is made to be shown to an artist."""

from __future__ import annotations


class ManagerProblem(Exception):
    """Any of the problems below."""


class AddressProblem(ManagerProblem):
    """The manager's address cannot be one."""


class Unreachable(ManagerProblem):
    """No answer: nobody listens there, the name is unknown, the connection broke or it took too long."""


class Refused(ManagerProblem):
    """The manager understood the request and refused it."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class UnexpectedAnswer(ManagerProblem):
    """The answer is not what a Flamenco manager says; something else may listen at that address."""
