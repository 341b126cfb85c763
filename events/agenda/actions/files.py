"""Files that go with an event, and pictures of speakers: kept by documents, named here by their key."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from events.agenda.models import Material, Speaker
from incubator.documents import actions as documents
from incubator.documents.store import store
from incubator.errors import Refused
from incubator.journal.models import record

MATERIAL, PICTURE = "event_material", "speaker_picture"


@transaction.atomic
def keep_material(material: Material, *, by: Any, upload: Any = None) -> Material:
    """A link or a file; a new file takes the place of the old one."""
    if upload:
        material.document = store(upload, purpose=MATERIAL, about=material.event, by=by).pk
    if not material.link and material.document is None:
        raise Refused(_("Give a link or choose a file."), field="link")
    material.save()
    record("keep_material", material.event, by=by, note=material.title_fr)
    return material


@transaction.atomic
def keep_speaker(speaker: Speaker, *, by: Any, upload: Any = None) -> Speaker:
    """Without a dated consent there is no picture."""
    if speaker.consented_on is None and (upload or speaker.picture):
        raise Refused(_("A picture needs the consent of the person, with its date."), field="consented_on")
    speaker.save()
    if upload:
        speaker.picture = store(upload, purpose=PICTURE, about=speaker, by=by).pk
        speaker.save(update_fields=["picture"])
    record("keep_speaker", speaker, by=by)
    return speaker


@transaction.atomic
def drop_picture(speaker_id: int, *, by: Any) -> Speaker:
    """The consent ends: picture gone, nothing of her or him is public."""
    speaker = Speaker.objects.select_for_update(no_key=True, of=("self",)).get(pk=speaker_id)
    if speaker.picture:
        documents.remove(speaker.picture, by=by)
    speaker.picture, speaker.consented_on = None, None
    speaker.save(update_fields=["picture", "consented_on"])
    record("end_consent", speaker, by=by)
    return speaker
