"""Two presses in the same moment make one directive."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.conf import settings
from django.db import connection

from tests import factories
from uppdragil.directives.models import Directive
from uppdragil.imports import services
from uppdragil.imports.models import ImportDraft
from uppdragil.organisation.models import Person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]

DEMO = (settings.BASE_DIR / "fixtures" / "demo" / "uppdragsdirektiv.txt").read_text("utf-8")


def use_twice(draft: ImportDraft, by: Person) -> list[Directive]:
    gate = Barrier(2)

    def press() -> Directive:
        try:
            gate.wait(timeout=20)
            return services.use(draft=draft, head={"title": "En titel"}, links={}, by=by, now=factories.NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        presses = [pool.submit(press) for _ in range(2)]
        return [p.result(timeout=60) for p in presses]


def test_two_presses_at_once_make_one_directive() -> None:
    by = factories.person()
    for number in range(1, 6):
        draft = services.keep(text=f"{DEMO}\nRad {number}", by=by, now=factories.NOW)
        one, other = use_twice(draft, by)
        assert one == other
        assert Directive.objects.count() == number
