from django.urls import path

from events.agenda import views

urlpatterns = [
    path("events/", views.event_list, name="event_list"),
    path("events/calendar.ics", views.event_feed, name="event_feed"),
    path("events/feed.atom", views.event_news, name="event_news"),
    path("events/<slug:slug>/", views.event_detail, name="event_detail"),
    path("events/<slug:slug>/calendar.ics", views.event_dates, name="event_dates"),
    path("speakers/<int:pk>/picture/", views.speaker_picture, name="speaker_picture"),
    path("materials/<int:pk>/", views.material_file, name="material_file"),
]
