"""What a team lets a partner organisation see, and the end of it. The caller has asked whether the person is an owner."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from incubator.accounts.models import User
from incubator.errors import Refused
from incubator.journal.models import record
from startups import notices
from startups.actions.seats import locked
from startups.models import Organisation, Sharing
from startups.states import SharingScope

#: Version of the text that is agreed to (templates/startups/_sharing_terms.html): one more whenever its sense changes.
WORDING = 1


@transaction.atomic
def share(startup_id: int, *, organisation: Organisation, scope: str, language: str, by: User) -> Sharing:
    """The same again is one consent; another scope ends the one before and begins anew."""
    startup = locked(startup_id)
    if scope not in SharingScope.values:
        raise Refused(_("Choose what is shared."), field="scope")
    if organisation.is_archived:
        raise Refused(_("This organisation is no longer a partner."), field="organisation")
    before = Sharing.objects.locked().with_card().of(startup).with_organisation(organisation).filter(until=None).first()
    if before and before.scope == scope:
        return before
    if before:
        _end(before, by=by)
    given = Sharing.objects.create(
        startup=startup, organisation=organisation, scope=scope, language=language, wording=WORDING, given_by=by
    )
    record("share", startup, by=by, name=organisation.name, organisation=organisation.pk, scope=scope, wording=WORDING)
    notices.sharing_begun(given)
    return given


@transaction.atomic
def stop_sharing(sharing_id: int, *, by: User) -> Sharing:
    """From this moment on the organisation sees the startup no more. Twice is once."""
    locked(Sharing.objects.values_list("startup", flat=True).get(pk=sharing_id))
    sharing = Sharing.objects.locked().with_card().get(pk=sharing_id)
    if sharing.is_live:
        _end(sharing, by=by)
        record(
            "stop_sharing",
            sharing.startup,
            by=by,
            name=sharing.organisation.name,
            organisation=sharing.organisation_id,
            scope=sharing.scope,
        )
        notices.sharing_ended(sharing)
    return sharing


def _end(sharing: Sharing, *, by: User | None) -> None:
    sharing.until, sharing.ended_at, sharing.ended_by = timezone.localdate(), timezone.now(), by
    sharing.save(update_fields=["until", "ended_at", "ended_by"])
