"""The sites of the park and their rooms."""

from events.places.models import Resource
from events.places.states import ResourceKind
from programs.partners.models import Partner, Site

SITES = (
    ("casablanca", "Casablanca", "الدار البيضاء", "MA-06", "Route de Nouaceur"),
    ("rabat", "Rabat", "الرباط", "MA-04", "Avenue Al Araar"),
    ("tanger", "Tanger", "طنجة", "MA-01", "Route de Rabat"),
    ("agadir", "Agadir", "أكادير", "MA-09", "Boulevard Mohammed V"),
)
#: site, code, French, English, Arabic, seats, minutes before and after each use
ROOMS = (
    ("casablanca", "casa-auditorium", "Auditorium", "Auditorium", "القاعة الكبرى", 200, 30),
    ("casablanca", "casa-argan", "Salle Argan", "Argan room", "قاعة أركان", 40, 15),
    ("casablanca", "casa-atelier", "Atelier de prototypage", "Prototyping workshop", "ورشة النماذج", 24, 30),
    ("rabat", "rabat-bouregreg", "Salle Bouregreg", "Bouregreg room", "قاعة أبي رقراق", 60, 15),
    ("tanger", "tanger-detroit", "Salle du Détroit", "Strait room", "قاعة المضيق", 30, 15),
    ("agadir", "agadir-souss", "Salle Souss", "Souss room", "قاعة سوس", 80, 15),
)


def sites(host: Partner) -> dict[str, Site]:
    made = Site.objects.bulk_create(
        Site(
            code=code,
            name_fr=f"Technopark {city}",
            name_en=f"Technopark {city}",
            name_ar=f"تكنوبارك {arabic}",
            partner=host,
            region=region,
            city=city,
            address=f"{address} (démonstration)",
        )
        for code, city, arabic, region, address in SITES
    )
    return {site.code: site for site in made}


def rooms(at: dict[str, Site]) -> dict[str, Resource]:
    made = [
        Resource(
            site=at[site], code=code, name_fr=fr, name_en=en, name_ar=ar, capacity=seats, set_up=around, clean_up=around
        )
        for site, code, fr, en, ar, seats, around in ROOMS
    ]
    made.append(
        Resource(
            site=at["casablanca"],
            kind=ResourceKind.EQUIPMENT,
            code="casa-regie",
            name_fr="Régie vidéo mobile",
            name_en="Mobile video desk",
            name_ar="معدات البث المتنقلة",
        )
    )
    return {room.code: room for room in Resource.objects.bulk_create(made)}
