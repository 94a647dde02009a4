"""./run says one clear sentence when something is missing: see its USAGE for what it does otherwise."""

from __future__ import annotations

import ast
import hashlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

RUN = Path(__file__).resolve().parents[2] / "run"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with nothing in it but ./run and requirements that name no package."""
    shutil.copy(RUN, tmp_path)
    for name in ("requirements.txt", "requirements-test.txt"):
        (tmp_path / name).write_text("# none\n")
    return tmp_path


@pytest.fixture
def taken_port() -> Iterator[str]:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield str(server.getsockname()[1])


def run(checkout: Path, *words: str, python_start: str = "", **env: str) -> subprocess.CompletedProcess[str]:
    """Run ./run with a Python that executes `python_start` first."""
    site = checkout / "site"
    site.mkdir(exist_ok=True)
    (site / "sitecustomize.py").write_text(python_start)
    return subprocess.run(
        [sys.executable, str(checkout / "run"), *words],
        env={**os.environ, "PYTHONPATH": str(site), **env},
        cwd="/",
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def refusal(done: subprocess.CompletedProcess[str]) -> str:
    """The one line that it says before it ends with 1."""
    assert done.returncode == 1, done.stderr
    lines = done.stderr.splitlines()
    assert len(lines) == 1, done.stderr
    return lines[0]


def test_it_can_be_read_by_an_old_python() -> None:
    assert ast.parse(RUN.read_text(encoding="utf-8"), feature_version=(3, 6))


@pytest.mark.parametrize(
    ("words", "code", "stream"), [(["dance"], 1, "stderr"), ([], 1, "stderr"), (["--help"], 0, "stdout")]
)
def test_it_shows_its_commands(checkout: Path, words: list[str], code: int, stream: str) -> None:
    done = run(checkout, *words)

    assert done.returncode == code
    assert "./run demo" in getattr(done, stream)


def test_it_refuses_an_old_python(checkout: Path) -> None:
    done = run(checkout, "demo", python_start="import sys; sys.version_info = (3, 10, 1, 'final', 0)")

    assert "Python 3.11 eller nyare" in refusal(done)


def test_it_refuses_a_port_in_use_before_anything_else(checkout: Path, taken_port: str) -> None:
    done = run(checkout, "demo", "--port", taken_port)

    assert f"Port {taken_port} är upptagen" in refusal(done)
    assert not (checkout / ".venv").exists()


@pytest.mark.parametrize("port", ["", "0", "65536", "http", "-1", "80 80"])
def test_it_refuses_what_is_no_port(checkout: Path, port: str) -> None:
    assert "mellan 1 och 65535" in refusal(run(checkout, "demo", "--port", port))


@pytest.mark.parametrize("module", ["venv", "ensurepip"])
def test_it_names_the_package_where_python_has_no_venv(checkout: Path, module: str) -> None:
    done = run(checkout, "check", python_start=f"import sys; sys.modules['{module}'] = None")

    assert "python3-venv" in refusal(done)


def test_it_says_that_packages_cannot_be_fetched(checkout: Path) -> None:
    locked = f"nothing-of-that-name==1 --hash=sha256:{'0' * 64}\n"
    (checkout / "requirements-test.txt").write_text(locked)
    nowhere = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_CONFIG_FILE": os.devnull}

    done = run(checkout, "check", **nowhere, PIP_EXTRA_INDEX_URL="", PIP_FIND_LINKS="")

    assert "kontrollera nätet" in refusal(done)


def test_it_says_where_it_cannot_write(checkout: Path) -> None:
    (checkout / ".venv.lock").mkdir()

    assert ".venv.lock" in refusal(run(checkout, "check"))


def test_two_starts_at_once_and_one_broken_off_leave_a_whole_environment(checkout: Path) -> None:
    (checkout / ".venv" / "bin").mkdir(parents=True)
    (checkout / ".venv" / "bin" / "python").write_text("half of it")
    (checkout / ".venv.lock").write_text("installing")
    start = [sys.executable, str(checkout / "run"), "check"]

    both = [
        subprocess.Popen(start, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)
    ]
    said = [process.communicate(timeout=120) for process in both]

    # There are no checks in this checkout: each gets as far as looking for them.
    assert all("No module named 'tests'" in error or "No module named tests" in error for _, error in said)
    assert sum("Installerar" in out for out, _ in said) == 1
    assert (checkout / ".venv.lock").read_text() == ""


FAKE_MANAGE = """
import sys, time
print("anna  uppdragsledare")
if sys.argv[1] == "send_mail":
    time.sleep(600)
if sys.argv[1] == "db_worker":
    time.sleep(%s)
"""
FAKE_GUNICORN = """
import http.server, sys
host, port = sys.argv[sys.argv.index("--bind") + 1].split(":")
http.server.HTTPServer((host, int(port)), http.server.SimpleHTTPRequestHandler).serve_forever()
"""


@pytest.fixture
def demo_checkout(checkout: Path) -> Path:
    """A checkout whose server and worker are stand-ins, run by this Python."""
    (checkout / ".venv" / "bin").mkdir(parents=True)
    (checkout / ".venv" / "bin" / "python").symlink_to(sys.executable)
    key = hashlib.sha256((checkout / "requirements.txt").read_bytes()).hexdigest()
    (checkout / ".venv" / "installed").write_text(key)
    (checkout / "manage.py").write_text(FAKE_MANAGE % 600)
    (checkout / "gunicorn.py").write_text(FAKE_GUNICORN)
    return checkout


def free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


def begin_demo(checkout: Path, port: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(checkout / "run"), "demo", "--port", port],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def read_until(process: subprocess.Popen[str], word: str) -> str:
    assert process.stdout
    read = ""
    for line in process.stdout:
        read += line
        if word in line:
            break
    return read


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_demo_shows_address_and_logins_and_stops_all_processes(demo_checkout: Path, number: int) -> None:
    port = free_port()
    demo = begin_demo(demo_checkout, port)
    said = read_until(demo, "Ctrl-C")

    demo.send_signal(number)
    demo.communicate(timeout=30)

    assert demo.returncode == 0
    assert f"http://127.0.0.1:{port}" in said
    assert "anna" in said
    with socket.socket() as again:
        assert again.connect_ex(("127.0.0.1", int(port))) != 0


def test_the_demo_ends_with_a_sentence_when_the_worker_dies(demo_checkout: Path) -> None:
    (demo_checkout / "manage.py").write_text(FAKE_MANAGE % 3)
    demo = begin_demo(demo_checkout, free_port())

    _, error = demo.communicate(timeout=60)

    assert demo.returncode == 1
    assert re.search(r"^Uppgiftsarbetaren slutade", error, re.MULTILINE)


def test_the_test_requirements_hold_all_that_the_product_needs() -> None:
    def pins(name: str) -> set[str]:
        text = (RUN.parent / name).read_text(encoding="utf-8")
        return set(re.findall(r"^[a-z][\w.-]*==\S+", text, re.MULTILINE))

    assert pins("requirements.txt") <= pins("requirements-test.txt")
