"""What an attacker types, and where."""

from __future__ import annotations

from . import routes
from .table import TABLE, WRONG_METHOD
from .world import Place, World

HOSTILE = (
    "a\x00b",
    "\x00",
    "\x01\x1f\x7f\u202e",
    "x" * 300_000,
    "9" * 5_000,
    "-1",
    "1e999",
    "NaN",
    "٣",
    "2026-99-99",
    "0000-00-00",
    "99999999999999999999-01-01",
    "<script>alert(1)</script>",
    "'; DROP TABLE directives_directive; --",
    "{{ 7|add:7 }}{% debug %}",
    "../../../etc/passwd",
    "=cmd|' /C calc'!A0",
    "\U0001f600" * 2_000,
)
FIELDS = (
    "title", "number", "subtitle", "registry_number", "unit_id", "parent_id", "parent", "origin",
    "visibility", "version", "do", "key", "fix", "finding", "row", "round", "fingerprint", "body",
    "reason", "wake_on", "password", "state", "done_on", "comment", "outcome", "motivation",
    "postponed_to", "met_on", "paragraph", "official", "text", "note-lead_in", "note-not_applicable",
    "rows-0-uid", "rows-0-text", "rows-0-gate", "rows-0-start", "rows-0-pick", "rows-0-holder",
    "rows-0-role", "rows-0-probability", "rows-0-baseline", "conditions-0-text", "conditions-0-due",
    "item-0-value", "q", "phase", "unit", "page", "sort", "with", "next", "person", "login", "name",
    "starts", "ends", "username", "active", "language", "kind", "whom", "due",
)  # fmt: skip
FORMSETS = {
    "rows-TOTAL_FORMS": "1", "rows-INITIAL_FORMS": "0", "conditions-TOTAL_FORMS": "1", "conditions-INITIAL_FORMS": "0",
}  # fmt: skip
ANSWERED = (200, 302, 400, 403, 404, 405, 409, 413, 422, 429)


def everything(world: World, place: Place, method: str) -> list[tuple[str, str]]:
    """Every address that knows the method, of this directive or of the world."""
    return [
        (name, routes.address(name, place.arguments if row.about_a_directive else world.arguments(name)))
        for name, row in TABLE.items()
        if WRONG_METHOD not in (row.get if method == "GET" else row.post)
    ]


def form(value: str) -> dict[str, str]:
    return dict.fromkeys(FIELDS, value) | FORMSETS
