"""The list of sign-in attempts, for the security administrator."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from accounts.models import SignInAttempt
from core.web.list_pages import ListPage
from programmes.figures.attempts import attempts_of, known_names
from programmes.tables.attempts import AttemptFilter, AttemptTable


class AttemptList(ListPage):
    model = SignInAttempt
    permission = "programmes.see_attempts"
    table_class, filterset_class = AttemptTable, AttemptFilter
    template_name = "programmes/attempts.html"
    title = gettext_lazy("Sign-in attempts")

    @cached_property
    def known(self) -> dict[str, str]:
        return known_names(self.request.programme)

    def get_queryset(self):
        return attempts_of(self.request.programme)

    def more_table_kwargs(self):
        return {"known": self.known}
