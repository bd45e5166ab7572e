"""A member's e-mail address: confirmed, or exchanged. `User.email_confirmed` and allauth's row move together."""

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts import letters
from accounts.letters import Stationery
from accounts.models import User
from core.refusals import Conflict


class EmailTaken(Conflict):
    """The address belongs to another account."""

    field = "email"
    message = _("This address already has an account.")


@transaction.atomic
def confirm_email(*, user: User) -> User:
    """Note that whoever holds the account reads its address; a second time changes nothing."""
    User.objects.filter(pk=user.pk).update(email_confirmed=True)
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"primary": True, "verified": True})
    user.email_confirmed = True
    return user


@transaction.atomic
def change_email(*, user: User, email: str, stationery: Stationery) -> User:
    """Exchange the address for one that has just been proved, and tell the old one. Raises EmailTaken."""
    old = user.email
    try:
        with transaction.atomic():
            User.objects.filter(pk=user.pk).update(email=email, email_confirmed=True)
    except IntegrityError:
        raise EmailTaken from None
    EmailAddress.objects.filter(user=user).delete()
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=True)
    user.email, user.email_confirmed = email, True
    if old:
        letters.tell_email_changed(user, old, stationery)
    return user
