"""Accounts: who may have one."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """The portfolio office makes accounts; nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
