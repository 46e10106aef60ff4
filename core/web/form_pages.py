"""Base views that write: forms and single-button actions."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from django.views.generic.edit import FormView

from core.models import Submission
from core.records import StaleRecord
from core.web import submissions
from core.web.error_pages import CONFLICT_MESSAGE, is_conflict
from core.web.forms import RecordForm, VersionedForm
from core.web.merging import CHOICE, Merge
from core.web.pages import PageMixin

MISMATCH_MESSAGE = gettext_lazy("This form was sent before with other content. Reload it.")
UNREADABLE_MESSAGE = gettext_lazy("The request could not be read. Go back and try again.")


class SubmissionMixin(PageMixin):
    """Processes each submission once: a repeated one gets the stored response. A rejected
    submission is rolled back."""

    form_class: Any
    answer: dict[str, Any] | None = None
    is_rejected = False

    def post(self, request, *args, **kwargs):
        try:
            return self._post(request)
        except IntegrityError as error:
            if not is_conflict(error):
                raise
            return self.conflict()

    def _post(self, request):
        with transaction.atomic():
            sending = submissions.begin(request)
            response = self._repeated(sending) if sending and sending.answer else None
            if response is None:
                response = self.process()
                submissions.store_answer(sending, self.answer)
                if not self.is_rejected:
                    connection.check_constraints()
            if self.is_rejected:
                transaction.set_rollback(True)
        return response

    def _repeated(self, sending: Submission):
        """The response to a repeated submission. None for other content on a version of a record,
        which is processed: the version check decides."""
        if submissions.is_same_request(sending, self.request):
            return self._redirect(sending.answer)
        has_version = self.request.POST.get("version", "0") not in ("", "0")
        is_same_sender = submissions.is_same_sender(sending, self.request)
        if has_version and self.needs_version() and is_same_sender:
            sending.content = submissions.content_hash(self.request)
            return None
        self.find()
        return self.submission_mismatch()

    def needs_version(self) -> bool:
        """Whether the form changes a version of a record."""
        return "version" in getattr(self.form_class, "required_hidden", ())

    def process(self):
        """Processes the submission and returns the response."""
        raise NotImplementedError

    def submission_mismatch(self):
        """422: other content was sent under the same id before."""
        raise NotImplementedError

    def conflict(self):
        """409: a concurrent write violates a constraint."""
        return render(self.request, "400.html", {"exception": CONFLICT_MESSAGE}, status=409)

    def redirect(self, address: str, words: str, level: int = messages.SUCCESS):
        """Redirects with a message; a repeated submission gets the same response."""
        self.answer = {"address": address, "words": words, "level": level}
        return self._redirect(self.answer)

    def bad_request(self, words: str):
        """400: a hidden field is missing or invalid."""
        self.is_rejected = True
        return render(self.request, "400.html", {"exception": words}, status=400)

    def _redirect(self, answer):
        """The message carries the id of the submission, which ends its draft in the browser."""
        if answer["words"]:
            sent = self.request.POST.get("submission_id", "")
            messages.add_message(self.request, answer["level"], answer["words"], extra_tags=sent)
        return HttpResponseRedirect(answer["address"])


class FormPage(SubmissionMixin, FormView):
    """A form that creates or changes a record; ``save`` calls a service. A stale save returns 409
    with a page on which the two versions are merged field by field. Where ``makes_anew``, a save
    without a stored record creates it."""

    http_method_names = ["get", "head", "post", "options"]
    template_name = "core/form.html"
    merge_template = "core/merge.html"
    makes_anew = False

    def get_context_data(self, **kwargs):
        """``draft`` names the text of the form that is stored in the browser until it is saved."""
        return super().get_context_data(**{"draft": self.request.path, **kwargs})

    def process(self):
        merge = self.sent_merge()
        if merge is None and "merge" in self.request.POST:
            return self.bad_request(str(UNREADABLE_MESSAGE))
        form = self.get_form()
        is_valid = form.is_valid()
        if isinstance(form, RecordForm) and (words := form.hidden_field_error()):
            return self.bad_request(words)
        if merge and merge.missing_choices(self.request.POST):
            return self.merge(form, merge)
        return self.form_valid(form) if is_valid else self.form_invalid(form)

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        if merge := self.sent_merge():
            kwargs["data"] = merge.apply_choices(self.request.POST)
        return kwargs

    def sent_merge(self) -> Merge | None:
        """The signed merge that was sent; None where it is missing or of another form."""
        merge = Merge.deserialized(self.request.POST.get("merge", ""))
        is_ours = merge and all(part.name in self.form_class.base_fields for part in merge.parts)
        return merge if is_ours else None

    def form_valid(self, form):
        try:
            return self.save(form)
        except StaleRecord as error:
            return self.stale(form, error.current)
        except ValidationError as error:
            return self.refused(form, error)

    def save(self, form):
        """Calls the service and returns the response; its errors are shown in the form."""
        raise NotImplementedError

    def form_invalid(self, form):
        self.is_rejected = True
        return super().form_invalid(form)

    def conflict(self):
        form = self.get_form()
        form.is_valid()
        form.add_error(None, CONFLICT_MESSAGE)
        return self.render_to_response(self.get_context_data(form=form), status=409)

    def stale(self, form, current):
        """Shows the sent and the stored values with the stored version."""
        self.is_rejected = True
        if current is not None and form.merged_fields:
            return self.merge(form, Merge.of(form, current))
        form.data = form.data.copy()
        form.data["version"] = str(current.version if current else 0)
        text = _(
            "Somebody else saved this in the meantime. Your text is kept below; what is saved now "
            "stands beside it. Check both and save again."
        )
        if current is None:
            text = self._words_of_removed()
        form.add_error(None, text)
        return self.render_to_response(self.get_context_data(form=form, stale=True), status=409)

    def _words_of_removed(self) -> str:
        if self.makes_anew:
            return _(
                "This was taken back in the meantime. Your text is kept below: saving it again "
                "makes it anew."
            )
        return _(
            "This was deleted in the meantime and cannot be saved any more. Your text is kept "
            "below: copy what you need."
        )

    def merge(self, form, merge: Merge):
        """Shows both versions side by side."""
        self.is_rejected = True
        self.template_name = self.merge_template
        context = self.get_context_data(
            form=form,
            merge=merge,
            rows=[self._row(form, part) for part in merge.parts],
            rest=self._rest(form),
            lacking=merge.missing_choices(self.request.POST)
            if "merge" in self.request.POST
            else [],
        )
        return self.render_to_response(context, status=409)

    def _row(self, form, part) -> dict[str, Any]:
        field = form[part.name]
        texts = {
            name: form.display_text(part.name, getattr(part, name)) for name in ("mine", "theirs")
        }
        base = "" if part.base is None else form.display_text(part.name, part.base)
        choice = self.request.POST.get(CHOICE + part.name, "")
        name = CHOICE + part.name
        return {"part": part, "field": field, "name": name, "choice": choice, "base": base, **texts}

    def _rest(self, form) -> list:
        """The other fields of the form, as hidden inputs."""
        own = {"version", "base", *form.merged_fields}
        return [field.as_hidden() for field in form if field.name not in own and field.value()]

    def refused(self, form, error: Exception):
        """Shows the error of a service beside its field."""
        form.add_error(None, error)
        return self.form_invalid(form)

    def submission_mismatch(self):
        self.is_rejected = True
        form = self.get_form()
        form.is_valid()
        form.add_error(None, MISMATCH_MESSAGE)
        return self.render_to_response(self.get_context_data(form=form), status=422)


class Button(SubmissionMixin, View):
    """A button without a page of its own: ``perform`` calls a service and returns the response.
    Errors are shown as a message on the page of the button; a stale version returns 409."""

    http_method_names = ["post"]
    form_class: type[RecordForm] = VersionedForm
    refusals: tuple[type[Exception], ...] = (ValidationError,)

    def check(self, form: RecordForm) -> None:
        """Raises one of the refusals for what the form refuses; by default nothing is."""

    def perform(self, data: dict[str, Any]):
        """``data``: the valid values of the form."""
        raise NotImplementedError

    def redirect_back(self, words: str):
        return self.redirect(self.get_return_url(), words)

    def process(self):
        self.find()
        form = self.form_class(self.request.POST)
        form.is_valid()
        if words := form.hidden_field_error():
            return self.bad_request(words)
        try:
            self.check(form)
            return self.perform(form.cleaned_data)
        except StaleRecord as error:
            return self.stale(form, error.current)
        except self.refusals as error:
            return self.refused(error)

    def refused(self, error: Exception):
        self.is_rejected = True
        words = " ".join(getattr(error, "messages", [str(error)]))
        messages.error(self.request, words)
        return HttpResponseRedirect(self.get_return_url())

    def stale(self, form, current):
        self.is_rejected = True
        typed = [field for field in form.visible_fields() if field.value()]
        return self._page(409, current=current, typed=typed, title=_("Changed meanwhile"))

    def submission_mismatch(self):
        self.is_rejected = True
        return self._page(422, sentence=MISMATCH_MESSAGE, title=_("Sent before"))

    def _page(self, status: int, **context):
        self.title = context.pop("title")
        context = self.get_context_data(address=self.get_return_url(), **context)
        return TemplateResponse(self.request, "core/stale.html", context, status=status)
