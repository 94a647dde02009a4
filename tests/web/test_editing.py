"""Editing: every chapter on its page, nothing typed is ever lost, nobody overwrites another unknowingly."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from unittest.mock import Mock, patch

import pytest
import time_machine
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import factories as f
from tests.web.directive_pages import (
    chapter_version,
    edit_url,
    fields_of,
    main_form,
    page_of,
    signed_in,
    url,
    words,
)
from uppdragil.core.uid import new_uid
from uppdragil.directives import services, storage
from uppdragil.directives.content import (
    CHAPTER_KEYS,
    MAX_ROWS,
    Activity,
    ChapterNote,
    DecisionSheet,
    Dependency,
    GatePlan,
    MandateGoal,
    Milestone,
    Role,
    Term,
    Visibility,
    normalised,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_monday() -> Iterator[None]:
    with time_machine.travel(f.NOW, tick=False):
        yield


@pytest.fixture
def made() -> f.Mandate:
    return f.mandate(
        dependencies=(f.row(Dependency, text="Upphandlingen"),),
        terms=(f.row(Term, term="CLG", explanation="Ledningsgruppen"),),
        decision_sheets=(f.row(DecisionSheet, gate="BP1", questions=("Ett?", "Två?")),),
        notes=(ChapterNote(chapter="risks", lead_in="Värst först"),),
    )


@pytest.fixture
def lead(made: f.Mandate) -> Client:
    return signed_in(made.cast.lead)


def send(client: Client, made: f.Mandate, key: str, do: str = "save", **changed: Any) -> Any:
    """Open chapter `key`, change some fields, press a button. `changed` uses _ for the dashes of row fields."""
    sent = fields_of(client.get(edit_url(made, key)))
    return client.post(edit_url(made, key), sent | changed | {"do": do})


def written(made: f.Mandate, key: str, value: Any, by: Any = None) -> None:
    """What another window saves meanwhile."""
    content = made.content.model_copy(update={key: value})
    services.save_chapter(
        directive=made.directive, key=key, version=chapter_version(made, key), content=content,
        by=by or made.cast.lead, now=f.NOW,
    )  # fmt: skip


# Saving


@pytest.mark.parametrize("key", ["head", *CHAPTER_KEYS])
def test_saving_what_is_on_the_page_changes_nothing(made: f.Mandate, lead: Client, key: str) -> None:
    before = made.content
    response = send(lead, made, key)
    assert (response.status_code, response.headers["Location"]) == (302, edit_url(made, key))
    assert made.content == before


@pytest.mark.parametrize("phase", ["preparation", "execution", "handover"])
def test_saving_what_is_on_the_page_changes_nothing_that_is_locked(phase: str) -> None:
    made = f.at(phase)
    client, before = signed_in(made.cast.lead), made.content
    for key in ("head", "roles", "milestones", "activities", "background"):
        assert send(client, made, key).status_code == 302
    assert made.content == before


def test_a_text_is_saved_and_the_page_says_when(made: f.Mandate, lead: Client) -> None:
    send(lead, made, "background", text="Ny text\r\n\r\nannat stycke")
    assert made.content.background == "Ny text\n\nannat stycke"
    assert "Sparat 10.30" in words(lead.get(edit_url(made, "background")))


def test_saving_goes_on_to_the_next_chapter_when_asked(made: f.Mandate, lead: Client) -> None:
    assert send(lead, made, "background", "next").headers["Location"] == edit_url(made, "idea")
    assert send(lead, made, "head", "next").headers["Location"] == edit_url(made, "background")


def test_why_a_chapter_does_not_apply_is_kept_as_its_note(made: f.Mandate, lead: Client) -> None:
    send(lead, made, "terms", **{"note-not_applicable": "inga förkortningar", "note-lead_in": "Ord"})
    assert made.content.note("terms") == ChapterNote(
        chapter="terms", lead_in="Ord", not_applicable="inga förkortningar"
    )


def test_numbers_are_read_and_shown_with_a_decimal_comma(made: f.Mandate, lead: Client) -> None:
    send(lead, made, "impact_goals", **{"rows-0-baseline": "54,5", "rows-0-unit": "%"})
    assert str(made.content.impact_goals[0].baseline) == "54.5"
    assert fields_of(lead.get(edit_url(made, "impact_goals")))["rows-0-baseline"] == "54,5"


def test_the_goals_of_an_activity_are_boxes_to_tick(made: f.Mandate, lead: Client) -> None:
    both = [goal.uid for goal in made.content.mandate_goals]
    send(lead, made, "activities", **{"rows-0-mandate_goals": both})
    assert made.content.activities[0].mandate_goals == tuple(both)


def test_a_goal_that_is_gone_meanwhile_is_no_longer_served(made: f.Mandate, lead: Client) -> None:
    sent = fields_of(lead.get(edit_url(made, "activities"))) | {"rows-0-name": "Nytt namn"}
    written(made, "mandate_goals", made.content.mandate_goals[1:])
    assert lead.post(edit_url(made, "activities"), sent).status_code == 302
    assert (made.content.activities[0].name, made.content.activities[0].mandate_goals) == ("Nytt namn", ())


def test_each_gate_of_the_edition_has_a_row_in_the_plan(lead: Client, made: f.Mandate) -> None:
    written(made, "gate_plans", (f.row(GatePlan, gate="BP1", start="2026-05-04"),))
    send(lead, made, "gate_plans", **{"rows-1-end": "2026-04-08"})
    assert [(p.gate, p.name) for p in made.content.gate_plans] == [
        ("BP1", ""),
        ("BP0", "Fastställande av uppdragsdirektiv"),
    ]


def test_a_gates_milestone_shows_the_date_of_chapter_5_and_asks_for_none(
    made: f.Mandate, lead: Client
) -> None:
    written(made, "milestones", (f.row(Milestone, gate="BP1", decision="Start"),))
    response = lead.get(edit_url(made, "milestones"))
    assert "Från kapitel 5" in words(response)
    assert "4 maj 2026" in words(response)
    assert "rows-0-date" not in fields_of(response)


def test_a_clashing_milestone_shows_its_own_date_and_what_would_settle_it(
    made: f.Mandate, lead: Client
) -> None:
    written(made, "milestones", (f.row(Milestone, gate="BP1", decision="Start", date="2026-05-06"),))
    response = lead.get(edit_url(made, "milestones"))
    assert fields_of(response)["rows-0-date"] == "2026-05-06"
    assert page_of(response).xpath("//fieldset[@class='row']//button[contains(., 'Använd')]")


def test_a_fix_saves_what_is_typed_first_and_then_settles(made: f.Mandate, lead: Client) -> None:
    written(made, "milestones", (f.row(Milestone, gate="BP1", decision="Start", date="2026-05-06"),))
    fix = page_of(lead.get(edit_url(made, "milestones"))).xpath(
        "//button[starts-with(@value, 'fix:')]/@value"
    )[0]
    send(lead, made, "milestones", fix, **{"rows-0-comment": "Skrivet nyss"})
    row = made.content.milestones[0]
    assert (row.comment, row.date) == ("Skrivet nyss", None)


@pytest.mark.parametrize("fix", ["fix:", "fix:x", "fix:x:y", "fix:::", "fix:x:" + "9" * 500])
def test_a_fix_of_nothing_still_saves(made: f.Mandate, lead: Client, fix: str) -> None:
    assert send(lead, made, "idea", fix, text="Kvar").status_code == 302
    assert made.content.idea == "Kvar"


# Roles


def test_a_role_is_linked_by_picking_from_the_register(made: f.Mandate, lead: Client) -> None:
    held = f.position(f.person("Karin"), title="Utvecklingsdirektör")
    send(lead, made, "roles", **{"rows-0-pick": f"position:{held.uid}"})
    row = made.content.roles[0]
    assert (row.holder, row.holder_kind, row.holder_id) == (held.title, "position", held.uid)


def test_a_persons_title_is_not_part_of_the_name_that_is_written(made: f.Mandate, lead: Client) -> None:
    karin = f.person("Karin", title="Chef")
    send(lead, made, "roles", **{"rows-0-pick": f"person:{karin.uid}", "rows-0-holder": ""})
    assert made.content.roles[0].holder == karin.name


def test_words_of_ones_own_stay_beside_the_link(made: f.Mandate, lead: Client) -> None:
    unit = f.unit()
    send(lead, made, "roles", **{"rows-0-pick": f"unit:{unit.uid}", "rows-0-holder": "Alla på enheten"})
    assert (made.content.roles[0].holder, made.content.roles[0].holder_id) == ("Alla på enheten", unit.uid)


def test_a_holder_who_has_left_can_stay_as_they_stand(made: f.Mandate, lead: Client) -> None:
    person = f.person("Slutat")
    written(made, "roles", (*made.content.roles, f.role(Role.MEMBER, person)))
    person.active = False
    person.save()
    before = made.content
    assert send(lead, made, "roles").status_code == 302
    assert made.content == before


def test_a_holder_who_is_not_in_the_register_is_refused(made: f.Mandate, lead: Client) -> None:
    assert send(lead, made, "roles", **{"rows-0-pick": "person:nobody"}).status_code == 422


# Rows without JavaScript


def test_a_row_is_added_and_gets_the_focus_without_being_saved(made: f.Mandate, lead: Client) -> None:
    response = send(lead, made, "mandate_goals", "add", **{"rows-0-text": "Halvskrivet"})
    sent = fields_of(response)
    assert response.status_code == 200
    assert (sent["rows-0-text"], sent["rows-2-text"]) == ("Halvskrivet", "")
    assert page_of(response).xpath("//textarea[@autofocus]/@name") == ["rows-2-text"]
    assert "Halvskrivet" not in made.content.mandate_goals[0].text
    lead.post(edit_url(made, "mandate_goals"), sent | {"rows-2-text": "Tredje"})
    assert [g.text for g in made.content.mandate_goals] == ["Halvskrivet", "En rutin", "Tredje"]


def test_rows_are_moved_and_the_focus_follows(made: f.Mandate, lead: Client) -> None:
    uids = [g.uid for g in made.content.mandate_goals]
    response = send(lead, made, "mandate_goals", "down:0")
    assert page_of(response).xpath("//button[@autofocus]/@value") == ["down:1"]
    lead.post(edit_url(made, "mandate_goals"), fields_of(response))
    assert [g.uid for g in made.content.mandate_goals] == uids[::-1]


def test_a_row_is_removed_only_when_the_page_is_saved(made: f.Mandate, lead: Client) -> None:
    response = send(lead, made, "mandate_goals", "delete:0")
    assert len(made.content.mandate_goals) == 2
    assert "Inte sparat än" in words(response)
    lead.post(edit_url(made, "mandate_goals"), fields_of(response))
    assert [g.text for g in made.content.mandate_goals] == ["En rutin"]
    assert made.content.activities[0].mandate_goals == ()


@pytest.mark.parametrize(
    "step", ["up:0", "down:1", "delete:9", "delete:-1", "delete:x", "up:" + "9" * 400, "add:x"]
)
def test_a_step_that_leads_nowhere_keeps_every_row(made: f.Mandate, lead: Client, step: str) -> None:
    sent = fields_of(send(lead, made, "mandate_goals", step))
    assert (sent["rows-0-text"], sent["rows-1-text"]) == ("En gemensam ingång", "En rutin")


def test_a_row_without_a_word_is_no_row(made: f.Mandate, lead: Client) -> None:
    sent = fields_of(send(lead, made, "terms", "add"))
    lead.post(edit_url(made, "terms"), sent)
    assert len(made.content.terms) == 1


def test_pressing_enter_saves_for_the_first_button_of_the_form_does(made: f.Mandate, lead: Client) -> None:
    form = main_form(lead.get(edit_url(made, "mandate_goals")))
    assert form.xpath(".//button[@type='submit']")[0].get("value") == "save"


def test_the_number_of_rows_is_bounded(made: f.Mandate, lead: Client) -> None:
    sent = fields_of(lead.get(edit_url(made, "prerequisites")))
    many = {f"rows-{n}-{k}": v for n in range(MAX_ROWS + 5) for k, v in (("uid", new_uid()), ("text", "x"))}
    response = lead.post(
        edit_url(made, "prerequisites"), sent | many | {"rows-TOTAL_FORMS": str(MAX_ROWS + 5)}
    )
    assert response.status_code == 422
    assert len(made.content.prerequisites) == 1


@pytest.mark.parametrize("total", ["-1", "x", "", "1e9", "9" * 400, None])
def test_a_broken_count_of_rows_is_refused_and_changes_nothing(
    made: f.Mandate, lead: Client, total: Any
) -> None:
    sent = fields_of(lead.get(edit_url(made, "terms")))
    sent = {k: v for k, v in sent.items() if k != "rows-TOTAL_FORMS"} | (
        {} if total is None else {"rows-TOTAL_FORMS": total}
    )
    before = made.content
    for do in ("save", "add"):
        assert lead.post(edit_url(made, "terms"), sent | {"do": do}).status_code in (200, 422)
    assert made.content == before


def test_a_uid_of_another_chapters_row_or_twice_the_same_makes_a_new_row(
    made: f.Mandate, lead: Client
) -> None:
    taken = made.content.risks[0].uid
    send(lead, made, "mandate_goals", **{"rows-0-uid": taken, "rows-1-uid": taken})
    assert len({row.uid for _key, row in made.content.all_rows()}) == len(list(made.content.all_rows()))
    assert [g.text for g in made.content.mandate_goals] == ["En gemensam ingång", "En rutin"]


ODD = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=30) | st.sampled_from(
    ["\x00", "-1", "9" * 30, "1e400", "NaN", "0001-01-01", "delete:0", "\u202e"]
)


@pytest.mark.parametrize("key", ["head", "idea", "impact_goals", "roles", "milestones", "activities"])
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(odd=st.lists(st.tuples(st.integers(0, 1_000), ODD), min_size=1, max_size=4))
def test_no_post_breaks_the_page(made: f.Mandate, lead: Client, key: str, odd: list[tuple[int, str]]) -> None:
    sent = fields_of(lead.get(edit_url(made, key)))
    names = sorted([*sent, "do"])
    changed = {names[n % len(names)]: value for n, value in odd}
    assert lead.post(edit_url(made, key), sent | changed).status_code in (200, 302, 409, 422)


# Refusals


@pytest.mark.parametrize(
    ("key", "field", "value", "kept"),
    [
        ("activities", "rows-0-end", "igår", "rows-0-name"),
        ("impact_goals", "rows-0-baseline", "mycket", "rows-0-text"),
        ("risks", "rows-0-probability", "6", "rows-0-text"),
        ("head", "title", " ", "origin"),
    ],
)
def test_what_cannot_be_read_is_said_at_its_field_and_the_rest_stays(
    made: f.Mandate, lead: Client, key: str, field: str, value: str, kept: str
) -> None:
    before = made.content
    response = send(lead, made, key, **{field: value, kept: "Det jag skrev"})
    page = page_of(response)
    assert response.status_code == 422
    assert made.content == before
    assert page.xpath("//ul[@class='errors']//a/@href") == [f"#id_{field}"]
    assert fields_of(response)[kept] == "Det jag skrev"


def test_a_text_that_is_too_long_is_refused_and_kept(made: f.Mandate, lead: Client) -> None:
    long = "x" * 200_001
    response = send(lead, made, "background", text=long)
    assert response.status_code == 422
    assert fields_of(response)["text"].strip() == long


def test_two_directives_cannot_have_one_number(made: f.Mandate, lead: Client) -> None:
    other = f.mandate(number="U 2020-001")
    response = send(lead, made, "head", number=other.content.number, subtitle="Kvar")
    assert response.status_code == 422
    assert "Ett annat direktiv har det numret" in words(response)
    assert fields_of(response)["subtitle"] == "Kvar"


def test_a_number_taken_between_the_check_and_the_save_is_refused_too(made: f.Mandate, lead: Client) -> None:
    other = f.mandate(number="U 2020-001")
    with patch(
        "uppdragil.web.forms.chapters.head.HeadForm.clean_number", lambda form: form.cleaned_data["number"]
    ):
        response = send(lead, made, "head", number=other.content.number)
    assert response.status_code == 422
    assert "Ett annat direktiv har det numret" in words(response)


# Two people at once


def test_a_second_save_shows_both_texts_and_keeps_mine(made: f.Mandate, lead: Client) -> None:
    sent = fields_of(lead.get(edit_url(made, "idea")))
    written(made, "idea", "Telefonin i drift på hälften")
    response = lead.post(edit_url(made, "idea"), sent | {"text": "Telefonin i drift och överlämnad"})
    page = page_of(response)
    theirs, mine = page.xpath("//div[@class='conflict__sides']/div")
    assert response.status_code == 409
    assert made.content.idea == "Telefonin i drift på hälften"
    assert "på hälften" in theirs.text_content()
    assert "och överlämnad" in mine.text_content()
    assert f"{made.cast.lead.name} sparade det här kapitlet klockan 10.30" in words(response)
    assert fields_of(response)["text"].strip() == "Telefonin i drift och överlämnad"


def test_my_text_is_saved_over_the_other_only_when_i_say_so(made: f.Mandate, lead: Client) -> None:
    sent = fields_of(lead.get(edit_url(made, "idea")))
    written(made, "idea", "Den andras")
    response = lead.post(edit_url(made, "idea"), sent | {"text": "Min"})
    assert page_of(response).xpath("//a[contains(., 'Använd den andras text')]/@href") == [
        edit_url(made, "idea")
    ]
    assert lead.post(edit_url(made, "idea"), fields_of(response)).status_code == 302
    assert made.content.idea == "Min"


def test_rows_that_clash_are_shown_row_by_row(made: f.Mandate, lead: Client) -> None:
    sent = fields_of(lead.get(edit_url(made, "mandate_goals")))
    one, two = made.content.mandate_goals
    written(made, "mandate_goals", (one.model_copy(update={"text": "En gemensam dörr"}), two))
    response = lead.post(edit_url(made, "mandate_goals"), sent | {"rows-1-text": "En rutin till"})
    shown = words(response)
    assert response.status_code == 409
    assert "dörr" in shown
    assert "rutin till" in shown


def test_a_form_that_was_sent_twice_is_no_conflict(made: f.Mandate, lead: Client) -> None:
    sent = fields_of(lead.get(edit_url(made, "idea"))) | {"text": "En gång"}
    assert [lead.post(edit_url(made, "idea"), sent).status_code for _press in range(2)] == [302, 302]


@pytest.mark.parametrize("version", ["", "x", "-1", "0", "999", "٣", "9" * 400])
def test_a_version_that_never_was_is_a_conflict_and_no_save(
    made: f.Mandate, lead: Client, version: str
) -> None:
    response = send(lead, made, "idea", version=version, text="Min")
    assert response.status_code == 409
    assert made.content.idea == "Text om idea"


def test_the_head_is_guarded_by_its_version_too(made: f.Mandate, lead: Client) -> None:
    sent = fields_of(lead.get(edit_url(made, "head")))
    content = made.content.model_copy(update={"title": "Den andras"})
    services.save_head(directive=made.directive, version=1, content=content, by=made.cast.lead, now=f.NOW)
    response = lead.post(edit_url(made, "head"), sent | {"title": "Min"})
    assert response.status_code == 409
    assert fields_of(response)["title"] == "Min"
    assert "Den andras" in words(response)


# What is locked, and when nothing can be saved


@pytest.mark.parametrize("key", ["impact_goals", "mandate_goals", "gate_plans", "costs", "financing"])
def test_a_locked_chapter_is_drawn_to_be_read_with_the_reason(key: str) -> None:
    made = f.at("preparation")
    response = signed_in(made.cast.lead).get(edit_url(made, key))
    shown = words(response)
    assert "Det här kapitlet är låst" in shown
    assert "Låst sedan BP0 beslutades den 2 mars 2026." in shown
    assert f"En ändring behöver beslutas av {made.cast.body}" in shown
    assert not [form for form in page_of(response).forms if "version" in form.fields]


def test_a_locked_chapter_that_is_sent_anyway_is_refused_with_the_text_kept() -> None:
    made = f.at("preparation")
    response = signed_in(made.cast.lead).post(
        edit_url(made, "costs"), {"version": chapter_version(made, "costs"), "text": "Dubbelt så dyrt"}
    )
    assert response.status_code == 422
    assert "6.1 Kostnader" in words(response)
    assert fields_of(response)["text"].strip() == "Dubbelt så dyrt"
    assert made.content.costs == "Text om costs"


def test_the_owner_is_locked_but_the_other_roles_are_not() -> None:
    made = f.at("preparation")
    client, owners = signed_in(made.cast.lead), made.content.holders(Role.OWNER)
    response = client.get(edit_url(made, "roles"))
    assert owners[0].holder in words(response)
    assert "Delar av det här är låsta" in words(response)
    assert "owner" not in {v for k, v in fields_of(response).items() if k.endswith("-role")}
    assert send(client, made, "roles", **{"rows-1-holder": "Någon ny", "rows-1-pick": ""}).status_code == 302
    assert made.content.holders(Role.OWNER) == owners
    assert made.content.roles[2].holder == "Någon ny"


def test_the_locked_fields_of_the_head_are_facts_and_not_fields() -> None:
    made = f.at("preparation", visibility=Visibility.RESTRICTED)
    client = signed_in(made.cast.lead)
    response = client.get(edit_url(made, "head"))
    assert "title" not in fields_of(response)
    assert "Kortare väg in" in words(response)
    assert send(client, made, "head", title="Smyg", origin="Nytt ursprung").status_code == 302
    assert (made.content.title, made.content.origin) == ("Kortare väg in", "Nytt ursprung")


@pytest.mark.parametrize("phase", ["bp0", "realisation"])
def test_when_the_text_lies_still_what_was_typed_is_shown_to_be_copied(phase: str) -> None:
    made = f.at(phase)
    client = signed_in(made.cast.lead)
    assert client.get(edit_url(made, "idea")).status_code == 403
    for key, sent in (("idea", {"text": "Min långa text"}), ("head", {"origin": "Min långa text"})):
        response = client.post(edit_url(made, key), {"version": "1"} | sent)
        assert response.status_code == 409
        assert "Min långa text" in page_of(response).xpath("//textarea[@readonly]")[0].text


def test_a_submission_that_slips_in_before_the_save_keeps_the_text_too(made: f.Mandate, lead: Client) -> None:
    sent = fields_of(lead.get(edit_url(made, "mandate_goals"))) | {"rows-0-text": "Min långa text"}
    with patch("uppdragil.directives.services.policies", Mock(may_edit=lambda *asked: False)):
        response = lead.post(edit_url(made, "mandate_goals"), sent)
    assert response.status_code == 409
    assert "Min långa text" in page_of(response).xpath("//textarea[@readonly]")[0].text


def test_others_who_see_the_working_text_cannot_write_it(made: f.Mandate) -> None:
    office = signed_in(made.cast.office)
    assert office.get(edit_url(made, "idea")).status_code == 403
    assert office.post(edit_url(made, "idea"), {"version": "1", "text": "x"}).status_code == 409
    assert made.content.idea == "Text om idea"


@pytest.mark.parametrize("key", ["nothing", "notes", "title", "../head"])
def test_a_chapter_that_the_model_does_not_have_is_not_found(made: f.Mandate, lead: Client, key: str) -> None:
    assert lead.get(edit_url(made, key)).status_code == 404


def test_whoever_reads_only_the_decided_version_finds_no_edit_page() -> None:
    made = f.at("preparation")
    reader = signed_in(f.person())
    assert (
        reader.get(edit_url(made, "idea")).status_code
        == reader.get(edit_url(made, "head")).status_code
        == 404
    )
    assert reader.post(edit_url(made, "idea"), {"text": "x"}).status_code == 404


def test_a_link_that_is_kept_in_the_head_is_written_by_its_name(made: f.Mandate, lead: Client) -> None:
    parent, unit = f.mandate(cast=made.cast, title="Paraplyet"), f.unit()
    send(lead, made, "head", unit_id=unit.uid, parent_id=parent.directive.uid)
    content = made.content
    assert (content.unit, content.unit_id) == (unit.name, unit.uid)
    assert content.parent == f"{parent.content.number} Paraplyet"
    assert content.parent_id == parent.directive.uid


def test_a_saved_content_is_as_normal_as_an_imported_one(made: f.Mandate, lead: Client) -> None:
    """A milestone that only repeats its gate's date says nothing of its own."""
    sent = fields_of(send(lead, made, "milestones", "add"))
    lead.post(edit_url(made, "milestones"), sent | {"rows-1-gate": "BP1", "rows-1-date": "2026-05-04"})
    assert made.content == normalised(made.content)
    assert made.content.milestones[1].date is None


def test_the_edit_page_takes_as_many_queries_however_many_rows(django_assert_max_num_queries: Any) -> None:
    counts = []
    for rows in (1, 20):
        goals = tuple(f.row(MandateGoal, text=f"Mål {n}") for n in range(rows))
        acts = tuple(f.row(Activity, name=f"Del {n}") for n in range(rows))
        made = f.mandate(mandate_goals=goals, activities=acts)
        client = signed_in(made.cast.lead)
        client.get(edit_url(made, "activities"))
        with django_assert_max_num_queries(100) as queries:
            client.get(edit_url(made, "activities"))
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert storage.load(made.directive) == made.content
    assert url(made)
