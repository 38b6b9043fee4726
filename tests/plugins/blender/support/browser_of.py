"""For scripts of specs: what somebody does on the manager's pages, without a browser."""

import json
import urllib.request
from typing import Any


class BrowserOf:
    """The browser of a person, who has signed in."""

    def __init__(self, manager: str, name: str, password: str) -> None:
        self.manager, self.cookie = manager, ""
        answer = self._send("/api/trpc/account.signIn", {"nameOrEmail": name, "password": password})
        self.cookie = "; ".join(each.split(";")[0] for each in answer.headers.get_all("Set-Cookie") or [])

    def change(self, procedure: str, value: Any) -> Any:
        """Calls a procedure that changes something."""
        return json.load(self._send(f"/api/trpc/{procedure}", value))["result"]["data"]

    def ask(self, procedure: str) -> Any:
        """Calls a procedure that answers something."""
        return json.load(self._send(f"/api/trpc/{procedure}", None))["result"]["data"]

    def submit(self, job: dict[str, Any]) -> Any:
        """Submits a job to /api/v3."""
        return json.load(self._send("/api/v3/jobs", job))

    def answer(self, code: str, allow: bool) -> dict[str, Any]:
        """Opens the page for this code, answers there, and returns what it shows."""
        shown: dict[str, Any] = self.change("account.openProgram", {"code": code})
        self.change("account.answerProgramLogin", {"id": shown["id"], "allow": allow})
        return shown

    def _send(self, path: str, value: Any) -> Any:
        data = None if value is None else json.dumps(value).encode()
        headers = {"Content-Type": "application/json", "Cookie": self.cookie}
        return urllib.request.urlopen(urllib.request.Request(self.manager + path, data, headers))
