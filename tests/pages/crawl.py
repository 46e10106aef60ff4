"""Reading pages as a browser does: links, words, and what the security policy forbids."""

from html.parser import HTMLParser

from django.test import Client

SKIPPED = ("/static/", "/sign-out/", "#", "http", "mailto:")


class Page(HTMLParser):
    """The links of a page, its visible words, and every attribute with its tag."""

    def __init__(self, html: str):
        super().__init__()
        self.links: list[str] = []
        self.words: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.scripts: list[dict] = []
        self.tags: list[str] = []
        self._hidden = 0
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        given = dict(attrs)
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
        if tag == "script":
            self.scripts.append(given)
        self.words += [given[name] for name in ("title", "aria-label") if given.get(name)]
        self._hidden += tag in ("script", "style")

    def handle_endtag(self, tag):
        self._hidden -= tag in ("script", "style")

    def handle_data(self, data):
        if not self._hidden:
            self.words.append(data)

    @property
    def text(self) -> str:
        return "\n".join(word.strip() for word in self.words if word.strip())


def crawl(client: Client, start: str, *, at_most: int = 80) -> dict[str, Page]:
    """The pages that links lead to from ``start``, sorted and exported lists left aside."""
    waiting, found = [start], {}
    while waiting and len(found) < at_most:
        address = waiting.pop(0)
        if address in found:
            continue
        response = client.get(address)
        assert response.status_code in (200, 302), (address, response.status_code)
        if not response["Content-Type"].startswith("text/html"):
            continue
        found[address] = Page(response.text)
        waiting += [
            link
            for link in found[address].links
            if link.startswith("/") and not link.startswith(SKIPPED)
        ]
    return found
