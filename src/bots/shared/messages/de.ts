import type { en } from './en.ts';

/** German. */
export const de: Readonly<Record<keyof typeof en, string>> = {
  // One sentence per error code
  'error.invalid-input':
    'Etwas an dieser Anfrage ist so nicht möglich; prüfe Text und Optionen und schick sie noch einmal.',
  'error.quota-exceeded': 'Ein Limit ist aufgebraucht; /quota zeigt, welches es ist und wann es neu beginnt.',
  'error.queue-full':
    'Es warten schon zu viele Anfragen; versuch es wieder, wenn eine von deinen fertig ist, oder nutze /cancel.',
  'error.no-provider':
    'Gerade kann kein Gateway diese Anfrage annehmen; versuch es in ein paar Minuten oder mit weniger Optionen noch einmal.',
  'error.not-confirmed':
    'Niemand hat dem Preis rechtzeitig zugestimmt; frag noch einmal an, wenn du das Bild noch möchtest.',
  'error.not-found': 'Das ist hier nicht mehr gespeichert; fordere mit /imagine ein neues Bild an.',
  'error.not-yours':
    'Das kann nur nutzen, wer es angefordert hat; fordere mit /imagine dein eigenes Bild an.',
  'error.store-unavailable':
    'Gerade können keine Anfragen angenommen werden, gekauft wurde nichts; versuch es in einer Minute noch einmal.',
  'error.blocked':
    'Du darfst hier keine Bilder anfordern; falls das ein Irrtum ist, sag denen Bescheid, die diesen Bot betreiben.',
  'error.paused':
    'Im Moment werden keine neuen Anfragen angenommen; Angenommenes wird fertiggestellt, versuch es also später noch einmal.',
  'error.refused-by-rules':
    'Die Regeln hier erlauben diesen Prompt nicht, darum ging er an kein Gateway und nichts wurde berechnet; formuliere ihn anders.',
  'error.refused-by-check':
    'Die Prompt-Prüfung dieses Bots lässt diesen Prompt nicht zu, darum ging er an kein Gateway und nichts wurde berechnet; formuliere ihn anders.',
  'error.check-away':
    'Prompts können gerade nicht geprüft werden, darum wird keiner angenommen und nichts wurde berechnet; versuch es in ein paar Minuten noch einmal.',
  'error.age-restricted':
    'Dieser Prompt ist nur in Kanälen mit Altersbeschränkung erlaubt, und nichts wurde berechnet; frag dort an oder formuliere ihn anders.',
  'error.not-on-list':
    'Dieser Bot ist nur für bestimmte Personen und Orte da; bitte die, die ihn betreiben, dich aufzunehmen.',
  'error.cooling-down': 'Zu viele deiner Prompts wurden abgelehnt; versuch es später noch einmal.',
  'error.admin-only': 'Das können nur die, die diesen Bot betreiben; frag bei ihnen nach.',
  'error.helper-off':
    'Hier ist kein Chatmodell eingerichtet, das bei Prompts hilft; schreib deinen selbst mit /imagine.',
  'error.helper-limit':
    'Deine Hilfe bei Prompts ist für heute aufgebraucht; nimm deine eigenen Worte oder komm morgen wieder.',
  'error.helper-away':
    'Das Chatmodell hat nicht geantwortet; versuch es in einer Minute noch einmal oder nimm deine eigenen Worte.',
  'error.helper-refused':
    'Das Chatmodell möchte daran nicht arbeiten; ändere die Worte oder nimm ein anderes Bild.',
  'error.media-too-large': 'Dieses Bild ist zu groß; schick ein kleineres.',
  'error.media-not-image':
    'Diese Datei ist kein brauchbares Bild; schick es als PNG, JPEG, WebP, GIF oder HEIC.',
  'error.media-unreachable':
    'Das Bild konnte nicht heruntergeladen werden; schick die Datei selbst oder versuch es noch einmal.',
  'error.media-not-found': 'Das Bild ist nicht mehr da; schick es noch einmal.',
  'error.media-forbidden-address':
    'Diese Adresse kann nicht verwendet werden; schick die Datei selbst oder einen öffentlichen Link.',
  'error.media-timeout':
    'Das Herunterladen des Bildes hat zu lange gedauert; schick eine kleinere Datei oder versuch es noch einmal.',
  'error.mask-mismatch':
    'Die Maske passt nicht zum Bild; schick ein PNG in derselben Größe, dessen durchsichtige Teile geändert werden sollen.',
  'error.provider-unreachable':
    '{provider} ist nicht erreichbar; versuch es in ein paar Minuten noch einmal.',
  'error.provider-unauthorized':
    '{provider} ist gerade nicht verfügbar; versuch es später noch einmal oder wähle ein anderes Gateway.',
  'error.provider-rate-limited':
    '{provider} hat gerade zu viel zu tun; versuch es in ein paar Minuten noch einmal.',
  'error.provider-unsupported':
    '{provider} kann diese Kombination von Einstellungen nicht; ändere sie oder wähle ein anderes Gateway.',
  'error.provider-rejected':
    '{provider} hat diese Anfrage abgelehnt; ändere den Prompt oder die Einstellungen und versuch es noch einmal.',
  'error.provider-moderated':
    '{provider} hat diese Anfrage mit dem Sicherheitsfilter gestoppt; formuliere sie anders.',
  'error.provider-unavailable':
    '{provider} funktioniert gerade nicht richtig; versuch es in ein paar Minuten noch einmal.',
  'error.provider-response-invalid':
    '{provider} hat unverständlich geantwortet; versuch es noch einmal oder wähle ein anderes Gateway.',
  'error.provider-failed':
    '{provider} konnte dieses Bild nicht erstellen; versuch es noch einmal oder formuliere es anders.',
  'error.submission-unknown':
    'Es ist unklar, ob {provider} diese Anfrage angenommen hat, darum wurde sie nicht ein zweites Mal geschickt; tippe auf „Erneut versuchen“, um das Bild neu erstellen zu lassen.',
  'error.result-unusable': '{provider} hat kein brauchbares Bild geliefert; versuch es noch einmal.',
  'error.generation-timed-out':
    '{provider} hat zu lange gebraucht; versuch es noch einmal, und falls das Bild doch noch kommt, findest du es in /history.',
  'error.delivery-rate-limited':
    'Dieser Chat nimmt gerade keine weiteren Nachrichten an; das Bild ist gespeichert, /history bringt es später.',
  'error.delivery-unavailable':
    'Das Bild konnte hier nicht gepostet werden; es ist gespeichert, /history bringt es.',
  'error.delivery-too-large':
    'Das Bild ist zu groß, um hier gepostet zu werden; es ist gespeichert, /history bringt es.',
  'error.delivery-target-gone':
    'Den Ort für dieses Bild gibt es nicht mehr; es ist gespeichert, /history bringt es.',
  'error.internal':
    'Hier ist etwas schiefgegangen; versuch es noch einmal, und wenn es wieder passiert, sag denen Bescheid, die diesen Bot betreiben.',
  'provider.unnamed': 'das Gateway',

  // What is wrong with one word of a request
  'issue.required':
    '{field} fehlt{allowed, select, none {; ergänze das und schick die Anfrage noch einmal.} other {; möglich ist: {allowed}.}}',
  'issue.too-long': '{field} ist zu lang; möglich sind {allowed} Zeichen.',
  'issue.not-allowed':
    '{field}: {given, select, none {Dieser Wert} other {„{given}“}} ist nicht möglich{allowed, select, none {; lass das weg.} other {; möglich ist: {allowed}.}}',
  'issue.out-of-range':
    '{field}: {given, select, none {Dieser Wert} other {„{given}“}} liegt außerhalb des Bereichs{allowed, select, none {; lass das weg.} other {; möglich ist {allowed}.}}',
  'issue.unknown-flag':
    'Die Option {given} gibt es nicht; nutze {allowed}, oder setz den Prompt in Anführungszeichen, falls sie zum Text gehört.',
  'issue.size':
    '{given, select, none {Das} other {„{given}“}} ist keine mögliche Größe; schreib Breite x Höhe mit Kanten von 256 bis 3840 Pixeln und höchstens 3:1, zum Beispiel 1536x1024.',
  'field.prompt': 'der Prompt',
  'field.ratio': 'Seitenverhältnis (ratio)',
  'field.resolution': 'Auflösung (resolution)',
  'field.size': 'Größe (size)',
  'field.quality': 'Qualität (quality)',
  'field.count': 'Anzahl (count)',
  'field.format': 'Format (format)',
  'field.compression': 'Kompression (compression)',
  'field.background': 'Hintergrund (background)',
  'field.provider': 'Gateway (provider)',
  'field.private': 'Privat (private)',
  'field.spoiler': 'verdeckt (spoiler)',
  'field.image': 'das Bild',
  'field.mask': 'die Maske',
  'field.preset': 'Preset (preset)',
  'field.about': 'die Beschreibung',

  // Refusals with figures
  'refusal.user-images':
    'Damit wäre dein Limit von {limit, plural, one {# Bild} other {# Bildern}} {period, select, month {im Monat} other {am Tag}} überschritten: {left, plural, =0 {nichts mehr} other {noch #}} übrig{when, select, none {.} other {, wieder mehr {when}.}}',
  'refusal.chat-images':
    'Damit wäre das Limit dieses Chats von {limit, plural, one {# Bild} other {# Bildern}} {period, select, month {im Monat} other {am Tag}} überschritten: {left, plural, =0 {nichts mehr} other {noch #}} übrig{when, select, none {.} other {, wieder mehr {when}.}}',
  'refusal.role-images':
    'Damit wäre das Limit deiner Rolle von {limit, plural, one {# Bild} other {# Bildern}} {period, select, month {im Monat} other {am Tag}} überschritten: {left, plural, =0 {nichts mehr} other {noch #}} übrig{when, select, none {.} other {, wieder mehr {when}.}}',
  'refusal.list-images':
    'Damit wäre das Limit deiner Gruppe von {limit, plural, one {# Bild} other {# Bildern}} {period, select, month {im Monat} other {am Tag}} überschritten: {left, plural, =0 {nichts mehr} other {noch #}} übrig{when, select, none {.} other {, wieder mehr {when}.}}',
  'refusal.all-images':
    'Damit wäre das Limit dieses Bots von {limit, plural, one {# Bild} other {# Bildern}} {period, select, month {im Monat} other {am Tag}} überschritten: {left, plural, =0 {nichts mehr} other {noch #}} übrig{when, select, none {.} other {, wieder mehr {when}.}}',
  'refusal.user-money':
    'Damit wäre dein Limit von {limit} {period, select, month {im Monat} other {am Tag}} überschritten: noch {left} übrig{when, select, none {.} other {, wieder mehr {when}.}}',
  'refusal.chat-money':
    'Damit wäre das Limit dieses Chats von {limit} {period, select, month {im Monat} other {am Tag}} überschritten: noch {left} übrig{when, select, none {.} other {, wieder mehr {when}.}}',
  'refusal.role-money':
    'Damit wäre das Limit deiner Rolle von {limit} {period, select, month {im Monat} other {am Tag}} überschritten: noch {left} übrig{when, select, none {.} other {, wieder mehr {when}.}}',
  'refusal.list-money':
    'Damit wäre das Limit deiner Gruppe von {limit} {period, select, month {im Monat} other {am Tag}} überschritten: noch {left} übrig{when, select, none {.} other {, wieder mehr {when}.}}',
  'refusal.all-money':
    'Damit wäre das Limit dieses Bots von {limit} {period, select, month {im Monat} other {am Tag}} überschritten: noch {left} übrig{when, select, none {.} other {, wieder mehr {when}.}}',
  'refusal.waiting':
    'Von dir {limit, plural, one {wartet schon # Anfrage} other {warten schon # Anfragen}}, mehr sind pro Person nicht möglich; versuch es wieder, wenn eine fertig ist, oder nutze /cancel.',
  'refusal.blocked':
    'Du darfst hier keine Bilder anfordern: {reason}. Falls das ein Irrtum ist, sag denen Bescheid, die diesen Bot betreiben.',
  'refusal.paused':
    'Im Moment werden keine neuen Anfragen angenommen: {reason}. Angenommenes wird fertiggestellt, versuch es also später noch einmal.',
  'refusal.cooling-down':
    'Zu viele deiner Prompts wurden hintereinander abgelehnt; die nächste Anfrage ist möglich {when}.',
  'refusal.unable-references': 'Kein Gateway hier nimmt so viele Bilder auf einmal; schick weniger.',
  'refusal.unable-mask':
    'Kein Gateway hier arbeitet mit einer Maske; lass sie weg und beschreib in Worten, was sich ändern soll.',
  'refusal.unable-public-address':
    'Die Gateways hier können Bilder nur von einer öffentlichen Adresse holen, und dieser Bot hat keine; frag ohne Bild an, oder bitte die, die den Bot betreiben, PUBLIC_URL zu setzen.',
  'refusal.unable-unknown-provider':
    'Ein Gateway mit diesem Namen gibt es hier nicht; lass die Angabe weg oder wähle ein anderes.',
  'refusal.unable-price-unknown':
    'Der Preis dieser Anfrage ist nicht bekannt, und es gilt ein Limit in Dollar; wähle ein anderes Gateway.',
  'refusal.unable-resolution':
    'Kein Gateway hier kann wirklich so viele Pixel zeichnen, darum wurde nichts gekauft; das Bild könnte nur vergrößert werden, das bringt keine Details.',
  'refusal.unable-unavailable':
    'Alle Gateways, die das könnten, sind gestört; versuch es in ein paar Minuten noch einmal.',

  // Small answers
  'answer.no-words':
    'Schreib dazu, was mit dem Bild passieren soll, zum Beispiel als Bildunterschrift oder in einer Antwort.',
  'answer.no-prompt':
    'Schreib, was gezeichnet werden soll, zum Beispiel: /imagine ein Leuchtturm im Sturm, Ölgemälde.',
  'answer.not-a-picture':
    'Hier gehen nur Bilder und Text, keine Sprachnachrichten und keine Videos; schick ein Bild oder beschreib eines.',
  'answer.no-picture': 'In dieser Nachricht ist kein Bild; wähle eine mit Bild.',
  'avatar.forbidden': '{name} behält den eigenen Avatar für sich; nimm ein anderes Bild.',
  'avatar.none': '{name} zeigt mir keinen Avatar; nimm ein anderes Bild.',
  'answer.retried-already': 'Das wurde schon erneut versucht; tippe auf „Nochmal“ für ein neues Bild.',
  'answer.came-after-all':
    'Das Bild ist doch noch angekommen und steht in dieser Nachricht; nichts wurde doppelt erzeugt.',
  'answer.gone': 'Das ist nicht mehr gespeichert; fordere mit /imagine ein neues Bild an.',
  'answer.original-gone':
    'Die Originaldatei ist nicht mehr gespeichert; tippe auf „Nochmal“, um das Bild neu erstellen zu lassen.',
  'answer.kept': 'Dein Bild ist fertig, konnte aber nicht gepostet werden; /history bringt es dir kostenlos.',
  'answer.cancel-nothing': 'Von dir wartet hier nichts, und es wird auch nichts gezeichnet.',
  'answer.canceled-free':
    '{count, plural, one {Abgebrochen; nichts wurde berechnet.} other {# Anfragen abgebrochen; nichts wurde berechnet.}}',
  'answer.canceled-bought':
    '{count, plural, one {Abgebrochen; die Anfrage war aber schon übergeben. Kommt noch ein Bild, wird es berechnet und landet in /history.} other {# Anfragen abgebrochen; sie waren aber schon übergeben. Kommen noch Bilder, werden sie berechnet und landen in /history.}}',
  'answer.history-empty': 'Du hast noch keine Bilder; fordere mit /imagine eines an.',
  'answer.history-title': 'Deine letzten Anfragen. Ein Button bringt die Bilder kostenlos noch einmal.',

  // What is stored about a person
  'privacy.title': 'Hier über dich gespeichert:',
  'privacy.nothing': 'Über dich ist hier nichts gespeichert.',
  'privacy.requests':
    '{count, plural, one {# Anfrage mit Prompt und Optionen} other {# Anfragen mit Prompts und Optionen}}, die älteste vom {since}',
  'privacy.unfinished':
    '{count, plural, one {# davon wartet noch oder wird gezeichnet} other {# davon warten noch oder werden gezeichnet}}',
  'privacy.pictures':
    '{count, plural, one {# Bild, das für dich erstellt wurde} other {# Bilder, die für dich erstellt wurden}}',
  'privacy.references':
    '{count, plural, one {# Vorlage oder Maske, die du geschickt hast} other {# Vorlagen und Masken, die du geschickt hast}}',
  'privacy.ledger':
    '{count, plural, one {# Zeile} other {# Zeilen}} im Kassenbuch: was dir wann berechnet wurde',
  'privacy.sums': 'Summen dessen, was du verbraucht hast, nach Tag und Monat',
  'privacy.other': '{name}: {count, plural, one {# Eintrag} other {# Einträge}}',
  'privacy.choices': 'Du kannst alles als Zip-Datei bekommen oder endgültig löschen lassen.',
  'privacy.export': 'Als Zip-Datei exportieren',
  'privacy.delete': 'Löschen…',
  'privacy.sure':
    'Das alles endgültig löschen? Was wartet, wird abgebrochen; was gerade gezeichnet wird, wird danach gelöscht. Das Kassenbuch behält die Summen ohne deinen Namen, was du heute verbraucht hast, zählt weiter für deine Limits, und was in Chats gepostet wurde, bleibt dort, bis du es dort löschst.',
  'privacy.delete-all': 'Alles löschen',
  'privacy.keep': 'Behalten',
  'privacy.kept': 'Es wurde nichts gelöscht.',
  'privacy.deleted':
    'Gelöscht: {requests, plural, one {# Anfrage} other {# Anfragen}}, {pictures, plural, one {# Bild} other {# Bilder}} und alles andere über dich.',
  'privacy.later':
    '{count, plural, one {# Anfrage ist noch unterwegs und wird} other {# Anfragen sind noch unterwegs und werden}} gelöscht, sobald sie beendet {count, plural, one {ist} other {sind}}.',
  'privacy.export-here': 'Alles, was über dich gespeichert ist:',
  'privacy.export-part': 'Teil {number} von {count}.',
  'privacy.export-link':
    'Alles, was über dich gespeichert ist ({size}); der Link ist nur für dich und gilt einen Tag: {url}',
  'privacy.export-left':
    '{count, plural, one {# Original ist} other {# Originale sind}} zu groß für diesen Chat und nicht dabei; frag die danach, die diesen Bot betreiben.',
  // Several pictures for one request
  'collect.added':
    'Hinzugefügt. Die Reihenfolge: {order}. Füge innerhalb von zehn Minuten weitere hinzu, dann /blend.',
  'collect.full':
    'Das ist mehr als {limit, plural, one {das eine Bild, das} other {die # Bilder, die}} ein Gateway hier auf einmal nimmt; sende jetzt /blend oder fang neu an.',
  'collect.empty': 'Noch ist kein Bild zum Kombinieren da; füge zuerst welche hinzu oder schick sie mit.',
  'collect.cleared': 'Die Bilder sind zurückgelegt; das nächste, das du hinzufügst, ist Nummer 1.',
  'collect.unnamed': 'ohne Namen',
  'collect.blend': 'Kombinieren',
  'collect.clear': 'Neu anfangen',

  // Settings of people and places
  'settings.language': 'Sprache',
  'settings.ratio': 'Seitenverhältnis',
  'settings.resolution': 'Größe',
  'settings.quality': 'Qualität',
  'settings.format': 'Dateiformat',
  'settings.private': 'Private Antworten',
  'settings.avatar': 'Andere dürfen meinen Avatar nutzen',
  'settings.none': 'nicht gesetzt',
  'settings.yes': 'ja',
  'settings.no': 'nein',
  'settings.auto': 'automatisch',
  'settings.line': '{name}: {value}',
  'settings.personal-title': 'Deine Einstellungen. Sie ergänzen, was deine Anfragen offenlassen.',
  'settings.place-title':
    'Einstellungen dieses Kanals. Sie ergänzen, was eine Anfrage offenlässt und die Person nicht selbst eingestellt hat.',
  'settings.place-forbidden':
    'Nur wer diesen Kanal verwaltet, kann seine Einstellungen ändern; frag dort nach.',
  'settings.back': 'Zurück',
  'settings.to-place': 'Einstellungen dieses Kanals',
  'settings.to-personal': 'Meine Einstellungen',

  // Presets
  'preset.title': 'Presets: fertige Textbausteine für eine Anfrage. Nenne eines mit der Option preset.',
  'preset.pictures': '{count, plural, one {# Bild} other {# Bilder}}',
  'preset.saved': 'Das Preset {name} ist gespeichert; alle hier können es jetzt nutzen.',
  'preset.replaced': 'Das Preset {name} ist ersetzt; die nächste Anfrage nutzt das neue.',
  'preset.removed': 'Das Preset {name} ist entfernt.',
  'preset.not-here': 'Dieser Chat hat kein eigenes Preset {name}; die Liste zeigt, was es gibt.',
  'preset.full':
    'Dieser Chat hat schon {limit, plural, one {# Preset} other {# Presets}}, mehr sind nicht möglich; entferne zuerst eines.',
  'preset.forbidden': 'Nur wer diesen Chat verwaltet, kann seine Presets ändern; frag dort nach.',

  // Moderation
  'button.rephrase': 'Umformulieren',
  'button.add': 'Auch dieses dazu',
  'button.sticker': 'Als Sticker',
  'button.report': 'Melden',
  'moderation.refused':
    'Hier abgelehnte Wörter: {words, select, none {keine eigenen dieses Chats} other {{words}}}',
  'moderation.allowed':
    'Wendungen, die trotz eines dieser Wörter erlaubt sind: {words, select, none {keine} other {{words}}}',
  'moderation.more': 'Es gibt mehr: {command}',
  'moderation.help':
    'Befehle nach /moderation:\nadd word, word · remove … · allow phrase, phrase · disallow … · search [who:telegram:42] [action:moderation.] [day:2026-11-21] [text] [page:2]',
  'moderation.unknown': 'Diesen Moderationsbefehl gibt es nicht; /moderation allein zeigt, was es gibt.',
  'report.do-remove': 'Beitrag löschen',
  'report.do-block': 'Person sperren',
  'report.do-dismiss': 'Verwerfen',
  'report.removing': 'Der Beitrag wird gelöscht; wer das Bild wollte, behält es.',
  'report.dismissed': 'Verworfen; sonst geschieht nichts.',
  'report.reason': 'Grund (wird angezeigt)',
  'report.block-question':
    'Warum wird die Person gesperrt? Sie liest es. Antworte auf diese Nachricht ({id}).',
  'report.told': 'Gemeldet; wer diesen Bot betreibt, sieht es sich an.',
  'report.told-before': 'Du hast dieses Bild schon gemeldet; wer diesen Bot betreibt, weiß davon.',

  // Follow-ups
  'variation.subtle': 'dezente Variation',
  'variation.strong': 'starke Variation',
  'variation.larger': 'größer neu gezeichnet',
  'outcome.ids': '{count, plural, one {ID {ids}} other {IDs {ids}}}',
  'follow.which': 'Welches Bild?',
  'follow.picture': 'Bild {number}',
  'follow.all': 'Alle',
  'follow.how-much': 'Wie anders soll es sein?',
  'follow.subtle': 'Dezent: kleine Details ändern sich',
  'follow.strong': 'Stark: die Idee bleibt, der Rest ändert sich',
  'follow.delete': 'Was soll endgültig gelöscht werden?',
  'follow.delete-this': 'Dieses Bild und sein Post',
  'follow.reuse': 'Ändere den Text und schick ihn ab',
  'follow.favourite-on': 'Zu deinen Favoriten hinzugefügt; /history zeigt sie.',
  'follow.favourite-off': 'Nicht mehr in deinen Favoriten.',
  'follow.deleted': 'Gelöscht: das Bild, sein Text und seine Posts. Was bezahlt wurde, zählt weiter.',
  'follow.one-deleted': 'Bild gelöscht.',
  'follow.delete-unfinished': 'Hiervon wird noch etwas gezeichnet; brich es zuerst ab, dann lösch es.',
  'follow.post-removed': 'Der Post ist weg; wer das Bild angefordert hat, findet es weiter in /history.',
  'follow.post-kept': 'Der Bot kann diesen Beitrag nicht entfernen; lösche die Nachricht selbst.',
  'follow.post-stays':
    'Das Bild ist gelöscht, sein Post lässt sich von hier aus aber nicht entfernen; lösch die Nachricht selbst.',
  'follow.replaced': 'Dieses Bild wurde gelöscht.',
  'follow.no-parent': 'Die Version davor ist nicht mehr gespeichert, darum geht es nicht weiter zurück.',
  'follow.not-found': 'Du hast kein Bild mit dieser ID; /history zeigt, welche du hast.',
  'follow.no-id': 'Sag, welches Bild: /show und die kurze ID, die darunter steht.',
  'follow.favourites-empty': 'Du hast noch keine Favoriten; tippe unter einem Bild auf „Favorit“.',
  'follow.history-title': 'Deine Bilder, die neuesten zuerst.',
  'follow.favourites-title': 'Deine Favoriten, die neuesten zuerst.',
  'follow.no-more': 'In dieser Richtung gibt es keine weiteren Bilder.',

  // Selecting a region
  'region.which': 'Welches Bild? Wähle es aus, danach den Bereich, der sich ändern soll.',
  'region.picture': 'Bild {number}',
  'region.invite':
    'Übermale, was sich ändern soll, und schreib, was dort hin soll. Der Link ist nur für dich und gilt 15 Minuten lang für eine Änderung.',
  'region.open': 'Malfläche öffnen',
  'region.grid':
    'Tippe auf die Felder, die sich ändern sollen, dann auf „Weiter“, und schreib, was dort hin soll.',
  'region.go-on': 'Weiter',
  'region.none': 'Noch ist kein Feld gewählt; tippe auf mindestens eines, dann auf „Weiter“.',
  'region.gone': 'Diese Auswahl ist abgelaufen; tippe unter dem Bild noch einmal auf „Bereich wählen“.',
  'region.used':
    'Diese Auswahl wurde schon abgeschickt; tippe für eine neue unter dem Bild auf „Bereich wählen“.',

  // Quota
  'quota.user': 'Du {period, select, month {diesen Monat} other {heute}}: {images} · {money}',
  'quota.chat': 'Dieser Chat {period, select, month {diesen Monat} other {heute}}: {images} · {money}',
  'quota.role': 'Deine Rolle {period, select, month {diesen Monat} other {heute}}: {images} · {money}',
  'quota.list': 'Deine Gruppe {period, select, month {diesen Monat} other {heute}}: {images} · {money}',
  'quota.all': 'Alle zusammen {period, select, month {diesen Monat} other {heute}}: {images} · {money}',
  'quota.images':
    '{used, plural, one {# Bild} other {# Bilder}}{limit, select, none {} other { von {limit}}}',
  'quota.money': '{used}{limit, select, none {} other { von {limit}}}',
  'quota.unfinished':
    'Nicht fertig: {unfinished, plural, one {# Anfrage} other {# Anfragen}} ({concurrent} gleichzeitig, {queued} dürfen warten)',
  'quota.resets': '{period, select, month {Der Monat} other {Der Tag}} beginnt neu {when}.',
  'quota.assumed': 'Die Preise von {providers} sind geschätzt: Offiziell werden keine genannt.',
  'quota.unknown': 'Die Preise von {providers} sind nicht bekannt; die Bilder werden gezählt.',

  // Progress
  'progress.waiting': 'Wartet, bis es dran ist',
  'progress.confirming':
    '{assumed, select, yes {Das kostet etwa {price} (geschätzter Preis).} other {Das kostet etwa {price}.}} Gekauft wird erst, wenn du zustimmst.',
  'progress.position':
    '{position, plural, =0 {als Nächstes dran} one {noch etwa # Bild davor} other {noch etwa # Bilder davor}}',
  'progress.position-then':
    '{position, plural, =0 {als Nächstes dran} one {etwa # Bild war davor} other {etwa # Bilder waren davor}}',
  'progress.submitting': 'Geht an {provider}',
  'progress.drawing': '{provider} zeichnet',
  'progress.collecting': 'Bild wird abgeholt',
  'progress.percent': '{percent} %',
  'progress.elapsed': 'seit {duration}',
  'progress.asked': 'angefragt {when}',
  'progress.expected-at': 'meist fertig {when}',
  'progress.longer': 'dauert länger als sonst',
  'progress.longer-until': 'dauert länger als sonst, Abbruch {when}, falls nichts kommt',

  // Outcome
  'outcome.sandbox': 'Sandbox: zur Probe auf diesem Rechner gezeichnet, ohne Bildmodell.',
  'outcome.pixels': '{width}×{height} px',
  'outcome.upscaled': 'hier vergrößert von {width}×{height}',
  'outcome.price-assumed': 'etwa {price}',
  'outcome.price-unknown': 'Preis unbekannt',
  'outcome.free': 'kostenlos',
  'outcome.not-charged': 'Nicht berechnet.',
  'outcome.charged': 'Berechnet: {price}.',
  'outcome.changed': 'Geändert: {changes}',
  'outcome.failover': 'Statt {from} hat {to} übernommen.',
  'outcome.partial':
    '{made} von {asked} Bildern; der Rest ist fehlgeschlagen und wurde nicht berechnet. {reason}',
  'outcome.revised': 'Gezeichnet als: {prompt}',
  'outcome.version': 'v{version}',
  'outcome.count': '{count, plural, one {# Bild} other {# Bilder}}',
  'outcome.canceled': 'Abgebrochen; nichts wurde berechnet.',
  'outcome.canceled-bought':
    'Abgebrochen; die Anfrage war aber schon übergeben. Kommt noch ein Bild, wird es berechnet und landet in /history.',
  'outcome.reencoded': 'Kleiner gepostet, als es ist; der Button bringt das Original.',

  // Admin commands
  'admin.help':
    'Befehle für Admins; „here“ davor heißt: nur für diesen Chat.\nlimits [wer] · limit <wer> <20 | $5 | none | default> [day | month] · grant <wer> <20 | $5> [day | month] · reset <wer>\nblock <wer> <Grund> · unblock <wer> · blocks\npause [Grund] · drain [Grund] · resume\ngateways · spend [month] · ledger [Tage] · audit [wer] · warnings [on | off]\nWer: all, here, eine ID, telegram:42, discord:42, role:42, list:Name; oder antworte auf eine Nachricht der Person.',
  'admin.unknown': 'Diesen Admin-Befehl gibt es nicht; /admin allein zeigt, was es gibt.',
  'admin.everybody': 'alle',
  'admin.limits-of': 'Limits für {scope}:',
  'admin.limit-images':
    '{period, select, day {Heute} other {Diesen Monat}}: {used, plural, one {# Bild} other {# Bilder}}{limit, select, none { (kein Limit)} other { von {limit}}}',
  'admin.limit-money':
    '{period, select, day {Heute} other {Diesen Monat}}: {used}{limit, select, none { (kein Limit)} other { von {limit}}}',
  'admin.reset': 'Die Limits für {scope} zählen wieder von null.',
  'admin.no-reason': 'kein Grund angegeben',
  'admin.is-admin':
    '{userId} betreibt diesen Bot und kann nicht gesperrt werden; nimm die ID zuerst aus ADMIN_IDS.',
  'admin.blocked':
    '{userId} darf {where, select, here {in diesem Chat} other {nirgends}} {where, select, here {keine Bilder mehr} other {mehr Bilder}} anfordern und erfährt den Grund: {reason}.{withdrawn, plural, =0 {} one { Eine wartende Anfrage ist zurückgezogen.} other { # wartende Anfragen sind zurückgezogen.}} /admin unblock {userId} hebt die Sperre auf.',
  'admin.unblocked': '{userId} darf wieder Bilder anfordern.',
  'admin.was-not-blocked': '{userId} war nicht gesperrt; /admin blocks zeigt, wer es ist.',
  'admin.blocks-none': 'Niemand ist gesperrt.',
  'admin.block-line':
    '{userId}{chat, select, none {} other { in {chat}}}: {reason, select, none {kein Grund} other {{reason}}} ({by}, {day})',
  'admin.running':
    'Anfragen werden angenommen; {unfinished, plural, =0 {nichts ist offen} one {# Anfrage ist offen} other {# Anfragen sind offen}}.',
  'admin.paused':
    'Es werden keine neuen Anfragen angenommen{reason, select, none {} other { ({reason})}}; {unfinished, plural, =0 {nichts ist mehr offen} one {# Anfrage ist noch offen} other {# Anfragen sind noch offen}}{mode, select, drain {, und Admins erfahren, wenn alles fertig ist} other {}}. /admin resume nimmt wieder Anfragen an.',
  'admin.resumed': 'Anfragen werden wieder angenommen.',
  'admin.gateway-ok': 'funktioniert',
  'admin.gateway-put-aside': 'hat den Schlüssel oder das Guthaben abgelehnt',
  'admin.gateway-open': 'ist mehrmals hintereinander fehlgeschlagen',
  'admin.gateway-probing': 'wird gleich wieder versucht',
  'admin.gateway-load': '{running} laufen, {waiting} warten',
  'admin.gateway-latency': 'die Hälfte in {half}, neun von zehn in {most}',
  'admin.gateway-errors':
    '{errors, select, none {in 24 h wurde nichts beendet} other {{errors} % von {ended} in 24 h fehlgeschlagen}}',
  'admin.gateway-balance': 'Guthaben {balance}',
  'admin.gateway-no-balance': 'Guthaben nicht abrufbar',
  'admin.spend': '{period}: {images, plural, one {# Bild} other {# Bilder}}, {charged} berechnet',
  'admin.spend-cost': 'Die Gateways kosteten {cost}; {lost} wurden abgeschrieben.',
  'admin.spend-by-gateway': 'Nach Gateway:',
  'admin.spend-by-chat': 'Nach Chat:',
  'admin.spend-by-user': 'Nach Person:',
  'admin.spend-gateway': '{id}: {cost}, {lost} abgeschrieben',
  'admin.spend-share': '{id}: {charged}, {images, plural, one {# Bild} other {# Bilder}}',
  'admin.ledger': 'Das Kassenbuch von {from} bis {to}, als CSV.',
  'admin.ledger-too-large':
    'Das ist mehr, als hier in eine Datei passt; frag nach weniger Tagen, zum Beispiel /admin ledger 7.',
  'admin.audit-none': 'Dazu ist nichts festgehalten.',
  'admin.warnings-always': 'Wer in ADMIN_IDS steht, wird immer gewarnt, per privater Nachricht.',
  'admin.warnings-on':
    'Du wirst 90 Tage lang per privater Nachricht gewarnt, wenn es diesen Chat betrifft; /admin warnings off beendet das.',
  'admin.warnings-off':
    'Du wirst nicht gewarnt, wenn es diesen Chat betrifft; /admin warnings on ändert das.',

  // What admins are told without asking
  'notice.spend':
    '{percent} % eines Ausgabenlimits sind verbraucht: {used} von {limit} ({scope, select, all {alle} chat {Chat {id}} role {Rolle {id}} list {Gruppe {id}} other {{id}}}, {span, select, month {Monat {period}} other {Tag {period}}}). /admin limits zeigt und ändert es.',
  'notice.gateway-open':
    '{provider} ist mehrmals hintereinander fehlgeschlagen; Anfragen gehen an andere Gateways, bis es wieder funktioniert. /admin gateways zeigt den Stand.',
  'notice.gateway-put-aside':
    '{provider} lehnt den Schlüssel ab oder das Guthaben ist aufgebraucht; Anfragen gehen an andere Gateways. Prüfe dort Schlüssel und Guthaben.',
  'notice.gateway-recovered': '{provider} funktioniert wieder, nach {duration}.',
  'notice.submission-unknown':
    'Es ist unklar, ob {provider} die Anfrage {generationId} von {userId} angenommen hat; sie wurde nicht noch einmal geschickt und nicht berechnet, {lost} wurden abgeschrieben. Sieh in der Abrechnung des Gateways nach.',
  'notice.drained':
    'Alles Angenommene ist fertig; Limner hat nichts zu tun und kann gestoppt werden. /admin resume nimmt wieder Anfragen an.',
  'notice.report':
    '{reporter} ({reporterId}) meldet Bild {picture} von {requester} ({requesterId}){chat, select, none {} other { in {chat}}}.{reason, select, none {} other { Grund: {reason}.}}{prompt, select, none {} other { Prompt: {prompt}}} /admin block {requesterId} sperrt die Person.',

  // Units and times
  'unit.seconds': '{seconds} s',
  'unit.minutes': '{minutes} min {seconds, select, 0 {} other {{seconds} s}}',
  'unit.hours': '{hours} h {minutes, select, 0 {} other {{minutes} min}}',
  // Only ever after "in", "nach" or "seit": dative.
  'unit.days': '{days, plural, one {# Tag} other {# Tagen}}',
  'unit.on-in': 'am {date} (in {duration})',
  'unit.in': 'in {duration}',
  'unit.at': 'um {time} UTC',
  'unit.at-in': 'um {time} UTC (in {duration})',

  // Status words
  'status.queued': 'Wartet',
  'status.submitting': 'Startet',
  'status.running': 'Zeichnet',
  'status.succeeded': 'Fertig',
  'status.failed': 'Fehlgeschlagen',
  'status.canceled': 'Abgebrochen',

  // Button labels
  'button.again': 'Nochmal',
  'button.vary': 'Variieren',
  'button.2k': '2K',
  'button.4k': '4K',
  'button.favourite': 'Favorit',
  'button.undo': 'Rückgängig',
  'button.share': 'Hier teilen',
  'button.delete': 'Löschen',
  'button.reuse': 'Wiederverwenden',
  'button.subtle': 'Dezent',
  'button.strong': 'Stark',
  'button.remove': 'Endgültig löschen',
  'button.drop': 'Löschen',
  'button.more': 'Mehr',
  'button.less': 'Weniger',
  'button.older': 'Ältere',
  'button.newer': 'Neuere',
  'button.favolder': 'Ältere',
  'button.favnewer': 'Neuere',
  'button.history': 'Alle Bilder',
  'button.favourites': 'Favoriten',
  'button.edit': 'Bearbeiten',
  'button.region': 'Bereich wählen',
  'button.retry': 'Erneut versuchen',
  'button.cancel': 'Abbrechen',
  'button.original': 'Originaldatei',
  'button.make': 'Erstellen',
  'button.show': 'Anzeigen',

  // The prompt helper
  'helper.described':
    'Ein Prompt, aus dem so ein Bild werden könnte; gezeichnet wird erst, wenn du es sagst:',
  'helper.suggested': 'Das könnte anstelle deines Prompts stehen; gezeichnet wird erst, wenn du wählst:',
  'helper.imagine': 'Das zeichnen',
  'helper.use': 'Diesen nehmen',
  'helper.edit': 'Erst bearbeiten',
  'helper.keep': 'Meinen behalten',

  // A key of one’s own at a gateway
  'error.own-key-refused':
    '{provider} hat deinen eigenen Schlüssel abgelehnt, darum wurde nichts gemacht; gib mit /key set einen neuen oder nimm ihn mit /key remove zurück.',
  'error.own-key-revoked':
    '{provider} nimmt deinen eigenen Schlüssel nicht mehr an, darum lässt sich dieses Bild nicht holen; gib mit /key set einen neuen und versuch es noch einmal.',
  'error.own-key-missing':
    'Dein eigener Schlüssel wurde vorher zurückgenommen, darum wurde nichts gekauft; frag noch einmal, dann zahlt dein Kontingent.',
  'error.own-key-unreadable':
    'Dein eigener Schlüssel lässt sich hier nicht mehr lesen, darum wurde nichts gekauft; gib ihn mit /key set noch einmal oder nimm ihn mit /key remove zurück.',
  'outcome.own-key':
    '{price, select, none {mit eigenem Schlüssel bezahlt} other {{price}, mit eigenem Schlüssel bezahlt}}',
  'quota.own-keys':
    'Dein eigener Schlüssel bezahlt {providers}: Bilder von dort zählen zu deinen Bildern und kosten hier nichts von deinem Geld.',
  'privacy.own-keys':
    '{count, plural, one {# eigener Schlüssel} other {# eigene Schlüssel}} für Gateways, verschlüsselt',
  'own-key.kept':
    'Dein Schlüssel für {provider} mit dem Ende {end} ist verschlüsselt aufbewahrt: Was du dort machen lässt, bezahlt er ab jetzt. /key remove nimmt ihn zurück.',
  'own-key.line': '{provider}: dein Schlüssel mit dem Ende {end}',
  'own-key.line-unreadable':
    '{provider}: Dein Schlüssel lässt sich nicht mehr lesen; gib ihn mit /key set noch einmal.',
  'own-key.none': 'Hier ist kein Schlüssel von dir aufbewahrt; /key set bringt einen für {providers}.',
  'own-key.off':
    'Eigene Schlüssel werden hier nicht angenommen; bitte die, die diesen Bot betreiben, es zu erlauben.',
  'own-key.not-a-key':
    'Das sieht nicht wie ein Schlüssel aus; kopiere den ganzen Schlüssel aus deinem Konto beim Gateway und gib ihn noch einmal.',
  'own-key.not-offered': 'Sag, für welches Gateway: Schlüssel werden für {providers} angenommen.',
  'own-key.removed':
    'Dein Schlüssel für {providers} ist entfernt; ab jetzt zahlt dein Kontingent. Was gerade damit gemacht wird, kommt noch.',
  'own-key.form-title': 'Dein eigener Gateway-Schlüssel',
  'own-key.gateway': 'Gateway',
  'own-key.key': 'Schlüssel',
  'own-key.remove': 'Schlüssel entfernen: {provider}',
  'own-key.misplaced':
    'Das sieht nach einem Schlüssel für ein Gateway aus, darum wurde er nicht aufbewahrt und nichts daraus gemacht; bring ihn mit {command}.',
  'own-key.deleted': 'Deine Nachricht mit dem Schlüssel habe ich gelöscht.',
  'own-key.not-deleted':
    'Deine Nachricht mit dem Schlüssel konnte ich nicht löschen; lösch sie bitte selbst.',
};
