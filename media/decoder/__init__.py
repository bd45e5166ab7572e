"""The child process that opens what strangers send (stub: being written)."""

from pathlib import Path

FOLDER = Path(__file__).parent
LONG_AT = 2.5
DAMAGED, TOO_HEAVY, TOO_LONG = 3, 4, 5
WALL_SECONDS = 10
