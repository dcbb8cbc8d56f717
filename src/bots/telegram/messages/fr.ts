import type { en } from './en.ts';

/** French. */
export const fr: Readonly<Record<keyof typeof en, string>> = {
  // Menu of commands: at most 256 characters each
  'command.imagine':
    'Dessiner une image à partir de mots, ou en modifier une que vous envoyez ou à laquelle vous répondez',
  'command.quota': 'Ce que vous avez utilisé aujourd’hui et ce qui reste',
  'command.history': 'Vos dernières demandes ; récupérer une image gratuitement',
  'command.last': 'Redonner votre dernier résultat, gratuitement',
  'command.show': 'Afficher l’une de vos images par son id',
  'command.cancel': 'Retirer ici votre dernière demande en cours',
  'command.privacy': 'Ce qui est conservé à votre sujet ; l’exporter ou le supprimer',
  'command.add': 'Mettre une image de côté pour /blend : envoyez-la avec, ou répondez-y avec',
  'command.sticker': 'Envoyer une image en autocollant : répondez-y avec cette commande',
  'command.blend': 'Faire une seule image de celles que vous avez ajoutées',
  'command.settings':
    'Ce que vos demandes ne précisent pas : langue, forme, taille, qualité, confidentialité',
  'command.preset': 'Des textes tout prêts pour une demande : list, add, remove',
  'command.describe': 'Un prompt pour une image : répondez-y avec ceci, ou envoyez-la avec ceci',
  'command.prompt': 'Aide pour un prompt : expand, shorten ou translate',
  'command.help': 'Comment demander, et ce que signifient les options',

  // Help
  'help.private':
    'Écrivez ce qu’il faut dessiner, par exemple : un phare dans la tempête, peinture à l’huile.\n\nPour modifier une image, envoyez-la avec du texte en légende, ou répondez à n’importe quelle image avec du texte. Plusieurs images s’envoient en un seul album.',
  'help.group':
    'Écrivez /imagine et ce qu’il faut dessiner, par exemple : /imagine un phare dans la tempête, peinture à l’huile.\n\nPour modifier une image, envoyez-la avec /imagine et du texte en légende, ou répondez-y avec /imagine et du texte. Pour répondre à une de mes images, pas besoin de commande.',
  'help.group-mention': 'Au lieu de la commande, vous pouvez aussi mentionner @{bot}.',
  'help.flags':
    'Ces options se placent n’importe où dans le texte :\n--ratio 16:9 (ou --ar) : forme\n--resolution 2k : taille\n--quality high : qualité\n--count 2 (ou --n) : plusieurs images\n--provider {providers}\n--preset poster : un texte tout prêt, voir /preset\n--private : la réponse arrive dans votre chat privé\n--spoiler : masquée jusqu’à ce qu’on la touche',
  'help.avatar':
    '--avatar @nom (ou me, ou dans une réponse) : la photo de profil de cette personne accompagne la demande.',
  'help.commands':
    '/quota montre ce qui reste aujourd’hui, /history redonne les images, /cancel retire une demande, /privacy dit ce qui est conservé à votre sujet.',
  'help.inline': 'Dans n’importe quel chat, @{bot} et quelques mots retrouvent vos images à partager.',

  // Answers
  'answer.store-away':
    'Je ne peux pas m’en occuper tout de suite ; la demande n’est pas perdue et commencera d’elle-même dès que possible.',
  'answer.which-picture':
    'Cette demande a plusieurs images ; répondez à celle que vous voulez, ou appuyez sur « Modifier » avec son numéro.',
  'answer.start-first':
    'Une réponse privée demande d’abord un chat privé avec moi ; ouvrez @{bot}, appuyez sur « Démarrer » et refaites la demande.',
  'answer.sent-in-private': 'La réponse arrive dans votre chat privé avec moi.',
  'answer.telegram-too-large':
    'Telegram ne me laisse prendre que des fichiers de {limit} Mo au plus ; envoyez-en un plus petit, ou envoyez-le comme photo.',
  'inline.empty': 'Aucune image ; demandez-m’en une',
  'avatar.unknown': 'Telegram ne me dit pas qui est {name} ; répondez à un de ses messages avec --avatar.',

  // Presets
  'preset.title':
    "Préréglages : des textes tout prêts. Indiquez-en un avec --preset. Les personnes qui gèrent ce chat en ajoutent un avec /preset add nom texte --ratio 2:3, où '{prompt}' représente le texte de la demande, et le suppriment avec /preset remove nom.",

  // The question behind the button Edit
  'rephrase.question': 'Comment le diriez-vous autrement ? Répondez à ce message ({id}).',
  'edit.question': 'Que faut-il changer dans l’image {id} ? Répondez à ce message.',
  'region.question': 'Que faut-il mettre dans les cases choisies ({id}) ? Répondez à ce message.',
  'edit.hint': 'Par exemple : fais-en une nuit, ajoute des lanternes',
  'button.edit-number': 'Modifier {number}',

  // Status message
  'status.received': 'Bien reçu ; préparation en cours…',
  'status.ready': 'C’est prêt ; si l’image ne suit pas, le bouton la donne gratuitement.',
  'status.unconfirmed':
    'Telegram n’a pas confirmé l’arrivée des images. Si elles manquent ici, le bouton les donne gratuitement.',

  // The prompt helper
  'helper.usage':
    'Écrivez /prompt expand (ou shorten, translate) puis votre prompt ; en réponse à un message, ses mots sont repris.',
  'helper.question':
    'Répondez à ce message avec le prompt tel que vous le voulez ; touchez les mots pour les copier.',

  // A key of one’s own at a gateway
  'command.key': 'Votre propre clé de service : set, show, remove (en privé)',
  'key.usage':
    'Écrivez ici /key set {provider} et votre clé ; je supprime ce message aussitôt. /key show dit ce qui est conservé, /key remove {provider} la retire.',
  'key.in-group':
    'Les clés vont dans notre discussion privée : ouvrez @{bot} et écrivez-y /key. Une clé écrite dans ce groupe n’a pas été conservée ; faites-la remplacer chez son service.',
};
