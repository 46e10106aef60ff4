"""The search of the top bar."""

from django.utils.translation import gettext_lazy as _

from core.text import clean_text
from core.web.filters import MAX_LENGTH
from core.web.pages import Page
from dashboard.search import search, search_words


class Search(Page):
    permission = "programmes.view"
    template_name = "dashboard/search.html"
    http_method_names = ["get", "head", "options"]
    title = _("Search")

    def get_context_data(self, **kwargs):
        words = search_words(clean_text(self.request.GET.get("q", ""))[:MAX_LENGTH])
        results = list(search(self.visible, words)) if words else []
        return super().get_context_data(words=words, results=results, **kwargs)
