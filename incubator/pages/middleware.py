"""The two outermost layers: health answers that need no host and no session, and pages for what the inner layers leave bare."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from incubator.pages import errors, health

GetResponse = Callable[[HttpRequest], HttpResponse]


class HealthMiddleware:
    """Before host checks: a load balancer asks by address. `/livez` touches nothing, so no outage restarts a living process."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == "/livez":
            return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")
        if request.path == "/readyz" and health.is_internal(request):
            return health.answer()
        return self.get_response(request)


class OutageMiddleware:
    """A store that went away is 503 with a time to come back; a bare 405 gets a page."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 405 and not response.content:
            told = errors.not_allowed(request)
            told["Allow"] = response["Allow"]
            return told
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return errors.outage(request, exception)
