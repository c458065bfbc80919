"""Where a request comes from, behind as many proxies as this installation has. None of it is kept."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from allauth.core.internal.httpkit import get_client_ip
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """The visitor's network address, behind as many proxies as this installation has.

    In IPv6 it is the /64, which one home or one telephone holds whole.
    """
    return networks_of(request)[0]


def networks_of(request: HttpRequest) -> list[str]:
    """The visitor's network, and in IPv6 the wider one around it, which one customer may hold whole."""
    text = address_from_proxies(request)
    try:
        address: IPv4Address | IPv6Address | None = ip_address(text)
    except ValueError:  # a socket of the machine has no address
        return [text]
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is None:
            return [str(IPv6Network((int(address), size), strict=False)) for size in (64, 48)]
        address = address.ipv4_mapped
    return [str(address)]


def address_from_proxies(request: HttpRequest) -> str:
    """The address that the proxies tell. A header that is too short, or holds no address, says nothing: the address
    that speaks to us counts."""
    direct = str(request.META.get("REMOTE_ADDR", ""))
    try:
        return get_client_ip(request) or direct
    except ImproperlyConfigured:  # fewer hops than proxies
        return direct
