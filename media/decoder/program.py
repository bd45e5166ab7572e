"""The program: takes the limits on, makes what the recipe orders, prints what it made."""

import json
from pathlib import Path
from typing import Any

from . import DAMAGED, TOO_HEAVY, TOO_LONG, codes, limits, motion
from .cutting import Cut, cuts
from .decoded import Original
from .flattening import flattened, upright
from .opening import opened
from .rendering import Shrinking, placeholder, rendered

Recipe = dict[str, Any]


def main(original: str, recipe: str) -> int:
    limits.limit()
    try:
        made = _made(opened(Path(original)), json.loads(recipe))
    except motion.TooLong:
        return TOO_LONG
    except MemoryError:
        return TOO_HEAVY
    except Exception:  # Odd files raise SyntaxError, struct.error, ValueError and more.
        return DAMAGED
    print(json.dumps(made))  # noqa: T201
    return 0


def _made(original: Original, recipe: Recipe) -> dict[str, Any]:
    reel = motion.reel(original, recipe["motion"]) if recipe["motion"] else None
    size = upright(original.size, original.orientation)
    wanted = cuts(recipe["orders"], size)
    shrinking = _shrinking(original, wanted, keep=reel is not None)
    # The codes first: there is no larger picture later.
    found = codes.read(shrinking.picture, size) if recipe["codes"] else []
    renditions = rendered(shrinking, wanted, Path.cwd())
    told = placeholder(shrinking.picture) if recipe["placeholder"] else ""
    if reel:
        renditions.append(motion.move(reel, recipe["motion"], Path.cwd()))
    return {"width": size[0], "height": size[1], "placeholder": told, "renditions": renditions, "codes": found}


def _shrinking(original: Original, wanted: list[Cut], *, keep: bool) -> Shrinking:
    """The plain picture, beside which the original stays in memory only if we are to `keep` it."""
    size = upright(original.size, original.orientation)
    scale = max(cut.scale for cut in wanted)
    plain, times = flattened(original, original.decode(scale), scale)
    if not keep:
        original.forget()
    return Shrinking(plain, size, times)
