"""No member's name can be taken for an address of the site."""

from django.urls import URLPattern, URLResolver, get_resolver

from accounts import folding, names


def first_segments(patterns: list[URLPattern | URLResolver], prefix: str = "") -> set[str]:
    found: set[str] = set()
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver) and "/" not in route:
            found |= first_segments(pattern.url_patterns, route)
        elif segment := route.lstrip("^").split("/")[0]:
            found.add(segment)
    return found


def test_every_first_segment_is_reserved() -> None:
    segments = {segment for segment in first_segments(get_resolver().url_patterns) if segment.isidentifier()}
    assert {"accounts", "settings", "posts", "u", "p"} <= segments
    assert not {segment for segment in segments if not folding.keys(segment) & names.reserved_words()}
