"""Signed links that prove somebody reads an e-mail address: the one an account has, or the one it wants."""

from dataclasses import dataclass

from django.core import signing
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.refusals import Missing

SALT = "accounts.proofs"
# Long enough for a letter that lay over a weekend.
MAX_AGE = 3 * 24 * 3600


class StaleProof(Missing):
    message = _("This link is no longer valid. Ask for a new one in your settings.")


@dataclass(frozen=True)
class Proof:
    """What a link proves: `user` reads `email`. `is_change`: it is not yet the account's address."""

    user: User
    email: str

    @property
    def is_change(self) -> bool:
        return self.user.email != self.email


def for_address(user: User, email: str) -> str:
    """The signed part of a link to `email`; worthless once the account has another address than now."""
    return signing.dumps([user.pk, user.email, email], salt=SALT)


def read(signed: str) -> Proof:
    """Raises StaleProof for a link that we did not make, that is too old, or whose account has changed since."""
    try:
        pk, current, email = signing.loads(signed, salt=SALT, max_age=MAX_AGE)
    except (signing.BadSignature, ValueError, TypeError):
        raise StaleProof from None
    user = User.objects.active().filter(pk=pk, email=current).first()
    if user is None:
        raise StaleProof
    return Proof(user, email)
