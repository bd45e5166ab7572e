"""What happens to uploads. Sent inside the transaction that makes it so."""

from django.dispatch import Signal

# file: its renditions are there and served.
file_ready = Signal()
# file: it can't be shown; `file.reason` says why.
file_failed = Signal()
# file: it had failed, and is being prepared once more.
file_retried = Signal()
