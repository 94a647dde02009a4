"""The product's addresses and a page that shows every component: what the components' tests look at."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest, PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path
from django.utils import timezone

from tests.consistent import EDITION
from uppdragil.core.worddiff import Op, Segment
from uppdragil.directives.models import Directive
from uppdragil.directives.phases import WAYS
from uppdragil.editions.models import Edition
from uppdragil.urls import urlpatterns as product
from uppdragil.web.parts import (
    Action,
    BlockedItem,
    Chip,
    Fact,
    Figure,
    FindingCard,
    PhaseStep,
    PlaceLink,
    QueueItem,
    RiskDot,
    StepState,
)
from uppdragil.web.widgets import DayInput


class Sample(forms.Form):
    name = forms.CharField(label="Milstolpe", help_text="Ett läge som går att bekräfta.")
    day = forms.DateField(label="Datum", widget=DayInput)
    note = forms.CharField(label="Kommentar", widget=forms.Textarea(attrs={"rows": 2}), required=False)
    kind = forms.ChoiceField(label="Slag", choices=[("a", "Första"), ("b", "Andra")])
    answer = forms.ChoiceField(
        label="Svar", choices=[("yes", "JA"), ("no", "NEJ")], widget=forms.RadioSelect, help_text="Välj ett."
    )
    sure = forms.BooleanField(label="Jag har läst direktivet")
    file = forms.FileField(label="Fil", required=False)


MODEL = Edition(body=EDITION.model_dump(mode="json"))


def _parts(today: dt.date) -> dict[str, object]:
    act = Action("Granska och besluta", "#lists", about="om läkemedelslistor, BP2")
    fix = Action("Använd 18 juni", "/gallery", post=True, fields=(("fix", "0"),))
    places = (PlaceLink("5 Tidplan", "#lists"), PlaceLink("9.1 Milstolpar", "#signs"))
    return {
        "today": today,
        "phases": [Directive(edition=MODEL, phase=phase) for phase in WAYS[EDITION.flow]],
        "steps": [
            PhaseStep("Registrerat", "Utkast", StepState.PASSED, when="4 maj 2026"),
            PhaseStep("Fastställande", "Förberedelse", StepState.HERE, "BP0", "15 september 2026"),
            PhaseStep("Start av uppdraget", "Genomförande", StepState.NEXT, "BP1", "Om 14 dagar"),
            PhaseStep("Delaktiviteter slutförda", "Överlämning", StepState.AHEAD, "BP2", "Två datum", "bad"),
            PhaseStep("Leverans", "Realisering", StepState.AHEAD, "BP3"),
        ],
        "numbers": [
            Figure(24, "pågående uppdrag"),
            Figure(7, "beslut väntar", "#lists"),
            Figure(3, "försenade beslut", "#lists", "bad"),
        ],
        "queue": [
            QueueItem(
                "Läkemedelslistor",
                act,
                "#lists",
                "BP2",
                "Delaktiviteter slutförda",
                "U 2025-031",
                today - dt.timedelta(4),
                "Har väntat 12 dagar",
            ),
            QueueItem(
                "Bekräfta finansieringen",
                Action("Påminn Petter", "/gallery", post=True),
                due=today + dt.timedelta(7),
            ),
        ],
        "chips": [Chip("Pågående", "/gallery")],
        "dots": [RiskDot(4, 4, "R1", "#r1"), RiskDot(1, 2, "R2", "#r1")],
        "segments": [
            Segment(Op.EQUAL, "Andelen är "),
            Segment(Op.DELETE, "75 % "),
            Segment(Op.INSERT, "<85> % "),
            Segment(Op.EQUAL, "i december."),
        ],
        "cards": [
            FindingCard("error", "BP2 har två datum.", places, (fix,), "Fel, hindrar BP1", key="k1"),
            FindingCard(
                "warning", "MS2 ligger på trettondagen.", places, (fix,), dismiss="/gallery", key="k2"
            ),
        ],
        "inline_card": FindingCard("warning", "6 januari är trettondagen.", places, (fix,), key="k2"),
        "blocked": [
            BlockedItem("Villkoret från BP0 är öppet.", "Petter kan lösa det.", (act,)),
            BlockedItem("Fråga 3 saknar svar.", "Du kan lösa det."),
        ],
        "facts_list": [
            Fact("Ägare", "Karin Almberg", "Utvecklingsdirektör"),
            Fact("Ledare", "Jonas Renvall"),
        ],
    }


@login_not_required
def gallery(request: HttpRequest) -> HttpResponse:
    form = Sample(request.POST) if request.method == "POST" else Sample()
    page = Paginator(range(60), 20).get_page(request.GET.get("page", 2))
    text = (Path(__file__).parent / "gallery.html").read_text()
    context = {**_parts(timezone.localdate()), "form": form, "page": page}
    return HttpResponse(engines["django"].from_string(text).render(context, request))


@login_not_required
def fails(request: HttpRequest, code: int) -> HttpResponse:
    if code == 400:
        raise BadRequest
    if code == 403:
        raise PermissionDenied("Bara ägaren beslutar. Fråga Karin Almberg.")
    raise RuntimeError("on purpose")


urlpatterns = [*product, path("gallery", gallery), path("fails/<int:code>", fails)]
