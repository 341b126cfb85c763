"""Which test proves which bad input of reliability.md 4.1 to 4.7. Folders are those below tests/."""

TABLE = """
B1   documents/test_store.py::test_what_is_refused
B2   documents/test_store.py::test_a_file_that_is_too_large_says_both_sizes
     documents/test_store.py::test_a_size_that_lies_is_found_while_reading
B3   ground/test_front.py::test_a_body_that_is_too_large_meets_our_page_in_its_language
     ground/test_uploads.py::test_a_stream_without_end_is_stopped_before_the_portal
B4   documents/test_store.py::test_what_is_refused
B5   documents/test_store.py::test_what_is_refused
     documents/views/test_document_download.py::test_a_file_is_saved_never_shown
B6   documents/test_store.py::test_what_is_refused
B7   documents/test_store.py::test_what_is_refused
B8   documents/test_store.py::test_a_pdf_that_acts_is_kept_and_flagged
B9   documents/test_store.py::test_what_is_refused
B10  documents/test_store.py::test_what_is_refused
B11  documents/test_store.py::test_what_is_refused
B12  documents/test_store.py::test_what_is_refused
B13  documents/test_store.py::test_what_is_refused documents/test_store.py::test_a_link_inside_an_archive_is_refused
B14  documents/test_store.py::test_entities_are_never_parsed
     sheets/test_reading.py::test_hostile_or_broken_workbooks_are_refused
B15  documents/test_store.py::test_a_flood_of_pixels_is_refused_before_it_is_drawn
B16  documents/test_store.py::test_a_picture_loses_its_place_and_keeps_its_upside
B17  documents/test_store.py::test_what_is_refused documents/test_store.py::test_names_are_made_fit_to_be_shown
B18  documents/test_store.py::test_a_file_is_kept_under_a_random_key
     documents/test_store.py::test_names_are_made_fit_to_be_shown
B19  documents/test_store.py::test_names_are_made_fit_to_be_shown
B20  documents/test_store.py::test_names_are_made_fit_to_be_shown
B21  documents/views/test_document_download.py::test_no_name_splits_a_header
B22  documents/test_store.py::test_the_type_a_browser_tells_is_ignored
B23  documents/test_actions.py::test_an_infected_file_is_shut_away_and_its_owner_knows
     documents/views/test_document_download.py::test_what_was_not_found_clean
B24  ground/test_uploads.py::test_a_hundred_parts_meet_our_page
B25  documents/test_store.py::test_a_full_thing_says_how_much_room_is_left
B26  documents/test_store.py::test_the_same_file_twice_is_kept_once
B27  ground/test_uploads.py::test_a_line_cut_on_the_way_leaves_nothing
B28  documents/test_store.py::test_text_in_the_place_of_a_file_asks_for_a_file
B29  guards/test_fields.py::test_nothing_to_see_is_no_answer
     programs/calls/test_engine.py::test_blanks_and_invisible_characters_are_no_answer
B30  guards/test_fields.py::test_a_limit_counts_characters_in_every_script
     programs/calls/test_engine.py::test_length_is_counted_in_code_points
B31  accounts/test_profile.py::test_a_script_in_a_name_is_only_text
     programs/applications/views/test_application_section.py::test_whatever_is_typed_is_shown_as_text
B32  guards/test_fields.py::test_links_that_a_browser_would_run_are_refused
B33  startups/test_profile_actions.py::test_odd_searches_find_nothing_and_break_nothing
B34  guards/test_odd_requests.py::test_a_null_character_in_a_form_is_refused_and_nothing_is_stored
B35  guards/test_odd_requests.py::test_a_null_character_in_the_query_is_refused
     guards/test_odd_requests.py::test_a_null_character_in_the_path_is_refused
B36  programs/calls/test_engine.py::test_line_ends_and_control_characters_are_put_right
     sheets/test_writing.py::test_control_characters_and_lone_surrogates_break_no_file
B37  guards/test_odd_requests.py::test_three_megabytes_in_a_form_are_too_large
B38  programs/calls/test_engine.py::test_line_ends_and_control_characters_are_put_right
B39  guards/test_middleware.py::test_a_logged_value_cannot_forge_a_line
B40  outbox/test_wording.py::test_a_subject_is_one_short_line
B41  accounts/test_sign_up.py::test_look_alikes_and_lists_are_no_address
     accounts/test_addresses.py::test_what_is_none_is_refused
B42  outbox/test_wording.py::test_a_subject_is_one_short_line
B43  guards/test_bad_inputs.py::test_a_bomb_of_letters_is_read_in_no_time
B44  accounts/test_sign_up.py::test_which_passwords_are_taken
B45  accounts/test_profile.py::test_names_of_every_script_are_kept_and_shown_as_they_are
B46  guards/test_bad_inputs.py::test_directions_are_put_right
B47  guards/test_bad_inputs.py::test_one_name_has_one_spelling
B48  accounts/test_sign_up.py::test_look_alikes_and_lists_are_no_address
     startups/test_doubles.py::test_a_name_that_is_equal_or_nearly_so_is_asked_about
B49  guards/test_odd_requests.py::test_odd_json_is_refused_before_any_view_reads_it
B50  guards/test_odd_requests.py::test_odd_parameters_break_nothing
B51  guards/test_fields.py::test_piled_marks_are_refused
B52  guards/test_fields.py::test_numbers_are_read_as_people_write_them
     guards/test_fields.py::test_days_are_read_day_first_in_both_digits
B53  guards/test_fields.py::test_a_limit_counts_characters_in_every_script
B54  guards/test_odd_requests.py::test_a_bogus_charset_is_read_as_utf8_or_refused
B55  sheets/test_writing.py::test_no_text_ever_becomes_a_formula_in_xlsx
     sheets/test_writing.py::test_no_csv_cell_begins_like_a_formula
B56  sheets/test_writing.py::test_xlsx_keeps_numbers_days_and_long_identifiers
B57  sheets/test_writing.py::test_a_cell_that_a_spreadsheet_would_run_is_text_in_csv
B58  sheets/test_writing.py::test_a_cell_that_a_spreadsheet_would_run_is_text_in_csv
B59  sheets/test_writing.py::test_a_cell_that_a_spreadsheet_would_run_is_text_in_xlsx
B60  sheets/test_writing.py::test_quotes_separators_and_line_breaks_follow_the_standard
B61  sheets/test_writing.py::test_numbers_stay_numbers_with_the_comma_of_french_spreadsheets
B62  sheets/test_writing.py::test_a_cell_past_the_limit_is_cut_with_a_mark
     sheets/test_writing.py::test_past_the_last_row_it_goes_on_in_another_sheet
B63  sheets/test_writing.py::test_sheet_names_are_what_excel_takes
B64  calendars/test_moments.py::test_a_doubled_hour_is_asked_about_and_then_understood
B65  calendars/test_moments.py::test_an_hour_that_never_came_is_refused
B66  ground/test_zones.py::test_the_instant_of_a_deadline_is_the_one_on_the_wall
     programs/applications/test_closing.py::test_the_instant_of_closing_does_not_move_with_the_legal_time
B67  accounts/test_checks.py::test_an_old_zone_file_is_told
     accounts/test_checks.py::test_the_web_server_does_not_open_an_unsafe_portal
B68  guards/test_fields.py::test_days_that_cannot_be_are_refused
B69  guards/test_fields.py::test_days_that_cannot_be_are_refused
     calendars/test_moments.py::test_malformed_moments_are_refused
B70  programs/calls/admin/test_calls.py::test_malformed_values_come_back_with_their_reason
     programs/calls/test_actions.py::test_a_senseless_closing_is_refused
B72  programs/applications/test_filing.py::test_the_arrival_decides_whether_a_file_is_in_time
     programs/applications/test_filing.py::test_the_same_late_page_gives_the_same_answer
B73  programs/calls/views/test_call_detail.py::test_the_server_clock_opens_a_call
B74  guards/test_fields.py::test_days_that_cannot_be_are_refused
B75  permissions/test_matrix.py::test_a_denied_request_changes_nothing
     programs/applications/views/test_application_begin.py::test_another_teams_startup_is_no_choice
B76  startups/views/test_startup_edit.py::test_extra_fields_are_ignored
     accounts/test_sign_up.py::test_more_fields_give_no_rights
     programs/calls/admin/test_calls.py::test_a_posted_state_is_ignored
B77  guards/test_bad_inputs.py::test_an_altered_count_of_rows_is_refused
B78  permissions/test_matrix.py::test_malformed_ids_are_missing_and_never_an_error
     guards/test_odd_requests.py::test_odd_parameters_break_nothing
B79  programs/calls/test_engine.py::test_choices_not_offered_are_refused
     startups/views/test_startup_team.py::test_an_invented_role_changes_nothing
B80  programs/calls/admin/test_calls.py::test_odd_filters_do_not_break_the_list
     startups/views/test_startup_list.py::test_odd_addresses_are_answered_with_a_page
B81  accounts/test_sign_in.py::test_nobody_is_sent_to_another_site
     accounts/test_sessions.py::test_the_way_back_never_leads_to_another_site
B82  accounts/test_password_reset.py::test_an_edited_link_says_nothing_but_gone
     startups/views/test_invitation_detail.py::test_a_spent_link_is_gone
     outbox/views/test_unsubscribe.py::test_a_forged_link_says_so
B83  accounts/test_sessions.py::test_a_deactivated_person_is_out_on_the_next_request
     accounts/test_sign_in.py::test_signing_out_ends_the_session_for_every_copy_of_the_cookie
B84  guards/test_odd_requests.py::test_a_form_of_another_site_is_refused
     pages/test_errors.py::test_an_old_form_key_keeps_the_text
B85  startups/imports/views/test_importbatch.py::test_steps_of_an_import_that_went_on_are_gone
     programs/applications/views/test_application_section.py::test_a_section_that_does_not_exist_is_missing
B86  programs/applications/views/test_application_section.py::test_two_people_see_both_texts_and_lose_none
     programs/applications/views/test_application_section.py::test_odd_revisions_never_overwrite
B89  programs/applications/test_holdings.py::test_files_are_read_by_the_team_and_once_sent_by_staff
     documents/views/test_document_download.py::test_a_stranger_learns_nothing
B90  programs/applications/views/test_application_check.py::test_sending_twice_gives_the_same_receipt
     startups/test_races.py::test_a_double_click_puts_a_company_on_file_once
B91  programs/applications/test_races.py::test_two_tabs_on_one_section_never_lose_a_text
B92  programs/applications/test_races.py::test_sending_and_deleting_at_once_one_wins_and_the_other_is_told
B93  startups/test_races.py::test_an_invitation_accepted_many_times_at_once_gives_one_seat
B94  accounts/test_password_reset.py::test_a_used_link_is_gone
     accounts/test_password_reset.py::test_an_older_link_is_void_after_a_newer_request
B95  accounts/test_sign_in.py::test_after_five_wrong_passwords_it_is_too_many
     accounts/test_sign_in.py::test_a_stranger_locks_nobody_out
B96  startups/test_races.py::test_the_last_owner_leaves_while_the_other_is_demoted
     startups/test_races.py::test_the_database_keeps_an_owner_even_without_the_action
B97  startups/views/test_startup_edit.py::test_a_role_that_ended_during_a_long_form_gives_the_text_back
"""
#: Inputs of nouns that are not in the house yet; a line above is due with them.
LATER = {
    "B71": "bookings",
    "B87": "scores of the jury",
    "B88": "prices and hours of bookings",
}


def table() -> dict[str, list[str]]:
    """{input: its tests}"""
    tests: dict[str, list[str]] = {}
    told = ""
    for word in TABLE.split():
        if "::" in word:
            tests[told].append(word)
        else:
            told = word
            tests[told] = []
    return tests
