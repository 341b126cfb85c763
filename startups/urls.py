from django.urls import path

from startups.views import directory, invitations, joining, passport, profile, team, transfers

app_name = "startups"
urlpatterns = [
    path("startups/", directory.startup_list, name="startup_list"),
    # Words that no slug takes (actions.profile.RESERVED).
    path("startups/new/", profile.startup_new, name="startup_new"),
    path("startups/mine/", directory.my_startups, name="my_startups"),
    path("startups/invitations/<slug:token>/", invitations.invitation_detail, name="invitation_detail"),
    path("startups/invitations/<uuid:uid>/accept/", invitations.invitation_accept, name="invitation_accept"),
    path("startups/invitations/<uuid:uid>/decline/", invitations.invitation_decline, name="invitation_decline"),
    path("startups/invitations/<uuid:uid>/resend/", invitations.invitation_resend, name="invitation_resend"),
    path("startups/invitations/<uuid:uid>/withdraw/", invitations.invitation_revoke, name="invitation_revoke"),
    path("startups/join/<str:key>/", joining.join_ask, name="join_ask"),
    path("startups/requests/<uuid:uid>/accept/", joining.join_accept, name="join_accept"),
    path("startups/requests/<uuid:uid>/decline/", joining.join_decline, name="join_decline"),
    path("startups/requests/<uuid:uid>/withdraw/", joining.join_withdraw, name="join_withdraw"),
    path("startups/transfers/<uuid:uid>/", transfers.transfer_detail, name="transfer_detail"),
    path("startups/transfers/<uuid:uid>/accept/", transfers.transfer_accept, name="transfer_accept"),
    path("startups/transfers/<uuid:uid>/decline/", transfers.transfer_decline, name="transfer_decline"),
    path("startups/transfers/<uuid:uid>/withdraw/", transfers.transfer_withdraw, name="transfer_withdraw"),
    path("startups/<slug:slug>/", profile.startup_detail, name="startup_detail"),
    path("startups/<slug:slug>/edit/", profile.startup_edit, name="startup_edit"),
    path("startups/<slug:slug>/maturity/", profile.startup_observe, name="startup_observe"),
    path("startups/<slug:slug>/passport/", passport.startup_passport, name="startup_passport"),
    path("startups/<slug:slug>/passport/<slug:fact>/", passport.fact_confirm, name="fact_confirm"),
    path("startups/sharings/<uuid:uid>/stop/", passport.sharing_stop, name="sharing_stop"),
    path("startups/<slug:slug>/team/", team.startup_team, name="startup_team"),
    path("startups/<slug:slug>/team/invite/", team.member_invite, name="member_invite"),
    path("startups/<slug:slug>/team/leave/", team.team_leave, name="team_leave"),
    path("startups/<slug:slug>/team/<uuid:person>/role/", team.member_role, name="member_role"),
    path("startups/<slug:slug>/team/<uuid:person>/remove/", team.member_remove, name="member_remove"),
    path("startups/<slug:slug>/transfer/", transfers.transfer_offer, name="transfer_offer"),
]
