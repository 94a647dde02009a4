"""The lead's pages of a remiss: sending one, its compilation, extending, widening and ending it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_date
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from uppdragil.consultation import policies, selectors, services
from uppdragil.consultation.models import Comment, Consultation
from uppdragil.consultation.refusals import SENTENCES, Refused
from uppdragil.core.contention import Busy
from uppdragil.directives.policies import Access
from uppdragil.documents.csvfile import TYPE, csv_of

from .access import Seen, seen
from .busy import busy_sentence
from .consultationlines import CommentLine, chapters, comment_line, reviewer_lines
from .forms.consultation import ReviewersForm, SendForm
from .kept import SHOW
from .recordnames import described

PER_PAGE = 100


@never_cache
@require_http_methods(["GET", "POST"])
def send(request: HttpRequest, uid: str) -> HttpResponse:
    """The draft goes out for comments."""
    asked = seen(request, uid, Access.WORKING)
    sent = request.method == "POST"
    form = SendForm(request.POST if sent else None, directive=uid, day=asked.today)
    barred = _barred(asked)
    if not sent or request.POST.get("do") == SHOW:
        return _sending(request, asked, form, barred)
    if barred:
        return _sending(request, asked, form, barred, 409)
    if not form.is_valid():
        return _sending(request, asked, form, status=422)
    given = {name: form.cleaned_data[name] for name in ("reviewers", "due", "words")}
    try:
        made = services.send(directive=asked.directive, **given, by=asked.person, now=asked.now)
    except (Refused, Busy) as refusal:
        return _sending(request, asked, form, sentence(refusal), 409)
    messages.success(request, _("The draft is sent. Each reviewer is told."))
    return redirect("consultation-lead", uid, made.uid)


@never_cache
@require_GET
def compilation(request: HttpRequest, uid: str, sent_uid: str) -> HttpResponse:
    """Who was asked, who has answered, each comment with its answers, and what has changed since it was sent."""
    asked = seen(request, uid, Access.WORKING)
    return _compiled(request, asked, _sent(asked, sent_uid))


@never_cache
@require_POST
def move(request: HttpRequest, uid: str, sent_uid: str) -> HttpResponse:
    """Another last day, more reviewers, the end: `do` says which."""
    asked = seen(request, uid, Access.WORKING)
    sent = _sent(asked, sent_uid)
    acting: dict[str, Any] = {"consultation": sent, "by": asked.person, "now": asked.now}
    form = ReviewersForm(request.POST, directive=uid, day=asked.today)
    do = request.POST.get("do", "")
    moves: dict[str, Callable[[], Any]] = {
        "extend": lambda: services.extend(due=_day(request), **acting),
        "end": lambda: services.end(**acting),
        "withdraw": lambda: services.end(ending=Consultation.Ending.WITHDRAWN, **acting),
        "add": lambda: services.add_reviewers(reviewers=form.cleaned_data["reviewers"], **acting),
    }
    if do == "add" and not form.is_valid():
        return _compiled(request, asked, sent, form, status=422)
    if do not in moves:
        return _compiled(request, asked, sent, status=422)
    try:
        moves[do]()
    except (Refused, Busy) as refusal:
        typed = form if do == "add" else None
        return _compiled(request, asked, _sent(asked, sent_uid), typed, sentence(refusal), status=409)
    messages.success(request, _("Done. The reviewers see it on their page."))
    return redirect("consultation-lead", uid, sent_uid)


@never_cache
@require_GET
def compilation_csv(request: HttpRequest, uid: str, sent_uid: str) -> HttpResponse:
    """The comments and their answers as a list."""
    asked = seen(request, uid, Access.WORKING)
    sent = _sent(asked, sent_uid)
    lines = [comment_line(sent, one, asked.edition) for one in selectors.comments(sent)]
    name = f"remiss-{sent.asked_at:%Y-%m-%d}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse("".join(csv_of(_columns(), lines)), content_type=TYPE, headers=headers)


@never_cache
@require_GET
def compilation_pdf(request: HttpRequest, uid: str, sent_uid: str) -> HttpResponse:
    """Who was asked, and every comment with its answers; made when asked for, and kept nowhere."""
    asked = seen(request, uid, Access.WORKING)
    sent = _sent(asked, sent_uid)
    from uppdragil.documents import compilations  # some 35 MiB: only where it is asked for

    try:
        pdf = compilations.make(sent, asked.now)
    except Refused as refusal:
        return _compiled(request, asked, sent, refused=sentence(refusal), status=409)
    name = f"remiss-{sent.asked_at:%Y-%m-%d}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


def sentence(refusal: Refused | Busy) -> str:
    """Why it was not done."""
    return busy_sentence() if isinstance(refusal, Busy) else str(refusal)


def _columns() -> dict[str, Callable[[CommentLine], str]]:
    return {
        _("Chapter"): lambda line: line.place,
        _("Reviewer"): lambda line: line.comment.by.name,
        _("Day"): lambda line: localtime(line.comment.at).date().isoformat(),
        _("Kind of comment"): lambda line: str(line.comment.get_kind_display()),
        _("Comment"): lambda line: line.comment.text,
        _("Suggested wording"): lambda line: line.comment.proposed,
        _("State"): lambda line: str(line.comment.get_state_display()),
        _("Answers"): lambda line: "\n".join(
            f"{e.by.name}, {e.get_kind_display()}: {e.text}" for e in line.entries
        ),
    }


def _sent(asked: Seen, sent_uid: str) -> Consultation:
    rows = Consultation.objects.filter(directive=asked.directive, uid=sent_uid).select_related("asked_by")
    found = rows.first()
    if found is None:
        raise Http404
    found.directive = asked.directive
    return found


def _barred(asked: Seen) -> str:
    """Why this person can send nothing now, whatever they fill in."""
    if not policies.may_send(asked.person, asked.directive, asked.today):
        return str(SENTENCES["not_lead"])
    is_out = Consultation.objects.filter(directive=asked.directive, ended_at=None).exists()
    return str(SENTENCES["open_already"]) if is_out else ""


def _day(request: HttpRequest) -> Any:
    try:
        day = parse_date(request.POST.get("due", ""))
    except ValueError:
        day = None
    if day is None:
        raise Refused("past")
    return day


def _sending(
    request: HttpRequest, asked: Seen, form: SendForm, refused: str = "", status: int = 200
) -> HttpResponse:
    shown = {"seen": asked, "form": form, "refused": refused, "offered": not _barred(asked)}
    return render(request, "consultation/send.html", shown, status=status)


def _compiled(
    request: HttpRequest,
    asked: Seen,
    sent: Consultation,
    form: ReviewersForm | None = None,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    only_open = request.GET.get("show") == "open"
    rows = selectors.comments(sent)
    page = Paginator(rows.filter(state=Comment.State.OPEN) if only_open else rows, PER_PAGE)
    on = page.get_page(request.GET.get("page"))
    leads = policies.leads(asked.person, asked.directive, asked.today)
    moves = leads and sent.is_open and not asked.directive.ended
    shown = {
        "seen": asked,
        "sent": sent,
        "reviewers": reviewer_lines(sent, asked.today),
        "chapters": chapters(sent, on.object_list, asked.edition, editable=asked.may_edit),
        "page": on,
        "only_open": only_open,
        "open_count": sent.comments.filter(state=Comment.State.OPEN).count(),
        "changes": described(asked, services.content_of(sent), asked.content),
        "form": (form or ReviewersForm(directive=asked.directive.uid, day=asked.today)) if moves else None,
        "refused": refused,
    }
    return render(request, "consultation/compilation.html", shown, status=status)
