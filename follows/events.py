"""What happened between two people. Sent last in the transaction; receivers write rows, or enqueue on commit."""

from django.dispatch import Signal

# follower, followee: User. A row came to be.
followed = Signal()
# follower, followee: User. A row went, whoever of the two ended it.
unfollowed = Signal()
# blocker, blocked: User. They are apart from now on; an unfollowed for each follow that it ended came before.
blocked = Signal()
# blocker, blocked: User. The row went. The other may still block on their side.
unblocked = Signal()
# group: a FollowGroup that is about to go. Sent first, ahead of every lock: receivers have their rows let go of it, and
# hold them from then on. Who holds one of those (to delete a post, to send a draft) asks for its owner after it.
group_deleting = Signal()
