"""Who gets what answer on every route of ours: one line a route, GET and POST, in the order of the roles below.

y the page or the deed · L to the sign-in page · . missing (out of sight) · x forbidden (out of reach) · - no such verb · b bad request

AN anonymous · FA owner, EA editor, RA reader of startup A · FB owner of startup B · CO coach of A · JU juror of the call ·
ST programme staff · PA partner reader · SU superuser. Everything asked for belongs to A. Source: reliability.md 3.4.
"""

TABLE = """
                                    GET         POST
pages:home                          yyyyyyyyyy  ----------
pages:dashboard                     Lyyyyyyyyy  L---------
pages:see_as                        L---------  L......y.y
pages:see_as_end                    L---------  Lyyyyyyyyy
pages:theme                         ----------  yyyyyyyyyy
accounts:profile                    Lyyyyyyyyy  Lyyyyyyyyy
accounts:language_switch            L---------  Lyyyyyyyyy
accounts:my_data                    Lyyyyyyyyy  Lyyyyyyyyy
accounts:my_data_download           L---------  Lyyyyyyyyy
accounts:notice_agree               L---------  Lyyyyyyyyy
accounts:consent_withdraw           L---------  Ly........
accounts:privacy_notice             yyyyyyyyyy  ----------
documents:document_download         Lyyy......  L---------
outbox:unsubscribe                  bbbbbbbbbb  bbbbbbbbbb
outbox:mailbox                      L......y.y  L---------
outbox:mailbox_message              L.........  L---------
startups:startup_list               yyyyyyyyyy  ----------
startups:startup_new                Lyyyyyyyyy  Lyyyyyyyyy
startups:my_startups                Lyyyyyyyyy  L---------
startups:invitation_detail          ..........  ----------
startups:invitation_accept          L---------  Lxxx...x.x
startups:invitation_decline         L---------  Lxxx...x.x
startups:invitation_resend          L---------  Lyxx...x.x
startups:invitation_revoke          L---------  Lyxx...x.x
startups:join_ask                   L.........  L.........
startups:join_accept                L---------  Ly.....y.y
startups:join_decline               L---------  Ly.....y.y
startups:join_withdraw              L---------  Lx.....x.x
startups:transfer_detail            Lyyy...y.y  L---------
startups:transfer_accept            L---------  Lxyx...x.x
startups:transfer_decline           L---------  Lxyx...x.x
startups:transfer_withdraw          L---------  Lyxx...x.x
startups:startup_detail             .yyy.y.y.y  ----------
startups:startup_edit               Lyyx.x.x.x  Lyyx.x.x.x
startups:startup_observe            Lyyx.x.x.x  Lyyx.x.x.x
startups:startup_team               Lyyy.x.y.y  L---------
startups:member_invite              Lyxx.x.x.x  Lyxx.x.x.x
startups:team_leave                 L---------  Lyyy.x.x.x
startups:member_role                L---------  Lyxx.x.x.x
startups:member_remove              L---------  Lyxx.x.x.x
startups:transfer_offer             Lyxx.x.x.x  Lyxx.x.x.x
programs:call_list                  yyyyyyyyyy  ----------
programs:call_feed                  yyyyyyyyyy  ----------
programs:call_calendar              yyyyyyyyyy  ----------
programs:call_detail                yyyyyyyyyy  ----------
programs:call_check                 yyyyyyyyyy  yyyyyyyyyy
programs:call_preview               Lxxxxxxyxy  L---------
programs:call_form                  yyyyyyyyyy  ----------
programs:call_dates                 yyyyyyyyyy  ----------
programs:offer_answer               Lyyy...x.x  Lyxx...x.x
programs:participation              Lyyy...x.x  Lyxx...x.x
programs:statement_list             Lyyyyyyyyy  L---------
programs:statement_detail           Lyyy...y.y  Lyyx...x.x
programs:statement_submit           L---------  Lyyx...x.x
programs:application_begin          Lyyyyyyyyy  Lyyyyyyyyy
programs:application_list           Lyyyyyyyyy  L---------
programs:application_detail         Lyyy...y.y  L---------
programs:application_check          Lyyy...x.x  L---------
programs:application_submit         L---------  Lyxx...x.x
programs:application_insure         L---------  Lyxx...x.x
programs:application_receipt        Lyyy...x.x  L---------
programs:application_receipt_pdf    Lyyy...x.x  L---------
programs:application_version        Lyyy...x.x  L---------
programs:application_edit_again     L---------  Lyyx...x.x
programs:application_keep_sent      L---------  Lyyx...x.x
programs:application_withdraw       Lyxx...x.x  Lyxx...x.x
programs:application_delete         Lyxx...x.x  Lyxx...x.x
programs:application_messages       Lyyy...x.x  L---------
programs:application_say            L---------  Lyyx...x.x
programs:application_answer         L---------  Lyxx...x.x
programs:application_correction     Lyyy...x.x  L---------
programs:application_section        Lyyx...x.x  Lyyx...x.x
events:event_list                   yyyyyyyyyy  ----------
events:event_feed                   yyyyyyyyyy  ----------
events:event_news                   yyyyyyyyyy  ----------
events:event_detail                 yyyyyyyyyy  ----------
events:event_dates                  yyyyyyyyyy  ----------
events:speaker_picture              yyyyyyyyyy  ----------
events:material_file                yyyyyyyyyy  ----------
events:ticket_detail                yyyyyyyyyy  ----------
events:ticket_pdf                   yyyyyyyyyy  ----------
events:ticket_check_in              L---------  L......y.y
events:ticket_material              ..........  ----------
events:door_list                    L......y.y  L---------
events:door                         L......y.y  L---------
events:door_enter                   L---------  L.........
events:door_undo                    L---------  L.........
events:door_scan                    L......y.y  L......y.y
events:door_scans                   L---------  L......b.b
events:door_sheet                   L......y.y  L---------
events:door_keying                  L......y.y  L......y.y
events:door_attendance              L......y.y  L......y.y
events:door_absent                  L......y.y  L......y.y
events:certificate_form             yyyyyyyyyy  ----------
events:certificate_check            yyyyyyyyyy  ----------
events:certificate_pdf              Ly.....y.y  L---------
events:registration_after           Ly.....y.y  L---------
events:feedback_form                Ly.....x.x  Ly.....x.x
events:guest_certificate            ..........  ----------
events:guest_after                  ..........  ----------
events:guest_feedback               ..........  ..........
events:certificate_list             L......y.y  L---------
events:certificate_issue            L---------  L......y.y
events:certificate_issue_one        L---------  L.........
events:certificate_revoke           L---------  L.........
events:certificate_archive          L......y.y  L---------
events:feedback_results             L......y.y  L---------
services:service_list               yyyyyyyyyy  ----------
services:service_detail             yyyyyyyyyy  ----------
services:credit_list                Lyyy.x.y.y  L---------
services:request_list               Lyyyyyyyyy  L---------
services:request_new                Lyyyyyyyyy  Lyyyyyyyyy
services:request_detail             Lyyy...y.y  L---------
services:request_edit               Lyyx...x.x  Lyyx...x.x
services:request_send               L---------  Lyyx...x.x
services:request_delete             L---------  Lxxx...x.x
services:request_withdraw           L---------  Lyxx...x.x
services:request_accept_scope       L---------  Lyxx...x.x
services:request_decline_scope      L---------  Lyyx...x.x
services:request_accept_delivery    L---------  Lyyx...x.x
services:request_return_delivery    L---------  Lyyx...x.x
services:request_book               Lyyx...x.x  Lyyx...x.x
services:request_say                L---------  Lyyx...x.x
services:request_attach             L---------  Lyyx...x.x
services:request_detach             L---------  Lyyx...x.x
events:event_register               yyyyyyyyyy  yyyyyyyyyy
events:event_register_sent          yyyyyyyyyy  ----------
events:registration_list            Lyyyyyyyyy  L---------
events:registration_detail          Ly.....y.y  L---------
events:registration_accept          Ly.....x.x  Ly.....x.x
events:registration_take            Ly.....x.x  Ly.....x.x
events:registration_withdraw        Ly.....x.x  Ly.....x.x
events:registration_calendar        Ly.....y.y  L---------
events:guest_register               ..........  ..........
events:guest_detail                 yyyyyyyyyy  ----------
events:guest_confirm                yyyyyyyyyy  yyyyyyyyyy
events:guest_accept                 yyyyyyyyyy  yyyyyyyyyy
events:guest_take                   yyyyyyyyyy  yyyyyyyyyy
events:guest_withdraw               yyyyyyyyyy  yyyyyyyyyy
events:guest_calendar               yyyyyyyyyy  ----------
events:calendar_settings            Lyyyyyyyyy  Lyyyyyyyyy
events:calendar_feed                ..........  ----------
"""


def matrix() -> dict[str, tuple[str, str]]:
    """{route: (GET, POST)}, ten letters each."""
    lines = [line.split() for line in TABLE.strip().splitlines()[1:]]
    return {name: (get, post) for name, get, post in lines}
