"""The request of somebody who is signed in, for the views behind `login_required`."""

from django.http import HttpRequest

from accounts.models import User


class MemberRequest(HttpRequest):
    """What `login_required` lets through: its user is a member, never nobody."""

    user: User
