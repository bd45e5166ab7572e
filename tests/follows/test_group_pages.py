"""The pages of groups: making, naming, filling and deleting them, with and without what was typed being right."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from follows.actions import add_to_group, create_group, follow, set_special
from follows.models import FollowGroup, GroupMember
from tests import factories
from tests.queries import QueryGuard

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]
GROUPS = "/settings/groups/"


@pytest.fixture
def browser(alice: User, as_: Browser) -> Client:
    browser = as_(alice)
    browser.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return browser


@pytest.fixture
def group(alice: User, bob: User) -> FollowGroup:
    """Alice follows bob, who is in no group yet."""
    follow(follower=alice, followee=bob)
    return create_group(owner=alice, name="Friends")


def token(browser: Client, address: str = GROUPS) -> str:
    page = browser.get(address).content.decode()
    return re.search(r'name="token" value="([^"]+)"', page)[1]


def test_a_group_is_made_once_however_often_its_form_is_sent(browser: Client, alice: User) -> None:
    assert 'class="card empty"' in browser.get(GROUPS).content.decode()
    form = {"name": " Old  friends", "token": token(browser)}
    first = browser.post(GROUPS, form)
    made = FollowGroup.objects.get()
    assert (first.status_code, first["Location"]) == (303, f"{GROUPS}{made.pk}/add/")
    assert browser.post(GROUPS, form)["Location"] == f"{GROUPS}{made.pk}/"
    assert browser.post(GROUPS, {"name": "Family"}).status_code == 400
    assert [each.name for each in FollowGroup.objects.all()] == ["Old friends"]


@pytest.mark.parametrize(("name", "status"), [("x" * 10_000, 400), ("", 400), ("friends", 409), ("a\u202eb", 400)])
def test_what_was_typed_is_kept_beside_the_refusal(browser: Client, group: FollowGroup, name: str, status: int) -> None:
    given = token(browser)
    for address in (GROUPS, f"{GROUPS}{create_group(owner=group.owner, name='Family').pk}/rename/"):
        answer = browser.post(address, {"name": name, "token": given})
        page = answer.content.decode()
        assert answer.status_code == status
        assert "field-error" in page
        assert f'value="{name}"' in page or not name
    assert FollowGroup.objects.count() == 2


def test_a_group_is_renamed_and_deleted_after_asking(browser: Client, group: FollowGroup) -> None:
    here = f"{GROUPS}{group.pk}/"
    assert browser.get(f"{here}rename/")["Location"] == here
    assert browser.post(f"{here}rename/", {"name": "Best friends"})["Location"] == here
    assert "Best friends" in browser.get(here).content.decode()
    assert "Best friends" in browser.get(f"{here}delete/").content.decode()
    assert FollowGroup.objects.exists()
    assert browser.post(f"{here}delete/")["Location"] == GROUPS
    assert browser.get(here).status_code == browser.get(f"{GROUPS}{2**63}/").status_code == 404


def test_people_are_chosen_and_taken_out(browser: Client, group: FollowGroup, bob: User, mallory: User) -> None:
    here = f"{GROUPS}{group.pk}/"
    assert f'name="people" value="{bob.pk}"' in browser.get(f"{here}add/").content.decode()
    assert browser.post(f"{here}add/", {"people": [bob.pk, mallory.pk]})["Location"] == here
    page = browser.get(here).content.decode()
    assert "1 person" in page
    assert "Take bob out of the group" in page
    assert "Everybody you follow is in it" in browser.get(f"{here}add/").content.decode()
    assert 'class="card empty"' in browser.get(f"{here}add/?cursor=1").content.decode()
    assert browser.get(f"{here}remove/bob/")["Location"] == here
    assert browser.post(f"{here}remove/bob/")["Location"] == here
    assert browser.post(f"{here}remove/bob/").status_code == 303
    assert not GroupMember.objects.exists()
    assert browser.post(f"{here}add/", {}).status_code == 303


@pytest.mark.parametrize("people", [["x"], ["-1"], [str(2**64)], [str(n) for n in range(1, 102)]])
def test_what_no_form_of_ours_sends_is_refused(browser: Client, group: FollowGroup, people: list[str]) -> None:
    assert browser.post(f"{GROUPS}{group.pk}/add/", {"people": people}).status_code == 400


def test_the_groups_of_one_person(browser: Client, alice: User, bob: User, group: FollowGroup) -> None:
    here = "/follows/bob/groups/"
    add_to_group(owner=alice, group_id=group.pk, people=[bob.pk])
    page = browser.get(f"{here}?next=/search/").content.decode()
    assert re.search(rf'value="{group.pk}"[^>]* checked', page)
    form = {"name": "Football", "next": "/search/", "token": token(browser, here)}
    for _ in range(2):
        answer = browser.post(here, form)
        assert (answer.status_code, answer["Location"]) == (303, "/search/")
    assert [row.group.name for row in GroupMember.objects.all()] == ["Football"]
    answer = browser.post(here, {"groups": [group.pk], "name": "football", "token": token(browser, here)})
    assert answer.status_code == 409
    assert re.search(rf'value="{group.pk}"[^>]* checked', answer.content.decode())
    assert browser.post(here, {"name": "a\u202eb", "token": token(browser, here)}).status_code == 400
    assert browser.post(here, {"groups": [10**9], "token": token(browser, here)}).status_code == 404
    stale = browser.post(here, {"groups": [group.pk], "name": "Tennis"})
    assert stale.status_code == 400
    assert 'value="Tennis"' in stale.content.decode()


def test_only_who_is_followed_has_groups(browser: Client, mallory: User, group: FollowGroup) -> None:
    assert browser.get("/follows/mallory/groups/")["Location"] == "/u/mallory/"
    answer = browser.post("/follows/mallory/groups/", {"groups": [group.pk], "token": token(browser)})
    assert answer.status_code == 409


def test_ones_own_list_is_narrowed_to_a_group(
    browser: Client, alice: User, bob: User, star: User, group: FollowGroup, visitor: Client
) -> None:
    follow(follower=alice, followee=star)
    here = "/u/alice/following/"
    assert "Nobody has your special attention" in browser.get(f"{here}?group=special").content.decode()
    assert f"{GROUPS}{group.pk}/add/" in browser.get(f"{here}?group={group.pk}").content.decode()
    set_special(follower=alice, followee=star, special=True)
    add_to_group(owner=alice, group_id=group.pk, people=[bob.pk])
    for chosen, person in (("special", star), (group.pk, bob)):
        rows = browser.get(f"{here}?group={chosen}").context["rows"]
        assert [row.person for row in rows] == [person]
    marks = browser.get(here).content.decode()
    assert f'href="/groups/{group.pk}/"' in marks
    assert browser.get(f"{here}?group=x").status_code == 404
    # Nobody else learns of it.
    assert len(visitor.get(f"{here}?group={group.pk}").context["rows"]) == 2
    assert "Friends" not in visitor.get(here).content.decode()


def test_a_narrowed_list_leads_on_within_the_group(browser: Client, alice: User, group: FollowGroup) -> None:
    people = [factories.make_user() for _ in range(21)]
    for person in people:
        follow(follower=alice, followee=person)
    add_to_group(owner=alice, group_id=group.pk, people=[person.pk for person in people])
    first = browser.get(f"/u/alice/following/?group={group.pk}")
    assert first.context["more_url"].startswith(f"?group={group.pk}&cursor=")
    assert len(browser.get(f"/u/alice/following/{first.context['more_url']}").context["rows"]) == 1
    second = browser.get(browser.get(f"{GROUPS}{group.pk}/").context["more_url"])
    assert len(second.context["people"]) == 1


def test_special_attention_by_its_buttons(browser: Client, group: FollowGroup) -> None:
    answer = browser.post("/follows/bob/special/", headers={"HX-Request": "true"})
    assert 'formaction="/follows/bob/unspecial/"' in answer.content.decode()
    page = browser.get("/u/bob/").content.decode()
    assert "Special attention" in page
    answer = browser.post("/follows/bob/unspecial/")
    assert (answer.status_code, answer["Location"]) == (303, "/u/bob/")
    assert 'formaction="/follows/bob/special/"' in browser.get("/u/bob/").content.decode()


@pytest.mark.parametrize("page", ["", "{}/", "{}/add/", "following"])
def test_a_page_costs_the_same_with_twenty(
    browser: Client, alice: User, group: FollowGroup, query_guard: QueryGuard, page: str
) -> None:
    address = "/u/alice/following/" if page == "following" else GROUPS + page.format(group.pk)
    turn = iter(range(30))

    def one_more() -> None:
        other = factories.make_user()
        follow(follower=alice, followee=other)
        if page not in ("{}/add/",):
            add_to_group(owner=alice, group_id=group.pk, people=[other.pk])
        if page in ("", "following") and (number := next(turn)) < 19:
            create_group(owner=alice, name=f"Group {number}")

    query_guard(page=lambda: browser.get(address), one_more=one_more)
