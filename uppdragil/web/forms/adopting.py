"""Forms of taking in mandates that run already: the head, what was decided, and the proof."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from uppdragil.core.scans import MAX_BYTES, BadScan, Scan, read_scan
from uppdragil.core.uid import new_uid
from uppdragil.core.values import MAX_LINE
from uppdragil.directives.content import (
    DirectiveContent,
    GatePlan,
    HolderKind,
    Role,
    RoleAssignment,
    Visibility,
)
from uppdragil.directives.labels import VISIBILITY_LABELS, role_label
from uppdragil.directives.models import Directive
from uppdragil.directives.phases import ENDED_PHASES, entries
from uppdragil.editions.spec import EditionSpec, GateSpec, Outcome
from uppdragil.gates import adoption as rules
from uppdragil.gates.adoption import Outside
from uppdragil.gates.sentences import reason
from uppdragil.imports.adoptionfile import MAX_BYTES as MAX_SHEET
from uppdragil.imports.adoptionsheets import Line, State
from uppdragil.imports.matching import Candidate, Register
from uppdragil.organisation.models import DecisionBody
from uppdragil.web.proof import ProofForm
from uppdragil.web.widgets import DayInput

from .moves import BodyField

_PEOPLE = ((HolderKind.POSITION, _("Positions")), (HolderKind.PERSON, _("People")))
_PARTS = ("outcome", "date", "by", "reference", "link", "text", "scan", "drop")
_FIELD_OF = {"evidence": "reference"}


class HeadForm(forms.Form):
    """A mandate that has no text here yet: what it is called, who has it, and when its gates are planned."""

    title = forms.CharField(label=_("Title"), max_length=MAX_LINE)
    number = forms.CharField(
        label=_("Number"),
        max_length=50,
        required=False,
        help_text=_("As it has been until now. Leave it empty for the next free number."),
    )
    registry_number = forms.CharField(label=_("Registry number"), max_length=100, required=False)
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    visibility = forms.ChoiceField(
        label=_("Visibility"),
        choices=[(v.value, label) for v, label in VISIBILITY_LABELS.items()],
        initial=Visibility.INTERNAL,
        widget=forms.RadioSelect,
    )
    owner = forms.ChoiceField(label=_("Mandate owner"))
    lead = forms.ChoiceField(label=_("Mandate lead"))
    receiver = forms.ChoiceField(label=_("Receiver"), required=False)

    def __init__(
        self, register: Register, edition: EditionSpec, data: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data)
        self.edition = edition
        self._by_key = {c.key: c for c in register.candidates}
        for name in ("owner", "lead", "receiver"):
            self.fields[name].choices = _holders(register.candidates)  # type: ignore[attr-defined]
            self.fields[name].label = role_label(name, edition)
        if not edition.delivery:
            del self.fields["receiver"]
        units = [(c.key, c.label) for c in register.candidates if c.kind is HolderKind.UNIT]
        self.fields["unit"].choices = [("", _("None chosen")), *units]  # type: ignore[attr-defined]
        for gate in edition.gates:
            self.fields[f"plan-{gate.code}"] = forms.DateField(
                label=gettext("%(gate)s %(name)s, planned") % {"gate": gate.code, "name": gate.name},
                required=False,
                widget=DayInput,
            )

    def content(self) -> DirectiveContent:
        """The text that the valid form begins with."""
        said = self.cleaned_data
        unit = self._by_key.get(said["unit"])
        return DirectiveContent(
            title=said["title"],
            number=said["number"],
            registry_number=said["registry_number"],
            unit=unit.name if unit else "",
            unit_id=unit.uid if unit else None,
            visibility=said["visibility"],
            roles=tuple(
                self._role(role) for role in (Role.OWNER, Role.LEAD, Role.RECEIVER) if said.get(role.value)
            ),
            gate_plans=tuple(
                GatePlan(uid=new_uid(), gate=gate.code, name=gate.name, start=day, end=day)
                for gate in self.edition.gates
                if (day := said[f"plan-{gate.code}"])
            ),
        )

    def _role(self, role: Role) -> RoleAssignment:
        who = self._by_key[self.cleaned_data[role.value]]
        return RoleAssignment(
            uid=new_uid(), role=role, holder=who.name, holder_kind=who.kind, holder_id=who.uid
        )


def _holders(candidates: Iterable[Candidate]) -> list[Any]:
    listed = list(candidates)
    groups = [(label, [(c.key, c.label) for c in listed if c.kind is kind]) for kind, label in _PEOPLE]
    return [("", _("None chosen")), *groups]


@dataclass(frozen=True)
class GatePart:
    """One gate's fields, as the page draws them."""

    gate: GateSpec
    fields: tuple[forms.BoundField, ...]
    scan_name: str


class TellForm(forms.Form):
    """The stage, and per gate what was decided outside the system. A gate whose fields are empty was not passed."""

    phase = forms.ChoiceField(
        label=_("Stage"),
        help_text=_("Where the mandate is today."),
        widget=forms.RadioSelect,
    )
    body = BodyField(
        label=_("Decision body"),
        help_text=_(
            "The body that took the first decision, if it is in the register. It decides on changes, too."
        ),
        queryset=DecisionBody.objects.filter(active=True),
        required=False,
        empty_label=_("None chosen"),
    )

    supersedes = forms.ModelChoiceField(
        label=_("Supersedes"),
        help_text=_(
            "A mandate in the register that this one has taken the place of. It ends as this one comes in."
        ),
        queryset=Directive.objects.exclude(phase__in=ENDED_PHASES).order_by("number"),
        required=False,
        empty_label=_("None chosen"),
    )

    def __init__(
        self,
        edition: EditionSpec,
        kept: Iterable[Outside],
        today: dt.date,
        data: Any = None,
        files: Any = None,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        """`kept`: what was told the last time; its scans stay unless another takes their place."""
        self.edition, self.today = edition, today
        self.kept = {d.gate: d for d in kept}
        before = {k: v for d in self.kept.values() for k, v in _initial(d).items()}
        super().__init__(data, files, initial=before | dict(initial or {}))
        stages = [(stage.value, stage.label) for stage in entries(edition.flow)]
        self.fields["phase"].choices = stages  # type: ignore[attr-defined]
        for gate in edition.gates:
            for name, field in _gate_fields(gate, self._scan_name(gate.code)).items():
                self.fields[f"{gate.code}-{name}"] = field

    def _scan_name(self, gate: str) -> str:
        scan = self.kept[gate].scan if gate in self.kept else None
        return getattr(scan, "name", "")

    @property
    def parts(self) -> Iterator[GatePart]:
        for gate in self.edition.gates:
            names = [f"{gate.code}-{part}" for part in _PARTS]
            yield GatePart(
                gate, tuple(self[n] for n in names if n in self.fields), self._scan_name(gate.code)
            )

    def clean(self) -> dict[str, Any]:
        for gate in self.edition.gates:
            self._read_scan(f"{gate.code}-scan")
        if not self.errors:
            for unmet in rules.decisions_unmet(self._facts()):
                code, _dash, part = unmet.where.rpartition("-")
                name = f"{code}-{_FIELD_OF.get(part, part)}" if code else unmet.where or None
                self.add_error(name if name in self.fields else None, reason(unmet, self.edition))
        return self.cleaned_data

    def _read_scan(self, name: str) -> None:
        sent: UploadedFile | None = self.cleaned_data.get(name)
        if not sent:
            return
        try:
            self.cleaned_data[name] = read_scan(sent.name or "", sent.read(MAX_BYTES + 1))
        except BadScan as bad:
            self.add_error(name, str(bad))

    def _facts(self) -> rules.Facts:
        now = dt.datetime.now(dt.UTC)  # of who asks and when, which is not asked here
        return rules.Facts(
            may_adopt=True,
            office=(),
            actor="",
            now=now,
            today=self.today,
            authenticated_at=now,
            gates=self.edition.gate_codes,
            stages=entries(self.edition.flow),
            phase=self.cleaned_data["phase"],
            title="–",
            decisions=self.decisions(),
        )

    def decisions(self) -> tuple[Outside, ...]:
        """Those that were told of; with a new scan whole, with a kept one as it is kept."""
        return tuple(d for gate in self.edition.gate_codes if (d := self._decision(gate)))

    def dropped(self) -> list[str]:
        """The gates whose kept scan goes."""
        return [gate for gate in self.edition.gate_codes if self.cleaned_data.get(f"{gate}-drop")]

    def _decision(self, gate: str) -> Outside | None:
        said = {part: self.cleaned_data.get(f"{gate}-{part}") for part in _PARTS}
        kept = self.kept[gate].scan if gate in self.kept and not said["drop"] else None
        scan = said["scan"] if isinstance(said["scan"], Scan) else kept
        if not (scan or any(said[part] for part in ("date", "by", "reference", "link", "text"))):
            return None
        return Outside(
            gate,
            outcome=Outcome(said["outcome"] or ""),
            decided_on=said["date"],
            decided_by=said["by"] or "",
            reference=said["reference"] or "",
            link=said["link"] or "",
            text=said["text"] or "",
            scan=scan,
        )


def _gate_fields(gate: GateSpec, scan_name: str) -> dict[str, forms.Field]:
    outcomes = [(o.value, gate.outcomes[o]) for o in gate.outcomes if o.passes]
    fields: dict[str, forms.Field] = {
        "date": forms.DateField(label=_("Decided on"), required=False, widget=DayInput),
        "by": forms.CharField(
            label=_("Decided by"), max_length=500, required=False, help_text=_("Name and title, or the body.")
        ),
        "outcome": forms.ChoiceField(label=_("Outcome"), choices=outcomes, initial=Outcome.YES.value),
        "reference": forms.CharField(
            label=_("Reference"), max_length=500, required=False, help_text=_("Paragraph or registry number.")
        ),
        "link": forms.CharField(label=_("Link"), max_length=1_000, required=False),
        "text": forms.CharField(
            label=_("Conditions and remarks"),
            max_length=5_000,
            required=False,
            help_text=_(
                "Kept as text. Conditions that are written here become no tasks, and nobody is reminded of them."
            ),
            widget=forms.Textarea(attrs={"rows": 2}),
        ),
        "scan": forms.FileField(
            label=_("Scan"),
            required=False,
            allow_empty_file=True,  # the reader says it in our words
            help_text=gettext("%(name)s is kept. Another file takes its place.") % {"name": scan_name}
            if scan_name
            else _("PDF, PNG or JPEG, at most 20 MB."),
            widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg"}),
        ),
    }
    if scan_name:
        fields["drop"] = forms.BooleanField(label=_("Take the kept scan away"), required=False)
    return fields


def _initial(told: Outside) -> dict[str, Any]:
    values = {
        "outcome": told.outcome.value,
        "date": told.decided_on,
        "by": told.decided_by,
        "reference": told.reference,
        "link": told.link,
        "text": told.text,
    }
    return {f"{told.gate}-{name}": value for name, value in values.items()}


class TableForm(forms.Form):
    """A table of many. `data()` and `name` are those of a valid form."""

    file = forms.FileField(
        label=_("The filled-in table"),
        help_text=_("A spreadsheet (.xlsx) or CSV, at most 5 MB and 500 rows."),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def data_sent(self) -> bytes:
        sent: UploadedFile = self.cleaned_data["file"]
        return sent.read(MAX_SHEET + 1)


class ChosenForm(ProofForm):
    """Which rows of a table are taken in, and the proof."""

    field_order = ("rows", "password", "credential")
    rows = forms.MultipleChoiceField(label=_("Rows to take in"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, request: HttpRequest, about: str, lines: Iterable[Line], most: int) -> None:
        self.most = most
        self.new = {line.draft.uid: line for line in lines if line.state is State.NEW}
        super().__init__(request, about, initial={"rows": list(self.new)[:most]})
        self.fields["rows"].choices = [(uid, str(line.draft)) for uid, line in self.new.items()]  # type: ignore[attr-defined]

    def clean_rows(self) -> list[Line]:
        uids = self.cleaned_data["rows"]
        if len(uids) > self.most:
            raise forms.ValidationError(
                gettext("Choose at most %(most)s rows at a time.") % {"most": self.most}
            )
        return [self.new[uid] for uid in uids]

    def chosen_uids(self) -> set[str]:
        """Those that are ticked on the page as it is drawn."""
        return set(self["rows"].value() or [])
