"""Where a request comes from."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from django.conf import settings


def client_address(request) -> str:
    """The address that asked. What ``X-Forwarded-For`` says is believed only as far as proxies in
    ``TRUSTED_PROXIES`` wrote it, from the nearest on; empty where a socket has no address."""
    address = _parsed(request.META.get("REMOTE_ADDR", ""))
    said = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    while said and address and any(address in network for network in settings.TRUSTED_PROXIES):
        farther = _parsed(said.pop())
        if farther is None:
            break
        address = farther
    return str(address or "")


def address_key(address: str) -> str:
    """What counts as one address: of the newer kind a network of 64 bits, which one person has."""
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
