"""The cast is what its names promise: other tests lean on it."""

from follows.models import Follow


def test_bob_follows_alice(alice, bob):
    assert Follow.objects.filter(follower=bob, followee=alice).exists()


def test_the_verified_carry_their_v(brand, star):
    assert (brand.badge, star.badge) == ("blue", "orange")


def test_staff_are_staff(moderator, admin):
    assert moderator.is_staff
    assert not moderator.is_superuser
    assert admin.is_superuser


def test_a_signed_in_browser_is_its_members(as_, alice):
    assert as_(alice).session["_auth_user_id"] == str(alice.pk)
