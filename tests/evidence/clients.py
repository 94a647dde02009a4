"""An owner in a browser who signs in and decides, again and again, on a server that keeps dying."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import requests

from tests.evidence.victims import Killer
from tests.factories import PASSWORD
from tests.web.directive_pages import page_of
from tests.web.gatekit import fields

PATIENCE = 300.0  # seconds for one decision: a server that was killed has to start again
LATER = str(dt.date.today() + dt.timedelta(days=30))  # noqa: DTZ011 - a form field, far from any midnight
EXPECTED = {200, 302, 409, 422, 429, 503}  # a page, on to the next, or a refusal in words


class StillThereError(Exception):
    """The gate is as it was after PATIENCE."""


@dataclass
class Told:
    """What the clients were told. Rounds by uid: `acknowledged` on the decision's page."""

    acknowledged: dict[str, str] = field(default_factory=dict)  # round -> outcome
    unanswered: list[str] = field(default_factory=list)  # rounds whose confirmation got no answer
    odd: list[str] = field(default_factory=list)  # statuses that no page should have


class Owner:
    """One owner's browser. Each request may get no answer at all: requests.RequestException."""

    def __init__(self, username: str, killer: Killer, told: Told) -> None:
        self.username, self.killer, self.told = username, killer, told
        self.session = requests.Session()

    def decide(self, directive: str, outcomes: list[str]) -> None:
        """One decision after the other on `directive`. Raises StillThereError."""
        before = ""
        for outcome in outcomes:
            before = self._one(directive, outcome, before)

    def _one(self, directive: str, outcome: str, before: str) -> str:
        """The uid of the round that it decided. `before` is the round that it decided last."""
        mine, until = "", time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                shown = self._round(directive)
                if mine and shown not in ("", mine):
                    return mine  # no answer came, but it was stored
                if shown not in ("", before):
                    mine = shown
                    if self._put_forward(directive, outcome) and self._confirm(directive, mine, outcome):
                        return mine
            except requests.RequestException:
                pass  # killed; it starts again
            time.sleep(0.3)
        raise StillThereError(f"{directive}: {outcome}")

    def _round(self, directive: str) -> str:
        """The round that the gate page shows; "-" where no gate is open."""
        page = self._get(f"/directives/{directive}/gate/")
        if page.status_code == 302:
            if "login" not in page.headers["Location"]:
                return "-"
            self._sign_in()
            return ""
        return fields(page).get("round", "") if page.status_code == 200 else ""

    def _sign_in(self) -> None:
        self._get("/account/login/")
        self._post("/account/login/", {"login": self.username, "password": PASSWORD})

    def _put_forward(self, directive: str, outcome: str) -> bool:
        path = f"/directives/{directive}/gate/"
        return self._post(path, dict(_typed(self._get(path), outcome))).status_code == 302

    def _confirm(self, directive: str, round_: str, outcome: str) -> bool:
        path = f"/directives/{directive}/gate/confirm/"
        sent = fields(self._get(path)) | {"password": PASSWORD}
        if "fingerprint" not in sent:
            return False
        self.killer.sending()
        try:
            answer = self._post(path, sent)
        except requests.RequestException:
            self.told.unanswered.append(round_)
            raise
        if answer.status_code != 302 or round_ not in answer.headers["Location"]:
            return False
        self.told.acknowledged[round_] = outcome
        return True

    def _get(self, path: str) -> requests.Response:
        return self._seen(self.session.get(self.killer.victims.url + path, timeout=60, allow_redirects=False))

    def _post(self, path: str, data: dict[str, Any]) -> requests.Response:
        token = {"X-CSRFToken": self.session.cookies.get("csrftoken", "")}
        url = self.killer.victims.url + path
        return self._seen(self.session.post(url, data, headers=token, timeout=60, allow_redirects=False))

    def _seen(self, answer: requests.Response) -> requests.Response:
        if answer.status_code not in EXPECTED:
            self.told.odd.append(f"{answer.status_code} {answer.request.method} {answer.request.path_url}")
        if answer.status_code == 429:
            time.sleep(5)
        return answer


def _typed(page: Any, outcome: str) -> Iterator[tuple[str, str]]:
    """The gate's form with JA to everything and what `outcome` needs."""
    yield from fields(page).items()
    for control in page_of(page).xpath("//*[starts-with(@name, 'item-')]/@name"):
        if control.endswith("-value"):
            yield control, "yes"
    yield from {"do": "continue", "outcome": outcome}.items()
    if outcome not in ("yes", "conditional"):
        yield "motivation", "Underlaget räcker inte än"
    if outcome == "postpone":
        yield "postponed_to", LATER
    if outcome == "conditional":
        yield from {f"conditions-0-{k}": v for k, v in (("text", "Beräkna"), ("responsible", "Lena"))}.items()
        yield "conditions-0-due", LATER
