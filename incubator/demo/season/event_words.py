"""What the demonstration's events say, in three languages; French titles are those of the seed."""

THEMES = (
    ("energie", "Énergies renouvelables", "Renewable energy", "الطاقات المتجددة"),
    ("circulaire", "Économie circulaire", "Circular economy", "الاقتصاد الدائري"),
    ("financement", "Financement", "Financing", "التمويل"),
)
#: Labels, not names: whoever speaks here is invented.
SPEAKERS = (
    (
        "Ingénieure Arganier (fictive)",
        "Ingénieure en stockage",
        "Storage engineer",
        "مهندسة في تخزين الطاقة",
        "Bureau d’études fictif",
    ),
    ("Directeur Cèdre (fictif)", "Directeur de fonds", "Fund manager", "مدير صندوق استثمار", "Fonds fictif"),
    (
        "Chercheuse Thuya (fictive)",
        "Chercheuse, économie circulaire",
        "Circular economy researcher",
        "باحثة في الاقتصاد الدائري",
        "Université fictive",
    ),
)
#: For whom, as the seed says it in French.
AUDIENCES = {
    "tout public": ("Everybody", "للجميع"),
    "startups, banques, fonds": ("Startups, banks, funds", "المقاولات الناشئة والأبناك والصناديق"),
    "porteurs de projet": ("People with a project", "حاملو المشاريع"),
    "candidats": ("Applicants", "المترشحون"),
    "présélectionnés": ("Preselected applicants", "المنتقون أولياً"),
    "startups incubées": ("Startups of our programmes", "المقاولات المحتضنة"),
    "investisseurs, partenaires, presse": ("Investors, partners, press", "المستثمرون والشركاء والصحافة"),
}
WORDS: dict[str, dict[str, str]] = {
    "EVT-01": {
        "title_en": "GreenTech and energy sovereignty: where does the ecosystem stand?",
        "title_ar": "التكنولوجيا الخضراء والسيادة الطاقية: أين وصلت المنظومة؟",
        "summary_fr": "Une matinée pour faire le point avec les acteurs publics, les industriels et les startups.",
        "summary_en": "A morning to take stock with public bodies, industry and startups.",
        "summary_ar": "صبيحة لتقييم الوضع مع الفاعلين العموميين والصناعيين والمقاولات الناشئة.",
    },
    "EVT-02": {
        "title_en": "Financing a young green company: grants, loans, equity",
        "title_ar": "تمويل مقاولة خضراء فتية: المنح والقروض والأموال الذاتية",
        "summary_fr": "Ce que chaque source de financement demande, et dans quel ordre les solliciter.",
        "summary_en": "What each source of money asks for, and in which order to approach them.",
        "summary_ar": "ما يطلبه كل مصدر تمويل، وترتيب التوجه إليها.",
    },
    "EVT-03": {
        "title_en": "Workshop: from the idea to the prototyping plan",
        "title_ar": "ورشة: من الفكرة إلى مخطط النموذج الأولي",
        "summary_fr": "Une journée pour décrire le prototype, ses essais et leur coût.",
        "summary_en": "A day to describe the prototype, its trials and what they cost.",
        "summary_ar": "يوم لوصف النموذج الأولي وتجاربه وتكلفتها.",
    },
    "EVT-04": {
        "title_en": "Information meeting: the GreenScale call for applications",
        "title_ar": "لقاء إخباري: طلب الترشيحات غرين سكيل",
        "summary_fr": "Le dossier, le calendrier, les critères : une heure de questions et de réponses en ligne.",
        "summary_en": "The file, the calendar, the criteria: an hour of questions and answers online.",
        "summary_ar": "الملف والآجال والمعايير: ساعة من الأسئلة والأجوبة عن بعد.",
    },
    "EVT-05": {
        "title_en": "GreenScale preselection bootcamp (48 h)",
        "title_ar": "معسكر الانتقاء الأولي غرين سكيل (48 ساعة)",
        "summary_fr": "Deux jours avec les coachs pour éprouver le projet avant le jury.",
        "summary_en": "Two days with the coaches to test the project before the jury.",
        "summary_ar": "يومان مع المواكبين لاختبار المشروع قبل لجنة التحكيم.",
    },
    "EVT-06": {
        "title_en": "Workshop: calculating avoided emissions",
        "title_ar": "ورشة: حساب الانبعاثات المتجنبة",
        "summary_fr": "La méthode, sur un exemple, puis sur votre propre solution.",
        "summary_en": "The method, on an example, then on your own solution.",
        "summary_ar": "المنهجية على مثال، ثم على حلكم الخاص.",
    },
    "EVT-07": {
        "title_en": "Visit of a production line of solar structures",
        "title_ar": "زيارة خط إنتاج هياكل الألواح الشمسية",
        "summary_fr": "Quinze places : dites en quelques mots ce que la visite apportera à votre projet.",
        "summary_en": "Fifteen places: say in a few words what the visit will bring to your project.",
        "summary_ar": "خمسة عشر مقعداً: اذكروا بإيجاز ما ستضيفه الزيارة لمشروعكم.",
    },
    "EVT-08": {
        "title_fr": "Séminaire : économie circulaire et valorisation des déchets",
        "title_en": "Seminar: circular economy and making use of waste",
        "title_ar": "ندوة: الاقتصاد الدائري وتثمين النفايات",
        "summary_fr": "En arabe : filières, normes et débouchés, avec des retours d’expérience du Souss.",
        "summary_en": "In Arabic: chains, standards and outlets, with experience from the Souss.",
        "summary_ar": "السلاسل والمعايير ومنافذ التسويق، مع تجارب من سوس.",
    },
    "EVT-09": {
        "title_fr": "Hydrogène, stockage et batteries : quelle place pour les startups ?",
        "title_en": "Hydrogen, storage and batteries: what role for start-ups?",
        "title_ar": "الهيدروجين والتخزين والبطاريات: أي دور للمقاولات الناشئة؟",
        "summary_fr": "En anglais : une demi-journée de conférences et de démonstrations.",
        "summary_en": "Half a day of talks and demonstrations.",
        "summary_ar": "بالإنجليزية: نصف يوم من المحاضرات والعروض.",
    },
    "EVT-10": {
        "title_en": "Demo Day – GreenStart, cohort 2",
        "title_ar": "يوم العروض – غرين ستارت، الفوج 2",
        "summary_fr": "Les six startups de la promotion présentent leur solution, leurs clients et leurs besoins.",
        "summary_en": "The six startups of the cohort present their solution, their customers and their needs.",
        "summary_ar": "تقدم المقاولات الست للفوج حلولها وزبناءها وحاجياتها.",
    },
    "FOR-01": {
        "title_fr": "Construire un modèle économique vert",
        "title_en": "Building a green business model",
        "title_ar": "بناء نموذج اقتصادي أخضر",
        "summary_fr": "Trois matinées pour la promotion : valeur, coûts, prix, et ce que l’on mesure.",
        "summary_en": "Three mornings for the cohort: value, costs, prices, and what is measured.",
        "summary_ar": "ثلاث صبيحات للفوج: القيمة والتكاليف والأثمنة وما يُقاس.",
    },
}
#: Lines of the agenda of the large conference: minutes after the start, length, title, speaker.
TALKS = (
    (0, 30, "Accueil et mot d’ouverture", "Welcome and opening", "الاستقبال وكلمة الافتتاح", None),
    (30, 60, "Stocker l’énergie : où en sommes-nous ?", "Storing energy: where do we stand?", "تخزين الطاقة: أين وصلنا؟", 0),
    (90, 45, "Financer une première ligne", "Financing a first line", "تمويل أول خط إنتاج", 1),
    (135, 45, "Seconde vie des batteries", "A second life for batteries", "حياة ثانية للبطاريات", 2),
)  # fmt: skip
