"""The auditor's pages: what is shown of the chain to whom, and found by what."""

from __future__ import annotations

import re

import pytest
import time_machine
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories as f
from tests.core.audit_chains import append, chain
from tests.web.directive_pages import page_of, signed_in, words
from uppdragil.core import audit
from uppdragil.core.models import AuditEvent
from uppdragil.decisions.models import ConditionNote, Decision
from uppdragil.directives.content import Visibility
from uppdragil.documents import records
from uppdragil.organisation.models import Duty
from uppdragil.web.auditwords import KINDS

from .kit import EVENTS, numbers, shown

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


# What it says


def test_the_newest_event_comes_first_in_a_sentence_that_names_who_and_what(auditor: Client) -> None:
    made = f.mandate(title="Kortare väg in")
    made.submit()

    said = shown(auditor)

    assert numbers(auditor) == [2, 1]
    lead, directive = made.cast.lead.name, made.directive
    assert f"{lead} lämnade in {directive} för beslut." in said
    assert f"{lead} skapade {directive}." in said


def test_a_payload_is_told_in_the_words_of_the_edition(auditor: Client) -> None:
    f.at("bp1").decide("rework")

    said = shown(auditor)

    assert "Beslutspunkt BP1 Start av uppdraget" in said
    assert "Utfall Återremitteras" in said
    assert "Mandate" not in said


def test_an_event_of_an_unknown_kind_is_shown_with_all_that_it_says(auditor: Client) -> None:
    append(verb="later.invented", payload={"inre": {"djup": [{"ord": "Hej"}]}, "tal": 7})
    said = shown(auditor)
    assert "later.invented" in said
    assert "Hej" in said


def test_every_kind_of_event_that_the_product_writes_has_its_words() -> None:
    """A verb is a text in the call that writes it; the one of a condition's note ends in the note's state."""
    sources = [
        *(settings.BASE_DIR / "uppdragil").rglob("*.py"),
        *(settings.BASE_DIR / "workflows").rglob("*.py"),
    ]
    calls = re.compile(r'(?:\b(?:log|_?entry|_tell|_append)\(\s*|verb=)"([a-z]+\.[a-z_]+)"')
    written = {
        verb for path in sources if path.name != "__init__.py" for verb in calls.findall(path.read_text())
    }
    written |= {f"condition.{state}" for state in ConditionNote.State.values}
    assert len(written) > 30
    assert written - set(KINDS) == set()


def test_the_page_of_an_event_holds_everything_that_its_hash_covers(auditor: Client) -> None:
    made = f.mandate()
    event = AuditEvent.objects.get()
    said = words(auditor.get("/audit/1/"))
    for value in (event.hash, event.prev_hash, event.payload_hash, event.actor_uid, made.directive.uid):
        assert value in said


def test_the_event_of_a_decision_says_who_decided_with_which_right_when_and_why(auditor: Client) -> None:
    made = f.at("bp0")
    made.decide("rework")
    event = AuditEvent.objects.get(verb="gate.decided")

    page = page_of(auditor.get(f"/audit/{event.seq}/"))

    said = {d.findtext("dt"): d.findtext("dd") for d in page.xpath("//dl[@class='said']/div")}
    assert {
        "Beslutsorgan": made.cast.body.name,
        "Tjänsteperson som beslutade": "Olle Ägare, direktör",
        "Mötesdag": "2 mar 2026",
        "Paragraf": "§ 84",
        "Motivering": "Kostnaden saknar underlag",
    }.items() <= said.items()


@pytest.mark.parametrize("verb", ["gate.decided", "record.made"])
def test_the_event_of_a_decision_leads_to_it(auditor: Client, verb: str) -> None:
    made = f.at("bp0")
    made.decide("no")
    decision = Decision.objects.get()
    records.make(decision, f.NOW)
    event = AuditEvent.objects.get(verb=verb)

    hrefs = page_of(auditor.get(f"/audit/{event.seq}/")).xpath("//main//a/@href")

    there = f"/directives/{made.directive.uid}/decisions/{decision.round.uid}/"
    assert there in hrefs
    assert auditor.get(there).status_code == 200


def test_the_event_of_a_restricted_decision_leads_nowhere(auditor: Client) -> None:
    f.at("bp0", visibility=Visibility.RESTRICTED).decide("no")
    event = AuditEvent.objects.get(verb="gate.decided")
    assert "/decisions/" not in auditor.get(f"/audit/{event.seq}/").content.decode()


def test_the_event_of_a_decision_whose_contents_are_gone_leads_nowhere(auditor: Client) -> None:
    f.at("bp0").decide("no")
    event = AuditEvent.objects.get(verb="gate.decided")
    with transaction.atomic():
        audit.dispose(seqs=[event.seq], reason="Beslut 3", actor=audit.SYSTEM, now=f.NOW)
    assert "/decisions/" not in auditor.get(f"/audit/{event.seq}/").content.decode()


@pytest.mark.parametrize("number", ["2", "99999999999999999999999999"])
def test_an_event_that_there_is_not_is_not_found(auditor: Client, number: str) -> None:
    append()
    assert auditor.get(f"/audit/{number}/").status_code == 404


# Who sees it


def test_only_auditors_and_the_office_read_the_chain(auditor: Client, office: Client) -> None:
    codes = [client.get("/audit/").status_code for client in (auditor, office, signed_in(f.person()))]
    assert codes == [200, 200, 403]


def test_the_menu_shows_it_to_those_who_may_read_it(auditor: Client) -> None:
    assert page_of(auditor.get("/audit/")).xpath("//nav//a[@href='/audit/' and @aria-current='page']")
    assert not page_of(signed_in(f.person()).get("/")).xpath("//nav//a[@href='/audit/']")


def test_events_of_a_restricted_mandate_have_number_day_kind_and_hash_for_the_auditor(
    auditor: Client,
) -> None:
    made = f.mandate(title="Hemligt", visibility=Visibility.RESTRICTED)
    event = AuditEvent.objects.get()

    said = shown(auditor)

    assert "Begränsat uppdrag" in said
    assert "2 mar 2026" in said
    assert "Uppdrag skapat" in said
    assert event.hash in said
    for secret in ("Hemligt", made.directive.number, made.cast.lead.name, "9.30", "10.30"):
        assert secret not in said


def test_the_office_reads_those_too(office: Client) -> None:
    f.mandate(title="Hemligt", visibility=Visibility.RESTRICTED)
    assert "Hemligt" in shown(office)


def test_an_auditor_with_a_role_in_a_restricted_mandate_reads_its_events() -> None:
    rut = f.duty(f.person("Rut"), Duty.Kind.AUDITOR)
    f.mandate(f.Cast(owner=rut), title="Hemligt", visibility=Visibility.RESTRICTED)
    assert "Hemligt" in shown(signed_in(rut))


def test_an_open_mandates_event_that_names_a_restricted_one_is_concealed(auditor: Client) -> None:
    hidden = f.mandate(visibility=Visibility.RESTRICTED).directive
    open_one = f.mandate(title="Öppet").directive
    append(subject=open_one.uid, payload={"by": hidden.uid, "why": "Ersätts"})

    assert "Ersätts" not in shown(auditor)
    assert numbers(auditor, "?q=Ersätts") == []


def test_the_draft_of_an_internal_mandate_is_named_and_not_linked(auditor: Client) -> None:
    f.mandate(title="Ett utkast")
    page = page_of(auditor.get("/audit/"))
    assert "Ett utkast" in page.xpath(EVENTS)[0].text_content()
    assert not page.xpath(f"{EVENTS}//a[starts-with(@href, '/directives/')]")


# What finds it


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?kind=round.opened", [3]),
        ("?person=åsa", [4]),
        ("?directive=kortare", [3, 1]),
        ("?first=2026-03-03", [4]),
        ("?last=2026-03-02", [3, 2, 1]),
        ("?first=2026-03-02&last=2026-03-02&kind=directive.created", [2, 1]),
        ("?q=ÖVER", [4]),
        ('?q=säger "nej"', [4]),
        ("?first=0001-01-01", [4, 3, 2, 1]),
        ("?last=9999-12-31", [4, 3, 2, 1]),
        ("?kind=nonsense&first=x&before=x&after=٣", [4, 3, 2, 1]),
    ],
)
def test_a_filter_finds_what_it_says(auditor: Client, query: str, found: list[int]) -> None:
    with time_machine.travel("2026-03-02 22:59:59Z", tick=False):  # the last second of the day in Stockholm
        made = f.mandate(title="Kortare väg in", now=f.NOW)
        f.mandate(title="Annat", now=f.NOW)
        made.submit()
    late = f.NOW.replace(day=2, hour=23)
    append(subject="", payload={"text": 'De var över allt och säger "nej"'}, now=late)

    assert numbers(auditor, query) == found


def test_a_person_is_found_by_the_name_of_today_and_of_then(auditor: Client) -> None:
    made = f.mandate()
    lead = made.cast.lead
    before, lead.name = lead.name, "Nya Namnet"
    lead.save()
    assert numbers(auditor, "?person=nya namnet") == numbers(auditor, f"?person={before}") == [1]


def test_pages_go_back_and_forth_without_a_gap(auditor: Client) -> None:
    chain(120)
    seen, query = [], ""
    while True:
        seen += numbers(auditor, query)
        older = page_of(auditor.get(f"/audit/{query}")).xpath("//a[@rel='next']/@href")
        if not older:
            break
        query = older[0]
    assert seen == list(range(120, 0, -1))
    newer = page_of(auditor.get(f"/audit/{query}")).xpath("//a[@rel='prev']/@href")[0]
    assert numbers(auditor, newer) == list(range(70, 20, -1))


def test_a_filter_stays_on_when_one_turns_the_page(auditor: Client) -> None:
    chain(60)
    append(payload={})
    older = page_of(auditor.get("/audit/?q=number")).xpath("//a[@rel='next']/@href")[0]
    assert "q=number" in older
    assert numbers(auditor, older) == list(range(10, 0, -1))


def test_the_page_asks_as_often_for_many_events_as_for_one(auditor: Client) -> None:
    counts = []
    for many in (1, 12):
        for _ in range(many):
            f.mandate().submit()
            f.mandate(visibility=Visibility.RESTRICTED)
        auditor.get("/audit/")
        with CaptureQueriesContext(connection) as asked:
            auditor.get("/audit/?q=title&person=Lena")
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 20


def test_the_list_of_checks_asks_as_often_for_many_as_for_one(auditor: Client) -> None:
    counts = []
    for many in (1, 12):
        for _ in range(many):
            append(payload={})
            audit.check(actor=audit.Actor("Ada"), now=f.NOW)
        auditor.get("/audit/checks/")
        with CaptureQueriesContext(connection) as asked:
            auditor.get("/audit/checks/")
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 20
