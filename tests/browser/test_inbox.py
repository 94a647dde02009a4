"""The start page with much on it, a question and one's own mail, in light, dark, wide and narrow."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from tests import factories as f
from tests.meetings.kit import a_kit
from tests.workflows.test_recusing import recuse
from uppdragil.directives.models import RoleAssignment
from uppdragil.inbox import asks
from uppdragil.inbox.models import Mail
from uppdragil.meetings import distribution
from uppdragil.organisation.models import Holding
from workflows import blocking

from .conftest import SignIn

pytestmark = pytest.mark.django_db(transaction=True)
LONG = "Läkemedelsförsörjningssystemets införandeprojekt i samverkan med kommunerna"


def shoot(page: Page, name: str) -> None:
    """For looking at the pages: a screenshot, where the environment names a folder for them."""
    if folder := os.environ.get("UPPDRAGIL_SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


@pytest.fixture
def busy() -> f.Cast:
    """An owner, a lead, a secretary and an office with something of every kind before them."""
    kit = a_kit()
    cast = kit.cast
    minutes = kit.held("conditional", adjusted=True)
    distribution.tell(minutes.meeting.items.exclude(directive=None).get(), f.NOW)
    kit.plan()
    recuse(f.at("bp2", cast), cast.owner)
    made = f.at("bp1", cast, title=LONG)
    owner_row = RoleAssignment.objects.filter(directive=made.directive, role="receiver")
    owner_row.update(holder_kind=None, holder_id=None, holder="Områdeschef")
    f.at("bp1", cast).decide("rework")
    f.at("realisation", cast)
    f.at("execution", cast).pause(wake_on=f.TODAY + dt.timedelta(days=1))
    draft = f.mandate(cast, background="")
    reason = next(
        u for u in blocking.reasons(draft.directive, cast.office, f.NOW) if u.code == "chapter_missing"
    )
    asks.ask(
        directive=draft.directive, reason=reason, by=cast.office, text="Hinner du i dag?", now=timezone.now()
    )
    for kind, ending in (("round", ""), ("digest", "refused")):
        Mail.objects.create(
            key=kind, kind=kind, person=cast.owner, about="", made_at=f.NOW, next_at=f.NOW, ending=ending,
            ended_at=timezone.now() if ending else None, error="451 Try later",
        )  # fmt: skip
    return cast


def test_the_start_page_is_accessible_however_much_waits(
    sign_in: SignIn, sweep: Callable[[Page], list[str]], busy: f.Cast
) -> None:
    for who in ("owner", "lead", "secretary", "office"):
        page = sign_in(getattr(busy, who))
        page.goto("/")
        shoot(page, f"start-{who}")
        assert sweep(page) == []


def test_a_question_and_the_mail_pages_are_accessible(
    sign_in: SignIn, sweep: Callable[[Page], list[str]], busy: f.Cast
) -> None:
    Holding.objects.update(ends=f.TODAY)  # nobody can decide any more
    made = f.at("preparation")
    made.submit()
    Holding.objects.filter(person=made.cast.owner).update(ends=f.TODAY)
    page = sign_in(made.cast.secretary)
    f.duty(made.cast.secretary)
    for path in ("/account/mail/", "/mail/"):
        page.goto(path)
        shoot(page, path.strip("/").replace("/", "-"))
        assert sweep(page) == []
    page.goto(f"/directives/{made.directive.uid}/gate/")
    page.get_by_role("link", name="Fråga").first.click()
    page.get_by_role("heading", name="Fråga den som kan lösa det").wait_for()
    shoot(page, "ask")
    assert sweep(page) == []
    page.get_by_label("Några ord").fill("Kan du i dag?")
    page.get_by_role("button", name="Fråga", exact=True).click()
    page.get_by_text("tillfråga").wait_for()
