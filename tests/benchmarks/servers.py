"""A web server as in production, and what it takes: time on the processor, memory at its highest."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

HOST = "127.0.0.1"
ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60.0
RESET_PEAK = "5"  # Linux: proc(5), clear_refs


@dataclass(frozen=True)
class Server:
    """One that runs. `worker`: the process that answers."""

    port: int
    worker: int

    def processor_seconds(self) -> float:
        """How long its threads have been on a processor."""
        tasks = Path(f"/proc/{self.worker}/task").glob("*/schedstat")
        return sum(int(task.read_text().split()[0]) for task in tasks) / 1e9

    def forget_peak(self) -> None:
        """Begin to look for the highest memory anew."""
        Path(f"/proc/{self.worker}/clear_refs").write_text(RESET_PEAK)

    def peak_mib(self) -> float:
        """The most memory that it has held since."""
        status = Path(f"/proc/{self.worker}/status").read_text()
        return int(status.split("VmHWM:")[1].split()[0]) / 1024


@contextmanager
def serve(application: str, env: dict[str, str]) -> Iterator[Server]:
    """`application` under gunicorn with one worker, so that all it takes is in one process."""
    port = _free_port()
    words = ["-m", "gunicorn", application, "--bind", f"{HOST}:{port}", "--worker-class", "gthread"]
    words += ["--workers", "1", "--threads", "4", "--timeout", "600", "--keep-alive", "600"]
    words += ["--no-control-socket", "--log-level", "error"]
    process = subprocess.Popen(
        [sys.executable, *words], cwd=ROOT, env={**os.environ, **env}, start_new_session=True
    )
    try:
        _wait(port, process)
        yield Server(port, _worker(process.pid))
    finally:
        process.terminate()
        process.wait(30)


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with closing(socket.socket()) as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("the server did not start")


def _worker(parent: int) -> int:
    """The child that answers: gunicorn's first process only watches it."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
        if children:
            return int(children[0])
        time.sleep(0.1)
    raise RuntimeError("the server has no worker")
