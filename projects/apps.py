from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "projects"

    def ready(self):
        """Who leaves hands over the projects that have not ended, too. A project that is linked to
        a need answers it."""
        from django.utils.translation import gettext_lazy

        from programmes.models.needs import answers
        from programmes.services.handover import handover_sources
        from projects.models import Project
        from projects.services.links import answered_by_project

        handover_sources.append(
            (gettext_lazy("projects not ended"), Project.objects.in_the_name_of)
        )
        answers.append(answered_by_project)
