from django.urls import path

from services.introductions.views import asking, mine, partner

LINK = "introductions/link/<str:token>/"
urlpatterns = [
    path("introductions/", mine.introduction_list, name="introduction_list"),
    path("introductions/new/<slug:slug>/", asking.introduction_new, name="introduction_new"),
    path("introductions/<uuid:pk>/", mine.introduction_detail, name="introduction_detail"),
    path("introductions/<uuid:pk>/withdraw/", mine.introduction_withdraw, name="introduction_withdraw"),
    path("introductions/<uuid:pk>/agree/", mine.introduction_agree, name="introduction_agree"),
    path("introductions/<uuid:pk>/decline/", mine.introduction_decline, name="introduction_decline"),
    path("introductions/<uuid:pk>/report/", mine.introduction_report, name="introduction_report"),
    path(LINK, partner.partner_answer, name="partner_answer"),
    path(f"{LINK}agree/", partner.partner_agree, name="partner_agree"),
    path(f"{LINK}decline/", partner.partner_decline, name="partner_decline"),
    path("introductions/follow-up/<str:token>/", partner.follow_up_answer, name="follow_up_answer"),
]
