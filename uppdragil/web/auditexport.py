"""The filtered chain as a file: CSV for a spreadsheet, JSON for whoever recomputes the hashes. Both are streamed."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from uppdragil.core import audit
from uppdragil.documents.csvfile import csv_of

from .auditlist import Line

FORMAT = "uppdragil-audit-chain"
# In English in every language: it is read beside the keys, by programmers.
HOW = (
    "hash = SHA-256 of the RFC 8785 JSON of these members: "
    + ", ".join(audit.HASHED)
    + ". payload_hash = SHA-256 of the salt (hexadecimal here) followed by the bytes of body in UTF-8."
    " prev_hash is the hash of the event whose seq is one less; 64 zeros before the first."
    " A disposed payload has neither salt nor body. A concealed event cannot be recomputed, only followed."
)


def chain_csv(lines: Iterable[Line]) -> Iterator[str]:
    """A line per event, the oldest first."""
    return csv_of(_columns(), lines)


def json_of(
    lines: Iterable[Line], *, head: audit.Head, now: dt.datetime, on: dict[str, str]
) -> Iterator[str]:
    """One object; its member `events` holds the oldest first. `on`: the filters as they were typed."""
    about = {"format": FORMAT, "version": 1, "how": HOW, "made_at": now.isoformat()}
    about |= {"head": {"seq": head.seq, "hash": head.hash}, "filter": on}
    yield json.dumps(about, ensure_ascii=False, indent=1)[:-2] + ',\n "events": ['
    for number, line in enumerate(lines):
        yield (",\n  " if number else "\n  ") + json.dumps(_event(line), ensure_ascii=False)
    yield "\n ]\n}\n"


def _event(line: Line) -> dict[str, Any]:
    event = line.event
    if line.concealed:
        day = timezone.localdate(event.at).isoformat()
        known = {"seq": event.seq, "day": day, "verb": event.verb}
        return known | {"prev_hash": event.prev_hash, "hash": event.hash, "concealed": True}
    values = {name: getattr(event, name) for name in audit.HASHED}
    values["at"] = event.at.astimezone(dt.UTC).isoformat(timespec="microseconds")
    return values | {"hash": event.hash, "payload": _payload(line)}


def _payload(line: Line) -> dict[str, str]:
    payload = line.payload
    if payload.disposed_at is not None:
        return {"disposed_at": payload.disposed_at.isoformat(), "disposed_reason": payload.disposed_reason}
    salt, body = bytes(payload.salt or b""), bytes(payload.body or b"")
    return {"salt": salt.hex(), "body": body.decode(errors="replace")}


def _columns() -> dict[str, Callable[[Line], str]]:
    return {
        _("Number"): lambda line: str(line.event.seq),
        _("Time"): _time,
        _("Code"): lambda line: line.event.verb,
        _("Event"): lambda line: line.kind if line.concealed else line.sentence,
        _("By"): lambda line: "" if line.concealed else line.event.actor_name,
        _("Person's identity"): lambda line: "" if line.concealed else line.event.actor_uid,
        _("Mandate"): lambda line: line.directive.number if line.directive else "",
        _("Mandate's identity"): lambda line: "" if line.concealed else line.event.subject,
        _("Contents"): _contents,
        _("Hash"): lambda line: line.event.hash,
        _("Hash of the event before"): lambda line: line.event.prev_hash,
        _("Hash of the contents"): lambda line: "" if line.concealed else line.event.payload_hash,
    }


def _time(line: Line) -> str:
    at = timezone.localtime(line.event.at)
    return at.date().isoformat() if line.concealed else at.isoformat(sep=" ", timespec="seconds")


def _contents(line: Line) -> str:
    if line.concealed:
        return _("Restricted mandate")
    payload = line.payload
    if payload.disposed_at is not None:
        words = {
            "day": timezone.localdate(payload.disposed_at).isoformat(),
            "reason": payload.disposed_reason,
        }
        return _("Disposed of %(day)s: %(reason)s") % words
    return bytes(payload.body or b"").decode(errors="replace")
