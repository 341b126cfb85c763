from programs.calls.admin import calls, forms, questions

__all__ = ["calls", "forms", "questions"]
