"""The bases of all pages that change something: forms, and buttons."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from django.views.generic.edit import FormView

from core.models import Submission
from core.records import ReplayedDifferently, StaleRecord
from core.web import submissions
from core.web.forms import RecordForm, VersionForm
from core.web.merging import CHOICE, Merge
from core.web.pages import PageMixin

SENT_OTHERWISE = gettext_lazy("This form was sent before with other content. Reload it.")
# A second row of what there is once, what is gone is pointed to, or days that overlap.
CROSSED = ("23505", "23503", "23P01")
CROSSED_WORDS = gettext_lazy(
    "Somebody else saved the same, or removed what is chosen here, at this very moment. Look at "
    "what stands there now, then save again."
)
NO_MERGE = gettext_lazy("The request could not be read. Go back and try again.")


class Sending(PageMixin):
    """What is sent does its work once: who sends it again is answered as the first time, even
    where things stand otherwise by now. What is refused leaves nothing behind."""

    form_class: Any
    answer: dict[str, Any] | None = None
    has_refused = False

    def post(self, request, *args, **kwargs):
        try:
            return self._post(request)
        except IntegrityError as error:
            if getattr(error.__cause__, "pgcode", "") not in CROSSED:
                raise
            return self.crossed()

    def _post(self, request):
        with transaction.atomic():
            sending = submissions.begin(request)
            if sending and sending.answer:
                response = self._sent_again(sending)
            else:
                response = self.take()
                submissions.remember(sending, self.answer)
            if self.has_refused:
                transaction.set_rollback(True)
        return response

    def _sent_again(self, sending: Submission):
        """On a version of a record that version decides of other content, and nothing is lost."""
        if submissions.says_the_same(sending, self.request):
            return self._lead(sending.answer)
        on_version = self.request.POST.get("version", "0") not in ("", "0")
        needed = "version" in getattr(self.form_class, "needs", ())
        if on_version and needed and submissions.is_own(sending, self.request):
            return self.take()
        return self.sent_otherwise()

    def take(self):
        """Do the work; the page or address that answers it."""
        raise NotImplementedError

    def sent_otherwise(self):
        raise NotImplementedError

    def crossed(self):
        """409: somebody else did at this moment what does not go together with it."""
        return render(self.request, "400.html", {"exception": CROSSED_WORDS}, status=409)

    def accepted(self, address: str, words: str, level: int = messages.SUCCESS):
        """Done: lead there with these words, and so again whoever sends the same again."""
        self.answer = {"address": address, "words": words, "level": level}
        return self._lead(self.answer)

    def unreadable(self, words: str):
        """400: the form lacks what a page of ours would have put into it."""
        self.has_refused = True
        return render(self.request, "400.html", {"exception": words}, status=400)

    def _lead(self, answer):
        if answer["words"]:
            messages.add_message(self.request, answer["level"], answer["words"])
        return HttpResponseRedirect(answer["address"])


class FormPage(Sending, FormView):
    """A form over a record, or a new one: ``save`` hands it to a service. A stale save answers
    409 and saves nothing: the person merges the two field by field."""

    http_method_names = ["get", "head", "post", "options"]
    template_name = "core/form.html"
    merge_template = "core/merge.html"

    def take(self):
        merge = self.sent_merge()
        if merge is None and "merge" in self.request.POST:
            return self.unreadable(str(NO_MERGE))
        form = self.get_form()
        is_valid = form.is_valid()
        if isinstance(form, RecordForm) and (words := form.unreadable()):
            return self.unreadable(words)
        if merge and merge.unchosen(self.request.POST):
            return self.merge(form, merge)
        return self.form_valid(form) if is_valid else self.form_invalid(form)

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        if merge := self.sent_merge():
            kwargs["data"] = merge.chosen(self.request.POST)
        return kwargs

    def sent_merge(self) -> Merge | None:
        """What the person is merging; None for what was not sealed here for such a form."""
        merge = Merge.opened(self.request.POST.get("merge", ""))
        is_ours = merge and all(part.name in self.form_class.base_fields for part in merge.parts)
        return merge if is_ours else None

    def form_valid(self, form):
        try:
            return self.save(form)
        except StaleRecord as error:
            return self.stale(form, error.current)
        except (ValidationError, ReplayedDifferently) as error:
            return self.refused(form, error)

    def save(self, form):
        """The answer once a service has done it; what the service raises is shown in the form."""
        raise NotImplementedError

    def form_invalid(self, form):
        self.has_refused = True
        return super().form_invalid(form)

    def crossed(self):
        form = self.get_form()
        form.is_valid()
        form.add_error(None, CROSSED_WORDS)
        return self.render_to_response(self.get_context_data(form=form), status=409)

    def stale(self, form, current):
        """Both texts, and the version that stands now: whoever saves again has seen it."""
        self.has_refused = True
        if current is not None and form.merged:
            return self.merge(form, Merge.of(form, current))
        form.data = form.data.copy()
        form.data["version"] = str(current.version if current else 0)
        text = _(
            "Somebody else saved this in the meantime. Your text is kept below; what is saved now "
            "stands beside it. Check both and save again."
        )
        if current is None:
            text = _(
                "This was taken back in the meantime. Your text is kept below: saving it again "
                "makes it anew."
            )
        form.add_error(None, text)
        return self.render_to_response(self.get_context_data(form=form, stale=True), status=409)

    def merge(self, form, merge: Merge):
        """The page on which both texts stand side by side."""
        self.has_refused = True
        self.template_name = self.merge_template
        context = self.get_context_data(
            form=form,
            merge=merge,
            rows=[self._row(form, part) for part in merge.parts],
            rest=self._rest(form),
            lacking=merge.unchosen(self.request.POST) if "merge" in self.request.POST else [],
        )
        return self.render_to_response(context, status=409)

    def _row(self, form, part) -> dict[str, Any]:
        field = form[part.name]
        texts = {name: form.words(part.name, getattr(part, name)) for name in ("mine", "theirs")}
        base = "" if part.base is None else form.words(part.name, part.base)
        choice = self.request.POST.get(CHOICE + part.name, "")
        name = CHOICE + part.name
        return {"part": part, "field": field, "name": name, "choice": choice, "base": base, **texts}

    def _rest(self, form) -> list:
        """What the form says besides, sent along as it is."""
        own = {"version", "base", *form.merged}
        return [field.as_hidden() for field in form if field.name not in own and field.value()]

    def refused(self, form, error: Exception):
        """What a service refused, beside the field it is about. 422 for a replayed form that
        holds something else than the first time."""
        if isinstance(error, ReplayedDifferently):
            self.has_refused = True
            form.add_error(None, SENT_OTHERWISE)
            return self.render_to_response(self.get_context_data(form=form), status=422)
        form.add_error(None, error)
        return self.form_invalid(form)

    def sent_otherwise(self):
        form = self.get_form()
        form.is_valid()
        return self.refused(form, ReplayedDifferently())


class Button(Sending, View):
    """One press: ``press`` hands it to a service and says what was done. What the service refuses
    is said on the page on which the button stands; a stale press answers 409 with what was typed.
    """

    http_method_names = ["post"]
    form_class: type[RecordForm] = VersionForm
    refusals: tuple[type[Exception], ...] = (ValidationError,)

    def press(self, said: dict[str, Any]):
        """``said`` is what the form says and could be read."""
        raise NotImplementedError

    def done(self, words: str):
        return self.accepted(self.page_of_button(), words)

    def take(self):
        self.find()
        form = self.form_class(self.request.POST)
        form.is_valid()
        if words := form.unreadable():
            return self.unreadable(words)
        try:
            return self.press(form.cleaned_data)
        except StaleRecord as error:
            return self.stale(form, error.current)
        except ReplayedDifferently:
            return self.sent_otherwise()
        except self.refusals as error:
            return self.refused(error)

    def refused(self, error: Exception):
        self.has_refused = True
        words = " ".join(getattr(error, "messages", [str(error)]))
        messages.error(self.request, words)
        return HttpResponseRedirect(self.page_of_button())

    def stale(self, form, current):
        self.has_refused = True
        typed = [field for field in form.visible_fields() if field.value()]
        return self._page(409, current=current, typed=typed, title=_("Changed meanwhile"))

    def sent_otherwise(self):
        self.has_refused = True
        return self._page(422, sentence=SENT_OTHERWISE, title=_("Sent before"))

    def _page(self, status: int, **context):
        self.title = context.pop("title")
        context = self.get_context_data(address=self.page_of_button(), **context)
        return TemplateResponse(self.request, "core/stale.html", context, status=status)
