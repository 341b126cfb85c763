"""Where people arrive who signed in without having been on their way to a page."""

from django.http import HttpRequest

from incubator.accounts.entrance.adapter import PortalAccountAdapter
from incubator.reports.pages.queries import latest


class ArrivingAdapter(PortalAccountAdapter):
    """Who reads for one partner finds its last report, everybody else her own space."""

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        report = latest(request.user)
        return report.get_absolute_url() if report else super().get_login_redirect_url(request)
