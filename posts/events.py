"""What happened to posts; sent inside the transaction, so that listeners may write rows of their own in it."""

from django.dispatch import Signal

# The argument `post`: a Post.
post_published = Signal()
# The argument `post`: a Post that is hidden already.
post_deleted = Signal()
