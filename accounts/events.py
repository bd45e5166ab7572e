"""What happened to accounts."""

from django.dispatch import Signal

# user: sent first of all in the transaction that removes it: whoever is concerned is held ahead of everything else.
account_deleting = Signal()
# user: the row still stands, for the last time; sent inside the transaction that removes it.
account_deleted = Signal()
