"""Two texts of a directive compared on a page, and taken back from there."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import factories as f
from tests.directives.edits import save as save_chapter
from tests.web.directive_pages import page_of, signed_in, url, words
from uppdragil.directives import storage
from uppdragil.directives.content import Dependency, DirectiveContent, MandateGoal, Visibility
from uppdragil.web.points import word_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_monday")]
TEN = dt.datetime(2026, 3, 3, 9, tzinfo=dt.UTC)  # ten o'clock in Sweden


@dataclass(frozen=True)
class Rewritten:
    """A draft that was changed, and what it said before."""

    made: f.Mandate
    said: DirectiveContent

    @property
    def lead(self) -> Client:
        return signed_in(self.made.cast.lead)

    def url(self, rest: str = "") -> str:
        """A page of it; without `rest` the comparison of how it was with how it is."""
        earlier = word_of(TEN - dt.timedelta(minutes=1))
        return url(self.made, rest or f"compare/?from={earlier}&to=now")

    def now(self) -> DirectiveContent:
        return storage.load(self.made.directive)


def write(made: f.Mandate, key: str, value: object) -> None:
    wanted = storage.load(made.directive).model_copy(update={key: value})
    save_chapter(made, key, wanted, now=timezone.now())


@pytest.fixture
def two_versions() -> f.Mandate:
    """Version 1 is decided, version 2 lies at BP1 with another idea."""
    made = f.at("preparation")
    write(made, "idea", "Text om en annan idé")
    made.submit()
    return made


@pytest.fixture
def rewritten() -> Rewritten:
    """A draft whose goals were cut down to one at ten o'clock, and whose background went at eleven; and as it was."""
    made = f.mandate()
    said = made.content
    with time_machine.travel(TEN, tick=False):
        write(made, "mandate_goals", made.content.mandate_goals[:1])
    with time_machine.travel(TEN + dt.timedelta(hours=1), tick=False):
        write(made, "background", "")
    return Rewritten(made, said)


@pytest.mark.parametrize("asked", ["from=1&to=2", "from=2&to=1", "to=2"])
def test_two_versions_are_compared_from_old_to_new(two_versions: f.Mandate, asked: str) -> None:
    page = page_of(signed_in(two_versions.cast.lead).get(url(two_versions, f"compare/?{asked}")))
    assert "en annan idé" in page.xpath("//ins")[0].text_content()
    assert "idea" in page.xpath("//del")[0].text_content()


def test_without_a_choice_it_says_what_is_new_since_the_last_version() -> None:
    made = f.at("preparation")
    write(made, "idea", "Text om en annan idé")
    shown = words(signed_in(made.cast.lead).get(url(made, "compare/")))
    assert "Från: Version 1: Inlämnad till BP0" in shown
    assert "en annan idé" in shown


@pytest.mark.parametrize(
    "word",
    ["3", "x", "-1", "1'", "٣", "9" * 30, "2026-13-40T00:00:00.000000", "0001-01-01T00:00:00.000000"],
)
def test_a_text_that_is_not_there_is_not_found(two_versions: f.Mandate, word: str) -> None:
    client = signed_in(two_versions.cast.lead)
    for name in ("from", "to"):
        assert client.get(url(two_versions, f"compare/?{name}={word}")).status_code == 404


def test_a_reader_compares_decided_versions_only(two_versions: f.Mandate) -> None:
    reader = signed_in(f.person())
    assert reader.get(url(two_versions, "compare/")).status_code == 200
    for word in ("now", "2", word_of(timezone.now())):
        assert reader.get(url(two_versions, f"compare/?from=1&to={word}")).status_code == 404


def test_a_restricted_directive_has_nothing_to_compare_for_others() -> None:
    made = f.at("preparation", visibility=Visibility.RESTRICTED)
    assert signed_in(f.person()).get(url(made, "compare/")).status_code == 404


def test_any_moment_of_the_history_is_compared_with_now(rewritten: Rewritten) -> None:
    client = rewritten.lead
    links = page_of(client.get(rewritten.url("history/"))).xpath("//a[contains(@href, 'compare')]/@href")
    shown = words(client.get(links[1]))  # the text after the first change
    assert "Från: Texten den 3 mars 2026 kl. 10.00.00. Till: Texten som den är nu." in shown
    assert "1 Bakgrund" in shown
    assert "2.2 Uppdragsmål" not in page_of(client.get(links[1])).xpath("string(//div[@class='decide'])")


def fields(page: object, label: str) -> dict[str, str]:
    """What the first button with that label sends."""
    button = page.xpath(f"//form[button[contains(., '{label}')]]")[0]  # type: ignore[attr-defined]
    return dict(button.fields)


def test_a_chapter_is_taken_back_with_one_press(rewritten: Rewritten) -> None:
    client = rewritten.lead
    sent = fields(page_of(client.get(rewritten.url())), "Ta tillbaka kapitlet")
    shown = words(client.post(rewritten.url("restore/"), sent, follow=True))
    assert "Taget tillbaka." in shown
    assert rewritten.now().background == rewritten.said.background


def test_a_row_is_taken_back_with_one_press(rewritten: Rewritten) -> None:
    client = rewritten.lead
    sent = fields(page_of(client.get(rewritten.url())), "Ta tillbaka raden")
    client.post(rewritten.url("restore/"), sent)
    assert rewritten.now().mandate_goals == rewritten.said.mandate_goals


def test_a_text_that_has_changed_meanwhile_is_shown_again_first(rewritten: Rewritten) -> None:
    client = rewritten.lead
    sent = fields(page_of(client.get(rewritten.url())), "Ta tillbaka kapitlet")
    write(rewritten.made, "background", "Skrivet under tiden")
    shown = words(client.post(rewritten.url("restore/"), sent, follow=True))
    assert "Texten har ändrats sedan du öppnade jämförelsen." in shown
    assert rewritten.now().background == "Skrivet under tiden"


@pytest.mark.parametrize("chapter", ["nothing", "notes", "", "uid"])
def test_a_chapter_that_there_is_not_is_not_found(rewritten: Rewritten, chapter: str) -> None:
    sent = {"from": word_of(TEN), "chapter": chapter}
    assert rewritten.lead.post(rewritten.url("restore/"), sent).status_code == 404


def test_only_who_may_edit_is_offered_to_take_back(rewritten: Rewritten) -> None:
    owner = signed_in(rewritten.made.cast.owner)
    page = page_of(owner.get(rewritten.url()))
    assert not page.xpath("//button[contains(., 'Ta tillbaka')]")
    sent = {"from": word_of(TEN), "chapter": "background", "row": ""}
    shown = words(owner.post(rewritten.url("restore/"), sent, follow=True))
    assert "Texten kan inte ändras nu" in shown


def test_what_is_locked_is_not_offered() -> None:
    made = f.at("preparation")
    write(made, "idea", "Text om en annan idé")
    page = page_of(signed_in(made.cast.lead).get(url(made, "compare/?from=1&to=now")))
    assert len(page.xpath("//button[contains(., 'Ta tillbaka kapitlet')]")) == 1


def test_one_row_has_a_history_of_its_own(rewritten: Rewritten) -> None:
    gone, stays = rewritten.said.mandate_goals[1], rewritten.said.mandate_goals[0]
    client = rewritten.lead
    shown = words(client.get(rewritten.url(f"history/?row={gone.uid}")))
    assert f"Borttagen: {gone.text}" in shown
    assert stays.text not in shown
    assert client.get(rewritten.url("history/?row=nothere")).status_code == 404


def test_a_comparison_costs_the_same_for_many_changes(rewritten: Rewritten) -> None:
    client = rewritten.lead

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(rewritten.url())
        return len(asked)

    first = queries()
    write(rewritten.made, "mandate_goals", tuple(f.row(MandateGoal, text=f"Mål {n}") for n in range(30)))
    assert queries() == first <= 55


@pytest.mark.parametrize("visibility", list(Visibility))
def test_a_mandate_that_was_linked_is_named_for_who_sees_it_alone(visibility: Visibility) -> None:
    row = f.row(Dependency, text="Hänger ihop")
    made = f.at("preparation", dependencies=(row,))
    other = f.at("preparation", title="Paraplyet", visibility=visibility)
    write(made, "dependencies", (row.model_copy(update={"other_id": other.directive.uid}),))

    page = signed_in(made.cast.lead).get(url(made, "compare/"))

    assert other.directive.uid not in page.content.decode()
    assert ("Paraplyet" in words(page)) == (visibility is Visibility.INTERNAL)
