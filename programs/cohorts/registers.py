from programs.cohorts import notices


def register() -> None:
    notices.register()
