"""The addresses of the pages. The frame comes first; each area adds its own lines below it."""

from __future__ import annotations

from allauth.account import views as allauth_views
from allauth.mfa.base.views import authenticate
from allauth.mfa.webauthn.views import login_webauthn
from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, path
from django.views.i18n import set_language

from . import (
    accounts,
    adopted,
    adopting,
    asking,
    audit,
    benefits,
    boardplans,
    capacity,
    changing,
    conditions,
    controller,
    coveragefile,
    dashboard,
    decided,
    delegated,
    dependencies,
    directives,
    editing,
    extracts,
    gates,
    history,
    imports,
    mailing,
    meetingroom,
    meetings,
    minutes,
    money,
    moves,
    organisation,
    pages,
    portfolio,
    priority,
    process,
    protection,
    readers,
    recusals,
    reportrounds,
    reports,
    roadmap,
    savedviews,
    start,
    strategy,
    strategydraft,
    strategyimport,
    support,
    supportlist,
    unitneeds,
    versions,
)
from .auth.sso import views as sso

frame: list[URLPattern | URLResolver] = [
    path("account/", accounts.account, name="account"),
    path("account/login/", accounts.SignInView.as_view(), name="account_login"),
    path("account/login/demo/", accounts.demo_login, name="demo_login"),
    path("account/logout/", allauth_views.logout, name="account_logout"),
    path("account/inactive/", allauth_views.account_inactive, name="account_inactive"),
    path("account/login/code/", authenticate, name="mfa_authenticate"),
    path("account/login/passkey/", login_webauthn, name="mfa_login_webauthn"),
    path("account/login/oidc/", sso.sign_in, name="oidc_login"),
    path("account/login/oidc/callback/", sso.callback, name="oidc_callback"),
    path("account/prove/<str:key>/", sso.leave, name="prove"),
    *protection.addresses(),
    path("language/", login_not_required(set_language), name="set_language"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("help/", pages.help_page, name="help"),
    path("source/", pages.source, name="source"),
    path("health", pages.health, name="health"),
]

deciding: list[URLPattern | URLResolver] = [
    path("", start.start, name="start"),
    path("directives/<str:uid>/submit/", moves.submit, name="submit"),
    path("directives/<str:uid>/gate/", gates.gate, name="gate"),
    path("directives/<str:uid>/gate/confirm/", gates.confirm, name="gate-confirm"),
    path("directives/<str:uid>/gate/recuse/", recusals.recuse, name="recuse"),
    path("directives/<str:uid>/change/", changing.change, name="change"),
    path("directives/<str:uid>/change/drop/", changing.drop, name="change-drop"),
    path("directives/<str:uid>/change/edit/<str:part>/", changing.edit, name="change-edit"),
    path("directives/<str:uid>/withdraw/", moves.withdraw, name="withdraw"),
    path("directives/<str:uid>/pause/", moves.pause, name="pause"),
    path("directives/<str:uid>/resume/", moves.resume, name="resume"),
    path("directives/<str:uid>/stop/", moves.stop, name="stop"),
    path("directives/<str:uid>/close/", moves.close, name="close"),
    path("directives/<str:uid>/conditions/<str:condition_uid>/", conditions.condition, name="condition"),
    path(
        "directives/<str:uid>/conditions/<str:condition_uid>/waive/", conditions.waive, name="condition-waive"
    ),
    path("directives/<str:uid>/decisions/<str:round_uid>/", decided.decision, name="decision"),
    path("directives/<str:uid>/decisions/<str:round_uid>/record.pdf", decided.record, name="record"),
    path("directives/<str:uid>/outside/<str:gate>/scan", adopted.scan, name="outside-scan"),
    path("directives/<str:uid>/outside.pdf", adopted.record, name="adoption-record"),
]

reading: list[URLPattern | URLResolver] = [
    path("directives/", directives.directives, name="directives"),
    path("directives/new/", directives.new, name="directive-new"),
    path("directives/<str:uid>/", directives.directive, name="directive"),
    path("directives/<str:uid>/history/", history.history, name="directive-history"),
    path("directives/<str:uid>/process/", process.process, name="process"),
    path("directives/<str:uid>/versions/<int:number>/", versions.version, name="version"),
    path("directives/<str:uid>/versions/<int:number>.json", versions.version_json, name="version-json"),
    path("directives/<str:uid>/edit/head/", editing.head, name="head-edit"),
    path("directives/<str:uid>/edit/<str:key>/", editing.chapter, name="chapter-edit"),
    path("directives/<str:uid>/settle/", directives.settle, name="finding-settle"),
    path("directives/<str:uid>/dismiss/", directives.dismiss, name="finding-dismiss"),
    path("directives/<str:uid>/recall/", directives.recall, name="finding-recall"),
    path("directives/<str:uid>/readers/", readers.name, name="reader-name"),
    path("directives/<str:uid>/readers/remove/", readers.remove, name="reader-remove"),
    path("directives/<str:uid>/support/", support.raised, name="support-new"),
    path("directives/<str:uid>/support/<str:need_uid>/", support.need, name="support-need"),
    path("directives/<str:uid>/support/<str:need_uid>/withdraw/", support.withdraw, name="support-withdraw"),
    path("directives/<str:uid>/progress/<str:row>/", directives.progress, name="progress"),
    path("directives/<str:uid>/money/", money.money, name="money"),
    path("directives/<str:uid>/benefits/", benefits.benefits, name="benefits"),
    path("directives/<str:uid>/benefits/<str:goal>/", benefits.measure, name="measure"),
    path("directives/<str:uid>/reports/", reports.reports, name="reports"),
    path("directives/<str:uid>/reports/new/", reports.new, name="report-new"),
    path("directives/<str:uid>/reports/<int:report>/", reports.report, name="report"),
    path("directives/<str:uid>/reports/<int:report>/correct/", reports.correct, name="report-correct"),
    path(
        "directives/<str:uid>/reports/<int:report>/acknowledge/",
        reports.acknowledge,
        name="report-acknowledge",
    ),
]

strategies: list[URLPattern | URLResolver] = [
    path("strategy/", strategy.editions, name="strategy"),
    path("strategy/coverage/", strategy.coverage, name="strategy-coverage"),
    path("strategy/coverage/mandates.csv", coveragefile.mandates, name="strategy-coverage-csv"),
    path("strategy/coverage/plans.csv", coveragefile.plans, name="strategy-plans-csv"),
    path("strategy/plans/", boardplans.plans, name="plans"),
    path("strategy/plans/new/", boardplans.new, name="plan-new"),
    path("strategy/plans/<str:uid>/", boardplans.plan, name="plan"),
    path("strategy/plans/<str:uid>/edit/", boardplans.edit, name="plan-edit"),
    path("strategy/plans/<str:uid>/remove/", boardplans.remove, name="plan-remove"),
    path("strategy/plans/<str:uid>/points/<str:item>/", boardplans.point, name="plan-point"),
    path("strategy/import/", strategyimport.begin, name="strategy-import"),
    path("strategy/import/<str:uid>/", strategyimport.preview, name="strategy-import-preview"),
    path("strategy/import/<str:uid>/discard/", strategyimport.discard, name="strategy-import-discard"),
    path("strategy/<str:uid>/", strategy.edition, name="strategy-edition"),
    path("strategy/<str:uid>/settle/", strategydraft.settle, name="strategy-settle"),
    path("strategy/<str:uid>/dismiss/", strategydraft.dismiss, name="strategy-dismiss"),
    path("strategy/<str:uid>/recall/", strategydraft.recall, name="strategy-recall"),
    path("strategy/<str:uid>/edit/<str:part>/", strategydraft.part, name="strategy-part"),
    path("strategy/<str:uid>/publish/", strategy.publish, name="strategy-publish"),
    path("strategy/<str:uid>/since/<str:old_uid>/", strategy.carried, name="strategy-carried"),
]

office: list[URLPattern | URLResolver] = [
    path("portfolio/", portfolio.portfolio, name="portfolio"),
    path("portfolio/priority/", priority.orders, name="priority"),
    path("portfolio/priority/<str:uid>/", priority.order, name="priority-order"),
    path("portfolio/priority/<str:uid>/new/", priority.new, name="priority-new"),
    path("portfolio/support/", supportlist.needs, name="support-needs"),
    path("portfolio/roadmap/", roadmap.roadmap, name="roadmap"),
    path("portfolio/dependencies/", dependencies.dependencies, name="dependencies"),
    path("portfolio/needs/", unitneeds.needs, name="needs"),
    path("portfolio/needs/new/", unitneeds.new, name="need-new"),
    path("portfolio/needs/<str:uid>/", unitneeds.need, name="need"),
    path("portfolio/needs/<str:uid>/start/", unitneeds.start, name="need-start"),
    path("portfolio/needs/<str:uid>/look/", unitneeds.look, name="need-look"),
    path("portfolio/needs/<str:uid>/withdraw/", unitneeds.withdraw, name="need-withdraw"),
    path("portfolio/needs/<str:uid>/read/", unitneeds.read, name="need-read"),
    path("portfolio/columns/", savedviews.arrange, name="portfolio-columns"),
    path("portfolio/views/", savedviews.mine, name="saved-views"),
    path("portfolio/views/save/", savedviews.save, name="view-save"),
    path("portfolio/views/<str:uid>/", savedviews.opened, name="view-open"),
    path("portfolio/views/<str:uid>/drop/", savedviews.drop, name="view-drop"),
    path("decisions/delegated/", delegated.delegated, name="delegated"),
    path("decisions/delegated.csv", delegated.delegated_csv, name="delegated-csv"),
    path("portfolio/money/", money.portfolio, name="portfolio-money"),
    path("portfolio/benefits/", benefits.portfolio, name="portfolio-benefits"),
    path("portfolio/reports/", reportrounds.report_rounds, name="report-rounds"),
    path("portfolio/reports/new/", reportrounds.new, name="report-round-new"),
    path("portfolio/reports/deviations/", reportrounds.deviations, name="deviations"),
    path("portfolio/reports/rounds/<str:uid>/", reportrounds.report_round, name="report-round"),
    path("portfolio/pictures/", dashboard.dashboard, name="dashboard"),
    path("portfolio/capacity/", capacity.capacity, name="capacity"),
    path("portfolio/capacity/capacity.csv", capacity.capacity_csv, name="capacity-csv"),
    path("portfolio/capacity/without-unit/", capacity.nowhere, name="capacity-nowhere"),
    path("portfolio/capacity/freezes/", capacity.freezes, name="freezes"),
    path("portfolio/capacity/freezes/<str:uid>/lift/", capacity.lift, name="freeze-lift"),
    path("portfolio/capacity/units/<str:uid>/", capacity.unit, name="capacity-unit"),
    path("portfolio/portfolio.csv", portfolio.overview_file, name="overview-csv"),
    path("portfolio/status.xlsx", portfolio.export_status, name="export-status"),
]

importing: list[URLPattern | URLResolver] = [
    path("import/", imports.import_directive, name="import_directive"),
    path("import/<str:uid>/", imports.preview, name="import-preview"),
    path("import/<str:uid>/discard/", imports.discard, name="import-discard"),
]

auditing: list[URLPattern | URLResolver] = [
    *audit.addresses(),
    path("controlled/", controller.controlled, name="controlled"),
]

meeting: list[URLPattern | URLResolver] = [
    path("meetings/", meetings.meetings, name="meetings"),
    path("meetings/new/", meetings.new, name="meeting-new"),
    path("meetings/<str:uid>/", meetings.meeting, name="meeting"),
    path("meetings/<str:uid>/edit/", meetings.edit, name="meeting-edit"),
    path("meetings/<str:uid>/meeting.ics", meetings.calendar, name="meeting-calendar"),
    path("meetings/<str:uid>/agenda/", meetings.arrange, name="meeting-arrange"),
    path("meetings/<str:uid>/items/", meetings.item_new, name="meeting-item-new"),
    path("meetings/<str:uid>/items/<str:key>/", meetings.item, name="meeting-item"),
    path("meetings/<str:uid>/room/", meetingroom.room, name="meeting-room"),
    path("meetings/<str:uid>/room/attendance/", meetingroom.attendance, name="meeting-attendance"),
    path("meetings/<str:uid>/room/<str:key>/", meetingroom.note, name="meeting-note"),
    path("meetings/<str:uid>/minutes/", minutes.minutes, name="minutes"),
    path("meetings/<str:uid>/minutes.pdf", minutes.minutes_file, name="minutes-file"),
    path("meetings/<str:uid>/extracts/", extracts.extracts, name="extracts"),
    path("meetings/<str:uid>/extracts/<int:number>/", extracts.extract, name="extract"),
    path("meetings/<str:uid>/extracts/<int:number>.pdf", extracts.extract_file, name="extract-file"),
]

keeping: list[URLPattern | URLResolver] = [*organisation.addresses()]

waiting: list[URLPattern | URLResolver] = [
    path("directives/<str:uid>/ask/<str:key>/", asking.ask, name="ask"),
    path("questions/<str:uid>/done/", asking.done, name="ask-done"),
    path("account/mail/", mailing.choices, name="mail-choices"),
    path("mail/", mailing.log, name="mail-log"),
]

taking_in: list[URLPattern | URLResolver] = [
    path("adopt/", adopting.begin, name="adopt"),
    path("adopt/many/", adopting.many, name="adopt-many"),
    path("adopt/many/template.xlsx", adopting.template, name="adopt-template"),
    path("adopt/many/<str:uid>/", adopting.sheet, name="adopt-sheet"),
    path("adopt/many/<str:uid>/discard/", adopting.discard_sheet, name="adopt-sheet-discard"),
    path("adopt/<str:uid>/", adopting.tell, name="adopt-tell"),
    path("adopt/<str:uid>/confirm/", adopting.confirm, name="adopt-confirm"),
    path("adopt/<str:uid>/discard/", adopting.discard, name="adopt-discard"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    *taking_in,
    *frame,
    *reading,
    *deciding,
    *importing,
    *strategies,
    *office,
    *auditing,
    *keeping,
    *waiting,
    *meeting,
]
