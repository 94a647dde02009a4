"""Whom a role's words mean: certain only where they are exactly one record's."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.imports.cases import EDITION as UPPDRAGIL
from tests.imports.commissions.cases import EDITION as COMMISSION
from uppdragil.core.uid import new_uid
from uppdragil.directives.content import HolderKind, Role, RoleAssignment
from uppdragil.editions.spec import EditionSpec
from uppdragil.imports.matching import MAX_SUGGESTIONS, Candidate, Register, certain

POSITION, PERSON, UNIT = HolderKind.POSITION, HolderKind.PERSON, HolderKind.UNIT
CANDIDATES = [
    Candidate(POSITION, "p1", "Hälso- och sjukvårdsdirektör", "Karin Almberg"),
    Candidate(POSITION, "p2", "Utvecklingsdirektör", "Tomas Vikander"),
    Candidate(POSITION, "p3", "Primärvårdschef", "Ove Lundmarker"),
    Candidate(PERSON, "a", "Anna Lindqvist", "Verksamhetsutvecklare"),
    Candidate(PERSON, "k", "Karin Almberg", "Hälso- och sjukvårdsdirektör"),
    Candidate(PERSON, "o", "Ove Lundmarker", "Primärvårdschef"),
    Candidate(PERSON, "e1", "Eva Berg", "Läkare"),
    Candidate(PERSON, "e2", "Eva Berg", "Jurist"),
    Candidate(UNIT, "u1", "Primärvården"),
]
REGISTER = Register(CANDIDATES)


@pytest.mark.parametrize(
    ("holder", "uid"),
    [
        ("Hälso- och sjukvårdsdirektör", "p1"),
        ("hälso-  och\nsjukvårdsdirektör.", "p1"),
        ("Anna Lindqvist", "a"),
        ("Verksamhetsutvecklare Anna Lindqvist", "a"),
        ("Anna Lindqvist, verksamhetsutvecklare", "a"),
        ("Primärvården", "u1"),
        ("Jurist Eva Berg", "e2"),
    ],
)
def test_it_is_certain_of_words_that_are_exactly_one_records(holder: str, uid: str) -> None:
    first, *others = REGISTER.matches(holder)
    assert (first.candidate.uid, first.certain) == (uid, True)
    assert not any(s.certain for s in others)


@pytest.mark.parametrize(
    ("holder", "uids"),
    [
        ("Verksamhetsutvecklare Anna Lindkvist", ["a"]),
        ("Utvecklingsdirektören", ["p2"]),
        ("Ersättare för Anna Lindqvist", ["a"]),
        ("Anna Lindqvist och Karin Almberg", ["a", "k"]),
        ("Primärvårdschef Ove Lundmarker", ["o", "p3"]),
        ("Eva Berg", ["e1", "e2"]),
    ],
)
def test_it_offers_what_words_may_mean_without_being_certain(holder: str, uids: list[str]) -> None:
    found = REGISTER.matches(holder)
    assert [s.candidate.uid for s in found][: len(uids)] == uids
    assert not any(s.certain for s in found)


@pytest.mark.parametrize(
    "holder", ["", "   ", "?", "HR", "Centrala ledningsgruppen", "Patientföreningar", "Lindq"]
)
def test_it_offers_nothing_for_words_that_mean_nobody(holder: str) -> None:
    assert REGISTER.matches(holder) == ()


def row(role: Role, holder: str) -> RoleAssignment:
    return RoleAssignment(uid=new_uid(), role=role, holder=holder)


@pytest.mark.parametrize("words", ["Uppdragsägare", "uppdragsägaren"])
def test_a_holder_that_names_a_role_has_that_roles_link(words: str) -> None:
    owner, receiver = row(Role.OWNER, "Utvecklingsdirektör"), row(Role.RECEIVER, words)
    found = REGISTER.suggest([receiver, owner], UPPDRAGIL)
    assert certain(found)[receiver.uid].uid == "p2"


@pytest.mark.parametrize(("edition", "linked"), [(COMMISSION, True), (UPPDRAGIL, False)])
def test_a_holder_is_a_role_by_the_name_that_its_own_model_has_for_it(
    edition: EditionSpec, linked: bool
) -> None:
    giver, taker = row(Role.OWNER, "Utvecklingsdirektör"), row(Role.LEAD, "Uppdragsgivaren")
    found = certain(REGISTER.suggest([taker, giver], edition))
    assert (taker.uid in found) is linked


def test_a_role_that_two_hold_is_no_link_for_another() -> None:
    owners = [row(Role.OWNER, "Utvecklingsdirektör"), row(Role.OWNER, "Primärvårdschef")]
    receiver = row(Role.RECEIVER, "Uppdragsägare")
    assert REGISTER.suggest([*owners, receiver], UPPDRAGIL).get(receiver.uid, ()) == ()


def test_an_owner_called_owner_is_nobody() -> None:
    owner = row(Role.OWNER, "Uppdragsägare")
    assert REGISTER.suggest([owner], UPPDRAGIL)[owner.uid] == ()


@given(st.text(max_size=400))
def test_any_words_give_few_suggestions_and_at_most_one_certain(words: str) -> None:
    found = REGISTER.matches(words)
    assert len(found) <= MAX_SUGGESTIONS
    assert sum(s.certain for s in found) <= 1
    assert len({s.candidate for s in found}) == len(found)


def test_a_hostile_text_and_a_large_register_take_moments() -> None:
    many = Register([Candidate(PERSON, str(i), f"Förnamn{i} Efternamn{i * 7}") for i in range(3_000)])
    texts = (f"{i} förnamn " * (5 if i % 2 else 5_000) for i in range(1_000))
    rows = [row(Role.MEMBER, text) for text in texts]
    started = time.process_time()
    many.suggest(rows, UPPDRAGIL)
    assert time.process_time() - started < 5  # seconds
