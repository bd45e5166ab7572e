"""Whose request it is, as far as an address tells: what limits count by."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The peer's address, or what PROXY_HOPS trusted proxies vouch for; never what a client claims of itself."""
    peer = request.META.get("REMOTE_ADDR", "")
    hops = settings.PROXY_HOPS
    chain = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    address = chain[-hops] if hops and len(chain) >= hops else peer
    try:
        parsed = ipaddress.ip_address(address)
        # A socket for both families tells of IPv4 so: all of it would count as one block of IPv6.
        return str(getattr(parsed, "ipv4_mapped", None) or parsed)
    except ValueError:
        return "0.0.0.0"  # noqa: S104  (a Unix socket without a proxy: everybody shares one block)
