from django.urls import path

from incubator.pages import seeing, views

app_name = "pages"
urlpatterns = [
    path("", views.home, name="home"),
    path("dashboard/", views.dashboard, name="dashboard"),
    path("see-as/<uuid:uid>/", seeing.see_as, name="see_as"),
    path("see-as/end/", seeing.see_as_end, name="see_as_end"),
    path("theme/", views.theme, name="theme"),
]
