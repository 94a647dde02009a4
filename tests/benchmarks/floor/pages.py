"""The floor of pages that are read: a query per table, the values made text, joined."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from .store import ask, asked_for

TEXTS = (
    "chapter", "impactgoal", "mandategoal", "prerequisite", "delimitation", "dependency", "gateplan", "risk",
    "roleassignment", "milestone", "activity", "term", "decisionsheet", "progress", "dismissal", "card",
)  # fmt: skip
LIVE = "phase NOT IN ('closed', 'stopped', 'superseded')"


def page(*parts: Iterable[tuple[Any, ...]]) -> bytes:
    """Each part a table."""
    return f"<!DOCTYPE html><title>floor</title>{''.join(map(_table, parts))}".encode()


def listed(asked: Mapping[str, str]) -> bytes:
    """A hundred lines of those in one phase that are under way, with what the list shows of each."""
    wanted = f"SELECT id FROM directives_directive WHERE phase = %s AND {LIVE} ORDER BY number LIMIT 100"
    directives = ask(
        f"SELECT * FROM directives_directive WHERE phase = %s AND {LIVE} ORDER BY number LIMIT 100",
        asked["phase"],
    )
    rest = [
        ask(f"SELECT * FROM {table} WHERE directive_id IN (SELECT id FROM ({wanted}) AS d)", asked["phase"])
        for table in ("directives_card", "decisions_round", "decisions_decision", "decisions_adoption")
    ]
    return page(directives, *rest, ask("SELECT uid, name FROM organisation_unit"))


def searched(asked: Mapping[str, str]) -> bytes:
    """How many passages have a stem, and of the first twenty mandates what is shown of each."""
    found = asked_for("search_passage", "search_words", asked["stem"])
    keys = list(dict.fromkeys(pk >> 25 for (pk,) in found))
    directives = ", ".join(map(str, keys[:20]))
    rest = [
        ask(f"SELECT * FROM {table} WHERE {column} IN ({directives})")
        for table, column in (
            ("directives_directive", "id"),
            ("directives_card", "directive_id"),
            ("search_passage", "directive_id"),
        )
    ]
    papers = asked_for("search_paper", "search_paper_words", asked["stem"])
    return page([(len(keys), len(papers))], *rest, ask("SELECT uid, name FROM organisation_unit"))


def overview() -> bytes:
    """The figures of all, and the first hundred lines."""
    figures = ask("SELECT phase, paused_at IS NULL, count(*) FROM directives_directive GROUP BY 1, 2")
    late = ask(f"SELECT count(*) FROM directives_directive WHERE baseline_id IS NOT NULL AND {LIVE}")
    wanted = "SELECT id FROM (SELECT id FROM directives_directive ORDER BY number LIMIT 100) AS d"
    lines = ask("SELECT * FROM directives_directive ORDER BY number LIMIT 100")
    rest = [
        ask(f"SELECT * FROM {table} WHERE directive_id IN ({wanted})")
        for table in ("directives_card", "decisions_round", "decisions_adoption")
    ]
    return page(figures, late, lines, *rest, ask("SELECT uid, name FROM organisation_unit"))


def pictures() -> bytes:
    """The counts of the pictures: a grouped query per table."""
    return page(
        ask(f"SELECT phase, count(*) FROM directives_directive WHERE {LIVE} GROUP BY 1"),
        ask("SELECT area, count(*) FROM directives_card WHERE version_id IS NULL GROUP BY 1"),
        ask("SELECT deciders, count(*) FROM decisions_round WHERE ended_at IS NULL GROUP BY 1"),
        ask("SELECT directive_id, max(number) FROM portfolio_report GROUP BY 1"),
    )


def opened(asked: Mapping[str, str]) -> bytes:
    """Everything that is kept of one mandate and is shown on its page."""
    (directive,) = ask("SELECT * FROM directives_directive WHERE uid = %s", asked["uid"])
    pk = directive[0]
    texts = [ask(f"SELECT * FROM directives_{table} WHERE directive_id = %s", pk) for table in TEXTS]
    decisions = "SELECT id FROM decisions_decision WHERE directive_id = %s"
    return page(
        [directive],
        *texts,
        ask("SELECT * FROM directives_directiveversion WHERE directive_id = %s ORDER BY number DESC LIMIT 1", pk),
        ask("SELECT * FROM decisions_round WHERE directive_id = %s", pk),
        ask("SELECT * FROM decisions_decision WHERE directive_id = %s", pk),
        ask(f"SELECT * FROM decisions_condition WHERE decision_id IN ({decisions})", pk),
        ask("SELECT * FROM decisions_change WHERE directive_id = %s", pk),
        ask("SELECT * FROM portfolio_supportneed WHERE directive_id = %s", pk),
        ask("SELECT * FROM organisation_person WHERE uid IN (SELECT holder_id FROM directives_roleassignment"
            " WHERE directive_id = %s)", pk),
    )  # fmt: skip


def waiting(asked: Mapping[str, str]) -> bytes:
    """What waits for one person: where they hold a role, what is open there."""
    (person,) = ask("SELECT * FROM organisation_person WHERE uid = %s", asked["person"])
    held = "SELECT p.uid FROM organisation_position p JOIN organisation_holding h ON h.position_id = p.id"
    roles = (
        f"SELECT directive_id FROM directives_roleassignment WHERE holder_id = %s OR holder_id IN ({held}"
        " WHERE h.person_id = %s AND h.ends IS NULL)"
    )
    mine = (person[1], person[0]) if isinstance(person[1], str) else ("", person[0])
    tables = ("directives_card", "decisions_round", "directives_gateplan", "portfolio_supportneed")
    return page(
        [person],
        ask(f"SELECT * FROM directives_directive WHERE id IN ({roles}) AND {LIVE}", *mine),
        *(ask(f"SELECT * FROM {table} WHERE directive_id IN ({roles})", *mine) for table in tables),
        ask("SELECT * FROM decisions_condition WHERE holder_id = %s", mine[0]),
        ask("SELECT * FROM organisation_membership WHERE person_id = %s", person[0]),
        ask("SELECT * FROM inbox_ask WHERE asked_id = %s", person[0]),
    )


def record(asked: Mapping[str, str]) -> bytes:
    """The stored file of a round's decision."""
    ((pdf,),) = ask(
        "SELECT f.pdf FROM documents_decisionrecord f JOIN decisions_decision d ON d.id = f.decision_id"
        " JOIN decisions_round r ON r.id = d.round_id WHERE r.uid = %s",
        asked["round"],
    )
    return bytes(pdf)


def _table(rows: Iterable[tuple[Any, ...]]) -> str:
    return "<table>" + "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows) + "</table>"


def _cell(value: Any) -> str:
    return f"<td>{escape(str(value))}</td>"
