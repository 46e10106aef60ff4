"""The client address of a request."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from django.conf import settings


def client_address(request) -> str:
    """The client address. ``X-Forwarded-For`` is read from its end, only as far as proxies in
    ``TRUSTED_PROXIES`` wrote it; empty for a socket without an address."""
    address = _parsed(request.META.get("REMOTE_ADDR", ""))
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    while forwarded and address and any(address in network for network in settings.TRUSTED_PROXIES):
        farther = _parsed(forwarded.pop())
        if farther is None:
            break
        address = farther
    return str(address or "")


def address_key(address: str) -> str:
    """The key that counts as one client: the address, or the /64 network of an IPv6 address."""
    parsed = _parsed(address)
    if isinstance(parsed, IPv6Address):
        return str(IPv6Network((parsed, 64), strict=False))
    return str(parsed or "")


def _parsed(text: str) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address(text.strip())
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
