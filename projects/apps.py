from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ProjectsConfig(AppConfig):
    name = "projects"

    def ready(self):
        """Register projects with the handing over of work, with the answers to needs and the pages
        of tasks, and their sheets with the reports on tasks."""
        from django.utils.translation import gettext_lazy

        from programmes.models.need_rows import AnswerSource, answer_sources
        from programmes.panels import answer_sections, task_sections, unit_loads
        from programmes.services.handover import handover_sources
        from programmes.services.months import month_locks
        from projects.answers import answering_projects
        from projects.models import Project
        from projects.services.attached import finished_project_links, project_links
        from projects.services.sheets import why_unit_submitted
        from projects.unit_loads import project_load
        from projects.views.task_links import projects_section

        handover_sources.append(
            (gettext_lazy("projects not ended"), Project.objects.in_the_name_of)
        )
        answer_sources.append(AnswerSource(project_links, finished_project_links))
        answer_sections.append(answering_projects)
        task_sections.append(projects_section)
        unit_loads.insert(0, project_load)  # before the money
        month_locks.append(why_unit_submitted)
        post_migrate.connect(store_missing, sender=self)


def store_missing(**values):
    """Months that were closed before closings were stored are stored as they are now."""
    from projects.services.closing import store_missing_closings

    store_missing_closings()
