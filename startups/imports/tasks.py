from celery import shared_task

from startups.imports.actions import work


@shared_task(name="startups.run_imports")
def run_imports() -> None:
    work.tick()
