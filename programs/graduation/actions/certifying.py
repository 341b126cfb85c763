"""Certificates: what they say is frozen when they are issued; one that was wrong is revoked with a reason, and another issued."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from incubator.errors import Refused
from incubator.journal.models import record
from incubator.words import LANGUAGES
from programs.cohorts.models import Enrolment
from programs.graduation import notices
from programs.graduation.models import Graduation, GraduationCertificate


def give(graduation: Graduation, *, by: Any) -> GraduationCertificate:
    """The caller holds the lock of its participation."""
    made = GraduationCertificate.objects.create(
        graduation=graduation, issued_by=by, facts=_facts(graduation.enrolment, graduation)
    )
    record("issue_certificate", graduation, by=by, code=made.code)
    return made


def _facts(place: Enrolment, graduation: Graduation) -> dict[str, Any]:
    startup, cohort, programme = place.startup, place.cohort, place.cohort.programme
    begins = cohort.starts_on or timezone.localdate(place.enrolled_at)
    return {
        "startup": startup.name,
        "legal_form": startup.legal_form,
        "ice": startup.ice,
        "programme": {code: getattr(programme, f"name_{code}") for code in LANGUAGES},
        "cohort": {code: getattr(cohort, f"name_{code}") for code in LANGUAGES},
        "from": min(begins, graduation.graduated_on).isoformat(),
        "to": graduation.graduated_on.isoformat(),
        "partners": [one.organisation.name for one in programme.partners.select_related("organisation")],
    }


@transaction.atomic
def issue(graduation_id: Any, *, by: Any) -> Graduation:
    """Another one, with what is known today, once the first was revoked; the team gets it. Twice is once."""
    graduation = Graduation.objects.locked().with_card().get(pk=graduation_id)
    if not graduation.certificates.standing().exists():
        notices.certificate_renewed(graduation, give(graduation, by=by))
    return graduation


@transaction.atomic
def revoke(graduation_id: Any, *, by: Any, reason: str) -> Graduation:
    """Its page then says that it is revoked, and the team reads why. Twice is once."""
    graduation = Graduation.objects.locked().with_card().get(pk=graduation_id)
    standing = graduation.certificates.standing().first()
    if standing is None:
        return graduation
    if not reason.strip():
        raise Refused(_("Say why the certificate is revoked."), field="reason")
    standing.revoked_at, standing.revoked_reason = timezone.now(), reason[:300]
    standing.save(update_fields=["revoked_at", "revoked_reason"])
    record("revoke_certificate", graduation, by=by, note=reason, code=standing.code)
    notices.certificate_revoked(graduation, standing)
    return graduation
