from services.introductions.admin import introductions, targets

__all__ = ["introductions", "targets"]
