"""Every sentence of the code reaches the catalogue: makemessages does not look inside f-strings."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "uppdragil/locale/sv/LC_MESSAGES/django.po"
CALLS = {
    base + lazy: arguments
    for base, arguments in {
        "_": ("msgid",),
        "gettext": ("msgid",),
        "ngettext": ("msgid", "msgid_plural"),
        "pgettext": ("msgctxt", "msgid"),
        "npgettext": ("msgctxt", "msgid", "msgid_plural"),
    }.items()
    for lazy in ("", "_lazy")
}
Message = tuple[str | None, str]


def modules() -> list[Path]:
    return [path for folder in ("uppdragil", "workflows") for path in sorted((ROOT / folder).rglob("*.py"))]


def calls(tree: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    """Each call of gettext and its relatives, with the function's name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in CALLS:
                yield node, name


def hidden(source: str) -> list[int]:
    """The lines of calls that stand inside an f-string."""
    f_strings = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.JoinedStr)]
    return sorted({call.lineno for string in f_strings for call, _name in calls(string)})


def messages(source: str) -> Iterator[Message]:
    """The literal messages of a module: (context, text)."""
    for call, name in calls(ast.parse(source)):
        given = dict(zip(CALLS[name], call.args, strict=False))
        values = {key: arg.value for key, arg in given.items() if isinstance(arg, ast.Constant)}
        if isinstance(values.get("msgid"), str):
            yield values.get("msgctxt"), values["msgid"]


def renamed(source: str) -> list[str]:
    """The other names under which a module knows gettext: makemessages does not."""
    imports = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ImportFrom)]
    names = [name for one in imports if one.module == "django.utils.translation" for name in one.names]
    return [name.asname for name in names if name.asname not in (None, *CALLS) and name.name in CALLS]


def test_gettext_goes_by_no_name_that_makemessages_does_not_know() -> None:
    assert [path for path in modules() if renamed(path.read_text("utf-8"))] == []


def test_no_sentence_hides_inside_an_f_string() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}" for path in modules() for line in hidden(path.read_text("utf-8"))
    ]
    assert found == []


def test_every_sentence_of_the_code_is_in_the_catalogue() -> None:
    known = {(entry.msgctxt, entry.msgid) for entry in polib.pofile(str(CATALOGUE))}
    said = {message for path in modules() for message in messages(path.read_text("utf-8"))}
    assert len(said) > 500
    assert sorted(said - known, key=str) == []


def test_every_sentence_has_its_swedish() -> None:
    catalogue = polib.pofile(str(CATALOGUE))
    assert [e.msgid for e in catalogue.untranslated_entries() + catalogue.fuzzy_entries()] == []


def test_the_compiled_catalogue_says_what_the_text_says() -> None:
    written = polib.pofile(str(CATALOGUE)).translated_entries()
    compiled = polib.mofile(str(CATALOGUE.with_suffix(".mo")))
    assert {(e.msgctxt, e.msgid, e.msgstr) for e in written} == {
        (e.msgctxt, e.msgid, e.msgstr) for e in compiled
    }


@pytest.mark.parametrize(
    "source", ["f\"{_('a')} b\"", "f\"a {b + ngettext('c', 'd', 2)}\"", "f'{translation.gettext(\"a\"):>9}'"]
)
def test_a_hidden_sentence_is_found(source: str) -> None:
    assert hidden(source) == [1]


@pytest.mark.parametrize("source", ['_("a %(b)s") % {"b": f"{c}"}', 'f"{a} {call(b)}"'])
def test_what_is_not_hidden_is_let_be(source: str) -> None:
    assert hidden(source) == []


def test_context_and_text_are_read() -> None:
    assert list(messages('pgettext("x", "a" "b"); _("c"); gettext(name)')) == [("x", "ab"), (None, "c")]
