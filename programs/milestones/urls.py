from django.urls import path

from programs.milestones import views

urlpatterns = [
    path("milestones/", views.milestone_list, name="milestone_list"),
    path("milestones/<uuid:uid>/", views.milestone_detail, name="milestone_detail"),
    path("milestones/<uuid:uid>/withdraw/", views.milestone_withdraw, name="milestone_withdraw"),
    path("milestones/<uuid:uid>/files/<uuid:document>/remove/", views.milestone_detach, name="milestone_detach"),
]
