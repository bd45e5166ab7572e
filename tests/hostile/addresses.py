"""Every address of ours, by name."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from tests.architecture.source import apps


def patterns(resolver: URLResolver, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    """The names of our addresses, with what they are matched by; admin minds itself."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            if entry.namespace != "admin":
                yield from patterns(entry, f"{namespace}{entry.namespace}:" if entry.namespace else namespace)
        elif entry.name and entry.callback.__module__.split(".")[0] in apps():
            yield f"{namespace}{entry.name}", entry


ALL = dict(patterns(get_resolver()))


def template(name: str) -> str:
    """The address with `%(handle)s` where its argument goes."""
    *namespaces, last = name.split(":")
    resolver, prefix = get_resolver(), "/"
    for namespace in namespaces:
        more, resolver = resolver.namespace_dict[namespace]
        prefix += more
    return prefix + resolver.reverse_dict[last][0][0][0]
