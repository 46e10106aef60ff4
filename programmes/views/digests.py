"""The time of the daily digest, and its address."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.web.form_pages import FormPage
from core.web.routes import routes
from programmes.forms.digests import DigestTimeForm
from programmes.services.digests import set_digest_time


class DigestTime(FormPage):
    permission = "programmes.manage"
    form_class = DigestTimeForm
    title = gettext_lazy("Time of the daily digest")

    def get_initial(self):
        programme = self.request.programme
        return {"version": programme.version, "digest_at": programme.digest_at}

    def get_context_data(self, **kwargs):
        return super().get_context_data(back=reverse("my_work"), **kwargs)

    def save(self, form):
        data = form.cleaned_data
        given = {"version": data["version"], "digest_at": data["digest_at"]}
        set_digest_time(self.request.programme, **given)
        return self.redirect(reverse("my_work"), _("Saved."))


urlpatterns = routes("tasks/", ("digest/", DigestTime, "digest_time"))
