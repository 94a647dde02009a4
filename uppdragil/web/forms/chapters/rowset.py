"""The rows of one chapter as they are typed: add, remove and move without saving, and without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import formset_factory
from django.http import QueryDict

from uppdragil.core.uid import new_uid
from uppdragil.core.values import MAX_ROWS, Row
from uppdragil.directives.content import GatePlan

from .around import Around
from .kinds.rowform import RowForm
from .rows import ROW_FORMS


class RowSet:
    """The forms of chapter `key`: of the rows that stand, or of what was posted."""

    def __init__(self, key: str, around: Around, data: QueryDict | None = None) -> None:
        self.key, self.around = key, around
        self.form_class = ROW_FORMS[key]
        self.formset: Any = self._bound(data) if data is not None else self._of(self._initial())
        self.focus = ""

    @property
    def forms(self) -> list[RowForm]:
        return self.formset.forms

    @property
    def may_add(self) -> bool:
        """A plan has one row per gate."""
        return self.key != "gate_plans" and len(self.forms) < MAX_ROWS

    def kept(self) -> list[tuple[int, Row]]:
        """Rows that are not edited here, with their places: they stand as they are."""
        if self.key != "roles":
            return []
        return [(i, r) for i, r in enumerate(self.around.content.roles) if not self.around.is_free(r.role)]

    def is_valid(self) -> bool:
        return bool(self.formset.is_valid()) and self.is_whole

    @property
    def is_whole(self) -> bool:
        """Whether the rows came with a count that can be; each may still have its own mistakes."""
        counted = self.formset.is_bound and self.formset.management_form.is_valid()
        return bool(counted) and 0 <= int(self.formset.data[f"{self.key}-TOTAL_FORMS"]) <= MAX_ROWS

    def typed(self) -> Iterator[tuple[str, RowForm]]:
        """The valid forms in their order, each with a uid of its own; nothing where the rows are not whole."""
        elsewhere = {row.uid for key, row in self.around.content.all_rows() if key != self.key}
        taken = elsewhere | {row.uid for _place, row in self.kept()}
        for form in self.forms if self.is_whole else ():
            if form.is_valid():
                uid = form.cleaned_data["uid"]
                uid = new_uid() if uid in taken else uid
                taken.add(uid)
                yield uid, form

    def rows(self) -> tuple[Row, ...]:
        """What the valid forms say, in their order; every row with a uid of its own."""
        rows = [form.row(uid) for uid, form in self.typed() if not form.is_blank()]
        for place, row in self.kept():
            rows.insert(min(place, len(rows)), row)
        return tuple(rows)

    def replace(self, uid: str, row: Row | None) -> None:
        """Show `row` in the place of what is typed about it; None: it is not there."""
        shown = {uid: self.form_class.initial_of(row)} if row else {}
        raws = [shown.get(raw["uid"], raw) for raw in self._raws() if raw["uid"] != uid or row]
        if row and not any(raw["uid"] == uid for raw in raws):
            raws.append(shown[uid])
        self.formset = self._of(raws)

    def empty(self) -> RowForm:
        """The form of a row that is not there yet, with __prefix__ for its number."""
        form: RowForm = self._of([]).empty_form
        return form

    def apply(self, step: str) -> None:
        """Carry out "add", "delete:2", "up:2" or "down:2" on what is typed. Anything else changes nothing."""
        raws = self._raws()
        verb, _colon, place = step.partition(":")
        index = int(place) if place.isascii() and place.isdigit() and len(place) < 5 else -1
        if verb == "add" and self.may_add:
            raws.append({"uid": new_uid()})
            self.focus = f"field:{len(raws) - 1}"
        elif verb == "delete" and 0 <= index < len(raws):
            del raws[index]
            self.focus = f"delete:{min(index, len(raws) - 1)}" if raws else "add"
        elif verb in ("up", "down") and 0 <= index < len(raws):
            to = max(0, min(len(raws) - 1, index + (1 if verb == "down" else -1)))
            raws.insert(to, raws.pop(index))
            self.focus = f"{verb}:{to}"
        self.formset = self._of(raws)
        if self.focus.startswith("field:"):
            field = self.forms[-1].visible_fields()[0].field
            field.widget.attrs["autofocus"] = True

    def _raws(self) -> list[dict[str, Any]]:
        """What is typed, as it is."""
        if not self.formset.is_bound:
            return [dict(form.initial) for form in self.forms]
        return [{name: form[name].data for name in form.fields} for form in self.forms]

    def _initial(self) -> list[dict[str, Any]]:
        kept = {row.uid for _place, row in self.kept()}
        rows = [row for row in getattr(self.around.content, self.key) if row.uid not in kept]
        if self.key == "gate_plans":
            planned = {row.gate for row in rows}
            missing = [g.code for g in self.around.edition.gates if g.code not in planned]
            rows += [GatePlan(uid=new_uid(), gate=code) for code in missing]
        return [self.form_class.initial_of(row) for row in rows]

    def _of(self, raws: list[dict[str, Any]]) -> Any:
        return self._factory()(prefix=self.key, initial=raws, form_kwargs={"around": self.around})

    def _bound(self, data: QueryDict) -> Any:
        return self._factory()(data, prefix=self.key, form_kwargs={"around": self.around})

    def _factory(self) -> Any:
        return formset_factory(
            self.form_class,
            formset=_Rows,
            extra=0,
            max_num=MAX_ROWS,
            absolute_max=MAX_ROWS,
            validate_max=True,
        )


class _Rows(forms.BaseFormSet):
    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return {**self.form_kwargs, "empty_permitted": False, "use_required_attribute": False}

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        """Every row is read alike: new ones are no exception."""
        form = super()._construct_form(i, **kwargs)  # type: ignore[misc]
        form.empty_permitted = False
        return form
