"""What ./run check, test, prove and bench do once .venv is there: `python -m tests.support.suite check`."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.__main__ import main as bench
from tests.support import memory
from tests.support.figures import FILE
from tests.support.postgres import NoServerError, server

NO_TESTS = 5  # pytest's exit code when nothing was chosen
COLOURS = re.compile(r"\x1b\[[0-9;]*m")
Environment = dict[str, str]


@dataclass(frozen=True)
class Result:
    """One part of the suite: its exit code and the line that sums it up."""

    name: str
    code: int
    line: str

    def __str__(self) -> str:
        return f"{self.name:18}{self.line}"


def in_ci() -> bool:
    return os.environ.get("CI", "").lower() in ("1", "true")


def checks() -> dict[str, list[str]]:
    """Each check's name and its command."""
    templates = sorted(str(path) for path in Path("templates").rglob("*.html"))
    python, programs = sys.executable, Path(sys.executable).parent
    return {
        "mypy": [python, "-m", "mypy", "uppdragil", "workflows"],
        "ruff check": [python, "-m", "ruff", "check", "."],
        "ruff format": [python, "-m", "ruff", "format", "--check", "."],
        "import-linter": [python, "-c", "from importlinter.cli import lint_imports_command as lint; lint()"],
        "djade": [str(programs / "djade"), "--check", *templates],
        "makemigrations": [python, "manage.py", "makemigrations", "--check", "--dry-run"],
        "manage.py check": [python, "manage.py", "check", "--fail-level", "WARNING"],
    }


def run_check(name: str, command: list[str]) -> Result:
    env = os.environ | {"UPPDRAGIL_DEMO": "1", "DATABASE_URL": "sqlite:///:memory:"}
    begun = time.monotonic()
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    verdict = f"FEL\n{done.stdout}{done.stderr}" if done.returncode else "ok"
    result = Result(name, done.returncode, f"{time.monotonic() - begun:4.1f} s  {verdict}")
    print(result, flush=True)
    return result


def check() -> Result:
    """All checks, two at a time."""
    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(run_check, *zip(*checks().items(), strict=True)))
    failed = [result.name for result in results if result.code]
    return Result("check", 1 if failed else 0, f"FEL: {', '.join(failed)}" if failed else "ok")


def run_pytest(name: str, words: list[str], env: Environment) -> Result:
    """Shows pytest's output as it comes and keeps its closing line. What tests write goes with them."""
    print(f"\nTesterna på {name}", flush=True)
    room = {"prefix": "uppdragil-tests-", "dir": memory.folder(), "ignore_cleanup_errors": True}
    with tempfile.TemporaryDirectory(**room) as folder:
        return _run_pytest(name, words, env | {"TMPDIR": folder})


def _run_pytest(name: str, words: list[str], env: Environment) -> Result:
    colour = ["--color=yes"] if sys.stdout.isatty() else []
    command = [sys.executable, "-m", "pytest", *colour, *words]
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        try:
            tail = show(process)
        except KeyboardInterrupt:
            process.terminate()
            raise
    lines = COLOURS.sub("", tail.decode(errors="replace")).split("\n")
    return Result(name, process.returncode, next((line for line in reversed(lines) if line.strip()), ""))


def show(process: subprocess.Popen[bytes]) -> bytes:
    """Pass on the output as it comes; gives its end."""
    assert process.stdout
    tail = b""
    while chunk := os.read(process.stdout.fileno(), 65536):
        sys.stdout.buffer.write(chunk)
        sys.stdout.buffer.flush()
        tail = (tail + chunk)[-4000:]
    return tail


def interrupt(number: int, frame: object) -> None:
    raise KeyboardInterrupt


def on_sqlite(words: list[str], env: Environment) -> Result:
    without = {name: value for name, value in env.items() if name != "DATABASE_URL"}
    return run_pytest("SQLite", words, without)


def on_postgres(words: list[str], env: Environment) -> Result:
    """On the server of DATABASE_URL, or a fresh one. Where none can be had: passed by, but a failure in CI."""
    if "DATABASE_URL" in env:
        return run_pytest("PostgreSQL", words, env)
    try:
        with server() as url:
            return run_pytest("PostgreSQL", words, env | {"DATABASE_URL": url})
    except NoServerError as why:
        return Result("PostgreSQL", 1 if in_ci() else 0, f"ingen server, så inget testades: {why}")


def on_both(words: list[str], env: Environment) -> list[Result]:
    return [on_sqlite(words, env), on_postgres(words, env)]


def prove(words: list[str]) -> list[Result]:
    """The long proofs, and what they counted after their results."""
    with tempfile.NamedTemporaryFile("r", encoding="utf-8", suffix=".figures") as lines:
        results = on_both(words, {"UPPDRAGIL_ROUNDS": "200", **os.environ, FILE: lines.name})
        print(f"\nSiffror\n{lines.read()}", flush=True)
    return results


def exit_code(results: list[Result]) -> int:
    """The worst; a choice of tests may leave one database without any, but not both."""
    codes = [result.code for result in results]
    if codes.count(NO_TESTS) == 1:
        codes.remove(NO_TESTS)
    return max(codes)


def main(command: str, words: list[str]) -> int:
    """Run the command with pytest's words. Returns the exit code."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # every process of a test would compile everything anew
    if command == "check":
        return check().code
    if command == "bench":
        return bench(words)
    if command == "test":
        # One process more than there are cores: one of them often waits, for a browser or a program it has started.
        results = [check(), *on_both(["-n", "3", "--dist", "worksteal", *words], dict(os.environ))]
    else:
        long = ["-m", "prove or rounds", "-o", "faulthandler_timeout=3600", *words]
        results = prove(long)
    print("\n" + "\n".join(str(result) for result in results), flush=True)
    return exit_code(results)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, interrupt)
    try:
        sys.exit(main(sys.argv[1], sys.argv[2:]))
    except KeyboardInterrupt:
        sys.exit(130)
