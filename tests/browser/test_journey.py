"""The main job, end to end, as the people of the demo do it: one directive from import to closed."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils.timezone import localdate
from playwright.sync_api import Browser, BrowserContext, Page, expect

from uppdragil.core import audit
from uppdragil.directives import storage
from uppdragil.directives.models import Directive
from uppdragil.documents.verify import verify
from uppdragil.imports import demo
from uppdragil.organisation.models import Person

TEXT = Path(settings.BASE_DIR) / "fixtures" / "demo" / "uppdragsdirektiv.txt"
TITLE = "Digital mottagning i primärvården"
LINKED = "Petter Granlid"  # chosen in "Koppla roller"

pytestmark = pytest.mark.django_db(transaction=True)


class People:
    """Everybody's own browser, logged in once."""

    def __init__(self, browser: Browser, context_args: dict[str, Any]) -> None:
        self._browser, self._args = browser, context_args
        self._open: dict[str, tuple[BrowserContext, Page]] = {}

    def __call__(self, username: str) -> Page:
        if username not in self._open:
            context = self._browser.new_context(**self._args)
            page = context.new_page()
            page.set_default_timeout(20_000)
            page.goto("/account/login/")
            page.get_by_label("Användarnamn eller e-postadress").fill(username)
            page.get_by_label("Lösenord", exact=True).fill(demo.PASSWORD)
            page.get_by_role("button", name="Logga in", exact=True).click()
            expect(page.get_by_role("heading", level=1)).to_have_text("Vad väntar på mig?")
            self._open[username] = (context, page)
        return self._open[username][1]

    def leave(self) -> None:
        for context, _page in self._open.values():
            context.close()


@pytest.fixture
def people(browser: Browser, browser_context_args: dict[str, Any], live_server: Any) -> Iterator[People]:
    demo.load_organisation()
    company = People(browser, browser_context_args)
    yield company
    company.leave()


def press(page: Page, name: str | re.Pattern[str]) -> None:
    page.get_by_role("button", name=name).first.click()


def import_it(lead: Page) -> None:
    lead.goto("/import/")
    lead.get_by_label(re.compile("fil", re.I)).set_input_files(TEXT)
    press(lead, "Läs in texten")
    expect(lead.get_by_role("heading", level=1)).to_contain_text(TITLE)
    link_roles(lead)
    press(lead, "Skapa utkastet")
    expect(lead.get_by_role("heading", level=1)).to_contain_text(TITLE)


def link_roles(lead: Page) -> None:
    """The first role that the text left free is given to Petter Granlid; those that are certain are linked already."""
    free = next(field for field in lead.locator(".links input[name^=link_]").all() if not field.input_value())
    free.press_sequentially(LINKED)
    lead.get_by_role("option", name=LINKED).click()


def settle(lead: Page) -> int:
    """Take the first fix of the first error until none is left; returns how many were needed."""
    errors, taken = lead.locator(".finding--error"), 0
    while errors.count():
        errors.first.get_by_role("button").first.click()
        taken += 1
        assert taken < 20, "the fixes do not settle the errors"
    return taken


def submit(lead: Page, directive: Directive, gate: str) -> None:
    lead.goto(f"/directives/{directive.uid}/submit/")
    press(lead, f"Lämna in till {gate}")
    expect(lead.get_by_role("heading", level=2, name="Checklista inför beslut")).to_be_visible()


def decide(decider: Page, gate: str, outcome: str, *, meeting: bool = False) -> int:
    """From the start page to the decision; returns how many questions were answered."""
    decider.goto("/")
    decider.get_by_role("link", name=re.compile("Granska och besluta")).first.click()
    expect(decider.locator(".dochead__kind").first).to_contain_text(gate)
    questions = decider.locator("fieldset.check")
    for question in questions.all():
        question.get_by_label("JA", exact=True).check()
    asked = questions.count()
    decider.locator(".choice").filter(has_text=outcome).first.get_by_role("radio").check()
    if meeting:
        decider.get_by_label("Mötesdatum").fill(localdate().isoformat())
        decider.get_by_label("Paragraf i protokollet").fill("§ 84")
        decider.get_by_label("Tjänsteperson som beslutade").select_option(index=1)
        for member in decider.locator("input[name=present]").all():
            member.check()
    press(decider, "Gå vidare och bekräfta")
    decider.get_by_label("Lösenord").fill(demo.PASSWORD)
    press(decider, re.compile("Bekräfta beslutet"))
    expect(decider.get_by_role("heading", level=1)).to_contain_text(outcome)
    return asked


def phase(directive: Directive) -> str:
    directive.refresh_from_db()
    return directive.phase


def test_a_directive_goes_from_a_document_to_closed_and_leaves_its_evidence(people: People) -> None:
    lead, secretary, owner, office = people("anna"), people("sara"), people("karin"), people("signe")

    import_it(lead)
    directive = Directive.objects.get(title=TITLE)
    linked = {row.holder_id for row in storage.load(directive).roles}
    assert Person.objects.get(name=LINKED).uid in linked
    assert settle(lead) > 0

    submit(lead, directive, "BP0")
    decide(secretary, "BP0", "Fastställs", meeting=True)
    assert phase(directive) == "preparation"

    submit(lead, directive, "BP1")
    assert decide(owner, "BP1", "JA") == 6
    assert phase(directive) == "execution"

    submit(lead, directive, "BP2")
    decide(owner, "BP2", "Godkänns")
    submit(lead, directive, "BP3")
    decide(owner, "BP3", "Godkänns")
    assert phase(directive) == "realisation"
    delivered = directive.decisions.get(gate="BP3").round.sign_offs.get()
    assert {c["role"] for c in delivered.capacities} == {"owner", "receiver"}

    call_command("db_worker", batch=True, verbosity=0)
    for decision in directive.decisions.all():
        owner.goto(f"/directives/{directive.uid}/decisions/{decision.round.uid}/")
        with owner.expect_download() as download:
            owner.get_by_role("link", name=re.compile("Hämta beslutsprotokollet")).click()
        record = verify(Path(download.value.path()).read_bytes(), None)
        assert record.intact, record

    office.goto("/portfolio/")
    with office.expect_download() as download:
        office.get_by_role("button", name=re.compile("Hämta statusrapporten")).click()
    book = openpyxl.load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
    overview = [[cell.value for cell in row] for row in book["Översikt"].iter_rows()]
    assert TITLE in overview[1]
    assert "Realisering" in overview[1]

    owner.goto(f"/directives/{directive.uid}/close/")
    for last_word in owner.get_by_role("textbox").all():
        if last_word.is_visible() and last_word.get_attribute("type") != "search":
            last_word.fill("Målet är nått.")
    press(owner, "Avsluta uppdraget")
    assert phase(directive) == "closed"
    assert audit.verify().ok
