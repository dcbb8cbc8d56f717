import type { en } from './en.ts';

/** German. */
export const de: Readonly<Record<keyof typeof en, string>> = {
  // Menu of commands: at most 256 characters each
  'command.imagine':
    'Ein Bild aus Text zeichnen, oder eines ändern, das du schickst oder auf das du antwortest',
  'command.quota': 'Was du heute verbraucht hast und was noch übrig ist',
  'command.history': 'Deine letzten Anfragen; Bilder kostenlos noch einmal holen',
  'command.last': 'Dein neuestes Ergebnis kostenlos noch einmal holen',
  'command.show': 'Eines deiner Bilder mit seiner ID holen',
  'command.cancel': 'Deine neueste offene Anfrage hier zurückziehen',
  'command.privacy': 'Was über dich gespeichert ist; exportieren oder löschen',
  'command.add': 'Ein Bild für /blend beiseitelegen: schick es damit, oder antworte damit darauf',
  'command.sticker': 'Ein Bild als Sticker senden: antworte damit auf das Bild',
  'command.blend': 'Aus den hinzugefügten Bildern eines machen',
  'command.settings': 'Was deine Anfragen offenlassen: Sprache, Form, Größe, Qualität, Privatsphäre',
  'command.preset': 'Fertige Textbausteine für eine Anfrage: list, add, remove',
  'command.describe': 'Ein Prompt zu einem Bild: antworte ihm damit oder schick es damit',
  'command.prompt': 'Hilfe bei einem Prompt: expand, shorten oder translate',
  'command.help': 'Wie du anfragst und was die Optionen bedeuten',

  // Help
  'help.private':
    'Schreib, was gezeichnet werden soll, zum Beispiel: ein Leuchtturm im Sturm, Ölgemälde.\n\nUm ein Bild zu ändern, schick es mit Text als Bildunterschrift, oder antworte mit Text auf irgendein Bild. Mehrere Bilder gehen als ein Album.',
  'help.group':
    'Schreib /imagine und was gezeichnet werden soll, zum Beispiel: /imagine ein Leuchtturm im Sturm, Ölgemälde.\n\nUm ein Bild zu ändern, schick es mit /imagine und Text als Bildunterschrift, oder antworte darauf mit /imagine und Text. Eine Antwort auf eines meiner Bilder braucht keinen Befehl.',
  'help.group-mention': 'Statt des Befehls kannst du auch @{bot} erwähnen.',
  'help.flags':
    'Diese Optionen können überall im Text stehen:\n--ratio 16:9 (oder --ar): Seitenverhältnis\n--resolution 2k: Größe\n--quality high: Qualität\n--count 2 (oder --n): mehrere Bilder\n--provider {providers}\n--preset poster: ein fertiger Textbaustein, siehe /preset\n--private: die Antwort kommt in deinen privaten Chat\n--spoiler: verdeckt, bis jemand es antippt',
  'help.avatar': '--avatar @name (oder me, oder in einer Antwort): das Profilbild dieser Person kommt mit.',
  'help.commands':
    '/quota zeigt, was heute noch übrig ist, /history bringt Bilder noch einmal, /cancel zieht eine Anfrage zurück, /privacy sagt, was über dich gespeichert ist.',
  'help.inline': 'In jedem Chat finden @{bot} und ein paar Wörter deine Bilder zum Teilen.',

  // Answers
  'answer.store-away':
    'Ich kann gerade nicht daran arbeiten; die Anfrage ist nicht verloren und beginnt von selbst, sobald es wieder geht.',
  'answer.which-picture':
    'Diese Anfrage hat mehrere Bilder; antworte auf das, das du meinst, oder tippe auf „Bearbeiten“ mit seiner Nummer.',
  'answer.start-first':
    'Für eine private Antwort brauchst du zuerst einen privaten Chat mit mir; öffne @{bot}, tippe auf „Starten“ und frag noch einmal an.',
  'answer.sent-in-private': 'Die Antwort kommt in deinen privaten Chat mit mir.',
  'answer.telegram-too-large':
    'Telegram lässt mich nur Dateien bis {limit} MB holen; schick eine kleinere, oder schick sie als Foto.',
  'inline.empty': 'Noch kein solches Bild; frag mich danach',
  'avatar.unknown':
    'Telegram sagt mir nicht, wer {name} ist; antworte auf eine Nachricht dieser Person mit --avatar.',

  // Presets
  'preset.title':
    "Presets: fertige Textbausteine. Nenne eines mit --preset. Wer diesen Chat verwaltet, fügt eines mit /preset add Name Text --ratio 2:3 hinzu, wobei '{prompt}' für den Text der Anfrage steht, und entfernt es mit /preset remove Name.",

  // The question behind the button Edit
  'rephrase.question': 'Wie würdest du es anders sagen? Antworte auf diese Nachricht ({id}).',
  'edit.question': 'Was soll sich an Bild {id} ändern? Antworte auf diese Nachricht.',
  'region.question': 'Was soll in die gewählten Felder ({id})? Antworte auf diese Nachricht.',
  'edit.hint': 'Zum Beispiel: mach es Nacht, mit Laternen',
  'button.edit-number': 'Bearbeiten: {number}',

  // Status message
  'status.received': 'Angekommen; wird vorbereitet…',
  'status.ready': 'Fertig; falls das Bild nicht folgt, bringt der Button es kostenlos.',
  'status.unconfirmed':
    'Telegram hat nicht bestätigt, dass die Bilder angekommen sind. Falls sie hier fehlen, bringt der Button sie kostenlos.',

  // The prompt helper
  'helper.usage':
    'Schreib /prompt expand (oder shorten, translate) und dahinter deinen Prompt; als Antwort auf eine Nachricht gelten deren Worte.',
  'helper.question':
    'Antworte auf diese Nachricht mit dem Prompt, wie du ihn willst; tippe auf die Worte, um sie zu kopieren.',

  // A key of one’s own at a gateway
  'command.key': 'Dein eigener Gateway-Schlüssel: set, show, remove (privat)',
  'key.usage':
    'Schreib hier /key set {provider} und deinen Schlüssel; ich lösche diese Nachricht sofort. /key show sagt, was aufbewahrt ist, /key remove {provider} nimmt ihn zurück.',
  'key.in-group':
    'Schlüssel gehören in unseren privaten Chat: Öffne @{bot} und schreib dort /key. Ein Schlüssel, der in dieser Gruppe stand, wurde nicht aufbewahrt; lass ihn beim Gateway ersetzen.',
};
