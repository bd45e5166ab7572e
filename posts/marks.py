"""What a viewer did with posts, as columns of their cards' rows. The apps above that keep it say how it is found.

Asking for it apart from the posts would cost every page a query more.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import BooleanField, Value
from django.db.models.expressions import Combinable

# Given the viewer's id: whether they did it with the post of the row (OuterRef("pk")).
Asked = Callable[[int], Combinable]

NAMES = ("liked", "favourited")
_asked: dict[str, Asked] = {}


def tell(name: str, asked: Asked) -> None:
    """Say how one of NAMES is found; from the `ready()` of the app that keeps it."""
    _asked[name] = asked


def told(viewer: Any) -> dict[str, Any]:
    """The columns, for a member or for nobody."""
    nothing = Value(False, output_field=BooleanField())
    if viewer is None or not viewer.is_authenticated:
        return dict.fromkeys(NAMES, nothing)
    return {name: _asked[name](viewer.pk) if name in _asked else nothing for name in NAMES}
