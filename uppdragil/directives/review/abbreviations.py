"""R6: abbreviations that are used and not explained, or explained and not used."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from uppdragil.directives.content import DirectiveContent, Term

from .finding import Change, Finding, Fix, Place, ReviewFacts, Severity
from .texts import MOST_PLACES, adding, texts

CHAPTER = "terms"
# What everybody at a Swedish authority reads without help, and capitals that are no abbreviation.
_KNOWN = """
AB AI CD DVD EES EG EU FAQ FN GPS HB HBTQ HBTQI HIV HR ID IP IT IKT JO JK KB MB GB TB KM KW KWH MW MWH GWH TWH KG
LED NATO OECD OK OS PC PDF PM PR QR SEK EUR USD SIM SMS MMS TV UK URL USA USB VD VIP VM WC WHO WWW XML ADHD BNP FAX
MBL GDPR LOU LAS AML SKR SCB SFS SOU DS JA NEJ EJ OBS INTE ALLA ALDRIG ALLTID SKA BÖR MÅSTE KAN FÅR ÄR HAR VAR
VAD VEM NÄR HUR OCH ELLER MEN OM ATT SOM DET DEN DE EN ETT VI DU NI PÅ AV TILL FRÅN FÖR MED UTAN IN UT UPP NED NER
NU NY NYA NYTT MER MEST BARA KLART KLAR START SLUT JAN FEB MAR APR MAJ JUN JUNI JUL JULI AUG SEP SEPT OKT NOV DEC
MÅN TIS ONS TOR TORS FRE LÖR SÖN BILD THE AND OR NOT ALL TBD TBA
"""
# Capitals alone, with an ending (HSF:s, KPIer) or before a hyphen (CLG-möte); no part of a code or an address.
_ABBREVIATION = re.compile(
    r"(?<![\w/.@-])[A-ZÅÄÖ]{2,5}(?:(?=[:-][a-zåäö])|(?=(?:s|er|erna|en|et|ens|ets)\b)|(?![\w/@-]))"
)
_NUMERAL = re.compile(r"[IVX]+|X{2,}")
_CODE_FOLLOWS = re.compile(r"\s*[\d§]")  # RS 2024-01234
_EXPLAINED_BEFORE = re.compile(r"\w\s?\($")
_EXPLAINED_AFTER = re.compile(r"\s?\((\w)")
# Not the mandate's own words: those of the strategy and of the model, and codes.
_QUOTED = {"strategy_links", "decision_sheets", CHAPTER}
_CODES = {"number", "registry_number", "model", "parent", "supersedes", "origin"}


def abbreviations(content: DirectiveContent, facts: ReviewFacts, today: dt.date) -> Iterator[Finding]:
    """R6, where the edition has a chapter of definitions."""
    if facts.headings and CHAPTER not in {heading.key for heading in facts.headings}:
        return
    used, explained = _used(content, facts)
    terms = _defined(content)
    for word, places in used.items():
        if word in terms and not terms[word].explanation.strip():
            yield _finding("unexplained", word, Place(CHAPTER, terms[word].uid, "explanation"))
        elif word not in terms and word not in explained:
            define = adding("define", content, CHAPTER, word, {"term": word})
            yield _finding("undefined", word, *places, fixes=define)
    for term in content.terms:
        words = words_of(term.term)
        if words and not any(word in used or _stands_in(word, term, content) for word in words):
            place = Place(CHAPTER, term.uid)
            remove = Fix("remove_term", {"word": words[0]}, (Change(place, None),))
            yield _finding("unused", words[0], place, fixes=(remove,))


def words_of(term: str) -> list[str]:
    """The abbreviations that a term consists of ("CLG", "CLG/LG"); none where it is a word or an expression."""
    parts = [part for part in re.split(r"[\s,;/()]+", term) if part]
    named = [part for part in parts if _ABBREVIATION.fullmatch(part)]
    return named if named and parts[0] in named else []


def _used(content: DirectiveContent, facts: ReviewFacts) -> tuple[dict[str, list[Place]], set[str]]:
    """Each abbreviation with the places where it stands, and those that are explained where they stand."""
    used: dict[str, list[Place]] = {}
    explained: set[str] = set()
    passed_by = {*_KNOWN.split(), *facts.gates}
    own = {word for term in content.terms for word in words_of(term.term)}
    for place, text in texts(content):
        if place.chapter in _QUOTED or place.field in _CODES or _is_heading(text):
            continue
        for match in _ABBREVIATION.finditer(text):
            word = match[0]
            if word not in own and (word in passed_by or _is_none(text, match)):
                continue
            if _explains(text, match):
                explained.add(word)
            places = used.setdefault(word, [])
            if place not in places[-1:] and len(places) < MOST_PLACES:
                places.append(place)
    return used, explained


def _is_heading(text: str) -> bool:
    """Whether it is written in capitals throughout."""
    return text.isupper() and len(text.split()) > 1


def _is_none(text: str, match: re.Match[str]) -> bool:
    return bool(_NUMERAL.fullmatch(match[0]) or _CODE_FOLLOWS.match(text, match.end()))


def _explains(text: str, match: re.Match[str]) -> bool:
    """The Health Department (HD), or HD (Health Department)."""
    before = text[max(0, match.start() - 3) : match.start()]
    if _EXPLAINED_BEFORE.search(before) and text[match.end() : match.end() + 1] == ")":
        return True
    after = _EXPLAINED_AFTER.match(text, match.end())
    return bool(after and after[1].casefold() == match[0][0].casefold())


def _defined(content: DirectiveContent) -> dict[str, Term]:
    """The row that explains each abbreviation: the first that says something, or else the first."""
    found: dict[str, Term] = {}
    for term in sorted(content.terms, key=lambda term: not term.explanation.strip()):
        for word in words_of(term.term):
            found.setdefault(word, term)
    return found


def _stands_in(word: str, own: Term, content: DirectiveContent) -> bool:
    """Whether another explanation uses the word."""
    return any(
        word in term.explanation and word in _ABBREVIATION.findall(term.explanation)
        for term in content.terms
        if term is not own
    )


def _finding(kind: str, word: str, *places: Place, fixes: tuple[Fix, ...] = ()) -> Finding:
    params = {"kind": kind, "word": word}
    return Finding("R6", Severity.HINT, places, params, fixes, about=(kind, word))
