# ruff: noqa: E501 -- a paragraph of the notice is one line, as people edit it
"""The notice as it is before anybody publishes one: the text that domain.md 1.7 derives from law 09-08, art. 5.

A paragraph whose placeholder has no value in the settings is left out: never an invented number.
"""

FRENCH = """Les informations recueillies sur ce portail sont traitées par {controller} pour instruire votre candidature, assurer l’accompagnement et établir des statistiques pour les partenaires du programme.

Elles sont destinées aux équipes des partenaires du programme et aux membres du jury, tenus à la confidentialité. Le jury lit les dossiers sans vos coordonnées.

Les réponses marquées d’un astérisque sont obligatoires ; sans elles, le dossier ne peut être étudié. Toutes les autres sont facultatives. Aucun numéro de carte d’identité n’est demandé.

Aucune décision n’est prise sur la seule base d’un calcul : une personne nommée décide et dit pourquoi.

Conformément à la loi n° 09-08, vous disposez d’un droit d’accès, de rectification et d’opposition. Votre compte vous donne accès à vos données, vous permet de les corriger, de les télécharger et d’en demander l’effacement.

Vous pouvez aussi écrire à {contact}.

Ce traitement a été notifié à la CNDP sous le n° {reference}.

Durée de conservation : 24 mois pour les dossiers non retenus, 12 mois pour les journaux techniques, 10 ans pour les données des promotions, que les bailleurs de fonds doivent pouvoir vérifier.

Les données sont hébergées dans le pays suivant : {country}. Ce portail ne contient ni traceur ni publicité ; ses seuls témoins de connexion servent à vous reconnaître et à retenir la langue et l’apparence choisies."""

ENGLISH = """The information collected on this portal is processed by {controller} to study your application, to support your startup and to draw up statistics for the partners of the programme.

It is meant for the teams of the programme’s partners and for the members of the jury, who are bound to secrecy. The jury reads the files without your contact details.

Answers marked with an asterisk are compulsory; without them the file cannot be studied. All others are optional. No identity card number is asked for.

No decision is taken on a calculation alone: a named person decides and says why.

Under law 09-08 you have the right to access your data, to have them corrected and to object. Your account gives you access to your data and lets you correct them, download them and ask for their erasure.

You may also write to {contact}.

This processing has been notified to the CNDP under no. {reference}.

How long data are kept: 24 months for files that were not retained, 12 months for technical logs, 10 years for the data of cohorts, which funders must be able to check.

The data are hosted in this country: {country}. This portal holds no tracker and no advertisement; its only cookies recognise you and remember the language and look you chose."""

ARABIC = """تُعالَج المعلومات المجمَّعة عبر هذه البوابة من طرف {controller} لدراسة ترشيحكم وتأمين المواكبة وإعداد إحصائيات لفائدة شركاء البرنامج.

وهي موجَّهة إلى فرق شركاء البرنامج وأعضاء لجنة الانتقاء الملزمين بالسرية. وتطّلع لجنة الانتقاء على الملفات دون معطيات الاتصال الخاصة بكم.

الأجوبة المشار إليها بنجمة إلزامية، وبدونها لا يمكن دراسة الملف. أما باقي الأجوبة فاختيارية. ولا يُطلب أي رقم للبطاقة الوطنية.

لا يُتخذ أي قرار بناءً على عملية حسابية وحدها: شخص معيَّن بالاسم هو من يقرر ويوضح السبب.

طبقا للقانون رقم 09-08، لكم الحق في الولوج إلى معطياتكم وتصحيحها والتعرض على معالجتها. ويتيح لكم حسابكم الاطلاع على معطياتكم وتصحيحها وتحميلها وطلب محوها.

يمكنكم كذلك مراسلة {contact}.

تم إشعار اللجنة الوطنية لمراقبة حماية المعطيات ذات الطابع الشخصي بهذه المعالجة تحت رقم {reference}.

مدة الاحتفاظ: 24 شهرا بالنسبة للملفات غير المقبولة، و12 شهرا بالنسبة للسجلات التقنية، و10 سنوات بالنسبة لمعطيات الأفواج، حتى يتمكن الممولون من التحقق منها.

تُستضاف المعطيات في البلد التالي: {country}. لا تتضمن هذه البوابة أي أداة تتبع أو إشهار، وملفات الارتباط الوحيدة فيها تُستعمل للتعرف عليكم ولحفظ اللغة والمظهر اللذين اخترتموهما."""

TEXTS = {"fr": FRENCH, "en": ENGLISH, "ar": ARABIC}
