"""What the demonstration's milestones are called and ask for: (days after the start, evidence wanted, words)."""

from typing import Any

DONE = "Vingt-deux entretiens menés, mesures jointes. Les chiffres sont repris dans le tableau de suivi."
MISSING = "Le coût de revient manque : ajoutez le détail par pièce, avec les devis."
WAIVED = "Déjà fait avant l’entrée dans le programme."


def _said(title: tuple[str, str, str], asked: tuple[str, str, str]) -> dict[str, str]:
    languages = ("fr", "en", "ar")
    titles = {f"title_{code}": words for code, words in zip(languages, title, strict=True)}
    return titles | {f"asked_{code}": words for code, words in zip(languages, asked, strict=True)}


def _named(fr: str, en: str, ar: str) -> dict[str, str]:
    return {"name_fr": fr, "name_en": en, "name_ar": ar}


PLANS: dict[str, dict[str, Any]] = {
    "GREENSTART": {
        "name": _named("Parcours d’incubation, 12 mois", "Incubation path, 12 months", "مسار الاحتضان، 12 شهراً"),
        "items": [
            (
                15,
                False,
                _said(
                    ("Diagnostic de départ", "Starting diagnosis", "التشخيص الأولي"),
                    (
                        "Faites le point avec votre chargée de programme : équipe, produit, marché, finances.",
                        "Take stock with your programme officer: team, product, market, money.",
                        "قوموا بجرد الوضع مع المكلفة بالبرنامج: الفريق والمنتوج والسوق والمالية.",
                    ),
                ),
            ),
            (
                45,
                True,
                _said(
                    ("Vingt entretiens clients", "Twenty customer interviews", "عشرون مقابلة مع الزبناء"),
                    (
                        "Un compte rendu de vingt entretiens : qui, quel problème, ce qu’ils paient aujourd’hui.",
                        "Notes of twenty interviews: who, which problem, what they pay today.",
                        "محضر عشرين مقابلة: من، وأي مشكل، وكم يؤدون اليوم.",
                    ),
                ),
            ),
            (
                75,
                True,
                _said(
                    ("Plan de prototypage", "Prototyping plan", "مخطط النموذج الأولي"),
                    (
                        "Ce que le prototype doit prouver, les essais, les pièces et leur prix.",
                        "What the prototype must prove, the tests, the parts and their price.",
                        "ما يجب أن يثبته النموذج الأولي، والاختبارات، والقطع وأثمنتها.",
                    ),
                ),
            ),
            (
                100,
                True,
                _said(
                    ("Premier prototype", "First prototype", "النموذج الأولي"),
                    (
                        "Photos, mesures, et le coût de revient par pièce.",
                        "Photos, measurements, and the cost of each part.",
                        "صور وقياسات، وكلفة كل قطعة.",
                    ),
                ),
            ),
            (
                115,
                True,
                _said(
                    ("Premier pilote signé", "First pilot signed", "توقيع أول تجربة ميدانية"),
                    (
                        "La lettre d’un premier site pilote, avec la date et le lieu.",
                        "The letter of a first pilot site, with date and place.",
                        "رسالة أول موقع تجريبي، مع التاريخ والمكان.",
                    ),
                ),
            ),
            (
                128,
                True,
                _said(
                    ("Bilan de mi-parcours", "Mid-term review", "حصيلة منتصف المسار"),
                    (
                        "Deux pages : ce qui est atteint, ce qui change, ce dont vous avez besoin.",
                        "Two pages: what is reached, what changes, what you need.",
                        "صفحتان: ما تحقق، وما تغير، وما تحتاجون إليه.",
                    ),
                ),
            ),
            (
                210,
                True,
                _said(
                    ("Premiers clients payants", "First paying customers", "أول الزبناء المؤدين"),
                    (
                        "Trois factures ou bons de commande.",
                        "Three invoices or purchase orders.",
                        "ثلاث فواتير أو سندات طلب.",
                    ),
                ),
            ),
            (
                330,
                True,
                _said(
                    ("Dossier de financement", "Funding file", "ملف التمويل"),
                    (
                        "Plan à trois ans, besoins, et les financeurs que vous visez.",
                        "Plan for three years, needs, and the funders you aim at.",
                        "مخطط لثلاث سنوات، والحاجيات، والممولون المستهدفون.",
                    ),
                ),
            ),
        ],
    },
    "GREENSCALE": {
        "name": _named("Parcours d’accélération, 6 mois", "Acceleration path, 6 months", "مسار التسريع، 6 أشهر"),
        "items": [
            (
                14,
                False,
                _said(
                    ("Objectifs de croissance", "Growth targets", "أهداف النمو"),
                    (
                        "Trois objectifs chiffrés pour six mois.",
                        "Three targets in figures for six months.",
                        "ثلاثة أهداف مرقمة لستة أشهر.",
                    ),
                ),
            ),
            (
                60,
                True,
                _said(
                    ("Plan d’industrialisation", "Industrialisation plan", "مخطط التصنيع"),
                    (
                        "Procédés, fournisseurs, capacité, coût par unité.",
                        "Processes, suppliers, capacity, cost per unit.",
                        "الطرق والموردون والطاقة الإنتاجية والكلفة لكل وحدة.",
                    ),
                ),
            ),
            (
                150,
                True,
                _said(
                    ("Rencontre avec des investisseurs", "Meeting investors", "لقاء المستثمرين"),
                    (
                        "La présentation, et ce que trois investisseurs en ont dit.",
                        "The deck, and what three investors said of it.",
                        "العرض، وما قاله عنه ثلاثة مستثمرين.",
                    ),
                ),
            ),
        ],
    },
}
