"""Rows of tasks that are pasted: they become a workbook, which is previewed as any other."""

from pathlib import Path
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy

from core.importing.models import ImportFile
from core.importing.workbook import WorkbookError
from core.web.form_pages import FormPage
from core.web.routes import routes
from programmes.forms.task_lists import PasteForm
from programmes.importers.pasted_tasks import OF_LIST, is_pasted, pasted_again, pasted_workbook
from programmes.importers.tasks import TaskImporter
from programmes.models import TaskList
from programmes.tasks import store_and_check
from programmes.views.from_query import row_of_query
from programmes.views.imports import known_imports


class PasteTasks(FormPage):
    """``list``: the list that is chosen; ``import``: what the person pasted before, to be
    corrected."""

    permission = TaskImporter.permission
    form_class = PasteForm
    title = gettext_lazy("Paste rows of tasks")

    def get_initial(self):
        own = known_imports(self.request).filter(uploaded_by=self.request.user)
        record = row_of_query(self, "import", own)
        return self._pasted(record) if record else {"list": self.request.GET.get("list")}

    def _pasted(self, record: ImportFile) -> dict[str, Any]:
        if not is_pasted(record):
            raise Http404
        try:
            block, given = pasted_again(Path(record.file.path))
        except WorkbookError as error:  # the file is there no longer
            raise Http404 from error
        of_list = dict(zip(OF_LIST, given, strict=True))
        named = {"year": of_list["year"], "name": of_list["list"]}
        return {"block": block, "list": self.visible(TaskList).filter(**named).first()}

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "programme": self.request.programme}

    def get_context_data(self, **kwargs):
        return super().get_context_data(back=reverse("tasks"), **kwargs)

    def save(self, form):
        data, importer = form.cleaned_data, TaskImporter(self.request.programme)
        file = pasted_workbook(form.rows, data["list"])
        record = store_and_check(importer, file, by=self.request.user)
        return self.redirect(reverse("import_preview", args=[record.pk]), "")


urlpatterns = routes("tasks/", ("paste/", PasteTasks, "paste_tasks"))
