from django.urls import path

from programs.calls import views

urlpatterns = [
    path("calls/", views.call_list, name="call_list"),
    path("calls/feed.atom", views.call_feed, name="call_feed"),
    path("calls/calendar.ics", views.call_calendar, name="call_calendar"),
    path("calls/<slug:slug>/", views.call_detail, name="call_detail"),
    path("calls/<slug:slug>/check/", views.call_check, name="call_check"),
    path("calls/<slug:slug>/preview/", views.call_preview, name="call_preview"),
    path("calls/<slug:slug>/form.pdf", views.call_form, name="call_form"),
    path("calls/<slug:slug>/calendar.ics", views.call_dates, name="call_dates"),
]
