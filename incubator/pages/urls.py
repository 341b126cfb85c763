from django.http import HttpRequest, HttpResponse
from django.urls import path

from incubator.access import for_everyone, for_user

app_name = "pages"


@for_everyone
def home(request: HttpRequest) -> HttpResponse:
    return HttpResponse("home")


@for_user
def dashboard(request: HttpRequest) -> HttpResponse:
    return HttpResponse("dashboard")


urlpatterns = [path("", home, name="home"), path("dashboard/", dashboard, name="dashboard")]
