"""What a team lets a partner see: given and ended by its owner, kept as evidence, over the moment it is ended."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from incubator.demo import make
from incubator.errors import Refused
from incubator.journal.models import Entry
from incubator.outbox.models import Letter
from startups import history
from startups.actions import merging, sharing
from startups.models import Sharing
from startups.states import SharingScope, TeamRole
from tests.racing import at_once

pytestmark = pytest.mark.django_db
FIGURES, NAME = SharingScope.FIGURES, SharingScope.NAME


@pytest.fixture
def cluster(db):
    return make.partner(name="Cluster").organisation


def shared(company, cluster, by, scope=FIGURES):
    return sharing.share(company.pk, organisation=cluster, scope=scope, language="ar", by=by)


def test_a_consent_keeps_who_gave_it_when_and_on_which_text(company, cast, cluster):
    given = shared(company, cluster, cast.owner)

    assert (given.given_by, given.language, given.wording) == (cast.owner, "ar", sharing.WORDING)
    assert given.since == timezone.localdate()
    assert Sharing.objects.live().of(company).with_organisation(cluster).with_figures().get() == given
    assert "Cluster" in history.lines(company, reader=cast.owner)[0].what


def test_the_same_consent_twice_is_one(company, cast, cluster):
    assert shared(company, cluster, cast.owner) == shared(company, cluster, cast.owner)
    assert Entry.objects.about(company).filter(verb="share").count() == 1


def test_another_scope_ends_the_one_before(company, cast, cluster):
    narrow = shared(company, cluster, cast.owner, NAME)
    wide = shared(company, cluster, cast.owner)

    narrow.refresh_from_db()
    assert not narrow.is_live
    assert list(Sharing.objects.live()) == [wide]


def test_what_is_ended_is_over_the_same_day_and_may_begin_anew(company, cast, cluster):
    given = shared(company, cluster, cast.owner)

    sharing.stop_sharing(given.pk, by=cast.owner)
    ended = sharing.stop_sharing(given.pk, by=cast.editor)

    assert ended.ended_by == cast.owner
    assert not Sharing.objects.live().exists()
    assert Entry.objects.about(company).filter(verb="stop_sharing").count() == 1
    assert shared(company, cluster, cast.owner).pk != given.pk


def test_a_day_is_asked_about_as_it_was(company, cluster):
    today = timezone.localdate()
    over = make.sharing(of=company, to=cluster, days=10, is_over=True)

    assert list(Sharing.objects.live(on=today - timedelta(days=1))) == [over]
    assert not Sharing.objects.live(on=today).exists()
    assert not Sharing.objects.live(on=today - timedelta(days=11)).exists()


def test_every_owner_is_told_of_the_beginning_and_of_the_end(company, cast, cluster):
    second = make.member(of=company, role=TeamRole.OWNER)

    sharing.stop_sharing(shared(company, cluster, cast.owner).pk, by=cast.owner)

    told = Letter.objects.filter(kind__startswith="startups.sharing").values_list("kind", "person")
    assert set(told) == {
        (f"startups.sharing_{kind}", who.pk) for kind in ("begun", "ended") for who in (cast.owner, second)
    }


@pytest.mark.parametrize("case", ["scope", "archived"])
def test_what_cannot_be_shared_is_refused(company, cast, cluster, case):
    if case == "archived":
        cluster.is_archived = True
        cluster.save()

    with pytest.raises(Refused):
        shared(company, cluster, cast.owner, "everything" if case == "scope" else NAME)

    assert not Sharing.objects.exists()


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("has_a_time_once_it_is_over", {"ended_at": timezone.now()}),
        ("has_a_time_once_it_is_over", {"until": timezone.localdate()}),
        ("ends_after_it_began", {"until": timezone.localdate() - timedelta(days=1), "ended_at": timezone.now()}),
    ],
)
def test_the_database_refuses(company, cluster, name, values):
    given = make.sharing(of=company, to=cluster)

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Sharing.objects.filter(pk=given.pk).update(**values)


def test_it_is_seen_by_the_team_and_by_staff(company, cast, cluster):
    given = make.sharing(of=company, to=cluster)

    assert [given in Sharing.objects.visible_to(who) for who in (cast.reader, cast.staff)] == [True, True]
    assert [given in Sharing.objects.visible_to(who) for who in (cast.companion, cast.stranger)] == [False, False]


def test_when_two_records_become_one_each_partner_is_shared_with_once(company, cluster):
    double = make.startup(name="Chamsi Froid Maroc")
    here, there = make.sharing(of=company, to=cluster, scope=NAME), make.sharing(of=double, to=cluster)
    alone = make.sharing(of=double)

    merging.merge(double.pk, into=company.pk, reason="La même.", by=None)

    assert set(Sharing.objects.live().of(company)) == {here, alone}
    there.refresh_from_db()
    assert not there.is_live


def share_without_asking(company, cluster):
    """As somebody would write it who forgets the lock: a look before the leap."""
    if not Sharing.objects.live().of(company).with_organisation(cluster).exists():
        Sharing.objects.create(startup=company, organisation=cluster, language="fr")


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_owners_share_at_once():
    company, cluster = make.startup(), make.partner().organisation
    first, second = make.owner_of(company), make.member(of=company, role=TeamRole.OWNER)

    given = at_once([lambda who=who: shared(company, cluster, who) for who in (first, second)])

    assert given[0] == given[1]
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX startup_shares_once_with_a_partner")
    Sharing.objects.all().delete()
    try:
        at_once([lambda: share_without_asking(company, cluster)] * 8)
        Sharing.objects.create(startup=company, organisation=cluster, language="fr")
        assert Sharing.objects.count() > 1, "control: without lock and index nothing holds"
    finally:
        Sharing.objects.all().delete()
        with connection.cursor() as cursor:
            cursor.execute(
                "CREATE UNIQUE INDEX startup_shares_once_with_a_partner ON startups_sharing (startup_id, organisation_id) WHERE until IS NULL"
            )
