"""Groups of staff and what each may do: this table. After each migration the database is brought in line with it."""

from typing import Any

from django.apps import apps as installed
from django.db import router
from django.utils.translation import gettext_noop

MODERATORS = gettext_noop("moderators")

# Group → app → permissions. A right given by hand in the database does not outlive the next migration.
RIGHTS: dict[str, dict[str, tuple[str, ...]]] = {
    MODERATORS: {"topics": ("view_topic", "change_topic")},
}


def bring_in_line(using: str, apps: Any = installed, **_: Any) -> None:
    """Make the groups of the table with exactly its permissions; does nothing in a database without auth's tables."""
    try:
        group_model, permission_model = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    except LookupError:
        return
    if not router.allow_migrate_model(using, group_model):
        return
    for name, rights in RIGHTS.items():
        group, _created = group_model.objects.using(using).get_or_create(name=name)
        group.permissions.set(_permissions(permission_model.objects.using(using), rights))


def _permissions(known: Any, rights: dict[str, tuple[str, ...]]) -> list[Any]:
    found: list[Any] = []
    for label, codenames in rights.items():
        found += known.filter(content_type__app_label=label, codename__in=codenames)
    return found
