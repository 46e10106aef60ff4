"""The pages of the catalogue of lists: adjusting a list, its next year."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.web.facts import Action
from core.web.filters import NameFilter
from core.web.links import list_address
from core.web.record_pages import (
    CreateRecord,
    DeleteRecord,
    ListOfKind,
    OneRecordPage,
    RecordOfKind,
    record_urls,
)
from core.web.routes import routes
from programmes.choices import TaskState
from programmes.figures.list_deletion import Deletion, deletion_of
from programmes.figures.task_lists import groups_by_year, has_drafts, steps_of, tasks_to_carry
from programmes.forms.task_lists import AdjustForm, CarryForm, DeleteListForm
from programmes.forms.tasks import TaskGroupForm, TaskListForm
from programmes.models import Task, TaskGroup, TaskList
from programmes.services.task_lists import (
    adjust_list,
    carry_over,
    delete_list,
    refusal_of_deletion,
)
from programmes.tables.tasks import TaskGroupTable, TaskListTable


class Catalogue(ListOfKind):
    model = TaskList
    catalogue = TaskGroup
    template_name = "programmes/task_lists.html"
    table_class, filterset_class = TaskListTable, NameFilter

    def get_queryset(self):
        return super().get_queryset().with_task_count().select_related("group")

    def get_context_data(self, **kwargs):
        lists = self.visible(TaskList).with_task_count()
        years = groups_by_year(self.visible(TaskGroup), lists)
        return super().get_context_data(years=years, **kwargs)


class Groups(ListOfKind):
    model = TaskGroup
    table_class, filterset_class = TaskGroupTable, NameFilter


class GroupRecord(RecordOfKind):
    model = TaskGroup
    title_field = "name"
    facts = ("year", "position")


class CreateGroup(CreateRecord):
    """Opened from an empty slot: ``?year=2024&position=4``."""

    def get_initial(self):
        return {name: self.request.GET.get(name) for name in ("year", "position")}


class TaskListRecord(RecordOfKind):
    model = TaskList
    template_name = "programmes/task_list.html"
    facts = (
        "year",
        "group",
        "document_number",
        "document",
        "meeting",
        "issued_on",
        "position",
    )

    def get_queryset(self):
        return super().get_queryset().select_related("group", "document")

    def get_actions(self):
        """``Assign`` is there where the list has drafts."""
        own = [
            (Action(_("New task"), "", ""), f"{reverse('new_task')}?list={self.object.pk}"),
            (Action(_("Adjust the list"), "", ""), reverse("adjust_list", args=[self.object.pk])),
            (Action(_("Carry over"), "", ""), reverse("carry_list_over", args=[self.object.pk])),
            (Action(_("Paste rows"), "", ""), f"{reverse('paste_tasks')}?list={self.object.pk}"),
        ]
        if has_drafts(self.object, self.request.programme.today()):
            address = list_address("assign_tasks", drafts="all", list=self.object.pk)
            own.insert(0, (Action(_("Assign all drafts"), "", ""), address))
        return [*own, *super().get_actions()]

    def get_context_data(self, **kwargs):
        today = self.request.programme.today()
        tasks = self.visible(Task).in_list(self.object, today)
        count, drafts = tasks.as_of(today).listed().count(), tasks.filter(state=TaskState.DRAFT)
        counts = {"count": count, "draft_count": drafts.count()}
        return super().get_context_data(**counts, steps=steps_of(self.object), **kwargs)


class AdjustList(OneRecordPage):
    permission = "programmes.manage"
    model = TaskList
    form_class = AdjustForm

    def get_title(self):
        return _("Adjust: %(list)s") % {"list": self.record}

    def get_initial(self):
        return {"version": self.record.version, "on": self.request.programme.today()}

    def get_form_kwargs(self):
        more = {"programme": self.request.programme, "record": self.record}
        return {**super().get_form_kwargs(), **more}

    def save(self, form):
        given = {"version": form.cleaned_data["version"], "by": self.request.user}
        made = adjust_list(self.record, **given, **form.values())
        address = f"{reverse('new_task')}?adjustment={made.pk}"
        page = address if form.cleaned_data["new_follow"] else self.back_address()
        return self.redirect(page, _("The adjustment is stored."))


class CarryOver(OneRecordPage):
    """Shows what goes on in the next year before it is done."""

    permission = "programmes.manage"
    model = TaskList
    form_class = CarryForm
    template_name = "programmes/carry_over.html"

    def get_title(self):
        given = {"list": self.record, "year": self.record.year + 1}
        return _("Carry over into %(year)s: %(list)s") % given

    def get_context_data(self, **kwargs):
        open_tasks, closed_tasks = tasks_to_carry(self.record)
        more = {"open_tasks": open_tasks, "closed_tasks": closed_tasks}
        return super().get_context_data(**more, **kwargs)

    def save(self, form):
        copies = form.cleaned_data["copies_closed"]
        later = carry_over(self.record, by=self.request.user, copies_closed=copies)
        return self.redirect(self.record_address(later), _("Carried over."))


class DeleteList(DeleteRecord):
    """Names the drafts that are deleted with the list, and their number."""

    form_class = DeleteListForm
    template_name = "programmes/delete_list.html"

    @cached_property
    def deletion(self) -> Deletion:
        return deletion_of(self.record)

    def get_initial(self):
        return {**super().get_initial(), "drafts": len(self.deletion.deleted)}

    def get(self, request, *args, **kwargs):
        if held := self.deletion.held:
            messages.error(request, refusal_of_deletion(held))
            return HttpResponseRedirect(self.back_address())
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(deletion=self.deletion, **kwargs)

    def save(self, form):
        data = form.cleaned_data
        given = {name: data[name] for name in ("version", "drafts", "reason")}
        delete_list(self.record, **given)
        words = ngettext("Deleted with %(n)s draft.", "Deleted with %(n)s drafts.", data["drafts"])
        return self.redirect(reverse("task_lists"), words % {"n": data["drafts"]})


urlpatterns = [
    *record_urls(Groups, GroupRecord, TaskGroupForm, create=CreateGroup, prefix="tasks/groups"),
    *record_urls(Catalogue, TaskListRecord, TaskListForm, delete=DeleteList, prefix="tasks/lists"),
    *routes(
        "tasks/",
        ("lists/<int:pk>/adjust/", AdjustList, "adjust_list"),
        ("lists/<int:pk>/carry/", CarryOver, "carry_list_over"),
    ),
]
