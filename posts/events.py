"""What happened to posts; sent inside the transaction, so that listeners may write rows of their own in it."""

from django.dispatch import Signal

# post: Post
post_published = Signal()
# post: Post, already hidden
post_deleted = Signal()
