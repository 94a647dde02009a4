"""The floor of what is written: the rows that must change change, and nothing is asked."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from collections.abc import Mapping

from .store import ask, writing


def save(asked: Mapping[str, str]) -> bytes:
    """One chapter's text, with its line of history."""
    now = dt.datetime.now(dt.UTC)
    with writing():
        ((pk,),) = ask("SELECT id FROM directives_directive WHERE uid = %s FOR UPDATE", asked["uid"])
        ((chapter,),) = ask(
            "SELECT id FROM directives_chapter WHERE directive_id = %s AND key = %s", pk, asked["key"]
        )
        ask("UPDATE directives_chapter SET text = %s WHERE id = %s", asked["text"], chapter)
        ask(
            "INSERT INTO directives_historicalchapter (id, by_name, key, text, lead_in, not_applicable,"
            " history_date, history_type, directive_id) VALUES (%s, %s, %s, %s, '', '', %s, '~', %s)",
            chapter, "floor", asked["key"], asked["text"], now, pk,
        )  # fmt: skip
    return b""


def decide(asked: Mapping[str, str]) -> bytes:
    """The open round of a mandate ends with a yes: what such a decision leaves, copied from one that was taken."""
    now = dt.datetime.now(dt.UTC)
    with writing():
        ((directive, process),) = ask(
            "SELECT d.id, p.process_ptr_id FROM directives_directive d JOIN workflows_directiveprocess p"
            " ON p.directive_id = d.id WHERE d.uid = %s FOR UPDATE",
            asked["uid"],
        )
        ((round_, gate, version, lead),) = ask(
            "SELECT id, gate, version_id, lead_id FROM decisions_round WHERE directive_id = %s AND ended_at IS NULL",
            directive,
        )
        ask("SELECT * FROM directives_roleassignment WHERE directive_id = %s", directive)
        ask("SELECT * FROM organisation_person WHERE id = %s", lead)
        proposal = _evidence(directive, round_, gate, version, now)
        ask("UPDATE decisions_round SET ended_at = %s, ending = 'decided' WHERE id = %s", now, round_)
        _move(directive, process, version, now)
        _tell(("round.confirmed", "gate.decided"), f"{round_}:{proposal}", now)
    return b""


def _evidence(directive: int, round_: int, gate: str, version: int, now: dt.datetime) -> int:
    """Proposal, answers, confirmation and decision, as in another round at that gate."""
    ((like, decision),) = ask(
        "SELECT proposal_id, id FROM decisions_decision WHERE gate = %s AND outcome = 'yes' ORDER BY id LIMIT 1",
        gate,
    )
    ((proposal,),) = ask(
        "INSERT INTO decisions_proposal (outcome, data, sha256, made_at, round_id)"
        " SELECT outcome, data, sha256, made_at, %s FROM decisions_proposal WHERE id = %s RETURNING id",
        round_, like,
    )  # fmt: skip
    ask(
        "INSERT INTO decisions_answer (position, item, question, value, motivation, evidence, suggested, proposal_id)"
        " SELECT position, item, question, value, motivation, evidence, suggested, %s FROM decisions_answer"
        " WHERE proposal_id = %s",
        proposal, like,
    )  # fmt: skip
    ask(
        "INSERT INTO decisions_signoff (name, title, capacities, method, authenticated_at, at, lead_id, person_id,"
        " proposal_id, round_id) SELECT name, title, capacities, method, authenticated_at, at, lead_id, person_id,"
        " %s, %s FROM decisions_signoff WHERE proposal_id = %s ORDER BY id LIMIT 1",
        proposal, round_, like,
    )  # fmt: skip
    ask(
        "INSERT INTO decisions_decision (gate, version_sha256, outcome, motivation, decided_at, body, body_kind,"
        " paragraph, official, present, recused, dissent, directive_id, version_id, proposal_id, round_id)"
        " SELECT gate, version_sha256, outcome, motivation, decided_at, body, body_kind, paragraph, official, present,"
        " recused, dissent, %s, %s, %s, %s FROM decisions_decision WHERE id = %s",
        directive, version, proposal, round_, decision,
    )  # fmt: skip
    return int(proposal)


def _move(directive: int, process: int, version: int, now: dt.datetime) -> None:
    """One task is done and another begins; the directive shows where it is; two tasks are enqueued."""
    ((task,),) = ask("SELECT id FROM viewflow_task WHERE process_id = %s AND status = 'NEW'", process)
    ask("UPDATE viewflow_task SET status = 'DONE', started = %s, finished = %s WHERE id = %s", now, now, task)
    ((after,),) = ask(
        "INSERT INTO viewflow_task (flow_task, flow_task_type, status, created, token, process_id, data)"
        " SELECT flow_task, flow_task_type, 'NEW', created, token, process_id, data FROM viewflow_task WHERE id = %s"
        " RETURNING id",
        task,
    )
    ask("INSERT INTO viewflow_task_previous (from_task_id, to_task_id) VALUES (%s, %s)", after, task)
    ask(
        "UPDATE directives_directive SET phase = 'execution', phase_since = %s, baseline_id = %s WHERE id = %s",
        now, version, directive,
    )  # fmt: skip
    for path in ("documents.make", "inbox.tell"):
        ask(
            "INSERT INTO django_tasks_database_dbtaskresult (id, args_kwargs, priority, task_path, queue_name,"
            " backend_name, run_after, enqueued_at, exception_class_path, traceback, worker_ids, status)"
            " VALUES (%s, '{}', 0, %s, 'default', 'default', %s, %s, '', '', '[]', 'READY')",
            uuid.uuid4().hex, path, now, now,
        )  # fmt: skip


def _tell(verbs: tuple[str, ...], said: str, now: dt.datetime) -> None:
    """Events at the end of the chain."""
    ((seq, before),) = ask("SELECT seq, hash FROM core_audithead FOR UPDATE")
    for verb in verbs:
        seq += 1
        after = hashlib.sha256(f"{before}{verb}{said}".encode()).hexdigest()
        ask(
            "INSERT INTO core_auditevent (seq, at, verb, actor_name, actor_uid, subject, payload_hash, prev_hash, hash)"
            " VALUES (%s, %s, %s, 'floor', '', '', %s, %s, %s)",
            seq, now, verb, after, before, after,
        )  # fmt: skip
        ask(
            "INSERT INTO core_auditpayload (event_id, salt, body, disposed_reason) VALUES (%s, %s, %s, '')",
            seq, b"salt", said.encode() * 30,
        )  # fmt: skip
        before = after
    ask("UPDATE core_audithead SET seq = %s, hash = %s", seq, before)
