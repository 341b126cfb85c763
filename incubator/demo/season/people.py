"""Who signs in. Roles arise from facts: a flag, a team, a jury seat, a companion, a mandate."""

from dataclasses import dataclass

from incubator.accounts.models import User
from incubator.demo import make


@dataclass(frozen=True)
class Cast:
    admin: User
    staff: User
    colleague: User
    founder: User
    founder2: User
    juror: User
    juror2: User
    coach: User
    partner: User


def cast() -> Cast:
    return Cast(
        admin=make.person(email="admin@demo.test", name="Administratrice (fictive)", is_staff=True, is_superuser=True),
        staff=make.staff(email="staff@demo.test", name="Chargée de programme (fictive)"),
        colleague=make.staff(email="staff2@demo.test", name="Chargé de programme (fictif)"),
        founder=make.person(email="founder@demo.test", name="Fondatrice Qamartoit (fictive)"),
        founder2=make.person(email="founder2@demo.test", name="Fondateur Boughazvent (fictif)", language="ar"),
        juror=make.person(email="juror@demo.test", name="Jurée (fictive)"),
        juror2=make.person(email="juror2@demo.test", name="Juré (fictif)"),
        coach=make.person(email="coach@demo.test", name="Coach Arganier (fictif)"),
        partner=make.person(email="partner@demo.test", name="Lectrice partenaire (fictive)"),
    )
