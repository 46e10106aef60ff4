"""Single values of a programme that the task force sets, and their addresses."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.records import update_record
from core.web.form_pages import FormPage
from core.web.routes import routes
from programmes.forms.settings import ContactForm, DigestTimeForm


class ProgrammeSetting(FormPage):
    """Sets the programme's ``field``; ``back`` is the URL name of the page that shows it."""

    permission = "programmes.manage"
    field = back = ""

    def get_initial(self):
        programme = self.request.programme
        return {"version": programme.version, self.field: getattr(programme, self.field)}

    def get_context_data(self, **kwargs):
        return super().get_context_data(back=reverse(self.back), **kwargs)

    def save(self, form):
        names = ("version", self.field)
        update_record(self.request.programme, **{name: form.cleaned_data[name] for name in names})
        return self.redirect(reverse(self.back), _("Saved."))


class EditContact(ProgrammeSetting):
    """What units read as the contact of the task force."""

    form_class = ContactForm
    title = gettext_lazy("Contact of the task force")
    field, back = "contact", "feedback_sheets"


class DigestTime(ProgrammeSetting):
    form_class = DigestTimeForm
    title = gettext_lazy("Time of the daily digest")
    field, back = "digest_at", "my_work"


urlpatterns = routes(
    "tasks/",
    ("sheets/contact/", EditContact, "feedback_contact"),
    ("digest/", DigestTime, "digest_time"),
)
