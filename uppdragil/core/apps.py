from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate, pre_migrate


class CoreConfig(AppConfig):
    name = "uppdragil.core"
    label = "core"

    def ready(self) -> None:
        from .triggers import check_triggers, drop_before_migrate, install_after_migrate

        pre_migrate.connect(drop_before_migrate, sender=self, dispatch_uid="append_only")
        # Once per migrate: it is sent for each app, after all apps have been migrated.
        post_migrate.connect(install_after_migrate, sender=self, dispatch_uid="append_only")
        register(check_triggers, Tags.database)
