"""Round trips to the identity provider: what was being confirmed, what was typed, and what came of it.

They are kept in the session, so they belong to one visit of one account. Each is about one thing (one round and
proposal, one stop), and serves once.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import asdict, dataclass
from typing import Any

from django.http import HttpRequest, QueryDict

KEY = "proof_trips"
MOST = 5  # trips of one visit; the oldest go
SECRET = ("csrfmiddlewaretoken", "password", "credential", "prove")


@dataclass
class Trip:
    """`back`: the page that asked. `typed`: what stood in its form. `proved_at`: seconds, `auth_time`."""

    about: str
    back: str
    typed: str
    proved_at: float | None = None
    refused: str = ""

    @property
    def key(self) -> str:
        return key_of(self.about)

    def data(self) -> QueryDict:
        return QueryDict(self.typed)

    def at(self, now: dt.datetime) -> dt.datetime | None:
        """When the person proved who they are; None as long as they have not."""
        return None if self.proved_at is None else min(dt.datetime.fromtimestamp(self.proved_at, dt.UTC), now)


def key_of(about: str) -> str:
    """What the addresses of a trip call it."""
    return hashlib.sha256(about.encode()).hexdigest()[:24]


def begin(request: HttpRequest, about: str) -> Trip:
    """Leave for the identity provider from the page that was posted; what was typed there waits."""
    typed = request.POST.copy()
    for name in SECRET:
        typed.pop(name, None)
    trip = Trip(about, request.path, typed.urlencode())
    kept = {key: value for key, value in _kept(request).items() if key != trip.key}
    _keep(request, dict(list(kept.items())[1 - MOST :]) | {trip.key: asdict(trip)})
    return trip


def of(request: HttpRequest, about: str) -> Trip | None:
    """The trip of this visit that is about `about`; None when there is none."""
    return by_key(request, key_of(about))


def by_key(request: HttpRequest, key: str) -> Trip | None:
    """The trip of this visit with that key; None when there is none."""
    found = _kept(request).get(key)
    return Trip(**found) if found else None


def latest(request: HttpRequest) -> Trip | None:
    """The last one that was begun and has not served."""
    kept = list(_kept(request).values())
    return Trip(**kept[-1]) if kept else None


def came_back(request: HttpRequest, trip: Trip, *, proved_at: float | None = None, refused: str = "") -> None:
    """`refused`: a key of `sso.refusals.SENTENCES`."""
    trip.proved_at, trip.refused = proved_at, refused
    _keep(request, _kept(request) | {trip.key: asdict(trip)})


def end(request: HttpRequest, trip: Trip) -> None:
    """It has served."""
    _keep(request, {key: value for key, value in _kept(request).items() if key != trip.key})


def _kept(request: HttpRequest) -> dict[str, dict[str, Any]]:
    kept: dict[str, dict[str, Any]] = request.session.get(KEY, {})
    return kept


def _keep(request: HttpRequest, trips: dict[str, dict[str, Any]]) -> None:
    request.session[KEY] = trips
