"""What the demonstration's programmes and calls say, in three languages."""

SUMMARIES = {
    "GREENSTART": {
        "fr": "Du concept au premier client : hébergement, formations, coaching et plan de prototypage.",
        "en": "From concept to first customer: hosting, training, coaching and a prototyping plan.",
        "ar": "من الفكرة إلى أول زبون: الإيواء والتكوين والمواكبة ومخطط النموذج الأولي.",
    },
    "GREENSCALE": {
        "fr": "Industrialiser, vendre et financer : assistance à l’industrialisation, donneurs d’ordre, investisseurs.",
        "en": "Industrialise, sell and finance: industrialisation support, buyers, investors.",
        "ar": "التصنيع والبيع والتمويل: المساعدة على التصنيع، الآمرون بالأعمال، المستثمرون.",
    },
}
PHASES = [
    {
        "name": {"fr": "Aube", "en": "Dawn", "ar": "الفجر"},
        "when": {"fr": "6 semaines", "en": "6 weeks", "ar": "6 أسابيع"},
        "text": {
            "fr": "Dossier en ligne, présélection, deux jours de jury. Vous recevez un avis motivé, retenu ou non.",
            "en": "Online file, preselection, two days of jury. You receive a reasoned opinion, selected or not.",
            "ar": "ملف عبر الإنترنت، انتقاء أولي، يومان أمام لجنة التحكيم. تتوصلون برأي معلَّل في كل الأحوال.",
        },
    },
    {
        "name": {"fr": "Lever", "en": "Sunrise", "ar": "الشروق"},
        "when": {"fr": "mois 1 et 2", "en": "months 1 and 2", "ar": "الشهران 1 و2"},
        "text": {
            "fr": "Diagnostic technique et financier, plan de travail avec votre coach.",
            "en": "Technical and financial diagnosis, a work plan with your coach.",
            "ar": "تشخيص تقني ومالي، ومخطط عمل مع المواكب.",
        },
    },
    {
        "name": {"fr": "Ascension", "en": "Climb", "ar": "الصعود"},
        "when": {"fr": "mois 3 à 5", "en": "months 3 to 5", "ar": "الشهور 3 إلى 5"},
        "text": {
            "fr": "Industrialisation, essais chez un premier client, dossier de financement.",
            "en": "Industrialisation, trials at a first customer, financing file.",
            "ar": "التصنيع، تجارب لدى أول زبون، ملف التمويل.",
        },
    },
    {
        "name": {"fr": "Zénith", "en": "Zenith", "ar": "الذروة"},
        "when": {"fr": "mois 6", "en": "month 6", "ar": "الشهر 6"},
        "text": {
            "fr": "Premiers contrats, rencontres avec les investisseurs et les donneurs d’ordre.",
            "en": "First contracts, meetings with investors and buyers.",
            "ar": "أولى العقود، ولقاءات مع المستثمرين والآمرين بالأعمال.",
        },
    },
]
CALL = {
    "title": {
        "fr": "Appel à candidatures GreenScale, promotion 1",
        "en": "GreenScale call for applications, cohort 1",
        "ar": "طلب الترشيحات غرين سكيل، الفوج 1",
    },
    "summary": {
        "fr": "Six mois pour industrialiser, vendre et financer votre solution verte.",
        "en": "Six months to industrialise, sell and finance your green solution.",
        "ar": "ستة أشهر لتصنيع حلّكم الأخضر وبيعه وتمويله.",
    },
    "purpose": {
        "fr": "GreenScale accompagne gratuitement dix startups qui vendent déjà une solution verte : assistance à"
        " l’industrialisation, accès aux donneurs d’ordre, préparation du dossier de financement et rencontres avec"
        " des investisseurs.",
        "en": "GreenScale supports, free of charge, ten startups that already sell a green solution: help with"
        " industrialisation, access to buyers, a financing file and meetings with investors.",
        "ar": "يواكب غرين سكيل مجاناً عشر مقاولات ناشئة تبيع حلاً أخضر: المساعدة على التصنيع، الوصول إلى الآمرين بالأعمال،"
        " إعداد ملف التمويل ولقاءات مع المستثمرين.",
    },
    "who": {
        "fr": "Sociétés installées au Maroc, de cinq ans au plus, qui ont déjà des ventes et une technologie démontrée (TRL 6 ou plus).",
        "en": "Companies in Morocco, at most five years old, with first sales and a demonstrated technology (TRL 6 or more).",
        "ar": "مقاولات مستقرة بالمغرب، لا يتجاوز عمرها خمس سنوات، حققت مبيعات أولى وتتوفر على تكنولوجيا مجرَّبة (TRL 6 أو أكثر).",
    },
    "documents": {
        "fr": "Une présentation du projet (PDF, 10 Mo au plus), votre ICE, le chiffre d’affaires de l’année civile précédente et l’effectif.",
        "en": "A project deck (PDF, 10 MB at most), your ICE, last calendar year’s revenue and staff numbers.",
        "ar": "عرض تقديمي للمشروع (PDF، 10 ميغابايت على الأكثر)، التعريف الموحد للمقاولة، رقم معاملات السنة الماضية وعدد المستخدمين.",
    },
}
FAQ = [
    {
        "question": {
            "fr": "Que coûte le programme ?",
            "en": "What does the programme cost?",
            "ar": "كم يكلف البرنامج؟",
        },
        "answer": {
            "fr": "Rien, et nous ne prenons pas de parts au capital.",
            "en": "Nothing, and we take no shares.",
            "ar": "لا شيء، ولا نأخذ أي حصة في رأس المال.",
        },
    },
    {
        "question": {
            "fr": "Puis-je candidater en arabe ou en anglais ?",
            "en": "May I apply in Arabic or English?",
            "ar": "هل يمكنني الترشح بالعربية أو الإنجليزية؟",
        },
        "answer": {
            "fr": "Oui. Le formulaire et les échanges existent en trois langues.",
            "en": "Yes. The form and our messages exist in three languages.",
            "ar": "نعم. الاستمارة والمراسلات متوفرة بثلاث لغات.",
        },
    },
    {
        "question": {
            "fr": "Que deviennent mes données ?",
            "en": "What becomes of my data?",
            "ar": "ما مصير معطياتي؟",
        },
        "answer": {
            "fr": "Elles servent à la sélection et au suivi. Vous pouvez les télécharger ou demander leur effacement depuis votre espace.",
            "en": "They serve the selection and the follow-up. You can download them or ask for their erasure in your space.",
            "ar": "تُستعمل للانتقاء والتتبع. يمكنكم تحميلها أو طلب حذفها من فضائكم.",
        },
    },
]
