from django.urls import path

from incubator.pages import views

app_name = "pages"
urlpatterns = [
    path("", views.home, name="home"),
    path("dashboard/", views.dashboard, name="dashboard"),
    path("theme/", views.theme, name="theme"),
]
