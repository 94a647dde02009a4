"""Fixtures for every test: the database, Chromium, axe, the customer's own documents."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

from tests.support import browser as chromium_support
from tests.support.databases import Database, worker_database
from tests.support.figures import Figures

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django import DjangoDbBlocker

    from tests.support.racing import Race

TESTS = Path(__file__).resolve().parent
SEEDS = Path(__file__).resolve().parents[1] / ".." / "shared" / "seeds"
FIGURES = Figures("PostgreSQL" if "DATABASE_URL" in os.environ else "SQLite")
# No deadline: a machine that does other things too is no reason to fail.
hypothesis.settings.register_profile("test", deadline=None, max_examples=20)
hypothesis.settings.register_profile("prove", deadline=None, max_examples=400)
hypothesis.settings.load_profile("prove" if "UPPDRAGIL_ROUNDS" in os.environ else "test")
DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "admin_user"}


def _uses_database(item: pytest.Item) -> bool:
    from django.test import TransactionTestCase

    cls = getattr(item, "cls", None)
    return bool(
        item.get_closest_marker("django_db")
        or DATABASE_FIXTURES & set(getattr(item, "fixturenames", ()))
        or (cls and issubclass(cls, TransactionTestCase))
    )


def _shown_by_sqlite(item: pytest.Item) -> bool:
    if item.get_closest_marker("browser") or not _uses_database(item):
        return True
    of_pages = item.path.parent.relative_to(TESTS).parts[:1] in (("web",), ("permissions",))
    return of_pages and not item.get_closest_marker("both_databases")


@pytest.hookimpl(tryfirst=True)  # before -m is applied
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark tests by what they use, and on PostgreSQL leave out what SQLite's run has already shown.

    A browser test or one without a database would only repeat itself there. So would most tests of pages and
    of who may open them: there every page is drawn (`test_pages`) and attacked (`test_attacks_*`) once more, and
    what else asks the database in a way of its own is marked `both_databases`.
    """
    items.sort(key=_uses_database)  # so that a worker has something to do while another builds the database
    for item in items:
        names = set(getattr(item, "fixturenames", ()))
        if "browser" in names:
            item.add_marker(pytest.mark.browser)
        if names & {"rounds", "many_rounds", "in_full"} or hypothesis.is_hypothesis_test(
            getattr(item, "obj", None)
        ):
            item.add_marker(pytest.mark.rounds)
        if "seeds" in names:
            item.add_marker(pytest.mark.seeds)
    if "DATABASE_URL" in os.environ:
        repeated = [i for i in items if _shown_by_sqlite(i)]
        config.hook.pytest_deselected(items=repeated)
        items[:] = [i for i in items if i not in set(repeated)]


def pytest_collection_finish(session: pytest.Session) -> None:
    """What has been loaded stays: looking through it for garbage took a seventh of the tests' time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(500_000, 10, 10)


def pytest_runtest_setup(item: pytest.Item) -> None:
    from tests.support import stock

    stock.begin()


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Database]:
    """Instead of pytest-django's own: see support/databases.py."""
    from django.db import connection
    from django.test import TransactionTestCase

    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    folder = tmp_path_factory.getbasetemp()
    if worker != "main":
        folder = folder.parent
    database = worker_database(connection, folder, worker)
    with pytest.MonkeyPatch.context() as patch:
        with django_db_blocker.unblock():
            database.prepare()
        # TestCase rolls back and does not come here; only tests that commit do.
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: database.restore())
        yield database
        with django_db_blocker.unblock():
            database.drop()


@pytest.fixture
def seeds() -> Path:
    """The folder of the customer's own documents, which lies beside the checkout and not in it."""
    if not SEEDS.is_dir():
        pytest.skip("the customer's documents (../shared/seeds) are not here")
    return SEEDS.resolve()


@pytest.fixture(scope="session")
def rounds() -> int:
    """How many times a race is run: 3, or what ./run prove says."""
    return int(os.environ.get("UPPDRAGIL_ROUNDS", "3"))


@pytest.fixture(scope="session")
def many_rounds() -> int:
    """How many times the races of every day are run (those of deciding, saving and pausing): 30, or as above."""
    return int(os.environ.get("UPPDRAGIL_ROUNDS", "30"))


@pytest.fixture(scope="session")
def in_full() -> bool:
    """Whether everything is asked (./run prove), or what is much takes turns (./run test)."""
    return "UPPDRAGIL_ROUNDS" in os.environ


@pytest.fixture(scope="session")
def figures() -> Figures:
    """figures.add("…"): what a proof counted, for the summary of ./run prove."""
    return FIGURES


@pytest.fixture(scope="module")
def runners() -> Iterator[ThreadPoolExecutor]:
    """The threads of the races of a module."""
    from tests.support.racing import WIDTH

    with ThreadPoolExecutor(WIDTH) as pool:
        yield pool


@pytest.fixture
def race(request: pytest.FixtureRequest, runners: ThreadPoolExecutor, figures: Figures) -> Iterator[Race]:
    """race(move, move) runs both at once and gives what each returned, or how it was refused."""
    from tests.support.racing import Race

    run = Race(runners)
    yield run
    run.end(request.node.name, figures)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if FIGURES.lines:
        terminalreporter.section("figures")
        for line in FIGURES.lines:
            terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """pytest-playwright's own, with the machine's Chromium."""
    return chromium_support.launch_arguments()


@pytest.fixture(scope="session")
def browser_context_args(live_server: Any) -> dict[str, Any]:
    """A visitor from Sweden; `page.goto("/…")` goes to the live server.

    Nothing moves: a colour half-way between two has a contrast that nobody reads by.
    """
    return {
        "base_url": live_server.url,
        "locale": "sv-SE",
        "timezone_id": "Europe/Stockholm",
        "reduced_motion": "reduce",
    }


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """axe(page) gives what axe finds wrong; assert that it is []."""
    return chromium_support.axe_violations


@pytest.fixture
def sweep(in_full: bool) -> Callable[[Page], list[str]]:
    """sweep(page) gives what is wrong with the open page in light, dark, wide, on a phone, at 320 px: []."""
    return partial(chromium_support.sweep, in_full=in_full)
