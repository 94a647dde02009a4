"""A directive on its whole way, with every kind of person around it, and requests that leave no trace."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from http.cookies import SimpleCookie
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client

from tests import factories
from tests.factories import NOW, WAY, Cast, Mandate
from tests.portfolio.reports import reported
from tests.strategy.kit import FIRST, board_plan
from tests.support import stock
from uppdragil.consultation import services as consultation
from uppdragil.consultation.models import Consultation
from uppdragil.core import audit
from uppdragil.core.models import AuditEvent
from uppdragil.core.uid import new_uid
from uppdragil.decisions import changes
from uppdragil.decisions import services as decisions
from uppdragil.decisions.models import Change, Condition, Decision
from uppdragil.decisions.services import Authentication
from uppdragil.directives import templating
from uppdragil.directives.models import Directive, Template
from uppdragil.documents.models import DecisionRecord, ExtractFile, MinutesFile
from uppdragil.editions.drafting.services import begin as begin_draft
from uppdragil.editions.services import current
from uppdragil.imports import adopting
from uppdragil.imports import services as importing
from uppdragil.imports.models import AdoptionDraft, AdoptionSheet, ImportDraft, StrategyImport
from uppdragil.imports.strategy.keeping import keep as keep_import
from uppdragil.meetings import adjusting, room
from uppdragil.meetings import services as meetings
from uppdragil.meetings.models import Meeting
from uppdragil.organisation.models import DecisionBody, Duty, Holding, Membership, Person, Substitution
from uppdragil.portfolio import support
from uppdragil.portfolio.models import ReportRound, SupportNeed
from uppdragil.strategy.models import BoardPlan, StrategyEdition
from uppdragil.strategy.services import keep_draft, publish
from workflows import service

from .people import ANONYMOUS, People, make_people

LATER = NOW + dt.timedelta(hours=1)  # when everything is asked
WRITES = ("insert", "update", "delete", "replace")
SESSIONS = "django_session"  # a visit is no change of the product


@dataclass
class Place:
    """The directive at one stage, and what its addresses are made of."""

    stage: str
    visibility: str
    mandate: Mandate

    @property
    def directive(self) -> Directive:
        return self.mandate.directive

    @cached_property
    def arguments(self) -> dict[str, Any]:
        """A value for each part of an address: the last decision, the newest version, a row, a chapter."""
        directive = Directive.objects.get(pk=self.directive.pk)
        decision = (
            Decision.objects.filter(directive=directive).select_related("round").order_by("-pk").first()
        )
        version = directive.baseline or directive.versions.first()
        condition = Condition.objects.filter(decision__directive=directive).first()
        need = SupportNeed.objects.filter(directive=directive).first()
        return {
            "uid": directive.uid,
            "round_uid": decision.round.uid if decision else new_uid(),
            "number": version.number if version else 1,
            "row": self.mandate.content.activities[0].uid,
            "key": "background",
            "part": "costs",
            "gate": "BP0",
            "sent_uid": Consultation.objects.get(directive=directive, ended_at__isnull=False).uid,
            "need_uid": need.uid if need else new_uid(),
            "goal": self.mandate.content.impact_goals[0].uid,
            "report": 1,
            "condition_uid": condition.uid if condition else new_uid(),
        }


# What the addresses that begin so are about.
MADE = {
    "report-round": "report_round",
    "import": "imported",
    "strategy-import": "strategy_import",
    "strategy": "strategy",
    "priority-new": "body",
    "plan": "board_plan",
    "template-remove": "template",
}


@dataclass
class World:
    """People with accounts; `ask` is how they meet the product."""

    written: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._client = Client()  # one for all: each client starts the whole middleware anew
        self.people, self.sessions = _people()

    def arguments(self, name: str) -> dict[str, Any]:
        """What an address that is about no directive is made of: a record of the organisation, an import."""
        if name.startswith("edition"):
            return {"part": "background", "gate": "BP0", "item": "need"} | self.model
        return self._arguments(name)

    def _arguments(self, name: str) -> dict[str, Any]:
        kind = name.split("-")[1] if "-" in name else ""
        held = {"position": Holding, "body": Membership, "duty": Duty, "substitution": Substitution}.get(kind)
        if name.startswith(("meeting", "minutes", "extract")):
            return {"uid": self.meeting.uid, "key": "0" * 16, "number": 1}
        for prefix, made in MADE.items():
            if name.startswith(prefix):
                uid = getattr(self, made).uid
                return {"uid": uid, "old_uid": uid, "part": "0" * 16, "item": "0" * 16}
        if name.startswith("adopt"):
            return {"uid": self.sheet.uid if "sheet" in name else self.taken_in.uid}
        if name == "prove":
            return {"key": "0" * 24}
        if name.startswith("audit"):
            return {"seq": self.event.seq}
        record = held.objects.filter(person__active=True).first() if held else None
        owned: Any = {"position": "position", "body": "body"}.get(kind)
        if record and owned:
            return {"uid": getattr(record, owned).uid, "pk": record.pk}
        uid = self.people.unit_uid if kind == "unit" else self.people["reader"].uid
        return {"uid": uid, "comment_uid": uid, "pk": record.pk if record else 0}

    @property
    def body(self) -> DecisionBody:
        """The body before which the mandates come."""
        return self.people.body

    @cached_property
    def cast(self) -> Cast:
        """Who the moves of a mandate are made by; the roles in its text are those of `people`."""
        names = ("lead", "owner", "secretary", "office")
        cast = Cast(**{name: self.people[name] for name in names}, owners=(self.people["owner"],))
        cast.body = self.people.body
        return cast

    @cached_property
    def sheet(self) -> AdoptionSheet:
        """A table that the office has sent in."""
        by = self.people["office"]
        return AdoptionSheet.objects.create(person=by, created_at=NOW, name="uppdrag.xlsx", sha256="0" * 64)

    @cached_property
    def taken_in(self) -> AdoptionDraft:
        """A mandate that the office is about to take in."""
        content = factories.content(self.people.roles)
        return adopting.begin(content=content, by=self.people["office"], now=NOW)

    @cached_property
    def event(self) -> AuditEvent:
        """Something in the chain that is about no directive."""
        return audit.append(verb="test.done", actor=audit.Actor("Ada"), payload={"what": "test"}, now=NOW)

    @cached_property
    def strategy(self) -> StrategyEdition:
        """An edition that is published."""
        by = self.people["office"]
        return publish(edition=keep_draft(content=FIRST, by=by, now=NOW), by=by, now=NOW).edition

    @property
    def model(self) -> dict[str, Any]:
        """A model by its key and a revision; its draft is begun anew where whoever asked before has discarded it."""
        edition = factories.edition()
        begin_draft(key=edition.key, by=self.people["office"], now=NOW)
        return {"key": edition.key, "revision": edition.revision}

    @property
    def strategy_import(self) -> StrategyImport:
        """A text of a strategy that waits; it may be deleted by whoever asks first."""
        text = "# Fokusområden 2026-2029\n## Vård\n**Nuläge:** Ett"
        return keep_import(text=text, by=self.people["office"], now=NOW)

    @property
    def template(self) -> Template:
        """A template, kept anew where whoever asked before has taken it away."""
        given = {"by": self.people["office"], "now": NOW, "edition": current("uppdragil-3.0"), "name": "Mall"}
        return Template.objects.first() or templating.keep(content=factories.content(), **given)

    @property
    def board_plan(self) -> BoardPlan:
        """A plan of a board, recorded anew where whoever asked before has removed it."""
        return BoardPlan.objects.first() or board_plan(self.people["office"])

    @cached_property
    def report_round(self) -> ReportRound:
        """One that the office has opened, and that still takes reports."""
        days = {"starts": NOW.date(), "ends": NOW.date(), "due": LATER.date()}
        return ReportRound.objects.create(**days, opened_by=self.people["office"], opened_at=NOW)

    @cached_property
    def imported(self) -> ImportDraft:
        """A text that the maker has imported."""
        source = (settings.BASE_DIR / "fixtures/demo/uppdragsdirektiv.txt").read_text()
        return importing.keep(text=source, by=self.people["maker"], now=NOW)

    @cached_property
    def meeting(self) -> Meeting:
        """One of the body that is over, took up an item of words, and has adjusted minutes and files."""
        secretary, chair = self.people["secretary"], self.people["chair"]
        by: dict[str, Any] = {"by": secretary, "now": NOW}
        given = {"body": self.people.body, "date": NOW.date(), "starts": dt.time(13), "place": "Älven"}
        people = {"chair": chair, "secretary": secretary, "first_paragraph": None}
        made = meetings.plan(**given, **people, **by)
        item = meetings.add_item(meeting=made, heading="Öppnande", text="", minutes=5, **by)
        room.open_meeting(meeting=made, **by)
        room.take(meeting=made, key=item.uid, **by)
        room.note(meeting=made, key=item.uid, version=1, took={}, outcome="Öppnades", **by)
        minutes = room.close(meeting=made, **by)
        proof = Authentication("password", NOW)
        adjusting.adjust(meeting=made, sha256=minutes.sha256, authentication=proof, by=chair, now=NOW)
        file = {"minutes": minutes, "pdf": b"%PDF-1.7", "sha256": "0" * 64, "made_at": NOW}
        MinutesFile.objects.create(**file)
        ExtractFile.objects.create(**file, item=item)
        return made

    def ask(self, kind: str, method: str, path: str, data: Any = None, **extra: Any) -> Any:
        """One request on a clean sheet: no messages or counted attempts of earlier ones, and undone after.

        `written` then holds the statements that changed anything but the session.
        """
        client = self._client
        client.cookies = self.cookies(kind)
        self.written = []
        cache.clear()
        with rolled_back(), connection.execute_wrapper(self._note):
            if method == "POST":
                return client.post(path, data or {}, **extra)
            return client.generic(method, path, **extra)

    def client(self, kind: str, **options: Any) -> Client:
        client = Client(**options)
        client.cookies = self.cookies(kind)
        return client

    def cookies(self, kind: str) -> SimpleCookie:
        """Those of a visit that has just begun."""
        mine = {} if kind == ANONYMOUS else {settings.SESSION_COOKIE_NAME: self.sessions[kind]}
        return SimpleCookie(mine)

    def _note(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        statement = sql.lstrip().lower()
        if statement.startswith(WRITES) and SESSIONS not in statement:
            self.written.append(sql[:120])
        return execute(sql, params, many, context)

    def walk(self, visibility: str, **fields: Any) -> Iterator[Place]:
        """The directive at every stage of its way; refusals, stops and pauses are undone before it goes on."""
        mandate = self.mandate(visibility, **fields)
        for stage in WAY:
            self.furnish(mandate)
            yield Place(stage, visibility, mandate)
            for branch, turn in _BRANCHES.get(stage, {}).items():
                with rolled_back():
                    turn(mandate)
                    self.furnish(mandate)
                    yield Place(branch, visibility, mandate)
                mandate.directive.refresh_from_db()
            if stage != WAY[-1]:
                mandate.onward()

    def mandate(self, visibility: str, **fields: Any) -> Mandate:
        """A draft that ties in every kind of person. It has been out for comments of somebody else."""
        people = self.people
        unit = {"unit": people.unit_name, "unit_id": people.unit_uid}
        made = factories.mandate(
            self.cast, by=people["maker"], **{"roles": people.roles, "visibility": visibility} | unit | fields
        )
        people.name_reader(made.directive)
        given: dict[str, Any] = {"by": made.cast.lead, "now": made.now}
        asked = {"reviewers": [people.reviewer], "due": made.now.date(), "words": ""}
        consultation.end(consultation=consultation.send(directive=made.directive, **asked, **given), **given)
        return made

    def furnish(self, mandate: Mandate) -> None:
        """What deciders have typed and what the worker makes (a real record takes a second each)."""
        for decision in Decision.objects.filter(record__isnull=True):
            DecisionRecord.objects.create(decision=decision, pdf=b"%PDF-1.7", sha256="0" * 64, made_at=NOW)
        if mandate.round and not mandate.directive.paused:
            for kind in ("owner", "second owner", "substitute", "receiver", "chair", "secretary"):
                type_a_yes(mandate, self.people[kind])


def type_a_yes(mandate: Mandate, by: Person) -> None:
    assert mandate.round
    decisions.save_draft_decision(round_=mandate.round, proposal=mandate.proposal(), by=by, now=mandate.now)


def change_begun(mandate: Mandate) -> Change:
    """The lead has written that it becomes dearer."""
    given: dict[str, Any] = {"by": mandate.cast.lead, "now": mandate.now}
    change = changes.begin(directive=mandate.directive, reason="Dyrare än väntat", **given)
    text = mandate.content.model_copy(update={"costs": "Tre miljoner kronor"})
    changes.save_chapter(change=change, key="costs", version=1, content=text, **given)
    return change


def change_before_deciders(mandate: Mandate) -> None:
    change_begun(mandate)
    service.submit_change(directive=mandate.directive, by=mandate.cast.lead, version=2, now=mandate.now)


def asked_and_paused(mandate: Mandate) -> None:
    """A decision has left a condition, support is asked of the body, a report stands, and the mandate is paused."""
    decision = mandate.directive.decisions.latest("pk")
    Condition.objects.create(
        decision=decision,
        position=1,
        text="Beräkna kostnaden",
        responsible="Ekonomen",
        due=mandate.now.date(),
    )
    needed: dict[str, Any] = {"kind": "money", "text": "Mer pengar", "due": mandate.now.date()}
    directive, body = mandate.directive, mandate.cast.body
    support.raise_need(directive=directive, body=body, **needed, by=mandate.cast.lead, now=mandate.now)
    reported(mandate)
    mandate.pause()


_BRANCHES: dict[str, dict[str, Any]] = {
    "bp0": {"refused at bp0": lambda m: m.decide("no")},
    "execution": {
        "stopped in execution": lambda m: m.stop(),
        "paused in execution": lambda m: asked_and_paused(m),
        "change decided in execution": lambda m: change_before_deciders(m),
    },
    "handover": {"change begun in handover": lambda m: change_begun(m)},
    "bp2": {"paused at bp2": lambda m: m.pause()},
}
STAGES = tuple(name for stage in WAY for name in (stage, *_BRANCHES.get(stage, ())))


@stock.kept
def _people() -> tuple[People, dict[str, str]]:
    """Everybody, and the session of each who has an account."""
    people = make_people()
    return people, {kind: _session(user) for kind, user in people.accounts.items()}


@contextmanager
def rolled_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _session(user: Any) -> str:
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value
