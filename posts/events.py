"""What happened to posts; sent inside the transaction, so that listeners may write rows of their own in it."""

from django.dispatch import Signal

# The argument `post`: a Post.
post_published = Signal()
# The argument `post`: a Post that is hidden already.
post_deleted = Signal()
# The argument `post`: a Post whose author brought it back within the undo time.
post_restored = Signal()
# The argument `post`: a Post that says or shows something else now; `newly_mentioned`: ids of people that it names
# and never named before.
post_edited = Signal()
# The argument `post`: a Post that is for other people now, or that others may comment on.
post_audience_changed = Signal()
# The argument `post_ids`: posts deleted for good, whose rows are about to go. Sent outside of a transaction, and again
# until nothing is left: a listener removes its own rows in chunks, and returns the ids of posts that still have some.
posts_purging = Signal()
