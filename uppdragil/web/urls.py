"""The addresses of the pages. The frame comes first; each area adds its own lines below it."""

from __future__ import annotations

from allauth.account import views as allauth_views
from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, path
from django.views.i18n import set_language

from . import accounts, pages

frame: list[URLPattern | URLResolver] = [
    path("account/", accounts.account, name="account"),
    path("account/login/", accounts.SignInView.as_view(), name="account_login"),
    path("account/login/demo/", accounts.demo_login, name="demo_login"),
    path("account/logout/", allauth_views.logout, name="account_logout"),
    path("account/inactive/", allauth_views.account_inactive, name="account_inactive"),
    path("account/confirm/", accounts.ConfirmView.as_view(), name="account_reauthenticate"),
    path("account/password/", allauth_views.password_change, name="account_change_password"),
    path("language/", login_not_required(set_language), name="set_language"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("help/", pages.help_page, name="help"),
    path("source/", pages.source, name="source"),
    path("health", pages.health, name="health"),
]

urlpatterns: list[URLPattern | URLResolver] = [*frame]
