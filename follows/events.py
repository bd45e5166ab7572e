"""What happened between two people. Sent last in the transaction; receivers write rows, or enqueue on commit."""

from django.dispatch import Signal

# follower, followee: User. A row came to be.
followed = Signal()
# follower, followee: User. A row went, whoever of the two ended it.
unfollowed = Signal()
