from django.apps import AppConfig, apps
from django.db.models.signals import post_delete


class CoreConfig(AppConfig):
    name = "core"

    def ready(self):
        """Whatever deletes an attachment's row, its files go as well."""
        from core.attachments.models import Attachment, discard_files

        for model in apps.get_models():
            if issubclass(model, Attachment):
                post_delete.connect(discard_files, sender=model)
