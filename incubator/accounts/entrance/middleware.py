from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

GetResponse = Callable[[HttpRequest], HttpResponse]
INVALID, GONE, TOO_MANY = 422, 410, 429


class AnswerMiddleware:
    """allauth answers 200 to everything; ours says 422 for a form with errors, 429 for too many attempts, 410 for a dead link."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_template_response(self, request: HttpRequest, response: Any) -> Any:
        match = request.resolver_match
        if match and match.func.__module__.startswith("allauth.") and response.status_code == 200:
            response.status_code = _status(response.context_data or {})
        return response


def _status(shown: dict[str, Any]) -> int:
    if shown.get("token_fail") or ("confirmation" in shown and shown["confirmation"] is None):
        return GONE
    forms = [shown.get(name) for name in ("form", "webauthn_form")]
    wrong = [form for form in forms if form is not None and form.is_bound and form.errors]
    if not wrong:
        return 200
    codes = {error.code for form in wrong for errors in form.errors.as_data().values() for error in errors}
    return TOO_MANY if "too_many_login_attempts" in codes else INVALID
