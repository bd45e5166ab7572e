"""What people did with posts; sent inside the transaction, so that listeners may write rows of their own in it."""

from django.dispatch import Signal

# The arguments `user` (a User) and `post_id`. Liking again sends nothing.
post_liked = Signal()
# The same, when a like was taken back.
post_unliked = Signal()
# The argument `comment`: a Comment, on a post or (with a `parent`) below another.
commented = Signal()
