from contextlib import ExitStack

from django.apps import AppConfig, apps
from django.db.models.signals import post_delete, post_migrate, pre_migrate


class CoreConfig(AppConfig):
    name = "core"

    def ready(self):
        """Delete the files of each deleted attachment."""
        from core.attachments.models import Attachment, discard_files

        for model in apps.get_models():
            if issubclass(model, Attachment):
                post_delete.connect(discard_files, sender=model)
        pre_migrate.connect(begin_to_migrate, sender=self)
        post_migrate.connect(end_to_migrate, sender=self)


# What migrations write in recorded tables is written by the set-up.
migrating = ExitStack()


def begin_to_migrate(**values):
    from core.actors import SETUP, acting_as

    migrating.enter_context(acting_as(SETUP))


def end_to_migrate(plan=(), **values):
    from core.audit.services import backfill_new_columns

    with migrating:
        if plan:
            backfill_new_columns()
