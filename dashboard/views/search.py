"""One search over everything that a person sees."""

from django.utils.translation import gettext_lazy as _

from core.text import clean_text
from core.web.pages import Page
from dashboard.search import found, looked_for

LONGEST = 100


class Search(Page):
    permission = "programmes.view"
    template_name = "dashboard/search.html"
    http_method_names = ["get", "head", "options"]
    title = _("Search")

    def get_context_data(self, **kwargs):
        words = looked_for(clean_text(self.request.GET.get("q", ""))[:LONGEST])
        results = list(found(self.visible, words)) if words else []
        return super().get_context_data(words=words, results=results, **kwargs)
