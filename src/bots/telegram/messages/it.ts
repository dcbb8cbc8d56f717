import type { en } from './en.ts';

/** Italian. */
export const it: Readonly<Record<keyof typeof en, string>> = {
  // Menu of commands: at most 256 characters each
  'command.imagine': 'Disegna un’immagine da parole, o cambiane una che invii o a cui rispondi',
  'command.quota': 'Quanto hai usato oggi e quanto resta',
  'command.history': 'Le tue ultime richieste; riprendi un’immagine senza costi',
  'command.last': 'Riporta il tuo risultato più recente, senza costi',
  'command.show': 'Mostra una delle tue immagini in base al suo id',
  'command.cancel': 'Ritira la tua ultima richiesta in sospeso qui',
  'command.privacy': 'Cosa è conservato su di te; esportalo o eliminalo',
  'command.add': 'Metti da parte un’immagine per /blend: inviala con questo comando, o rispondile',
  'command.sticker': 'Invia un’immagine come sticker: rispondile con questo comando',
  'command.blend': 'Crea un’immagine sola da quelle che hai aggiunto',
  'command.settings':
    'Ciò che le tue richieste non dicono: lingua, proporzioni, risoluzione, qualità, privacy',
  'command.preset': 'Testi pronti per una richiesta: elenca, aggiungi, rimuovi',
  'command.describe': 'Un prompt per un’immagine: rispondile con questo o inviala con questo',
  'command.prompt': 'Aiuto con un prompt: expand, shorten o translate',
  'command.help': 'Come chiedere, e cosa significano i flag',

  // Help
  'help.private':
    'Scrivi cosa disegnare, ad esempio: un faro nella tempesta, pittura a olio.\n\nPer cambiare un’immagine, inviala con un testo come didascalia, oppure rispondi con un testo a qualsiasi immagine. Più immagini vanno inviate come un unico album.',
  'help.group':
    'Scrivi /imagine e cosa disegnare, ad esempio: /imagine un faro nella tempesta, pittura a olio.\n\nPer cambiare un’immagine, inviala con /imagine e un testo come didascalia, oppure rispondile con /imagine e un testo. Per rispondere a una delle mie immagini non serve il comando.',
  'help.group-mention': 'Al posto del comando puoi anche menzionare @{bot}.',
  'help.flags':
    'I flag vanno in qualsiasi punto del testo:\n--ratio 16:9 (o --ar): proporzioni\n--resolution 2k: risoluzione\n--quality high: qualità\n--count 2 (o --n): più immagini\n--provider {providers}\n--preset poster: un testo pronto, vedi /preset\n--private: la risposta arriva nella tua chat privata\n--spoiler: coperta finché qualcuno non la tocca',
  'help.avatar':
    '--avatar @nome (o me, o in una risposta): la foto del profilo di quella persona accompagna la richiesta.',
  'help.commands':
    '/quota mostra cosa resta oggi, /history riporta le immagini, /cancel ritira una richiesta, /privacy dice cosa è conservato su di te.',
  'help.inline': 'In qualsiasi chat, @{bot} e qualche parola trovano le tue immagini da condividere.',

  // Answers
  'answer.store-away': 'Ora non posso lavorarci; la richiesta non è persa e parte da sola appena posso.',
  'answer.which-picture':
    'Quella richiesta ha più immagini; rispondi a quella che intendi, oppure premi Modifica e il suo numero.',
  'answer.start-first':
    'Per una risposta privata serve prima una chat privata con me; apri @{bot}, premi Avvia e chiedi di nuovo.',
  'answer.sent-in-private': 'La risposta arriva nella tua chat privata con me.',
  'answer.telegram-too-large':
    'Telegram mi fa scaricare file di al massimo {limit} MB; inviane uno più piccolo, oppure invialo come foto.',
  'inline.empty': 'Nessuna immagine così; chiedimela',
  'avatar.unknown': 'Telegram non mi dice chi è {name}; rispondi a un suo messaggio con --avatar.',

  // Presets
  'preset.title':
    "Preset: testi pronti. Scegline uno con --preset. Chi gestisce questa chat ne aggiunge uno con /preset add nome testo --ratio 2:3, dove '{prompt}' sta per ciò che dice una richiesta, e lo toglie con /preset remove nome.",

  // The question behind the button Edit
  'rephrase.question': 'In che altro modo lo diresti? Rispondi a questo messaggio ({id}).',
  'edit.question': 'Cosa deve cambiare nell’immagine {id}? Rispondi a questo messaggio.',
  'region.question': 'Cosa deve esserci nelle parti scelte ({id})? Rispondi a questo messaggio.',
  'edit.hint': 'Ad esempio: falla di notte, aggiungi lanterne',
  'button.edit-number': 'Modifica {number}',

  // Status message
  'status.received': 'Ricevuta; la preparo…',
  'status.ready': 'Pronta; se l’immagine non arriva, il pulsante la porta senza costi.',
  'status.unconfirmed':
    'Telegram non ha confermato l’arrivo delle immagini. Se qui mancano, il pulsante le porta senza costi.',

  // The prompt helper
  'helper.usage':
    'Scrivi /prompt expand (o shorten, translate) e poi il tuo prompt; in risposta a un messaggio vale il suo testo.',
  'helper.question': 'Rispondi a questo messaggio con il prompt come lo vuoi; tocca le parole per copiarle.',

  // A key of one’s own at a gateway
  'command.key': 'La tua chiave del gateway: set, show, remove (in privato)',
  'key.usage':
    'Scrivi qui /key set {provider} e la tua chiave; cancello subito quel messaggio. /key show dice cosa è conservato, /key remove {provider} la toglie.',
  'key.in-group':
    'Le chiavi vanno nella nostra chat privata: apri @{bot} e scrivi lì /key. Una chiave scritta in questo gruppo non è stata conservata; falla sostituire dal suo gateway.',
};
