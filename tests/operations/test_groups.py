"""The groups of staff are what the table in code says, whatever somebody did in the database."""

import pytest
from django.contrib.auth.models import Group, Permission

from accounts.models import User
from operations.groups import MODERATORS, RIGHTS, bring_in_line

pytestmark = pytest.mark.django_db


def rights_of(group: Group) -> set[str]:
    return set(group.permissions.values_list("codename", flat=True))


def test_are_there_after_migrating() -> None:
    assert rights_of(Group.objects.get(name=MODERATORS)) == {"view_topic", "change_topic"}


def test_are_brought_in_line_again() -> None:
    group = Group.objects.get(name=MODERATORS)
    group.permissions.set([Permission.objects.get(codename="delete_user")])
    bring_in_line(using="default")
    assert rights_of(group) == {"view_topic", "change_topic"}


def test_every_permission_of_the_table_exists() -> None:
    wanted = {(label, codename) for rights in RIGHTS.values() for label, names in rights.items() for codename in names}
    known = set(Permission.objects.values_list("content_type__app_label", "codename"))
    assert wanted <= known


def test_a_moderator_has_them(moderator: User) -> None:
    assert moderator.has_perm("topics.change_topic")
    assert not moderator.has_perm("accounts.change_user")
