"""Opens, as one person, whatever the pages lead to: links, exports, files and charts; and notes
which forms and buttons the pages offer. A filter only shows less of the same list, so that lists
are opened as the links lead to them; a history's files hold the rows of its page, so that they are
opened for the first row of each table."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urljoin, urlsplit

from django.http.response import HttpResponseBase
from django.test import Client

from tests.rights.answers import text_of

ELSEWHERE = ("/static/", "//")


@dataclass(frozen=True)
class Offer:
    """A form or button on a page: where the page stands, and where it is posted to."""

    page: str
    address: str


@dataclass
class Crawl:
    """All that one person was answered: texts (with the headers) by address."""

    texts: dict[str, str] = field(default_factory=dict)
    refused: dict[str, int] = field(default_factory=dict)
    offers: set[Offer] = field(default_factory=set)

    def paths(self) -> set[str]:
        return {urlsplit(address).path for address in self.texts}


POSTED = ("formaction", "hx-post", "data-no-change")


class _Reader(HTMLParser):
    """The addresses that a page leads to, and those that its forms are posted to."""

    def __init__(self, address: str):
        super().__init__()
        self.address = address
        self.links: list[str] = []
        self.posts: list[str] = []

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        self._links(given)
        if tag == "form" and given.get("method", "get").lower() == "post":
            self.posts.append(urljoin(self.address, given.get("action", "")))
        for name in POSTED:
            if name in given:
                self.posts.append(urljoin(self.address, given[name]))

    def _links(self, given):
        for name, value in given.items():
            leads = name in ("href", "src", "hx-get") or name.startswith("data-")
            if name in POSTED:
                continue
            if leads and value.startswith(("/", "?")) and not value.startswith(ELSEWHERE):
                self.links.append(value)


def crawl(client: Client, starts: list[str], *, follow: bool = True, at_most: int = 1500) -> Crawl:
    """From the starts on. A page is opened once, however filtered, and once as each file."""
    found, waiting, known = Crawl(), list(starts), set()
    while waiting:
        address = _plain(waiting.pop(0))
        if _same_file(address) in known:
            continue
        known.add(_same_file(address))
        assert len(known) <= at_most, f"more than {at_most} addresses: {sorted(known)[-5:]}"
        response = client.get(address)
        if response.status_code not in (200, 302):
            found.refused[address] = response.status_code
        found.texts[address] = text_of(response)
        waiting += _further(address, response, found) if follow else []
    return found


def _further(address: str, response: HttpResponseBase, found: Crawl) -> list[str]:
    if response.status_code == 302:
        return [response["Location"]]
    if not response["Content-Type"].startswith("text/html"):
        return []
    page = _Reader(address)
    page.feed(response.text)
    found.offers |= {Offer(address, urlsplit(post).path) for post in page.posts}
    return [urljoin(address, link) for link in page.links]


def _plain(address: str) -> str:
    parts = urlsplit(address)
    kind = dict(parse_qsl(parts.query)).get("_export")
    return f"{parts.path}?_export={kind}" if kind else parts.path


def _same_file(address: str) -> str:
    """What is opened once: of all histories of a table's rows one file of each kind."""
    history = re.fullmatch(r"/audit/(\w+)/\w+/(\?.+)", address)
    return "".join(history.groups()) if history else address
