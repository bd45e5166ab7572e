"""Under which version a member's groups are kept in caches: above home their tabs stand on every page."""

from django.db.models import F

from accounts.models import User


def groups_changed(owner: User) -> None:
    """What was kept of the owner's groups and of their special attention holds no more."""
    User.objects.filter(pk=owner.pk).update(groups_version=F("groups_version") + 1)
