from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from uppdragil.directives import storage
from uppdragil.directives.models import Directive
from uppdragil.editions.services import publish
from uppdragil.imports import services
from uppdragil.imports.demo import load_organisation
from uppdragil.organisation.models import Person

from .cases import DEMO, EDITION, ROOT

# The command in a process that says at its end what it has taken. Not by wait4: its peak starts with the parent's.
MEASURED = """
import atexit, re, runpy, sys, time
peak = lambda: re.search(r"VmHWM:\\s*(\\d+)", open("/proc/self/status").read())[1]
atexit.register(lambda: print(time.process_time(), peak()))
sys.argv = ["manage.py", "import_directive", *sys.argv[1:]]
runpy.run_path("manage.py", run_name="__main__")
"""


def shown(path: Path = DEMO) -> dict:
    out = StringIO()
    call_command("import_directive", path, "--json", stdout=out)
    return json.loads(out.getvalue())


def run(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The command as a process of its own, which ends with a line of what it has taken: see `taken`."""
    settings = {"UPPDRAGIL_DEMO": "1", "DJANGO_SETTINGS_MODULE": "uppdragil.settings", "PYTHONPATH": ""}
    return subprocess.run(
        [sys.executable, "-c", MEASURED, *map(str, arguments)],
        cwd=ROOT, env=os.environ | settings | environment, capture_output=True, timeout=60, check=False,
    )  # fmt: skip


def taken(done: subprocess.CompletedProcess[bytes]) -> tuple[float, float]:
    """Seconds of the processor (a clock would count what else runs) and MiB."""
    seconds, kibibytes = map(float, done.stdout.split()[-2:])
    return seconds, kibibytes / 1024


def test_json_has_the_content_and_the_account() -> None:
    said = shown()
    assert list(said) == ["content", "findings", "unplaced", "ignored"]
    assert said["content"]["activities"][0]["start"] == "2026-11-02"
    assert said["content"]["decision_sheets"][0]["gate"] == "BP1"
    assert {"line": 348, "text": "Datum", "kind": "form"} in said["ignored"]
    assert said["unplaced"] == []


def test_json_has_the_findings_in_swedish_with_their_places() -> None:
    first = shown()["findings"][0]
    assert (first["rule"], first["severity"]) == ("R1", "error")
    assert first["text"].startswith("BP0 är 12 oktober 2026")
    assert {"chapter": "gate_plans", "row": "gateplans1", "field": "end"} in first["places"]


def test_json_is_the_same_each_time() -> None:
    assert shown() == shown()


def test_json_touches_no_database(tmp_path: Path) -> None:
    nowhere = f"sqlite:///{tmp_path}/missing/db.sqlite3"
    done = run(DEMO, "--json", DATABASE_URL=nowhere, PYTHONIOENCODING="ascii", LC_ALL="C")  # without å, ä, ö
    assert done.returncode == 0, done.stderr
    said, _taken = done.stdout.decode().rstrip().rsplit("\n", 1)
    assert json.loads(said)["content"]["title"] == "Digital mottagning i primärvården"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.django_db
def test_it_stores_a_draft_and_says_what_was_left_over(tmp_path: Path) -> None:
    publish(spec=EDITION, now=timezone.now())
    path = tmp_path / "direktiv.txt"
    path.write_text(
        DEMO.read_text().replace("7. Risker", "Vad betyder detta?\n7. Risker") + "\nUtskrivet av Kim\n"
    )
    out = StringIO()
    call_command("import_directive", path, stdout=out)
    directive = Directive.objects.get()
    content = storage.load(directive)
    assert (directive.phase, len(content.activities)) == ("draft", 6)
    assert f"{directive.number} Digital mottagning i primärvården är importerat." in out.getvalue()
    assert "har ingen plats: Utskrivet av Kim" in out.getvalue()


@pytest.mark.django_db
def test_it_asks_for_an_edition_before_it_stores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "models", list)
    with pytest.raises(CommandError, match="load_editions"):
        call_command("import_directive", DEMO)


@pytest.mark.django_db
def test_a_number_that_is_taken_is_a_sentence(tmp_path: Path) -> None:
    publish(spec=EDITION, now=timezone.now())
    path = tmp_path / "direktiv.txt"
    path.write_text(DEMO.read_text().replace("Uppdragsdirektiv - ", "Uppdragsnummer: U-7"))
    call_command("import_directive", path, stdout=StringIO())
    with pytest.raises(CommandError, match="U-7"):
        call_command("import_directive", path, stdout=StringIO())


@pytest.mark.parametrize("option", [(), ("--json",)])
def test_a_refusal_is_a_sentence_and_not_stored(option: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "tom.txt").touch()
    with pytest.raises(CommandError, match="Filen är tom"):
        call_command("import_directive", tmp_path / "tom.txt", *option)


def test_an_output_that_nobody_reads_any_more_is_not_blamed_on_the_file() -> None:
    class Broken(StringIO):
        def write(self, text: str) -> int:
            raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        call_command("import_directive", DEMO, "--json", stdout=Broken())


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="finns inte"):
        call_command("import_directive", tmp_path / "borta.txt", "--json")
    with pytest.raises(CommandError, match="är en mapp"):
        call_command("import_directive", tmp_path, "--json")


def test_a_file_that_may_not_be_read_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(CommandError, match="Du får inte läsa"):
        call_command("import_directive", tmp_path / "hemlig.txt", "--json")


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "tom"),
        (random.Random(3).randbytes(50_000), "varken text"),
        (random.Random(4).randbytes(20_000).hex().encode(), "inte ett direktiv"),
        (b"1. \n" * 500_000, "fler än"),
        (b"x" * 3_000_000, "större än"),
    ],
    ids=["empty", "binary", "noise", "lines", "large"],
)
def test_the_process_ends_with_one_and_one_line(data: bytes, word: str, tmp_path: Path) -> None:
    path = tmp_path / "indata"
    path.write_bytes(data)
    done = run(path, "--json")
    said, (seconds, mebibytes) = done.stderr.decode(), taken(done)
    assert (done.returncode, done.stdout.count(b"\n")) == (1, 1)  # nothing but what it has taken
    assert seconds < 5
    assert mebibytes < 300
    assert word in said
    assert "Traceback" not in said
    assert said.count("\n") == 1


@pytest.mark.django_db
def test_it_links_the_roles_that_are_certain_and_names_the_others() -> None:
    load_organisation()
    out = StringIO()

    call_command("import_directive", DEMO, by="anna", stdout=out)

    directive = Directive.objects.get()
    roles = {row.role: row.holder_kind for row in storage.load(directive).roles}
    assert directive.created_by == Person.objects.get(user__username="anna")
    assert roles["owner"] == roles["receiver"] == "position"
    assert "är inte kopplad till någon" in out.getvalue()


@pytest.mark.django_db
def test_an_unknown_username_is_a_sentence_and_stores_nothing() -> None:
    with pytest.raises(CommandError, match="ingen"):
        call_command("import_directive", DEMO, by="ingen")

    assert not Directive.objects.exists()
