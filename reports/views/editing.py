"""A draft before its approval: its text edited, its Word put back, returned and submitted again."""

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.web.form_pages import Button, FormPage
from reports import services
from reports.content.edits import places
from reports.forms import EditForm, ReturnForm, WordForm
from reports.models import ReportRun
from reports.views.runs import RunMixin


class DraftForm(RunMixin, FormPage):
    """A form about the draft; what refuses the edit is shown in it."""

    permission = "reports.edit"

    @cached_property
    def run(self) -> ReportRun:
        return self.get_run()

    def get_initial(self):
        return {"version": self.run.version}

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except services.Refused as error:
            return self.refused(form, error)

    def get_context_data(self, **kwargs):
        return super().get_context_data(run=self.run, back=self.get_return_url(), **kwargs)


class EditText(DraftForm):
    """Every paragraph: its generated words beside a field with the edited ones."""

    form_class = EditForm
    template_name = "reports/edit.html"

    def get_title(self):
        return _("Edit the text: %(title)s") % {"title": self.run.title}

    def get_form_kwargs(self):
        found = places(self.run.content, self.run.edits)
        return {**super().get_form_kwargs(), "places": found}

    def save(self, form):
        version = form.cleaned_data["version"]
        services.edit_text(self.run, texts=form.texts(), by=self.request.user, version=version)
        return self.redirect(self.get_return_url(), _("Saved. The files are made anew."))

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            content=self.run.content,
            refusal=services.editing_refusal(self.run),
            draft=f"report-{self.run.pk}-{self.run.version}",
            is_linked=self.may("projects.view"),
            **kwargs,
        )


class PutBackWord(DraftForm):
    form_class = WordForm
    template_name = "reports/word.html"
    title = gettext_lazy("Put back the corrected Word")

    def save(self, form):
        data = form.cleaned_data
        services.put_back_word(
            self.run, upload=data["file"], by=self.request.user, version=data["version"]
        )
        words = _("Put back. This Word is the version to approve; what was changed is shown below.")
        return self.redirect(self.get_return_url(), words)


class DraftButton(RunMixin, Button):
    permission = "reports.edit"
    refusals = (services.Refused,)


class TakeOffWord(DraftButton):
    def perform(self, data):
        services.take_off_word(self.get_run(), by=self.request.user, version=data["version"])
        return self.redirect_back(
            _("Taken off: the text of the platform is the version to approve.")
        )


class ReturnRun(DraftButton):
    """The approver returns the draft to the clerks, with a reason."""

    permission = "reports.approve"
    form_class = ReturnForm

    def perform(self, data):
        services.return_run(
            self.get_run(),
            reason=data.get("reason", ""),
            by=self.request.user,
            version=data["version"],
        )
        return self.redirect_back(_("Returned to the clerks."))


class SubmitAgain(DraftButton):
    def perform(self, data):
        services.submit_again(self.get_run(), by=self.request.user, version=data["version"])
        return self.redirect_back(_("Submitted to the approver again."))
