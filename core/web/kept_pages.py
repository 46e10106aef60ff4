"""Pages that stay ready as long as nobody has written anything in the programme."""

from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.timezone import localdate

from core.web.page_cache import ready
from core.web.pages import ListPage, PageMixin, RecordPage
from core.web.slots import SLOTS, SUBMISSION, filled


class KeptRecordPage(RecordPage):
    """``blocks`` are the templates of what it says, each by the name under which ``template_name``
    puts it into the frame. Whether the record is visible is settled where they are drawn: they are
    kept for one person and one standing. The frame is each request's own, as are the tokens and
    ids of all forms (core.web.slots)."""

    blocks: dict[str, str]

    def get(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        title, *drawn = ready(self.ready_key(), self.draw)
        token = get_token(request)
        blocks = {name: filled(one, token) for name, one in zip(self.blocks, drawn, strict=True)}
        return self.render_to_response({"view": self, "title": title, "blocks": blocks})

    def ready_key(self) -> tuple:
        """Buttons show what the person wrote, and some go by the day of the clock."""
        user = self.request.user
        return (*super().ready_key(), user.pk, user.unit_id, localdate())

    def draw(self) -> tuple[str, ...]:
        """The title, and the blocks with slots in them."""
        self.object = self.get_object()
        context = {**self.get_context_data(), **SLOTS}
        drawn = (render_to_string(name, context, self.request) for name in self.blocks.values())
        return (self.get_title(), *drawn)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        for form in self.forms_in(context):
            form.initial["submission_id"] = SUBMISSION
        return context

    def forms_in(self, context: dict[str, Any]) -> list[Any]:
        """The forms for new records that stand on the page."""
        return []


class KeptListPage(ListPage):
    """A list that is kept whole, the frame as well: for one person, by all that the frame says of
    them and by their saved views, of which the record of changes knows nothing. Neither files are
    kept nor pages to print, nor one that tells what was just done."""

    def get(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if "_export" in request.GET or self.is_printed or len(get_messages(request)):
            return super().get(request, *args, **kwargs)
        address, page = ready(self.page_key(), self.draw)
        if address:
            return HttpResponseRedirect(address)
        return HttpResponse(filled(page, get_token(request)))

    def page_key(self) -> tuple:
        request, user = self.request, self.request.user
        programmes = tuple((one.pk, one.name, one.is_sample) for one in request.programmes)
        views = tuple((one.name, one.query, one.is_default) for one in self.saved_views)
        frame = (programmes, views, request.programme.unread, user.pk, user.unit_id, localdate())
        return (*PageMixin.ready_key(self), type(self), request.META["QUERY_STRING"], *frame)

    def draw(self) -> tuple[str, str]:
        """The address of the person's default view, where the list leads to one; else the page
        with slots in it."""
        answer = super().get(self.request, *self.args, **self.kwargs)
        if isinstance(answer, HttpResponseRedirect):
            return answer.url, ""
        answer.context_data |= SLOTS
        return "", answer.render().text
