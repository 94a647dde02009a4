"""How an Uppdragshandling may be laid out otherwise: headings, parts, lists and tables as others set them."""

from __future__ import annotations

import datetime as dt

import pytest

from uppdragil.directives.content import DistributionKind, Role
from uppdragil.imports.commissions.months import find_span
from uppdragil.imports.readers import Source, read_file
from uppdragil.imports.recogniser import recognise
from uppdragil.imports.refusals import NotADirective

from .cases import BOTH, TEXT, changed, chapter, head, parts, printed, read

D = dt.date


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("Juni – aug 2025", "2025-06", "2025-08"),
        ("juni-augusti 2025", "2025-06", "2025-08"),
        ("nov. 2025 till jan. 2026", "2025-11", "2026-01"),
        ("Nov – jan 2026", "2025-11", "2026-01"),
        ("Sept 2025", "2025-09", "2025-09"),
        ("2025-06 – 2025-08", "2025-06", "2025-08"),
        ("2025-06", "2025-06", "2025-06"),
        ("Q3 2025", "2025-07", "2025-09"),
        ("kvartal 4 2025 - kvartal 1 2026", "2025-10", "2026-03"),
    ],
)
def test_a_span_of_months_is_read(said: str, first: str, last: str) -> None:
    span = find_span(said)
    assert span is not None
    assert (span.first, span.last) == (first, last)


@pytest.mark.parametrize(
    "said", ["juni", "hösten 2025", "2025-13", "2025-06-01", "30 juni", "kvartal 5 2025", "2025"]
)
def test_what_is_no_span_of_months_is_none(said: str) -> None:
    assert find_span(said) is None


def test_the_chapters_may_come_in_any_order() -> None:
    made = parts()
    top, *rest = made
    turned = {top: made[top]} | {heading: made[heading] for heading in reversed(rest)}
    assert recognise(printed(turned), BOTH).content == read().content


@pytest.mark.parametrize("gone", [heading for heading in parts() if heading])
def test_a_part_that_is_missing_takes_no_other_with_it(gone: str) -> None:
    made = parts()
    del made[gone]
    found = recognise(printed(made), BOTH)
    assert (found.edition, found.unplaced) == ("uppdragshandling", ())


@pytest.mark.parametrize("sign", ["• ", "* ", "– ", "·\t", "o ", "▪ "])
def test_other_signs_of_lists_say_the_same(sign: str) -> None:
    text = read_file(TEXT).replace("\n- ", f"\n{sign}")
    assert recognise(text, BOTH).content == read().content


@pytest.mark.parametrize("end", ["\r\n", "\n\n"])
def test_other_ends_of_lines_say_the_same(end: str) -> None:
    found = recognise(read_file(TEXT).replace("\n", end), BOTH)
    assert (found.content.roles, found.content.timeline) == (read().content.roles, read().content.timeline)


def test_numbered_headings_are_headings() -> None:
    made, numbers = parts(), iter(range(1, 99))
    numbered = {f"{next(numbers)}. {heading}" if heading else "": text for heading, text in made.items()}
    assert recognise(printed(numbered), BOTH).content == read().content


def test_headings_of_markdown_are_headings() -> None:
    marked = {f"## {heading}" if heading else "": text for heading, text in parts().items()}
    assert recognise(printed(marked), BOTH).content == read().content


def test_headings_that_a_word_file_calls_so_are_believed_and_its_labels_beside_them() -> None:
    lines = read_file(TEXT).split("\n")
    own = [heading for heading in parts() if heading and not heading.endswith(":")]
    styled = {number: 0 for number, line in enumerate(lines, 1) if line.strip() in own}
    found = recognise(Source("\n".join(lines), whole=True, headings=styled), BOTH)
    assert (found.edition, found.unplaced) == ("uppdragshandling", ())
    assert (len(found.content.includes), len(found.content.shall)) == (2, 3)


def test_a_word_that_stands_in_a_sentence_is_no_heading() -> None:
    found = chapter(
        "Kommunikation", "Kommunikation sker i linjen.", "", "Tidplan och kostnad meddelas senare."
    )
    assert found.content.communication.count("\n\n") == 1
    assert len(found.content.timeline) == 4


def test_what_a_file_says_of_itself_outweighs_its_words() -> None:
    source = Source(read_file(TEXT), edition="uppdragil-3.0")
    assert recognise(source, BOTH).edition == "uppdragshandling"  # it has too few of those chapters


def test_a_text_of_neither_is_refused_with_both_names() -> None:
    with pytest.raises(NotADirective, match=r"UPPDRAGiL 3\.0 .* Uppdragshandling"):
        recognise("Hej!\nTidplan\n", BOTH)


@pytest.mark.parametrize(
    "line",
    [
        "Uppdragsgivare: Karin Almberg, Tomas Vikander",
        "Uppdragsgivare:\tKarin Almberg samt Tomas Vikander",
        "| Uppdragsgivare | Karin Almberg och Tomas Vikander |",
        "Datum: 2027-02-10 Uppdragsgivare: Karin Almberg och Tomas Vikander",
    ],
)
def test_several_give_the_mandate(line: str) -> None:
    found = head("Uppdrag: Introduktion", line)
    assert [row.holder for row in found.content.holders(Role.OWNER)] == ["Karin Almberg", "Tomas Vikander"]
    assert found.unplaced == ()


def test_a_title_with_and_in_it_is_one_holder() -> None:
    found = head("Uppdrag: Introduktion", "Uppdragsgivare: Direktören för hälsa och vård")
    assert [row.holder for row in found.content.holders(Role.OWNER)] == ["Direktören för hälsa och vård"]


def test_those_who_give_it_may_have_titles() -> None:
    found = head("Uppdragsgivare: Karin Almberg, HR-direktör och Tomas Vikander, kanslichef")
    assert [(row.holder, row.title) for row in found.content.roles[:2]] == [
        ("Karin Almberg", "HR-direktör"),
        ("Tomas Vikander", "kanslichef"),
    ]


def test_a_title_without_a_label_stands_last() -> None:
    content = head("Region Exempel", "", "Gemensam introduktion").content
    assert (content.unit, content.title) == ("Region Exempel", "Gemensam introduktion")


@pytest.mark.parametrize(
    ("line", "title", "day"),
    [
        ("Ersätter: Introduktion, daterad 2026-11-20", "Introduktion", D(2026, 11, 20)),
        ("Ersätter: Introduktion", "Introduktion", None),
        (
            "Detta uppdrag ersätter uppdraget ”Introduktion” från den 20 november 2026.",
            "Introduktion",
            D(2026, 11, 20),
        ),
        (
            "Uppdragshandlingen ersätter ”Introduktion av chefer” (2026-11-20)",
            "Introduktion av chefer",
            D(2026, 11, 20),
        ),
    ],
)
def test_what_is_superseded_is_read(line: str, title: str, day: dt.date | None) -> None:
    found = head("Uppdrag: Ny", line)
    assert (found.content.supersedes, found.content.supersedes_dated) == (title, day)
    assert found.unplaced == ()


def test_a_date_that_is_none_is_told() -> None:
    found = head("Datum ÅÅÅÅ-MM-DD", "Uppdrag: Ny")
    assert (found.content.dated, [line.text for line in found.unplaced]) == (None, ["Datum ÅÅÅÅ-MM-DD"])


def test_a_fact_that_the_head_does_not_know_is_told() -> None:
    found = changed(("Diarienummer RE", "Projektkod: 17\nDiarienummer RE"))
    assert [line.text for line in found.unplaced] == ["Projektkod: 17"]


def test_what_only_looks_like_the_foot_of_a_letter_is_kept() -> None:
    found = chapter(
        "Kommunikation", "Frågor tas emot så här:", "Telefon: 010-000 00 00", "E-post: a@b.example"
    )
    assert "010-000 00 00" in found.content.communication
    assert "a@b.example" in found.content.communication


@pytest.mark.parametrize(
    "rows",
    [
        ("Aktivitet\tTidplan", "Intervjuer\tMars – maj 2027", "Förslag\tJuni 2027"),
        (
            "| Aktivitet | Tidplan |",
            "|---|---|",
            "| Intervjuer | Mars – maj 2027 |",
            "| Förslag | Juni 2027 |",
        ),
        ("Aktivitet      Tidplan", "Intervjuer     Mars – maj 2027", "Förslag        Juni 2027"),
        ("- Mars – maj 2027: Intervjuer", "- Juni 2027: Förslag"),
        ("- Intervjuer, mars – maj 2027", "- Förslag, juni 2027"),
        ("Aktivitet", "Intervjuer", "Mars – maj 2027", "Förslag", "Juni 2027"),
        ("Intervjuer", "", "Mars – maj 2027", "", "Förslag", "", "Juni 2027"),
        ("| Vad | Från | Till |", "| Intervjuer | 2027-03 | 2027-05 |", "| Förslag | 2027-06 | 2027-06 |"),
    ],
)
def test_a_timeline_is_read_however_it_is_set(rows: tuple[str, ...]) -> None:
    found = chapter("Tidplan", *rows)
    assert [(row.text, row.first, row.last) for row in found.content.timeline] == [
        ("Intervjuer", "2027-03", "2027-05"),
        ("Förslag", "2027-06", "2027-06"),
    ]
    assert found.unplaced == ()


def test_a_wrapped_cell_of_a_timeline_is_joined() -> None:
    found = chapter(
        "Tidplan", "Aktivitet\tTidplan", "Intervjuer med chefer och\tMars 2027", "deras medarbetare"
    )
    assert [row.text for row in found.content.timeline] == ["Intervjuer med chefer och deras medarbetare"]


def test_months_without_a_year_leave_their_line() -> None:
    found = chapter("Tidplan", "Aktivitet\tTidplan", "Intervjuer\tMars – maj")
    assert [(row.text, row.first) for row in found.content.timeline] == [("Intervjuer", None)]
    assert [line.text for line in found.unplaced] == ["Intervjuer\tMars – maj"]


def test_two_last_days_in_a_sentence_are_none() -> None:
    found = chapter("Tidplan", "Slutleverans senast 2027-10-01 eller 2027-11-01.")
    assert found.content.gate_plans == ()


def test_the_days_of_the_gates_are_read_by_code_and_by_name() -> None:
    text = (
        read_file(TEXT)
        + "\nDatum för beslut och slutleverans\nUB Beslut om uppdrag: 2027-03-01\nSlutleverans den 2 oktober 2027\n"
    )
    plans = recognise(text, BOTH).content.gate_plans
    assert [(plan.gate, plan.end) for plan in plans] == [("UB", D(2027, 3, 1)), ("SL", D(2027, 10, 2))]


TABLE = """
| Namn | Varför | Skickar vidare till |
| Anna Lindqvist | För genomförande | |
| Aino Kuoppala | För genomförande | |
| Jonas Renvall | För kännedom | CSG |
"""
LOOSE = """
För genomförande:
Anna Lindqvist
Aino Kuoppala

För kännedom:
Jonas Renvall för vidare spridning till CSG
"""
NUMBERED = """
Handlingen skickas till:

Genomförande
1. Anna Lindqvist
2. Aino Kuoppala

Kännedom
1. Jonas Renvall (för distribution till CSG)
"""
RUNNING = """
För genomförande: Anna Lindqvist, Aino Kuoppala
Till kännedom: Jonas Renvall som distribuerar till CSG
"""


@pytest.mark.parametrize("said", [TABLE, LOOSE, NUMBERED, RUNNING])
def test_recipients_are_read_however_they_are_set(said: str) -> None:
    found = chapter("Uppdraget skickas till", said)
    assert [(row.name, row.kind, row.relay) for row in found.content.distribution] == [
        ("Anna Lindqvist", DistributionKind.CARRY_OUT, ""),
        ("Aino Kuoppala", DistributionKind.CARRY_OUT, ""),
        ("Jonas Renvall", DistributionKind.INFORMATION, "CSG"),
    ]
    assert found.unplaced == ()


@pytest.mark.parametrize(
    "rows",
    [
        ("- Aino Kuoppala, verksamhetschef (sammankallande)",),
        ("Aino Kuoppala, verksamhetschef", "Sammankallande: Aino Kuoppala"),
        ("| Namn | Titel |", "| Aino Kuoppala | verksamhetschef |", "Sammankallande: Aino Kuoppala"),
        ("Deltagare:", "- Aino Kuoppala – verksamhetschef", "Sammankallande: Aino Kuoppala"),
    ],
)
def test_the_group_is_read_however_it_is_set(rows: tuple[str, ...]) -> None:
    found = chapter("Arbetsorganisation", *rows)
    assert [(row.holder, row.title, row.convener) for row in found.content.holders(Role.MEMBER)] == [
        ("Aino Kuoppala", "verksamhetschef", True)
    ]
    assert found.unplaced == ()


def test_a_group_of_another_kind_is_told() -> None:
    found = chapter("Arbetsorganisation", "Styrgrupp:", "- Aino Kuoppala")
    assert [line.text for line in found.unplaced] == ["Styrgrupp:", "- Aino Kuoppala"]


def test_a_reason_why_a_part_does_not_apply_is_kept() -> None:
    found = chapter("Tidplan", "N/A: arbetet är redan gjort")
    assert found.content.note("timeline").not_applicable == "arbetet är redan gjort"
