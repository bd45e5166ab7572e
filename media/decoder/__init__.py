"""The child process that opens what strangers send: a small program of its own, with limits, that makes renditions.

Run as `python -I media/decoder <original> <recipe>` inside an empty folder (media.pipeline starts it). `recipe` is
media.recipes.Recipe as JSON. It writes the renditions there, each under its order's name, and prints:

    {"width": 3024, "height": 4032,                 as the original is seen, upright
     "placeholder": "data:image/webp;base64,…",     its longer side 16 pixels; "" unless asked for
     "renditions": [{"name", "file", "content_type", "width", "height"}, …],
     "codes": [{"text", "left", "top", "width", "height"}, …]}    places in parts of 10,000 of width and height

An order that would only repeat an earlier one of its family (the name before a dash) and kind, because the original is
small, is left out. Exit statuses: 0 made, 3 the picture is damaged, 4 it needs more memory than it may have, 5 it moves
for longer than we prepare.

The program imports nothing of the site, so that a hole in a decoder finds no settings and no database. The site imports
from here what costs nothing: these constants, `marks` and `exif`.
"""

from pathlib import Path

FOLDER = Path(__file__).parent
# A picture is long (长图) from so many times as high as wide.
LONG_AT = 2.5
DAMAGED, TOO_HEAVY, TOO_LONG = 3, 4, 5
# The child ends itself after so long: its 5 s of CPU on a machine with four times as much to do, and less than the 30 s
# after which another worker may take the file up.
WALL_SECONDS = 20
# All that it is told of its surroundings: secrets stay outside. Each thread's own heap would take 64 MB of the address
# space that it may have.
ENVIRONMENT = {"MALLOC_ARENA_MAX": "1"}
