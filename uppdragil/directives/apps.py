from django.apps import AppConfig
from django.db.models.signals import post_migrate


class DirectivesConfig(AppConfig):
    name = "uppdragil.directives"
    label = "directives"

    def ready(self) -> None:
        from .backfill import draw_after_migrate

        # Once per migrate: it is sent for each app, after all apps have been migrated.
        post_migrate.connect(draw_after_migrate, sender=self, dispatch_uid="cards")
