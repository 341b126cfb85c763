from django.urls import path

from programs.partners import views

urlpatterns = [path("startups/<slug:slug>/sharing/", views.sharing_new, name="sharing_new")]
