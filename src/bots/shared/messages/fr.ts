import type { en } from './en.ts';

/** French. */
export const fr: Readonly<Record<keyof typeof en, string>> = {
  // One sentence per error code
  'error.invalid-input':
    'Quelque chose dans cette demande n’est pas possible ; vérifiez le texte et les options, puis renvoyez-la.',
  'error.quota-exceeded': 'Une limite est épuisée ; /quota montre laquelle et quand elle repart à zéro.',
  'error.queue-full':
    'Trop de demandes attendent déjà ; réessayez quand l’une des vôtres sera terminée, ou utilisez /cancel.',
  'error.no-provider':
    'Aucune passerelle ne peut prendre cette demande pour le moment ; réessayez dans quelques minutes ou avec moins d’options.',
  'error.not-confirmed':
    'Personne n’a accepté le prix à temps ; refaites la demande si vous voulez toujours l’image.',
  'error.not-found': 'Ceci n’est plus conservé ici ; demandez une nouvelle image avec /imagine.',
  'error.not-yours':
    'Seule la personne à l’origine de la demande peut s’en servir ; faites la vôtre avec /imagine.',
  'error.store-unavailable':
    'Impossible de prendre des demandes en ce moment, et rien n’a été acheté ; réessayez dans une minute.',
  'error.blocked':
    'Vous ne pouvez pas demander d’images ici ; si c’est une erreur, prévenez la personne qui gère ce bot.',
  'error.paused':
    'Aucune nouvelle demande n’est prise pour le moment ; celles déjà acceptées seront terminées, réessayez donc plus tard.',
  'error.refused-by-rules':
    'Les règles d’ici n’autorisent pas ce prompt, il n’a donc été envoyé à aucune passerelle et rien n’a été facturé ; formulez-le autrement.',
  'error.refused-by-check':
    'Le contrôle des prompts de ce bot n’autorise pas celui-ci, il n’a donc été envoyé à aucune passerelle et rien n’a été facturé ; formulez-le autrement.',
  'error.check-away':
    'Les prompts ne peuvent pas être contrôlés pour le moment, aucun n’est donc pris et rien n’a été facturé ; réessayez dans quelques minutes.',
  'error.age-restricted':
    'Ce prompt est réservé aux salons avec limite d’âge, et rien n’a été facturé ; faites la demande dans l’un d’eux ou formulez-la autrement.',
  'error.not-on-list':
    'Ce bot est réservé à certaines personnes et à certains lieux ; demandez à la personne qui le gère de vous ajouter.',
  'error.cooling-down': 'Trop de vos prompts ont été refusés ; réessayez plus tard.',
  'error.admin-only': 'Seule la personne qui gère ce bot peut faire cela ; adressez-vous à elle.',
  'error.helper-off':
    'Aucun modèle de conversation n’est configuré ici pour aider aux prompts ; écrivez le vôtre avec /imagine.',
  'error.helper-limit':
    'Vous avez épuisé l’aide aux prompts d’aujourd’hui ; utilisez vos propres mots ou revenez demain.',
  'error.helper-away':
    'Le modèle de conversation n’a pas répondu ; réessayez dans une minute ou utilisez vos propres mots.',
  'error.helper-refused':
    'Le modèle de conversation refuse d’y travailler ; changez les mots ou prenez une autre image.',
  'error.media-too-large': 'Cette image est trop grande ; envoyez-en une plus petite.',
  'error.media-not-image':
    'Ce fichier n’est pas une image utilisable ; envoyez-la en PNG, JPEG, WebP, GIF ou HEIC.',
  'error.media-unreachable': 'Impossible de télécharger l’image ; envoyez le fichier lui-même ou réessayez.',
  'error.media-not-found': 'L’image n’est plus là ; renvoyez-la.',
  'error.media-forbidden-address':
    'Cette adresse ne peut pas être utilisée ; envoyez le fichier lui-même ou un lien public.',
  'error.media-timeout':
    'Le téléchargement de l’image a pris trop de temps ; envoyez un fichier plus petit ou réessayez.',
  'error.mask-mismatch':
    'Le masque ne correspond pas à l’image ; envoyez un PNG de même taille, transparent là où elle doit changer.',
  'error.provider-unreachable': 'Impossible de joindre {provider} ; réessayez dans quelques minutes.',
  'error.provider-unauthorized':
    '{provider} n’est pas disponible pour le moment ; réessayez plus tard ou choisissez une autre passerelle.',
  'error.provider-rate-limited': '{provider} a trop à faire en ce moment ; réessayez dans quelques minutes.',
  'error.provider-unsupported':
    '{provider} ne sait pas traiter cette combinaison de réglages ; modifiez-les ou choisissez une autre passerelle.',
  'error.provider-rejected':
    '{provider} a refusé cette demande ; modifiez le prompt ou les réglages et réessayez.',
  'error.provider-moderated':
    '{provider} a bloqué cette demande par son filtre de sécurité ; formulez-la autrement.',
  'error.provider-unavailable':
    '{provider} ne fonctionne pas bien en ce moment ; réessayez dans quelques minutes.',
  'error.provider-response-invalid':
    '{provider} a donné une réponse incompréhensible ; réessayez ou choisissez une autre passerelle.',
  'error.provider-failed':
    '{provider} n’a pas pu créer cette image ; réessayez ou formulez la demande autrement.',
  'error.submission-unknown':
    'Impossible de savoir si {provider} a pris cette demande, elle n’a donc pas été envoyée une seconde fois ; appuyez sur « Réessayer » pour la relancer.',
  'error.result-unusable': '{provider} n’a pas livré d’image utilisable ; réessayez.',
  'error.generation-timed-out':
    '{provider} a mis trop de temps ; réessayez, et si l’image arrive quand même, elle sera dans /history.',
  'error.delivery-rate-limited':
    'Ce chat n’accepte pas d’autres messages pour l’instant ; l’image est conservée, /history la donnera plus tard.',
  'error.delivery-unavailable':
    'L’image n’a pas pu être publiée ici ; elle est conservée, /history vous la donne.',
  'error.delivery-too-large':
    'L’image est trop grande pour être publiée ici ; elle est conservée, /history vous la donne.',
  'error.delivery-target-gone':
    'L’endroit prévu pour cette image n’existe plus ; elle est conservée, /history vous la donne.',
  'error.internal':
    'Un problème est survenu ici ; réessayez, et si cela se reproduit, prévenez la personne qui gère ce bot.',
  'provider.unnamed': 'la passerelle',

  // What is wrong with one word of a request
  'issue.required':
    '{field} manque{allowed, select, none { ; ajoutez ce qui manque et renvoyez la demande.} other { ; valeurs possibles : {allowed}.}}',
  'issue.too-long': '{field} : texte trop long ; {allowed} caractères sont possibles.',
  'issue.not-allowed':
    '{field} : {given, select, none {cette valeur} other {« {given} »}} n’est pas possible{allowed, select, none { ; retirez-la.} other { ; valeurs possibles : {allowed}.}}',
  'issue.out-of-range':
    '{field} : {given, select, none {cette valeur} other {« {given} »}} est hors limites{allowed, select, none { ; retirez-la.} other { ; valeurs possibles : {allowed}.}}',
  'issue.unknown-flag':
    'L’option {given} n’existe pas ; utilisez {allowed}, ou mettez le prompt entre guillemets si elle fait partie du texte.',
  'issue.size':
    '{given, select, none {Cette taille} other {« {given} »}} n’est pas possible ; écrivez largeur x hauteur, avec des côtés de 256 à 3840 pixels et au plus 3:1, par exemple 1536x1024.',
  'field.prompt': 'le prompt',
  'field.ratio': 'ratio',
  'field.resolution': 'résolution (resolution)',
  'field.size': 'taille (size)',
  'field.quality': 'qualité (quality)',
  'field.count': 'nombre (count)',
  'field.format': 'format',
  'field.compression': 'compression',
  'field.background': 'fond (background)',
  'field.provider': 'passerelle (provider)',
  'field.private': 'privé (private)',
  'field.spoiler': 'masqué (spoiler)',
  'field.image': 'l’image',
  'field.mask': 'le masque',
  'field.preset': 'préréglage (preset)',
  'field.about': 'la description',

  // Refusals with figures
  'refusal.user-images':
    'Cela dépasserait votre limite de {limit, plural, one {# image} other {# images}} par {period, select, month {mois} other {jour}} : {left, plural, =0 {il n’en reste aucune} other {il en reste #}}{when, select, none {.} other {, d’autres {when}.}}',
  'refusal.chat-images':
    'Cela dépasserait la limite de ce chat, {limit, plural, one {# image} other {# images}} par {period, select, month {mois} other {jour}} : {left, plural, =0 {il n’en reste aucune} other {il en reste #}}{when, select, none {.} other {, d’autres {when}.}}',
  'refusal.role-images':
    'Cela dépasserait la limite de votre rôle, {limit, plural, one {# image} other {# images}} par {period, select, month {mois} other {jour}} : {left, plural, =0 {il n’en reste aucune} other {il en reste #}}{when, select, none {.} other {, d’autres {when}.}}',
  'refusal.list-images':
    'Cela dépasserait la limite de votre groupe, {limit, plural, one {# image} other {# images}} par {period, select, month {mois} other {jour}} : {left, plural, =0 {il n’en reste aucune} other {il en reste #}}{when, select, none {.} other {, d’autres {when}.}}',
  'refusal.all-images':
    'Cela dépasserait la limite de ce bot, {limit, plural, one {# image} other {# images}} par {period, select, month {mois} other {jour}} : {left, plural, =0 {il n’en reste aucune} other {il en reste #}}{when, select, none {.} other {, d’autres {when}.}}',
  'refusal.user-money':
    'Cela dépasserait votre limite de {limit} par {period, select, month {mois} other {jour}} : il reste {left}{when, select, none {.} other {, davantage {when}.}}',
  'refusal.chat-money':
    'Cela dépasserait la limite de ce chat, {limit} par {period, select, month {mois} other {jour}} : il reste {left}{when, select, none {.} other {, davantage {when}.}}',
  'refusal.role-money':
    'Cela dépasserait la limite de votre rôle, {limit} par {period, select, month {mois} other {jour}} : il reste {left}{when, select, none {.} other {, davantage {when}.}}',
  'refusal.list-money':
    'Cela dépasserait la limite de votre groupe, {limit} par {period, select, month {mois} other {jour}} : il reste {left}{when, select, none {.} other {, davantage {when}.}}',
  'refusal.all-money':
    'Cela dépasserait la limite de ce bot, {limit} par {period, select, month {mois} other {jour}} : il reste {left}{when, select, none {.} other {, davantage {when}.}}',
  'refusal.waiting':
    'Vous avez déjà {limit, plural, one {# demande} other {# demandes}} en attente, le maximum par personne ; réessayez quand l’une sera terminée, ou utilisez /cancel.',
  'refusal.blocked':
    'Vous ne pouvez pas demander d’images ici : {reason}. Si c’est une erreur, prévenez la personne qui gère ce bot.',
  'refusal.paused':
    'Aucune nouvelle demande n’est prise pour le moment : {reason}. Celles déjà acceptées seront terminées, réessayez donc plus tard.',
  'refusal.cooling-down':
    'Trop de vos prompts ont été refusés à la suite ; vous pourrez refaire une demande {when}.',
  'refusal.unable-references':
    'Aucune passerelle ici n’accepte autant d’images à la fois ; envoyez-en moins.',
  'refusal.unable-mask':
    'Aucune passerelle ici ne travaille avec un masque ; retirez-le et dites en mots ce qui doit changer.',
  'refusal.unable-public-address':
    'Les passerelles d’ici ne peuvent prendre des images qu’à une adresse publique, et ce bot n’en a pas ; faites la demande sans image, ou demandez à la personne qui gère le bot de définir PUBLIC_URL.',
  'refusal.unable-unknown-provider':
    'Aucune passerelle ne porte ce nom ici ; ne précisez rien ou choisissez-en une autre.',
  'refusal.unable-price-unknown':
    'Le prix de cette demande n’est pas connu, et une limite en dollars est fixée ; choisissez une autre passerelle.',
  'refusal.unable-resolution':
    'Aucune passerelle ici ne peut vraiment dessiner autant de pixels, rien n’a donc été acheté ; l’image pourrait seulement être agrandie, sans plus de détails.',
  'refusal.unable-unavailable':
    'Toutes les passerelles capables de le faire sont en panne ; réessayez dans quelques minutes.',

  // Small answers
  'answer.no-words':
    'Dites en mots ce qu’il faut faire de l’image, par exemple dans sa légende ou dans une réponse.',
  'answer.no-prompt':
    'Dites ce qu’il faut dessiner, par exemple : /imagine un phare dans la tempête, peinture à l’huile.',
  'answer.not-a-picture':
    'Seuls les images et le texte sont acceptés ici, pas les messages vocaux ni les vidéos ; envoyez une image ou décrivez-en une.',
  'answer.no-picture': 'Il n’y a pas d’image dans ce message ; choisissez-en un qui en contient une.',
  'avatar.forbidden': '{name} garde son avatar pour soi ; prenez une autre image.',
  'avatar.none': '{name} ne me montre aucun avatar ; prenez une autre image.',
  'answer.retried-already':
    'Cette demande a déjà été relancée ; appuyez sur « Refaire » pour une nouvelle image.',
  'answer.came-after-all':
    'L’image est finalement arrivée et se trouve dans ce message ; rien n’a été créé deux fois.',
  'answer.gone': 'Ceci n’est plus conservé ; demandez une nouvelle image avec /imagine.',
  'answer.original-gone':
    'Le fichier original n’est plus conservé ; appuyez sur « Refaire » pour le recréer.',
  'answer.kept': 'Votre image est prête mais n’a pas pu être publiée ; /history vous la donne gratuitement.',
  'answer.cancel-nothing': 'Vous n’avez rien en attente ni en cours ici.',
  'answer.canceled-free':
    '{count, plural, one {Demande annulée ; rien n’a été facturé.} other {# demandes annulées ; rien n’a été facturé.}}',
  'answer.canceled-bought':
    '{count, plural, one {Demande annulée ; elle était déjà transmise, une image qui arriverait encore sera donc facturée et ira dans /history.} other {# demandes annulées ; elles étaient déjà transmises, les images qui arriveraient encore seront donc facturées et iront dans /history.}}',
  'answer.history-empty': 'Vous n’avez pas encore d’images ; demandez-en une avec /imagine.',
  'answer.history-title': 'Vos dernières demandes. Un bouton redonne les images gratuitement.',

  // What is stored about a person
  'privacy.title': 'Conservé ici à votre sujet :',
  'privacy.nothing': 'Rien n’est conservé ici à votre sujet.',
  'privacy.requests':
    '{count, plural, one {# demande avec son prompt et ses options} other {# demandes avec leurs prompts et leurs options}}, la plus ancienne datant du {since}',
  'privacy.unfinished': 'dont {count, plural, other {#}} encore en attente ou en cours',
  'privacy.pictures': '{count, plural, one {# image créée pour vous} other {# images créées pour vous}}',
  'privacy.references':
    '{count, plural, one {# référence ou masque que vous avez envoyé} other {# références et masques que vous avez envoyés}}',
  'privacy.ledger':
    '{count, plural, one {# ligne} other {# lignes}} du registre : ce qui vous a été facturé, et quand',
  'privacy.sums': 'totaux de ce que vous avez utilisé, par jour et par mois',
  'privacy.other': '{name} : {count, plural, one {# entrée} other {# entrées}}',
  'privacy.choices': 'Vous pouvez tout recevoir dans un fichier zip, ou tout faire supprimer définitivement.',
  'privacy.export': 'Exporter en fichier zip',
  'privacy.delete': 'Supprimer…',
  'privacy.sure':
    'Supprimer tout cela définitivement ? Ce qui attend est annulé, ce qui est en cours sera supprimé une fois terminé. Le registre garde ses montants sans votre nom, l’usage du jour compte toujours pour vos limites, et ce qui a été publié dans des chats y reste jusqu’à ce que vous l’y supprimiez.',
  'privacy.delete-all': 'Tout supprimer',
  'privacy.keep': 'Conserver',
  'privacy.kept': 'Rien n’a été supprimé.',
  'privacy.deleted':
    'Supprimé : {requests, plural, one {# demande} other {# demandes}}, {pictures, plural, one {# image} other {# images}} et tout le reste à votre sujet.',
  'privacy.later':
    '{count, plural, one {# demande est encore en cours et sera supprimée} other {# demandes sont encore en cours et seront supprimées}} dès la fin.',
  'privacy.export-here': 'Tout ce qui est conservé à votre sujet :',
  'privacy.export-part': 'Partie {number} sur {count}.',
  'privacy.export-link':
    'Tout ce qui est conservé à votre sujet ({size}) ; le lien est pour vous seul et valable un jour : {url}',
  'privacy.export-left':
    '{count, plural, one {# original est trop grand pour ce chat et n’est pas inclus ; demandez-le à la personne qui gère ce bot.} other {# originaux sont trop grands pour ce chat et ne sont pas inclus ; demandez-les à la personne qui gère ce bot.}}',
  // Several pictures for one request
  'collect.added': 'Image ajoutée. L’ordre : {order}. Ajoutez-en d’autres dans les dix minutes, puis /blend.',
  'collect.full':
    'C’est plus que {limit, plural, one {l’unique image qu’une} other {les # images qu’une}} passerelle accepte ici à la fois ; envoyez /blend maintenant, ou recommencez.',
  'collect.empty': 'Il n’y a pas encore d’image à combiner ; ajoutez-en d’abord, ou joignez-les.',
  'collect.cleared': 'Les images sont remises ; la prochaine que vous ajouterez aura le numéro 1.',
  'collect.unnamed': 'sans nom',
  'collect.blend': 'Combiner',
  'collect.clear': 'Recommencer',

  // Settings of people and places
  'settings.language': 'Langue',
  'settings.ratio': 'Forme',
  'settings.resolution': 'Taille',
  'settings.quality': 'Qualité',
  'settings.format': 'Format de fichier',
  'settings.private': 'Réponses privées',
  'settings.avatar': 'D’autres peuvent utiliser mon avatar',
  'settings.none': 'non défini',
  'settings.yes': 'oui',
  'settings.no': 'non',
  'settings.auto': 'automatique',
  'settings.line': '{name} : {value}',
  'settings.personal-title': 'Vos réglages. Ils complètent ce que vos demandes ne précisent pas.',
  'settings.place-title':
    'Réglages de ce salon. Ils complètent ce qu’une demande ne précise pas et que son auteur n’a pas réglé.',
  'settings.place-forbidden':
    'Seules les personnes qui gèrent ce salon peuvent modifier ses réglages ; adressez-vous à l’une d’elles.',
  'settings.back': 'Retour',
  'settings.to-place': 'Réglages de ce salon',
  'settings.to-personal': 'Mes réglages',

  // Presets
  'preset.title':
    'Préréglages : des textes tout prêts pour une demande. Indiquez-en un avec l’option preset.',
  'preset.pictures': '{count, plural, one {# image} other {# images}}',
  'preset.saved': 'Le préréglage {name} est enregistré ; tout le monde ici peut maintenant l’utiliser.',
  'preset.replaced': 'Le préréglage {name} est remplacé ; la prochaine demande utilisera le nouveau.',
  'preset.removed': 'Le préréglage {name} est supprimé.',
  'preset.not-here': 'Ce chat n’a pas de préréglage {name} à lui ; la liste montre ce qui existe.',
  'preset.full':
    'Ce chat a déjà {limit, plural, one {# préréglage} other {# préréglages}}, le maximum ; supprimez-en un d’abord.',
  'preset.forbidden':
    'Seules les personnes qui gèrent ce chat peuvent modifier ses préréglages ; adressez-vous à l’une d’elles.',

  // Moderation
  'button.rephrase': 'Reformuler',
  'button.add': 'Ajouter aussi celle-ci',
  'button.sticker': 'En autocollant',
  'button.report': 'Signaler',
  'moderation.refused':
    'Mots refusés ici : {words, select, none {aucun propre à cette discussion} other {{words}}}',
  'moderation.allowed':
    'Expressions admises malgré un de ces mots : {words, select, none {aucune} other {{words}}}',
  'moderation.more': 'Il y en a d’autres : {command}',
  'moderation.help':
    'Ordres après /moderation :\nadd word, word · remove … · allow phrase, phrase · disallow … · search [who:telegram:42] [action:moderation.] [day:2026-11-21] [text] [page:2]',
  'moderation.unknown': 'Cet ordre de modération n’existe pas ; /moderation seul montre ce qu’il y a.',
  'report.do-remove': 'Supprimer la publication',
  'report.do-block': 'Bloquer la personne',
  'report.do-dismiss': 'Classer',
  'report.removing': 'La publication est en cours de suppression ; la personne garde son image.',
  'report.dismissed': 'Classé sans suite.',
  'report.reason': 'Motif (la personne le lira)',
  'report.block-question': 'Pourquoi ce blocage ? La personne le lira. Répondez à ce message ({id}).',
  'report.told': 'Signalée ; la personne qui gère ce bot va la regarder.',
  'report.told-before': 'Vous avez déjà signalé cette image ; la personne qui gère ce bot le sait.',

  // Follow-ups
  'variation.subtle': 'variation légère',
  'variation.strong': 'variation forte',
  'variation.larger': 'redessinée en plus grand',
  'outcome.ids': '{count, plural, one {id {ids}} other {ids {ids}}}',
  'follow.which': 'Quelle image ?',
  'follow.picture': 'Image {number}',
  'follow.all': 'Toutes',
  'follow.how-much': 'À quel point doit-elle changer ?',
  'follow.subtle': 'Légère : de petits détails changent',
  'follow.strong': 'Forte : l’idée reste, tout le reste change',
  'follow.delete': 'Que faut-il supprimer définitivement ?',
  'follow.delete-this': 'Cette image et sa publication',
  'follow.reuse': 'Modifiez le texte et envoyez-le',
  'follow.favourite-on': 'Ajoutée à vos favoris ; /history les montre.',
  'follow.favourite-off': 'Retirée de vos favoris.',
  'follow.deleted': 'Supprimé : l’image, son texte et ses publications. Ce qui a été payé reste compté.',
  'follow.one-deleted': 'Image supprimée.',
  'follow.delete-unfinished':
    'Une partie est encore en cours de dessin ; annulez-la d’abord, puis supprimez.',
  'follow.post-removed':
    'La publication a été retirée ; la personne qui avait demandé l’image l’a toujours dans /history.',
  'follow.post-kept': 'Le bot ne peut pas retirer cette publication ; supprimez vous-même ce message.',
  'follow.post-stays':
    'L’image est supprimée, mais sa publication ne peut pas être retirée d’ici ; supprimez ce message vous-même.',
  'follow.replaced': 'Cette image a été supprimée.',
  'follow.no-parent': 'La version précédente n’est plus conservée, il n’y a donc rien à rétablir.',
  'follow.not-found': 'Vous n’avez pas d’image avec cet id ; /history montre celles que vous avez.',
  'follow.no-id': 'Dites quelle image : /show et l’id court indiqué dessous.',
  'follow.favourites-empty': 'Vous n’avez pas encore de favoris ; appuyez sur « Favori » sous une image.',
  'follow.history-title': 'Vos images, les plus récentes d’abord.',
  'follow.favourites-title': 'Vos favoris, les plus récents d’abord.',
  'follow.no-more': 'Il n’y a plus d’images dans ce sens.',

  // Selecting a region
  'region.which': 'Quelle image ? Choisissez-la, puis la zone qui doit changer.',
  'region.picture': 'Image {number}',
  'region.invite':
    'Peignez ce qui doit changer et dites ce qu’il faut y mettre. Le lien est pour vous seul, valable 15 minutes et pour une seule modification.',
  'region.open': 'Ouvrir le pinceau',
  'region.grid':
    'Appuyez sur les cases qui doivent changer, puis sur « Continuer », et dites ce qu’il faut y mettre.',
  'region.go-on': 'Continuer',
  'region.none': 'Aucune case n’est encore choisie ; appuyez sur au moins une, puis sur « Continuer ».',
  'region.gone': 'Cette sélection a expiré ; appuyez de nouveau sur « Choisir une zone » sous l’image.',
  'region.used':
    'Cette sélection a déjà été envoyée ; appuyez sur « Choisir une zone » sous l’image pour en faire une autre.',

  // Quota
  'quota.user': 'Vous, {period, select, month {ce mois-ci} other {aujourd’hui}} : {images} · {money}',
  'quota.chat': 'Ce chat, {period, select, month {ce mois-ci} other {aujourd’hui}} : {images} · {money}',
  'quota.role': 'Votre rôle, {period, select, month {ce mois-ci} other {aujourd’hui}} : {images} · {money}',
  'quota.list': 'Votre groupe, {period, select, month {ce mois-ci} other {aujourd’hui}} : {images} · {money}',
  'quota.all': 'Tout le monde, {period, select, month {ce mois-ci} other {aujourd’hui}} : {images} · {money}',
  'quota.images':
    '{used, plural, one {# image} other {# images}}{limit, select, none {} other { sur {limit}}}',
  'quota.money': '{used}{limit, select, none {} other { sur {limit}}}',
  'quota.unfinished':
    'En cours : {unfinished, plural, one {# demande} other {# demandes}} ({concurrent} à la fois, {queued} en attente au plus)',
  'quota.resets': '{period, select, month {Le mois} other {Le jour}} repart à zéro {when}.',
  'quota.assumed': 'Les prix de ces passerelles sont estimés, car ils ne sont pas publiés : {providers}.',
  'quota.unknown':
    'Les prix de ces passerelles ne sont pas connus, leurs images sont comptées : {providers}.',

  // Progress
  'progress.waiting': 'En attente de son tour',
  'progress.confirming':
    '{assumed, select, yes {Cela coûte environ {price} (prix estimé).} other {Cela coûte environ {price}.}} Rien n’est acheté sans votre accord.',
  'progress.position':
    '{position, plural, =0 {bientôt à vous} one {environ # image avant celle-ci} other {environ # images avant celle-ci}}',
  'progress.position-then':
    '{position, plural, =0 {bientôt à vous} one {environ # image était avant celle-ci} other {environ # images étaient avant celle-ci}}',
  'progress.submitting': 'Transmission à {provider}',
  'progress.drawing': '{provider} dessine',
  'progress.collecting': 'Récupération de l’image',
  'progress.percent': '{percent} %',
  'progress.elapsed': 'depuis {duration}',
  'progress.asked': 'demande faite {when}',
  'progress.expected-at': 'en général prêt {when}',
  'progress.longer': 'plus long que d’habitude',
  'progress.longer-until': 'plus long que d’habitude, abandon {when} si rien n’arrive',

  // Outcome
  'outcome.sandbox': 'Sandbox : dessiné sur cette machine à titre d’essai, sans modèle d’image.',
  'outcome.pixels': '{width}×{height} px',
  'outcome.upscaled': 'agrandi ici depuis {width}×{height}',
  'outcome.price-assumed': 'environ {price}',
  'outcome.price-unknown': 'prix inconnu',
  'outcome.free': 'gratuit',
  'outcome.not-charged': 'Non facturé.',
  'outcome.charged': 'Facturé : {price}.',
  'outcome.changed': 'Modifié : {changes}',
  'outcome.failover': 'Impossible avec {from}, {to} a pris le relais.',
  'outcome.partial': '{made} sur {asked} images ; le reste a échoué et n’a pas été facturé. {reason}',
  'outcome.revised': 'Dessiné d’après : {prompt}',
  'outcome.version': 'v{version}',
  'outcome.count': '{count, plural, one {# image} other {# images}}',
  'outcome.canceled': 'Demande annulée ; rien n’a été facturé.',
  'outcome.canceled-bought':
    'Demande annulée ; elle était déjà transmise, une image qui arriverait encore sera donc facturée et ira dans /history.',
  'outcome.reencoded': 'Publiée en plus petit ; le bouton donne l’original.',

  // Admin commands
  'admin.help':
    'Commandes d’administration ; « here » devant : seulement pour ce chat.\nlimits [qui] · limit <qui> <20 | $5 | none | default> [day | month] · grant <qui> <20 | $5> [day | month] · reset <qui>\nblock <qui> <motif> · unblock <qui> · blocks\npause [motif] · drain [motif] · resume\ngateways · spend [month] · ledger [jours] · audit [qui] · warnings [on | off]\nQui : all, here, un identifiant, telegram:42, discord:42, role:42, list:nom ; ou répondez à un message de la personne.',
  'admin.unknown': 'Cette commande d’administration n’existe pas ; /admin seul montre ce qu’il y a.',
  'admin.everybody': 'tout le monde',
  'admin.limits-of': 'Limites pour {scope} :',
  'admin.limit-images':
    '{period, select, day {Aujourd’hui} other {Ce mois-ci}} : {used, plural, one {# image} other {# images}}{limit, select, none { (sans limite)} other { sur {limit}}}',
  'admin.limit-money':
    '{period, select, day {Aujourd’hui} other {Ce mois-ci}} : {used}{limit, select, none { (sans limite)} other { sur {limit}}}',
  'admin.reset': 'Les limites pour {scope} repartent de zéro.',
  'admin.no-reason': 'aucun motif donné',
  'admin.is-admin':
    '{userId} gère ce bot : blocage impossible ; retirez d’abord cet identifiant de ADMIN_IDS.',
  'admin.blocked':
    '{userId} ne peut plus demander d’images {where, select, here {dans ce chat} other {nulle part}} et en verra le motif : {reason}.{withdrawn, plural, =0 {} one { # demande en attente est retirée.} other { # demandes en attente sont retirées.}} /admin unblock {userId} lève le blocage.',
  'admin.unblocked': '{userId} peut de nouveau demander des images.',
  'admin.was-not-blocked': '{userId} n’était pas dans la liste des blocages ; /admin blocks la montre.',
  'admin.blocks-none': 'Personne n’est bloqué.',
  'admin.block-line':
    '{userId}{chat, select, none {} other { dans {chat}}} : {reason, select, none {sans motif} other {{reason}}} ({by}, {day})',
  'admin.running':
    'Les demandes sont prises ; {unfinished, plural, =0 {rien n’est en cours} one {# demande est en cours} other {# demandes sont en cours}}.',
  'admin.paused':
    'Aucune nouvelle demande n’est prise{reason, select, none {} other { ({reason})}} ; {unfinished, plural, =0 {il ne reste rien à terminer} one {# demande reste à terminer} other {# demandes restent à terminer}}{mode, select, drain {, et les admins seront prévenus quand tout sera fini} other {}}. /admin resume reprend les demandes.',
  'admin.resumed': 'Les demandes sont de nouveau prises.',
  'admin.gateway-ok': 'fonctionne',
  'admin.gateway-put-aside': 'a refusé la clé ou le solde',
  'admin.gateway-open': 'a échoué plusieurs fois de suite',
  'admin.gateway-probing': 'va bientôt être réessayée',
  'admin.gateway-load': '{running} en cours, {waiting} en attente',
  'admin.gateway-latency': 'la moitié en {half}, neuf sur dix en {most}',
  'admin.gateway-errors':
    '{errors, select, none {rien de terminé en 24 h} other {{errors} % d’échecs sur {ended} en 24 h}}',
  'admin.gateway-balance': 'solde {balance}',
  'admin.gateway-no-balance': 'solde impossible à demander',
  'admin.spend': '{period} : {images, plural, one {# image} other {# images}}, {charged} facturés',
  'admin.spend-cost': 'Les passerelles ont coûté {cost} ; {lost} passés en perte.',
  'admin.spend-by-gateway': 'Par passerelle :',
  'admin.spend-by-chat': 'Par chat :',
  'admin.spend-by-user': 'Par personne :',
  'admin.spend-gateway': '{id} : {cost}, {lost} passés en perte',
  'admin.spend-share': '{id} : {charged}, {images, plural, one {# image} other {# images}}',
  'admin.ledger': 'Le registre du {from} au {to}, en CSV.',
  'admin.ledger-too-large':
    'C’est plus que ce qui tient ici dans un fichier ; demandez moins de jours, par exemple /admin ledger 7.',
  'admin.audit-none': 'Rien n’a été noté à ce sujet.',
  'admin.warnings-always': 'Les personnes nommées dans ADMIN_IDS sont toujours averties, par message privé.',
  'admin.warnings-on':
    'Vous recevrez pendant 90 jours, par message privé, les avertissements qui concernent ce chat ; /admin warnings off y met fin.',
  'admin.warnings-off':
    'Vous ne recevez pas les avertissements qui concernent ce chat ; /admin warnings on change cela.',

  // What admins are told without asking
  'notice.spend':
    '{percent} % d’une limite de dépenses sont utilisés : {used} sur {limit} ({scope, select, all {tout le monde} chat {discussion {id}} role {rôle {id}} list {groupe {id}} other {{id}}}, {span, select, month {mois {period}} other {jour {period}}}). /admin limits la montre et la modifie.',
  'notice.gateway-open':
    '{provider} a échoué plusieurs fois de suite ; les demandes vont à d’autres passerelles jusqu’au rétablissement. /admin gateways montre l’état des choses.',
  'notice.gateway-put-aside':
    '{provider} refuse la clé, ou le solde est épuisé ; les demandes vont à d’autres passerelles. Vérifiez-y la clé et le solde.',
  'notice.gateway-recovered': '{provider} fonctionne de nouveau, après {duration}.',
  'notice.submission-unknown':
    'Impossible de savoir si {provider} a pris la demande {generationId} de {userId} ; elle n’a pas été renvoyée ni facturée, et {lost} sont passés en perte. Consultez la facture de la passerelle.',
  'notice.drained':
    'Tout ce qui était accepté est terminé ; Limner n’a plus rien à faire et peut être arrêté. /admin resume reprend les demandes.',
  'notice.report':
    '{reporter} ({reporterId}) signale l’image {picture} de {requester} ({requesterId}){chat, select, none {} other { dans {chat}}}.{reason, select, none {} other { Motif : {reason}.}}{prompt, select, none {} other { Prompt : {prompt}}} /admin block {requesterId} bloque cette personne.',

  // Units and times
  'unit.seconds': '{seconds} s',
  'unit.minutes': '{minutes} min {seconds, select, 0 {} other {{seconds} s}}',
  'unit.hours': '{hours} h {minutes, select, 0 {} other {{minutes} min}}',
  'unit.days': '{days, plural, one {# jour} other {# jours}}',
  'unit.on-in': 'le {date} (dans {duration})',
  'unit.in': 'dans {duration}',
  'unit.at': 'à {time} UTC',
  'unit.at-in': 'à {time} UTC (dans {duration})',

  // Status words
  'status.queued': 'En attente',
  'status.submitting': 'Démarrage',
  'status.running': 'Dessin en cours',
  'status.succeeded': 'Terminé',
  'status.failed': 'Échec',
  'status.canceled': 'Annulé',

  // Button labels
  'button.again': 'Refaire',
  'button.vary': 'Varier',
  'button.2k': '2K',
  'button.4k': '4K',
  'button.favourite': 'Favori',
  'button.undo': 'Version d’avant',
  'button.share': 'Partager ici',
  'button.delete': 'Supprimer',
  'button.reuse': 'Réutiliser',
  'button.subtle': 'Légère',
  'button.strong': 'Forte',
  'button.remove': 'Supprimer définitivement',
  'button.drop': 'Supprimer',
  'button.more': 'Plus',
  'button.less': 'Moins',
  'button.older': 'Plus anciennes',
  'button.newer': 'Plus récentes',
  'button.favolder': 'Plus anciens',
  'button.favnewer': 'Plus récents',
  'button.history': 'Toutes les images',
  'button.favourites': 'Favoris',
  'button.edit': 'Modifier',
  'button.region': 'Choisir une zone',
  'button.retry': 'Réessayer',
  'button.cancel': 'Annuler',
  'button.original': 'Fichier original',
  'button.make': 'Créer',
  'button.show': 'Afficher',

  // The prompt helper
  'helper.described':
    'Un prompt qui pourrait donner une telle image ; rien n’est dessiné sans votre accord :',
  'helper.suggested': 'Ceci pourrait remplacer votre prompt ; rien n’est dessiné avant votre choix :',
  'helper.imagine': 'Dessiner ceci',
  'helper.use': 'L’utiliser',
  'helper.edit': 'Modifier d’abord',
  'helper.keep': 'Garder le mien',

  // A key of one’s own at a gateway
  'error.own-key-refused':
    '{provider} a refusé votre propre clé, donc rien n’a été fait ; donnez-en une autre avec /key set ou retirez-la avec /key remove.',
  'error.own-key-revoked':
    '{provider} n’accepte plus votre propre clé, donc cette image ne peut pas être récupérée ; donnez-en une autre avec /key set et réessayez.',
  'error.own-key-missing':
    'Votre propre clé a été retirée avant, donc rien n’a été acheté ; redemandez pour utiliser votre quota.',
  'error.own-key-unreadable':
    'Votre propre clé n’est plus lisible ici, donc rien n’a été acheté ; redonnez-la avec /key set ou retirez-la avec /key remove.',
  'outcome.own-key':
    '{price, select, none {payé avec une clé personnelle} other {{price}, payé avec une clé personnelle}}',
  'quota.own-keys':
    'Votre propre clé paie {providers} : les images faites là-bas comptent parmi vos images et ne coûtent rien de votre budget ici.',
  'privacy.own-keys':
    '{count, plural, one {# clé personnelle} other {# clés personnelles}} pour des services, sous forme chiffrée',
  'own-key.kept':
    'Votre clé pour {provider}, qui finit par {end}, est conservée chiffrée : elle paie désormais ce que vous y faites faire. /key remove la retire.',
  'own-key.line': '{provider} : votre clé qui finit par {end}',
  'own-key.line-unreadable': '{provider} : votre clé n’est plus lisible ; redonnez-la avec /key set.',
  'own-key.none': 'Aucune clé à vous n’est conservée ici ; /key set en apporte une pour {providers}.',
  'own-key.off':
    'Les clés personnelles ne sont pas acceptées ici ; demandez à la personne qui gère ce bot de les permettre.',
  'own-key.not-a-key':
    'Cela ne ressemble pas à une clé ; copiez la clé entière depuis votre compte chez le service et redonnez-la.',
  'own-key.not-offered': 'Dites pour quel service : des clés sont acceptées pour {providers}.',
  'own-key.removed':
    'Votre clé pour {providers} est retirée ; désormais votre quota paie. Ce qui est en cours avec elle arrive encore.',
  'own-key.form-title': 'Votre propre clé de service',
  'own-key.gateway': 'Service',
  'own-key.key': 'Clé',
  'own-key.remove': 'Retirer la clé : {provider}',
  'own-key.misplaced':
    'Cela ressemble à une clé de service, donc elle n’a pas été conservée et rien n’en a été fait ; donnez-la avec {command}.',
  'own-key.deleted': 'J’ai supprimé votre message avec la clé.',
  'own-key.not-deleted': 'Je n’ai pas pu supprimer votre message avec la clé ; supprimez-le vous-même.',
};
