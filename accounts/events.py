"""What happened to accounts."""

from django.dispatch import Signal

# user: the row still stands, for the last time; sent inside the transaction that removes it.
account_deleted = Signal()
