"""Which static files are served."""

from __future__ import annotations

from django.contrib.staticfiles.finders import AppDirectoriesFinder

ENGINE = "viewflow"  # brings 49 MB of files for its own pages, which are not used


class AppsWithoutTheEngine(AppDirectoriesFinder):
    """Every app's static files except the engine's."""

    def __init__(self) -> None:
        super().__init__()
        self.apps = [name for name in self.apps if name != ENGINE]
        self.storages.pop(ENGINE, None)
