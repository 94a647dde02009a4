"""The reviewer's pages: the text as it was sent with a form in each chapter, and the thread of each comment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from uppdragil.consultation import policies, selectors, services
from uppdragil.consultation.models import Comment, Entry
from uppdragil.consultation.refusals import Refused
from uppdragil.core.contention import Busy
from uppdragil.directives.content import ROW_TYPES, DirectiveContent
from uppdragil.directives.sentences import row_text

from .access import SentSeen, asked_too_late, seen_sent
from .consultationlines import CommentLine, chapter_title, comment_line
from .consultations import sentence
from .forms.consultation import CommentForm, DeclineForm, ReplyForm
from .kept import SHOW
from .reading import DrawnChapter, Reading

WHOLE = ":"  # a place is a chapter, a colon and a row, of which the whole directive is none


@dataclass(frozen=True)
class Part:
    """A chapter of the sent text with the comments that this person sees, and the form for another."""

    title: str
    key: str
    drawn: DrawnChapter | None
    lines: Sequence[CommentLine]
    form: CommentForm | None
    open: bool


@never_cache
@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest, uid: str) -> HttpResponse:
    """Read what was sent, chapter by chapter, and comment on it."""
    if request.method == "POST" and asked_too_late(request, uid):
        return _too_late(request)
    asked = seen_sent(request, uid)
    if request.method != "POST" or request.POST.get("do") == SHOW:
        return _page(request, asked)
    chapter, _colon, row = request.POST.get("place", "").partition(":")
    form = CommentForm(request.POST, places=_places(chapter, services.content_of(asked.consultation)))
    if not form.is_valid():
        return _page(request, asked, status=422)
    typed = {name: form.cleaned_data[name] for name in ("kind", "text", "proposed")}
    place = {"chapter": chapter, "row": row}
    try:
        services.comment(consultation=asked.consultation, **place, **typed, by=asked.person, now=asked.now)
    except (Refused, Busy) as refusal:
        return _page(request, asked, refused=sentence(refusal), status=409)
    messages.success(request, _("Your comment is kept. The mandate lead sees it."))
    response = redirect("consultation", uid)
    response["Location"] += f"#{chapter or 'whole'}"
    return response


@never_cache
@require_POST
def ready(request: HttpRequest, uid: str) -> HttpResponse:
    """The reviewer is ready with their comments, or declines."""
    if asked_too_late(request, uid):
        return _too_late(request)
    asked = seen_sent(request, uid)
    state, reason = request.POST.get("do", ""), request.POST.get("reason", "")
    declining = DeclineForm(request.POST) if state in ("declined", SHOW) else None
    if state == SHOW:
        return _page(request, asked, declining=declining)
    if state not in ("ready", "declined") or (declining and not declining.is_valid()):
        return _page(request, asked, status=422, declining=declining)
    answer: dict[str, Any] = {"state": state, "reason": reason, "by": asked.person, "now": asked.now}
    try:
        services.answer(consultation=asked.consultation, **answer)
    except (Refused, Busy) as refusal:
        return _page(request, asked, refused=sentence(refusal), status=409)
    messages.success(request, _("Your answer is noted. You can still comment until the round is ended."))
    return redirect("consultation", uid)


@never_cache
@require_http_methods(["GET", "POST"])
def thread(request: HttpRequest, uid: str, comment_uid: str) -> HttpResponse:
    """One comment with its answers: the lead settles it here, others answer."""
    asked = seen_sent(request, uid)
    found = _comment(asked, comment_uid)
    do = request.POST.get("do", "")
    form = ReplyForm(request.POST or None)
    if request.method != "POST" or do == SHOW:
        return _thread(request, asked, found, form)
    if not form.is_valid() or do not in Entry.Kind.values:
        return _thread(request, asked, found, form, status=422)
    moves = request.POST.get("moves", "")
    given = {"kind": do, "text": form.cleaned_data["text"], "moves": int(moves) if moves.isdecimal() else -1}
    try:
        services.reply(comment=found, **given, by=asked.person, now=asked.now)
    except (Refused, Busy) as refusal:
        return _thread(request, asked, _comment(asked, comment_uid), form, sentence(refusal), 409)
    messages.success(request, _("Noted."))
    return redirect("comment", uid, comment_uid)


def _too_late(request: HttpRequest) -> HttpResponse:
    """Who was asked reads the text no longer; what they typed is theirs."""
    words = (request.POST.get(name, "").strip() for name in ("text", "proposed", "reason"))
    return render(
        request, "consultation/too_late.html", {"typed": "\n\n".join(filter(None, words))}, status=409
    )


def _comment(asked: SentSeen, uid: str) -> Comment:
    """Those who see the working text see every comment; a reviewer their own."""
    sent = asked.consultation
    rows = selectors.comments(sent) if asked.works else selectors.comments_for(asked.person, sent)
    found = rows.filter(uid=uid).first()
    if found is None:
        raise Http404
    found.consultation = sent
    return found


def _thread(
    request: HttpRequest,
    asked: SentSeen,
    found: Comment,
    form: ReplyForm,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    sent, directive = asked.consultation, asked.consultation.directive
    leads = policies.leads(asked.person, directive, asked.today)
    may_edit = asked.works and policies.may_send(asked.person, directive, asked.today)
    shown = {
        "sent": sent,
        "line": comment_line(sent, found, directive.edition.spec, editable=may_edit),
        "form": form if policies.may_answer(asked.person, found, asked.today) else None,
        "leads": leads,
        "works": asked.works,
        "refused": refused,
    }
    return render(request, "consultation/thread.html", shown, status=status)


def _places(key: str, content: DirectiveContent) -> list[tuple[str, Any]]:
    """What in a chapter a comment can be about: all of it, or a row."""
    if not key:
        return [(WHOLE, _("The whole directive"))]
    rows = getattr(content, key, ()) if key in ROW_TYPES else ()
    each = [(f"{key}:{r.uid}", row_text(r) or _("Row %(n)s") % {"n": n}) for n, r in enumerate(rows, 1)]
    return [(key, _("The whole chapter")), *each]


def _page(
    request: HttpRequest,
    asked: SentSeen,
    refused: str = "",
    status: int = 200,
    declining: DeclineForm | None = None,
) -> HttpResponse:
    sent = asked.consultation
    content, edition = services.content_of(sent), sent.directive.edition.spec
    invited = policies.invitation(asked.person, sent)
    may = policies.may_comment(asked.person, sent, asked.today)
    by_chapter: dict[str, list[CommentLine]] = {}
    for one in selectors.comments_for(asked.person, sent):
        by_chapter.setdefault(one.chapter, []).append(comment_line(sent, one, edition))
    drawn: list[DrawnChapter | None] = [None]
    drawn += [c for g in Reading(content, edition, asked.person, asked.today).groups() for c in g.chapters]
    typed = request.POST if request.method == "POST" else None
    at = typed.get("place", "").partition(":")[0] if typed and "place" in typed else None
    parts = []
    for chapter in drawn:
        key = chapter.key if chapter else ""
        form = None
        if may or at == key:  # what was typed too late stays to be copied
            form = CommentForm(
                typed if at == key else None, places=_places(key, content), prefix=key or "whole"
            )
        title, lines = chapter_title(key, edition), by_chapter.get(key, [])
        parts.append(Part(title, key, chapter, lines, form, at == key))
    shown = {
        "sent": sent,
        "content": content,
        "parts": parts,
        "invited": invited,
        "answers": bool(invited and may),
        "declining": declining or DeclineForm(),
        "works": asked.works,
        "refused": refused,
    }
    return render(request, "consultation/draft.html", shown, status=status)
