"""Places as people write them (domain.md 1.3) and the short words of the TRL scale (1.9).

Regions are named by their ISO 3166-2 code. Spellings vary, so places are compared without case, accents, apostrophes,
hyphens and articles; other names that people use stand in `OTHER_NAMES`.
"""

from django.utils.translation import gettext_lazy as _

from incubator.text import search_key

#: Seats first, then provinces and prefectures in the official order, then the larger cities that are neither.
CITIES: dict[str, tuple[str, ...]] = {
    "MA-01": (
        "Tanger",
        "Tétouan",
        "Al Hoceïma",
        "Larache",
        "Chefchaouen",
        "Ouezzane",
        "M’diq",
        "Fnideq",
        "Fahs-Anjra",
        "Assilah",
        "Ksar El Kébir",
    ),
    "MA-02": ("Oujda", "Nador", "Berkane", "Driouch", "Jerada", "Taourirt", "Guercif", "Figuig"),
    "MA-03": ("Fès", "Meknès", "El Hajeb", "Ifrane", "Moulay Yaâcoub", "Sefrou", "Boulemane", "Taounate", "Taza"),
    "MA-04": ("Rabat", "Salé", "Témara", "Skhirate", "Kénitra", "Khémisset", "Sidi Kacem", "Sidi Slimane"),
    "MA-05": ("Béni Mellal", "Azilal", "Fquih Ben Salah", "Khénifra", "Khouribga"),
    "MA-06": (
        "Casablanca",
        "Mohammedia",
        "El Jadida",
        "Nouaceur",
        "Médiouna",
        "Benslimane",
        "Berrechid",
        "Settat",
        "Sidi Bennour",
    ),
    "MA-07": (
        "Marrakech",
        "Chichaoua",
        "Al Haouz",
        "El Kelâa des Sraghna",
        "Essaouira",
        "Rehamna",
        "Ben Guerir",
        "Safi",
        "Youssoufia",
    ),
    "MA-08": ("Errachidia", "Ouarzazate", "Midelt", "Tinghir", "Zagora"),
    "MA-09": ("Agadir", "Inezgane", "Aït Melloul", "Chtouka-Aït Baha", "Taroudant", "Tiznit", "Tata"),
    "MA-10": ("Guelmim", "Assa-Zag", "Tan-Tan", "Sidi Ifni"),
    "MA-11": ("Laâyoune", "Boujdour", "Tarfaya", "Es-Semara"),
    "MA-12": ("Dakhla", "Oued Ed-Dahab", "Aousserd"),
}
REGION_NAMES: dict[str, tuple[str, ...]] = {
    "MA-01": ("Tanger-Tétouan-Al Hoceïma", "طنجة تطوان الحسيمة", "Tangier-Tetouan-Al Hoceima"),
    "MA-02": ("L’Oriental", "الشرق", "Oriental", "Région de l’Oriental"),
    "MA-03": ("Fès-Meknès", "فاس مكناس", "Fez-Meknes"),
    "MA-04": ("Rabat-Salé-Kénitra", "الرباط سلا القنيطرة"),
    "MA-05": ("Béni Mellal-Khénifra", "بني ملال خنيفرة"),
    "MA-06": ("Casablanca-Settat", "الدار البيضاء سطات", "Grand Casablanca-Settat"),
    "MA-07": ("Marrakech-Safi", "مراكش آسفي", "Marrakesh-Safi"),
    "MA-08": ("Drâa-Tafilalet", "درعة تافيلالت"),
    "MA-09": ("Souss-Massa", "سوس ماسة"),
    "MA-10": ("Guelmim-Oued Noun", "كلميم واد نون"),
    "MA-11": ("Laâyoune-Sakia El Hamra", "العيون الساقية الحمراء"),
    "MA-12": ("Dakhla-Oued Ed-Dahab", "الداخلة وادي الذهب"),
}
OTHER_NAMES: dict[str, str] = {
    "Tangier": "Tanger",
    "طنجة": "Tanger",
    "تطوان": "Tétouan",
    "الحسيمة": "Al Hoceïma",
    "العرائش": "Larache",
    "شفشاون": "Chefchaouen",
    "Asilah": "Assilah",
    "Tanger-Assilah": "Tanger",
    "M’diq-Fnideq": "M’diq",
    "وجدة": "Oujda",
    "Oujda-Angad": "Oujda",
    "الناظور": "Nador",
    "بركان": "Berkane",
    "Fez": "Fès",
    "فاس": "Fès",
    "مكناس": "Meknès",
    "إفران": "Ifrane",
    "تازة": "Taza",
    "الرباط": "Rabat",
    "سلا": "Salé",
    "تمارة": "Témara",
    "Skhirate-Témara": "Témara",
    "القنيطرة": "Kénitra",
    "بني ملال": "Béni Mellal",
    "خنيفرة": "Khénifra",
    "خريبكة": "Khouribga",
    "Casa": "Casablanca",
    "الدار البيضاء": "Casablanca",
    "Mohammadia": "Mohammedia",
    "المحمدية": "Mohammedia",
    "الجديدة": "El Jadida",
    "برشيد": "Berrechid",
    "سطات": "Settat",
    "Marrakesh": "Marrakech",
    "مراكش": "Marrakech",
    "آسفي": "Safi",
    "الصويرة": "Essaouira",
    "Benguerir": "Ben Guerir",
    "ابن جرير": "Ben Guerir",
    "الرشيدية": "Errachidia",
    "ورزازات": "Ouarzazate",
    "Agadir Ida-Outanane": "Agadir",
    "أكادير": "Agadir",
    "إنزكان": "Inezgane",
    "Inezgane-Aït Melloul": "Inezgane",
    "Taroudannt": "Taroudant",
    "تارودانت": "Taroudant",
    "تزنيت": "Tiznit",
    "كلميم": "Guelmim",
    "العيون": "Laâyoune",
    "Smara": "Es-Semara",
    "السمارة": "Es-Semara",
    "Laayoune": "Laâyoune",
    "الداخلة": "Dakhla",
}
_ARTICLES = frozenset(["l", "la", "le", "les", "el", "al", "d", "de", "des", "du", "ed", "es"])

#: European wording, short.
TRL_WORDS = {
    1: _("principles observed"),
    2: _("concept formulated"),
    3: _("proof of concept"),
    4: _("validated in the laboratory"),
    5: _("validated in a relevant environment"),
    6: _("demonstrated in a relevant environment"),
    7: _("demonstrated in an operational environment"),
    8: _("system complete and qualified"),
    9: _("proven in operation"),
}


def place_key(name: str) -> str:
    """Letters only: no case, accents, apostrophes, hyphens, blanks or articles (Al Hoceïma, Hoceima; L’Oriental, Oriental)."""
    words = search_key(name).split()
    kept = [word for word in words if word not in _ARTICLES] or words
    return "".join(word.removeprefix("ال") if len(word) > 4 else word for word in kept)


_CITY_OF = {place_key(city): (city, code) for code, cities in CITIES.items() for city in cities}
_CITY_OF |= {place_key(other): _CITY_OF[place_key(city)] for other, city in OTHER_NAMES.items()}
_REGION_OF = {place_key(name): code for code, names in REGION_NAMES.items() for name in (code, *names)}


def find_region(name: str) -> str:
    """The code of the region of this name or code, in any spelling; empty when there is none."""
    return _REGION_OF.get(place_key(name), "")


def find_city(name: str) -> tuple[str, str]:
    """(our spelling, code of its region); for a place that is not on our list, as it was written and no region."""
    return _CITY_OF.get(place_key(name), (name, ""))


def cities(first: str = "") -> list[tuple[str, str]]:
    """(city, code of its region) to choose from, those of the region `first` before the others."""
    codes = sorted(CITIES, key=lambda code: code != first)
    return [(city, code) for code in codes for city in CITIES[code]]
