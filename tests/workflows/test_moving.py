"""A directive under way is moved to a later revision of its model; nothing that is written is lost."""

from __future__ import annotations

import datetime as dt

import pytest

from tests import factories as f
from tests.factories import NOW
from tests.web.directive_pages import signed_in, words
from tests.workflows.test_adopting import adopted
from uppdragil.core.models import AuditEvent
from uppdragil.decisions.models import Round
from uppdragil.decisions.selectors import edition_of
from uppdragil.directives import storage
from uppdragil.directives.content import Risk
from uppdragil.directives.models import Directive
from uppdragil.editions.drafting import shaping
from uppdragil.editions.models import Edition
from uppdragil.editions.services import publish
from uppdragil.editions.spec import EditionSpec, ItemSpec, Outcome
from uppdragil.inbox import letters
from uppdragil.inbox.models import Mail
from uppdragil.inbox.outbox import edition_moved
from uppdragil.organisation.models import Person
from workflows.moving import NotMoved, effects, move

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def _asks_more(spec: EditionSpec) -> EditionSpec:
    spec = shaping.add_item(spec, "BP1", ItemSpec(code="union", text="Är facket hört?"))
    return shaping.with_gate(spec, "BP1", {"required": (*spec.gate("BP1").required, "terms")})


def _without_risks(spec: EditionSpec) -> EditionSpec:
    return shaping.remove_chapter(spec, "risks")


def _later(shape=_asks_more) -> Edition:
    return publish(spec=shape(f.edition().spec), now=NOW)


@pytest.fixture
def office() -> Person:
    return f.duty(f.person("Signe"))


def _move(
    made: f.Mandate, to: Edition, by: Person, reason: str = "Nya frågor", now: dt.datetime = NOW
) -> Directive:
    move(directive=made.directive, to=to, reason=reason, by=by, now=now)
    return Directive.objects.get(pk=made.directive.pk)


def test_it_follows_the_later_revision_and_the_chain_says_why(office: Person) -> None:
    made = f.at("preparation")
    to = _later()

    assert _move(made, to, office).edition == to
    told = AuditEvent.objects.latest("seq")
    assert (told.verb, told.subject) == ("directive.moved", made.directive.uid)


def test_what_it_makes_of_the_directive_is_known_before(office: Person) -> None:
    made = f.at("preparation", terms=())
    old = made.directive.edition.spec

    found = effects(made.content, "preparation", old, _asks_more(old))

    assert [chapter.key for chapter in found.missing] == ["terms"]
    assert [line.new for line in found.questions] == ["Är facket hört?"]


def test_rounds_that_were_held_keep_their_questions(office: Person) -> None:
    made = f.at("execution")
    before = Round.objects.get(directive=made.directive, gate="BP1").spec.checklist

    _move(made, _later(), office)

    assert Round.objects.get(directive=made.directive, gate="BP1").spec.checklist == before


def test_it_is_not_moved_while_it_lies_before_those_who_decide(office: Person) -> None:
    made = f.at("bp1")

    with pytest.raises(NotMoved) as why:
        _move(made, _later(), office)

    assert why.value.code == "round_open"


@pytest.mark.parametrize(
    ("reason", "shape", "code"),
    [
        (" ", _asks_more, "no_reason"),
        ("Nytt", _without_risks, "text_goes"),
        ("Nytt", lambda s: s, "not_later"),
    ],
)
def test_what_stands_against_it_is_said(office: Person, reason: str, shape, code: str) -> None:
    made = f.at("preparation")

    with pytest.raises(NotMoved) as why:
        _move(made, _later(shape), office, reason)

    assert why.value.code == code
    assert str(why.value)


def test_nobody_but_the_office_moves_it() -> None:
    made = f.at("preparation")

    with pytest.raises(NotMoved, match="Portföljkontoret"):
        _move(made, _later(), made.cast.lead)


def test_an_empty_chapter_may_go(office: Person) -> None:
    made = f.at("preparation")
    to = _later(lambda spec: shaping.remove_chapter(spec, "terms"))
    assert not made.content.terms

    assert _move(made, to, office).edition == to


def test_lead_and_owner_are_told(office: Person) -> None:
    made = f.at("preparation")
    moved = _move(made, _later(), office)
    edition_moved(moved, NOW)

    told = list(Mail.objects.filter(kind=Mail.Kind.MODEL).select_related("person"))
    for mail in told:
        mail.person.email = "a@example.se"

    assert {mail.person for mail in told} == {made.cast.lead, made.cast.owner}
    assert all("utgåva 2" in letters.compose(mail, NOW).subject for mail in told)


def test_the_office_sees_what_changes_and_moves_many(office: Person) -> None:
    one, other = f.at("preparation"), f.at("preparation")
    _later()
    client = signed_in(office)
    uids = [one.directive.uid, other.directive.uid]
    path = "/editions/uppdragil-3.0/move/"

    assert one.directive.title in words(client.get(path))
    assert "Är facket hört?" in words(client.get(path, {"uid": uids}))
    client.post(path, {"uid": uids, "reason": "Nya frågor"})

    assert set(Directive.objects.values_list("edition__revision", flat=True)) == {2}


def test_without_a_reason_nothing_is_moved(office: Person) -> None:
    made = f.at("preparation")
    _later()

    response = signed_in(office).post("/editions/uppdragil-3.0/move/", {"uid": [made.directive.uid]})

    assert response.status_code == 422
    assert Directive.objects.get().edition.revision == 1


def _renamed(spec: EditionSpec) -> EditionSpec:
    """Another name for a chapter, and for a yes."""
    chapters = [c.model_copy(update={"title": "Faror"}) if c.key == "risks" else c for c in spec.chapters]
    outcomes = {**spec.gate("BP0").outcomes, Outcome.YES: "Tillstyrks"}
    return shaping.with_gate(
        spec.model_copy(update={"chapters": tuple(chapters)}), "BP0", {"outcomes": outcomes}
    )


def test_an_old_version_is_shown_in_the_words_it_was_decided_in(office: Person) -> None:
    made = f.at("preparation")
    _move(made, _later(_renamed), office)
    lead = signed_in(made.cast.lead)

    page = f"/directives/{made.directive.uid}/"
    before, now = words(lead.get(f"{page}versions/1/")), words(lead.get(page))
    assert ("Risker" in before, "Faror" in before) == (True, False)
    assert "Faror" in now
    assert "Tillstyrks" not in before


def test_texts_are_compared_in_the_words_of_the_newer_one(office: Person) -> None:
    made = f.at("preparation", risks=(f.row(Risk, text="Få händer"),))
    _move(made, _later(_renamed), office)
    text = storage.load(made.directive).model_copy(update={"risks": (f.row(Risk, text="Ny"),)})
    storage.write_all(made.directive, text, by=made.cast.lead, now=NOW)
    lead = signed_in(made.cast.lead)

    shown = words(lead.get(f"/directives/{made.directive.uid}/compare/?from=1&to=now"))
    assert "Faror" in shown


def test_a_chapter_that_is_gone_is_named_where_it_is_compared(office: Person) -> None:
    made = f.at("preparation")
    empty = storage.load(made.directive).model_copy(update={"risks": ()})
    storage.write_all(made.directive, empty, by=made.cast.lead, now=NOW)
    _move(made, _later(_without_risks), office)

    page = signed_in(made.cast.lead).get(f"/directives/{made.directive.uid}/compare/?from=1&to=now")
    assert "Risker" in words(page)
    assert ">risks<" not in page.content.decode()


def test_a_version_without_a_round_is_shown_as_it_was_taken_in(office: Person) -> None:
    made = adopted()
    _move(made, _later(_renamed), office, now=NOW + dt.timedelta(hours=1))
    version = made.directive.versions.get()

    assert edition_of(version).chapter("risks").title == "Risker"
