from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "projects"

    def ready(self):
        """Register projects with the handing over of work and with the answers to needs."""
        from django.utils.translation import gettext_lazy

        from programmes.models.needs import answer_conditions
        from programmes.panels import answer_sections
        from programmes.services.handover import handover_sources
        from projects.answers import answering_projects
        from projects.models import Project
        from projects.services.attached import answered_by_project

        handover_sources.append(
            (gettext_lazy("projects not ended"), Project.objects.in_the_name_of)
        )
        answer_conditions.append(answered_by_project)
        answer_sections.append(answering_projects)
