import gc
from contextlib import ExitStack

from django.apps import AppConfig, apps
from django.db.models.signals import post_delete, post_migrate, pre_migrate

GC_THRESHOLD = (50_000, 20, 20)


class CoreConfig(AppConfig):
    name = "core"

    def ready(self):
        """Delete the files of each deleted attachment; collect garbage less often."""
        from core.attachments.models import Attachment, discard_files

        for model in apps.get_models():
            if issubclass(model, Attachment):
                post_delete.connect(discard_files, sender=model)
        # An import or a list allocates many objects that are no garbage before its end.
        gc.set_threshold(*GC_THRESHOLD)
        pre_migrate.connect(start_migration, sender=self)
        post_migrate.connect(finish_migration, sender=self)


# Migrations write audited tables as the set-up actor.
migration_actor = ExitStack()


def start_migration(**values):
    from core.actors import SETUP, acting_as

    migration_actor.enter_context(acting_as(SETUP))


def finish_migration(plan=(), **values):
    from core.audit.services import backfill_new_columns

    with migration_actor:
        if plan:
            backfill_new_columns()
