"""Reading a page as a browser does: its words, and what the security policy forbids."""

from html.parser import HTMLParser


class Page(HTMLParser):
    """The visible words of a page, and every attribute with its tag."""

    def __init__(self, html: str):
        super().__init__()
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
