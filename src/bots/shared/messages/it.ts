import type { en } from './en.ts';

/** Italian. */
export const it: Readonly<Record<keyof typeof en, string>> = {
  // One sentence per error code
  'error.invalid-input':
    'Qualcosa in questa richiesta non si può fare; controlla testo e opzioni e inviala di nuovo.',
  'error.quota-exceeded': 'Un limite è esaurito; /quota mostra quale e quando riparte.',
  'error.queue-full':
    'Ci sono già troppe richieste in attesa; riprova quando una delle tue è finita, oppure usa /cancel.',
  'error.no-provider':
    'Nessun gateway può accettare questa richiesta al momento; riprova tra qualche minuto o con meno opzioni.',
  'error.not-confirmed': 'Nessuno ha accettato il prezzo in tempo; se la vuoi ancora, chiedila di nuovo.',
  'error.not-found': 'Questo non è più conservato qui; chiedi una nuova immagine con /imagine.',
  'error.not-yours': 'Può usarlo solo chi ha fatto la richiesta; chiedi la tua immagine con /imagine.',
  'error.store-unavailable':
    'Ora non è possibile accettare richieste e non è stato acquistato nulla; riprova tra un minuto.',
  'error.blocked': 'Qui non puoi chiedere immagini; se è un errore, avvisa chi gestisce questo bot.',
  'error.paused':
    'Al momento non si accettano nuove richieste; quelle già accettate vengono completate, quindi riprova più tardi.',
  'error.refused-by-rules':
    'Le regole di qui non permettono questo prompt, quindi non è stato inviato a nessun gateway e non è stato addebitato nulla; riscrivilo con altre parole.',
  'error.refused-by-check':
    'Il controllo dei prompt usato da questo bot non permette questo, quindi non è stato inviato a nessun gateway e non è stato addebitato nulla; riscrivilo con altre parole.',
  'error.check-away':
    'Al momento non è possibile controllare i prompt, quindi non se ne accettano e non è stato addebitato nulla; riprova tra qualche minuto.',
  'error.age-restricted':
    'Questo prompt è solo per canali con limiti di età e non è stato addebitato nulla; chiedi in uno di questi, o riscrivilo con altre parole.',
  'error.not-on-list':
    'Questo bot è riservato a certe persone e a certi posti; chiedi a chi lo gestisce di aggiungerti.',
  'error.cooling-down': 'Troppi tuoi prompt sono stati rifiutati; riprova più tardi.',
  'error.admin-only': 'Può farlo solo chi gestisce questo bot; rivolgiti a loro.',
  'error.helper-off':
    'Qui non è configurato un modello di chat che aiuti con i prompt; scrivi il tuo con /imagine.',
  'error.helper-limit': 'Hai esaurito l’aiuto con i prompt di oggi; usa parole tue o torna domani.',
  'error.helper-away': 'Il modello di chat non ha risposto; riprova tra un minuto o usa parole tue.',
  'error.helper-refused':
    'Il modello di chat non vuole lavorarci; cambia le parole o prendi un’altra immagine.',
  'error.media-too-large': 'L’immagine è troppo grande; inviane una più piccola.',
  'error.media-not-image':
    'Questo file non è un’immagine utilizzabile; invialo come PNG, JPEG, WebP, GIF o HEIC.',
  'error.media-unreachable':
    'Non è stato possibile scaricare l’immagine; invia direttamente il file o riprova.',
  'error.media-not-found': 'L’immagine non c’è più; inviala di nuovo.',
  'error.media-forbidden-address':
    'Questo indirizzo non può essere usato; invia direttamente il file o un link pubblico.',
  'error.media-timeout':
    'Scaricare l’immagine ha richiesto troppo tempo; invia un file più piccolo o riprova.',
  'error.mask-mismatch':
    'La maschera non corrisponde all’immagine; invia un PNG delle stesse dimensioni, trasparente nelle parti da cambiare.',
  'error.provider-unreachable': '{provider} non è raggiungibile; riprova tra qualche minuto.',
  'error.provider-unauthorized':
    '{provider} non è disponibile al momento; riprova più tardi o scegli un altro gateway.',
  'error.provider-rate-limited': '{provider} ha troppo lavoro al momento; riprova tra qualche minuto.',
  'error.provider-unsupported':
    '{provider} non supporta questa combinazione di impostazioni; cambiale o scegli un altro gateway.',
  'error.provider-rejected':
    '{provider} ha rifiutato questa richiesta; cambia il prompt o le impostazioni e riprova.',
  'error.provider-moderated':
    '{provider} ha bloccato questa richiesta con il suo filtro di sicurezza; riscrivila con altre parole.',
  'error.provider-unavailable': '{provider} non funziona bene al momento; riprova tra qualche minuto.',
  'error.provider-response-invalid':
    '{provider} ha dato una risposta incomprensibile; riprova o scegli un altro gateway.',
  'error.provider-failed': '{provider} non è riuscito a creare questa immagine; riprova o usa altre parole.',
  'error.submission-unknown':
    'Non si può sapere se {provider} ha accettato questa richiesta, quindi non è stata inviata una seconda volta; premi Riprova per rifarla da capo.',
  'error.result-unusable': '{provider} ha restituito qualcosa che non è un’immagine utilizzabile; riprova.',
  'error.generation-timed-out':
    '{provider} ci ha messo troppo; riprova e, se l’immagine arriva comunque, la trovi in /history.',
  'error.delivery-rate-limited':
    'Questa chat non accetta altri messaggi per ora; l’immagine è conservata, /history te la porta più tardi.',
  'error.delivery-unavailable':
    'Non è stato possibile pubblicare qui l’immagine; è conservata, /history te la porta.',
  'error.delivery-too-large':
    'L’immagine è troppo grande per essere pubblicata qui; è conservata, /history te la porta.',
  'error.delivery-target-gone':
    'Il posto a cui era destinata l’immagine non esiste più; è conservata, /history te la porta.',
  'error.internal':
    'Qualcosa è andato storto qui; riprova e, se succede ancora, avvisa chi gestisce questo bot.',
  'provider.unnamed': 'il gateway',

  // What is wrong with one word of a request
  'issue.required':
    'Dato mancante: {field}{allowed, select, none {; aggiungilo e invia di nuovo la richiesta.} other {; indica uno di questi: {allowed}.}}',
  'issue.too-long': 'Testo troppo lungo per {field}; usa {allowed} caratteri.',
  'issue.not-allowed':
    '{given, select, none {Questo valore} other {“{given}”}} non è valido per {field}{allowed, select, none {; toglilo.} other {; usa uno di questi: {allowed}.}}',
  'issue.out-of-range':
    '{given, select, none {Questo valore} other {“{given}”}} è fuori dai limiti per {field}{allowed, select, none {; toglilo.} other {; usa {allowed}.}}',
  'issue.unknown-flag':
    'Il flag {given} non esiste; usa {allowed}, oppure metti il prompt tra virgolette se fa parte del testo.',
  'issue.size':
    '{given, select, none {Questa} other {“{given}”}} non è una dimensione possibile; scrivi larghezza x altezza con lati da 256 a 3840 pixel e al massimo 3:1, ad esempio 1536x1024.',
  'field.prompt': 'prompt',
  'field.ratio': 'proporzioni (ratio)',
  'field.resolution': 'risoluzione (resolution)',
  'field.size': 'dimensione (size)',
  'field.quality': 'qualità (quality)',
  'field.count': 'quantità (count)',
  'field.format': 'formato (format)',
  'field.compression': 'compressione (compression)',
  'field.background': 'sfondo (background)',
  'field.provider': 'gateway (provider)',
  'field.private': 'privata (private)',
  'field.spoiler': 'coperto (spoiler)',
  'field.image': 'immagine',
  'field.mask': 'maschera',
  'field.preset': 'preset',
  'field.about': 'descrizione',

  // Refusals with figures
  'refusal.user-images':
    'Così supereresti il tuo limite di {limit, plural, one {# immagine} other {# immagini}} {period, select, month {al mese} other {al giorno}}: {left, plural, =0 {non ne resta nessuna} one {ne resta #} other {ne restano #}}{when, select, none {.} other {, altre {when}.}}',
  'refusal.chat-images':
    'Così supereresti il limite di {limit, plural, one {# immagine} other {# immagini}} {period, select, month {al mese} other {al giorno}} di questa chat: {left, plural, =0 {non ne resta nessuna} one {ne resta #} other {ne restano #}}{when, select, none {.} other {, altre {when}.}}',
  'refusal.role-images':
    'Così supereresti il limite di {limit, plural, one {# immagine} other {# immagini}} {period, select, month {al mese} other {al giorno}} del tuo ruolo: {left, plural, =0 {non ne resta nessuna} one {ne resta #} other {ne restano #}}{when, select, none {.} other {, altre {when}.}}',
  'refusal.list-images':
    'Così supereresti il limite di {limit, plural, one {# immagine} other {# immagini}} {period, select, month {al mese} other {al giorno}} del tuo gruppo: {left, plural, =0 {non ne resta nessuna} one {ne resta #} other {ne restano #}}{when, select, none {.} other {, altre {when}.}}',
  'refusal.all-images':
    'Così supereresti il limite di {limit, plural, one {# immagine} other {# immagini}} {period, select, month {al mese} other {al giorno}} di questo bot: {left, plural, =0 {non ne resta nessuna} one {ne resta #} other {ne restano #}}{when, select, none {.} other {, altre {when}.}}',
  'refusal.user-money':
    'Così supereresti il tuo limite di {limit} {period, select, month {al mese} other {al giorno}}: rimangono {left}{when, select, none {.} other {, si riparte {when}.}}',
  'refusal.chat-money':
    'Così supereresti il limite di {limit} {period, select, month {al mese} other {al giorno}} di questa chat: rimangono {left}{when, select, none {.} other {, si riparte {when}.}}',
  'refusal.role-money':
    'Così supereresti il limite di {limit} {period, select, month {al mese} other {al giorno}} del tuo ruolo: rimangono {left}{when, select, none {.} other {, si riparte {when}.}}',
  'refusal.list-money':
    'Così supereresti il limite di {limit} {period, select, month {al mese} other {al giorno}} del tuo gruppo: rimangono {left}{when, select, none {.} other {, si riparte {when}.}}',
  'refusal.all-money':
    'Così supereresti il limite di {limit} {period, select, month {al mese} other {al giorno}} di questo bot: rimangono {left}{when, select, none {.} other {, si riparte {when}.}}',
  'refusal.waiting':
    'Hai già {limit, plural, one {# richiesta} other {# richieste}} in attesa, il massimo per una persona; riprova quando una è finita, oppure usa /cancel.',
  'refusal.blocked':
    'Qui non puoi chiedere immagini: {reason}. Se è un errore, avvisa chi gestisce questo bot.',
  'refusal.paused':
    'Al momento non si accettano nuove richieste: {reason}. Quelle già accettate vengono completate, quindi riprova più tardi.',
  'refusal.cooling-down':
    'Troppi tuoi prompt sono stati rifiutati uno dopo l’altro; puoi chiedere di nuovo {when}.',
  'refusal.unable-references': 'Nessun gateway qui accetta così tante immagini insieme; inviane meno.',
  'refusal.unable-mask':
    'Nessun gateway qui funziona con una maschera; toglila e spiega a parole cosa cambiare.',
  'refusal.unable-public-address':
    'I gateway qui possono prendere immagini solo da un indirizzo pubblico, e questo bot non ne ha uno; chiedi senza immagine, oppure chiedi a chi gestisce il bot di impostare PUBLIC_URL.',
  'refusal.unable-unknown-provider':
    'Qui non c’è nessun gateway con questo nome; togli provider o scegline un altro.',
  'refusal.unable-price-unknown':
    'Il prezzo di questa richiesta non è noto ed è impostato un limite in dollari; scegli un altro gateway.',
  'refusal.unable-resolution':
    'Nessun gateway qui può davvero disegnare così tanti pixel, quindi non è stato acquistato nulla; l’immagine si potrebbe solo ingrandire, senza aggiungere dettagli.',
  'refusal.unable-unavailable':
    'Tutti i gateway che potrebbero farlo sono fuori servizio; riprova tra qualche minuto.',

  // Small answers
  'answer.no-words': 'Scrivi cosa fare con l’immagine, ad esempio nella sua didascalia o in una risposta.',
  'answer.no-prompt': 'Scrivi cosa disegnare, ad esempio: /imagine un faro nella tempesta, pittura a olio.',
  'answer.not-a-picture':
    'Qui si possono usare solo immagini e testo, niente messaggi vocali né video; invia un’immagine o descrivila.',
  'answer.no-picture': 'In quel messaggio non c’è nessuna immagine; scegline uno che ne abbia una.',
  'avatar.forbidden': '{name} tiene il proprio avatar per sé; usa un’altra immagine.',
  'avatar.none': '{name} non mi mostra alcun avatar; usa un’altra immagine.',
  'answer.retried-already': 'Questa è già stata ritentata; premi Ancora per farne una nuova.',
  'answer.came-after-all':
    'L’immagine alla fine è arrivata ed è in quel messaggio; nulla è stato creato due volte.',
  'answer.gone': 'Questo non è più conservato; chiedi una nuova immagine con /imagine.',
  'answer.original-gone': 'Il file originale non è più conservato; premi Ancora per rifare l’immagine.',
  'answer.kept':
    'La tua immagine è pronta ma non è stato possibile pubblicarla; /history te la porta senza costi.',
  'answer.cancel-nothing': 'Qui non hai nulla in attesa o in corso.',
  'answer.canceled-free':
    '{count, plural, one {Annullata; nessun addebito.} other {# richieste annullate; nessun addebito.}}',
  'answer.canceled-bought':
    '{count, plural, one {Annullata; era già stata consegnata, quindi un’immagine che arriva comunque viene addebitata e finisce in /history.} other {# richieste annullate; erano già state consegnate, quindi le immagini che arrivano comunque vengono addebitate e finiscono in /history.}}',
  'answer.history-empty': 'Non hai ancora immagini; chiedine una con /imagine.',
  'answer.history-title': 'Le tue ultime richieste. Un pulsante riporta le immagini senza costi.',

  // What is stored about a person
  'privacy.title': 'Dati su di te conservati qui:',
  'privacy.nothing': 'Qui non è conservato nulla su di te.',
  'privacy.requests':
    '{count, plural, one {# richiesta con il suo prompt e le sue opzioni} other {# richieste con i loro prompt e le loro opzioni}}, la più vecchia del {since}',
  'privacy.unfinished':
    '{count, plural, one {# di queste è} other {# di queste sono}} ancora in attesa o in corso',
  'privacy.pictures': '{count, plural, one {# immagine creata} other {# immagini create}} per te',
  'privacy.references':
    '{count, plural, one {# riferimento o maschera} other {# riferimenti e maschere}} che hai inviato',
  'privacy.ledger':
    '{count, plural, one {# riga} other {# righe}} del registro: cosa ti è stato addebitato, e quando',
  'privacy.sums': 'somme di ciò che hai usato, per giorno e per mese',
  'privacy.other': '{name}: {count, plural, one {# voce} other {# voci}}',
  'privacy.choices': 'Puoi ricevere tutto in un file zip, oppure farlo eliminare per sempre.',
  'privacy.export': 'Esporta come file zip',
  'privacy.delete': 'Elimina…',
  'privacy.sure':
    'Eliminare tutto per sempre? Ciò che è in attesa viene annullato, ciò che è in corso viene eliminato quando finisce. Il registro conserva le somme senza il tuo nome, l’uso di oggi conta ancora per i tuoi limiti, e ciò che è stato pubblicato nelle chat resta lì finché non lo elimini tu.',
  'privacy.delete-all': 'Elimina tutto',
  'privacy.keep': 'Conserva',
  'privacy.kept': 'Non è stato eliminato nulla.',
  'privacy.deleted':
    'Eliminati: {requests, plural, one {# richiesta} other {# richieste}}, {pictures, plural, one {# immagine} other {# immagini}} e tutto il resto su di te.',
  'privacy.later':
    '{count, plural, one {# richiesta è ancora in corso e viene eliminata appena finisce.} other {# richieste sono ancora in corso e vengono eliminate appena finiscono.}}',
  'privacy.export-here': 'Tutto ciò che è conservato su di te:',
  'privacy.export-part': 'Parte {number} di {count}.',
  'privacy.export-link':
    'Tutto ciò che è conservato su di te ({size}); il link è solo tuo e vale un giorno: {url}',
  'privacy.export-left':
    '{count, plural, one {# originale è troppo grande per questa chat e non è incluso} other {# originali sono troppo grandi per questa chat e non sono inclusi}}; {count, plural, one {chiedilo} other {chiedili}} a chi gestisce questo bot.',
  // Several pictures for one request
  'collect.added': 'Aggiunta. L’ordine: {order}. Aggiungine altre entro dieci minuti, poi /blend.',
  'collect.full':
    'Sono troppe: un gateway qui accetta al massimo {limit, plural, one {# immagine} other {# immagini}} in una volta; invia ora /blend, o ricomincia.',
  'collect.empty': 'Non c’è ancora nessuna immagine da unire; prima aggiungine qualcuna, o inviale insieme.',
  'collect.cleared': 'Le immagini raccolte sono state tolte; la prossima che aggiungi è la numero 1.',
  'collect.unnamed': 'senza nome',
  'collect.blend': 'Unisci',
  'collect.clear': 'Ricomincia',

  // Settings of people and places
  'settings.language': 'Lingua',
  'settings.ratio': 'Proporzioni',
  'settings.resolution': 'Risoluzione',
  'settings.quality': 'Qualità',
  'settings.format': 'Formato del file',
  'settings.private': 'Risposte private',
  'settings.avatar': 'Altri possono usare il mio avatar',
  'settings.none': 'non impostato',
  'settings.yes': 'sì',
  'settings.no': 'no',
  'settings.auto': 'automatico',
  'settings.line': '{name}: {value}',
  'settings.personal-title': 'Le tue impostazioni. Completano ciò che una tua richiesta non specifica.',
  'settings.place-title':
    'Impostazioni di questo canale. Completano ciò che una richiesta non specifica e che il suo autore non ha impostato.',
  'settings.place-forbidden':
    'Solo chi gestisce questo canale può cambiarne le impostazioni; chiedi a uno di loro.',
  'settings.back': 'Indietro',
  'settings.to-place': 'Impostazioni di questo canale',
  'settings.to-personal': 'Le mie impostazioni',

  // Presets
  'preset.title': 'Preset: testi pronti per una richiesta. Scegline uno con l’opzione preset.',
  'preset.pictures': '{count, plural, one {# immagine} other {# immagini}}',
  'preset.saved': 'Il preset {name} è salvato; ora chiunque qui può usarlo.',
  'preset.replaced': 'Il preset {name} è stato sostituito; la prossima richiesta usa quello nuovo.',
  'preset.removed': 'Il preset {name} è stato rimosso.',
  'preset.not-here': 'Questa chat non ha un proprio preset {name}; l’elenco mostra quelli disponibili.',
  'preset.full':
    'Questa chat ha già {limit, plural, one {# preset} other {# preset}}, il massimo consentito; rimuovine prima uno.',
  'preset.forbidden': 'Solo chi gestisce questa chat può cambiarne i preset; chiedi a uno di loro.',

  // Moderation
  'button.rephrase': 'Riformula',
  'button.add': 'Aggiungi anche questa',
  'button.sticker': 'Come sticker',
  'button.report': 'Segnala',
  'moderation.refused':
    'Parole rifiutate qui: {words, select, none {nessuna di questa chat} other {{words}}}',
  'moderation.allowed':
    'Frasi ammesse anche se contengono una di queste parole: {words, select, none {nessuna} other {{words}}}',
  'moderation.more': 'C’è dell’altro: {command}',
  'moderation.help':
    'Ordini dopo /moderation:\nadd word, word · remove … · allow phrase, phrase · disallow … · search [who:telegram:42] [action:moderation.] [day:2026-11-21] [text] [page:2]',
  'moderation.unknown':
    'Questo ordine di moderazione non esiste; /moderation da solo mostra quelli che ci sono.',
  'report.do-remove': 'Elimina il post',
  'report.do-block': 'Blocca chi l’ha chiesta',
  'report.do-dismiss': 'Archivia',
  'report.removing': 'Il post viene eliminato; chi ha chiesto l’immagine la conserva.',
  'report.dismissed': 'Archiviata; non succede altro.',
  'report.reason': 'Motivo (lo leggerà)',
  'report.block-question':
    'Perché viene bloccata? La persona lo leggerà. Rispondi a questo messaggio ({id}).',
  'report.told': 'Segnalata; chi gestisce questo bot la guarderà.',
  'report.told-before': 'Hai già segnalato questa immagine; chi gestisce questo bot lo sa.',

  // Follow-ups
  'variation.subtle': 'variazione leggera',
  'variation.strong': 'variazione forte',
  'variation.larger': 'ridisegnata più grande',
  'outcome.ids': '{count, plural, one {id {ids}} other {id {ids}}}',
  'follow.which': 'Quale immagine?',
  'follow.picture': 'Immagine {number}',
  'follow.all': 'Tutte',
  'follow.how-much': 'Quanto deve essere diversa?',
  'follow.subtle': 'Leggera: cambiano piccoli dettagli',
  'follow.strong': 'Forte: l’idea resta, il resto cambia',
  'follow.delete': 'Cosa va eliminato per sempre?',
  'follow.delete-this': 'Questa immagine e il suo messaggio',
  'follow.reuse': 'Cambia il testo e invialo',
  'follow.favourite-on': 'È tra i tuoi preferiti; /history li mostra.',
  'follow.favourite-off': 'Non è più tra i tuoi preferiti.',
  'follow.deleted':
    'Eliminati: l’immagine, il suo testo e i suoi messaggi. Ciò che è stato pagato resta conteggiato.',
  'follow.one-deleted': 'Immagine eliminata.',
  'follow.delete-unfinished': 'Una parte è ancora in corso; prima annullala, poi elimina.',
  'follow.post-removed':
    'Il messaggio è stato rimosso; chi ha chiesto l’immagine la trova ancora in /history.',
  'follow.post-kept': 'Il bot non può rimuovere questo post; elimina tu il messaggio.',
  'follow.post-stays':
    'L’immagine è stata eliminata, ma il suo messaggio non si può rimuovere da qui; eliminalo tu.',
  'follow.replaced': 'Questa immagine è stata eliminata.',
  'follow.no-parent': 'La versione precedente non è più conservata, quindi non c’è nulla a cui tornare.',
  'follow.not-found': 'Non hai nessuna immagine con questo id; /history mostra quelle che hai.',
  'follow.no-id': 'Indica quale immagine: /show e l’id breve che sta sotto di essa.',
  'follow.favourites-empty': 'Non hai ancora preferiti; premi Preferita sotto un’immagine.',
  'follow.history-title': 'Le tue immagini, dalla più recente.',
  'follow.favourites-title': 'I tuoi preferiti, dal più recente.',
  'follow.no-more': 'In questa direzione non ci sono altre immagini.',

  // Selecting a region
  'region.which': 'Quale immagine? Sceglila, poi scegli la parte da cambiare.',
  'region.picture': 'Immagine {number}',
  'region.invite':
    'Dipingi sopra ciò che deve cambiare e scrivi cosa deve esserci. Il link è solo tuo e vale per 15 minuti e per una modifica.',
  'region.open': 'Apri l’editor',
  'region.grid': 'Premi le parti da cambiare, poi Continua, e scrivi cosa deve esserci.',
  'region.go-on': 'Continua',
  'region.none': 'Non hai ancora scelto nessuna parte; premine almeno una, poi Continua.',
  'region.gone': 'Questa selezione è scaduta; premi di nuovo Seleziona area sotto l’immagine.',
  'region.used':
    'Questa selezione è già stata inviata; premi Seleziona area sotto l’immagine per farne una nuova.',

  // Quota
  'quota.user': 'Tu {period, select, month {questo mese} other {oggi}}: {images} · {money}',
  'quota.chat': 'Questa chat {period, select, month {questo mese} other {oggi}}: {images} · {money}',
  'quota.role': 'Il tuo ruolo {period, select, month {questo mese} other {oggi}}: {images} · {money}',
  'quota.list': 'Il tuo gruppo {period, select, month {questo mese} other {oggi}}: {images} · {money}',
  'quota.all': 'Tutti {period, select, month {questo mese} other {oggi}}: {images} · {money}',
  'quota.images':
    '{used, plural, one {# immagine} other {# immagini}}{limit, select, none {} other { su {limit}}}',
  'quota.money': '{used}{limit, select, none {} other { su {limit}}}',
  'quota.unfinished':
    'In sospeso: {unfinished, plural, one {# richiesta} other {# richieste}} ({concurrent} alla volta, {queued} in attesa al massimo)',
  'quota.resets': '{period, select, month {Il mese} other {Il giorno}} riparte {when}.',
  'quota.assumed': 'I prezzi di {providers} sono stimati: chi li gestisce non ne indica.',
  'quota.unknown': 'I prezzi di {providers} non sono noti; si contano le immagini.',

  // Progress
  'progress.waiting': 'In attesa del turno',
  'progress.confirming':
    '{assumed, select, yes {Costa circa {price}, secondo un prezzo stimato.} other {Costa circa {price}.}} Non si acquista nulla prima del tuo consenso.',
  'progress.position':
    '{position, plural, =0 {prossima in coda} one {circa # immagine prima di questa} other {circa # immagini prima di questa}}',
  'progress.position-then':
    '{position, plural, =0 {prossima in coda} one {c’era circa # immagine prima di questa} other {c’erano circa # immagini prima di questa}}',
  'progress.submitting': '{provider} sta ricevendo la richiesta',
  'progress.drawing': '{provider} sta disegnando',
  'progress.collecting': 'Recupero dell’immagine',
  'progress.percent': '{percent} %',
  'progress.elapsed': '{duration} finora',
  'progress.asked': 'richiesta {when}',
  'progress.expected-at': 'di solito pronta {when}',
  'progress.longer': 'ci vuole più del solito',
  'progress.longer-until': 'ci vuole più del solito, se non arriva nulla si rinuncia {when}',

  // Outcome
  'outcome.sandbox': 'Sandbox: disegnata su questa macchina come prova, senza un modello di immagini.',
  'outcome.pixels': '{width}×{height} px',
  'outcome.upscaled': 'ingrandita qui da {width}×{height}',
  'outcome.price-assumed': 'circa {price}',
  'outcome.price-unknown': 'prezzo sconosciuto',
  'outcome.free': 'gratis',
  'outcome.not-charged': 'Nessun addebito.',
  'outcome.charged': 'Addebito: {price}.',
  'outcome.changed': 'Modifiche: {changes}',
  'outcome.failover': '{from} non ha potuto accettarla, ci ha pensato {to}.',
  'outcome.partial':
    '{made} immagini su {asked}; le altre non sono riuscite e non sono state addebitate. {reason}',
  'outcome.revised': 'Disegnata come: {prompt}',
  'outcome.version': 'v{version}',
  'outcome.count': '{count, plural, one {# immagine} other {# immagini}}',
  'outcome.canceled': 'Annullata; nessun addebito.',
  'outcome.canceled-bought':
    'Annullata; era già stata consegnata, quindi un’immagine che arriva comunque viene addebitata e finisce in /history.',
  'outcome.reencoded': 'Pubblicata più piccola di com’è; il pulsante porta l’originale.',

  // Admin commands
  'admin.help':
    'Comandi per gli admin; "here" davanti significa solo questa chat.\nlimits [chi] · limit <chi> <20 | $5 | none | default> [day | month] · grant <chi> <20 | $5> [day | month] · reset <chi>\nblock <chi> <motivo> · unblock <chi> · blocks\npause [motivo] · drain [motivo] · resume\ngateways · spend [month] · ledger [giorni] · audit [chi] · warnings [on | off]\nChi: all, here, un id, telegram:42, discord:42, role:42, list:nome; oppure rispondi a un suo messaggio.',
  'admin.unknown': 'Questo non è un comando per admin; /admin da solo mostra quelli disponibili.',
  'admin.everybody': 'tutti',
  'admin.limits-of': 'Limiti per {scope}:',
  'admin.limit-images':
    '{period, select, day {Oggi} other {Questo mese}}: {used, plural, one {# immagine} other {# immagini}}{limit, select, none { (nessun limite)} other { su {limit}}}',
  'admin.limit-money':
    '{period, select, day {Oggi} other {Questo mese}}: {used}{limit, select, none { (nessun limite)} other { su {limit}}}',
  'admin.reset': 'I limiti per {scope} ripartono da zero.',
  'admin.no-reason': 'non è stato indicato un motivo',
  'admin.is-admin': '{userId} gestisce questo bot e non può essere bloccato; toglilo prima da ADMIN_IDS.',
  'admin.blocked':
    '{userId} non può più chiedere immagini {where, select, here {in questa chat} other {da nessuna parte}} e ne viene informato: {reason}.{withdrawn, plural, =0 {} one { Una richiesta in attesa è stata ritirata.} other { # richieste in attesa sono state ritirate.}} /admin unblock {userId} lo riammette.',
  'admin.unblocked': '{userId} può di nuovo chiedere immagini.',
  'admin.was-not-blocked': '{userId} non era bloccato; /admin blocks mostra chi lo è.',
  'admin.blocks-none': 'Nessuno è bloccato.',
  'admin.block-line':
    '{userId}{chat, select, none {} other { in {chat}}}: {reason, select, none {nessun motivo} other {{reason}}} ({by}, {day})',
  'admin.running':
    'Le richieste vengono accettate; {unfinished, plural, =0 {non c’è nulla in sospeso} one {# richiesta in sospeso} other {# richieste in sospeso}}.',
  'admin.paused':
    'Non si accettano nuove richieste{reason, select, none {} other { ({reason})}}; {unfinished, plural, =0 {non resta nulla da completare} one {# richiesta è ancora da completare} other {# richieste sono ancora da completare}}{mode, select, drain {, e gli admin vengono avvisati quando tutto è finito} other {}}. /admin resume accetta di nuovo richieste.',
  'admin.resumed': 'Le richieste vengono accettate di nuovo.',
  'admin.gateway-ok': 'funziona',
  'admin.gateway-put-aside': 'ha rifiutato la chiave o il credito',
  'admin.gateway-open': 'ha fallito più volte di fila',
  'admin.gateway-probing': 'sta per essere riprovato',
  'admin.gateway-load': '{running} in corso, {waiting} in attesa',
  'admin.gateway-latency': 'la metà entro {half}, nove su dieci entro {most}',
  'admin.gateway-errors':
    '{errors, select, none {nulla è terminato in 24 h} other {{errors} % di {ended} non riuscite in 24 h}}',
  'admin.gateway-balance': 'credito {balance}',
  'admin.gateway-no-balance': 'non è stato possibile leggere il credito',
  'admin.spend': '{period}: {images, plural, one {# immagine} other {# immagini}}, addebito {charged}',
  'admin.spend-cost': 'I gateway sono costati {cost}; a perdita: {lost}.',
  'admin.spend-by-gateway': 'Per gateway:',
  'admin.spend-by-chat': 'Per chat:',
  'admin.spend-by-user': 'Per utente:',
  'admin.spend-gateway': '{id}: {cost}, a perdita {lost}',
  'admin.spend-share': '{id}: {charged}, {images, plural, one {# immagine} other {# immagini}}',
  'admin.ledger': 'Il registro dal {from} al {to}, in CSV.',
  'admin.ledger-too-large':
    'È più di quanto entri in un solo file qui; chiedi meno giorni, ad esempio /admin ledger 7.',
  'admin.audit-none': 'Non è stato annotato nulla a riguardo.',
  'admin.warnings-always': 'Chi è indicato in ADMIN_IDS viene sempre avvisato, con un messaggio privato.',
  'admin.warnings-on':
    'Ricevi avvisi su ciò che riguarda questa chat, con un messaggio privato, per 90 giorni; /admin warnings off li disattiva.',
  'admin.warnings-off': 'Non ricevi avvisi su ciò che riguarda questa chat; /admin warnings on li attiva.',

  // What admins are told without asking
  'notice.spend':
    'È stato usato il {percent} % di un limite di spesa: {used} su {limit} ({scope, select, all {tutti} chat {chat {id}} role {ruolo {id}} list {gruppo {id}} other {{id}}}, {span, select, month {mese {period}} other {giorno {period}}}). /admin limits lo mostra e lo cambia.',
  'notice.gateway-open':
    '{provider} ha fallito più volte di fila; le richieste vanno ad altri gateway finché non funziona di nuovo. /admin gateways mostra la situazione.',
  'notice.gateway-put-aside':
    '{provider} rifiuta la chiave o il suo credito è esaurito; le richieste vanno ad altri gateway. Controlla lì la chiave e il credito.',
  'notice.gateway-recovered': '{provider} funziona di nuovo, dopo {duration}.',
  'notice.submission-unknown':
    'Non si può sapere se {provider} ha accettato la richiesta {generationId} di {userId}; non è stata inviata di nuovo, all’utente non è stato addebitato nulla e {lost} sono stati messi a perdita. Controlla la fattura del gateway.',
  'notice.drained':
    'Tutto ciò che era stato accettato è finito; Limner è inattivo e può essere fermato. /admin resume accetta di nuovo richieste.',
  'notice.report':
    '{reporter} ({reporterId}) segnala l’immagine {picture} di {requester} ({requesterId}){chat, select, none {} other { in {chat}}}.{reason, select, none {} other { Motivo: {reason}.}}{prompt, select, none {} other { Prompt: {prompt}}} /admin block {requesterId} blocca questa persona.',

  // Units and times
  'unit.seconds': '{seconds} s',
  'unit.minutes': '{minutes} min {seconds, select, 0 {} other {{seconds} s}}',
  'unit.hours': '{hours} h {minutes, select, 0 {} other {{minutes} min}}',
  'unit.days': '{days, plural, one {# giorno} other {# giorni}}',
  'unit.on-in': 'il {date} (tra {duration})',
  'unit.in': 'tra {duration}',
  'unit.at': 'alle {time} UTC',
  'unit.at-in': 'alle {time} UTC (tra {duration})',

  // Status words
  'status.queued': 'In attesa',
  'status.submitting': 'In avvio',
  'status.running': 'In corso',
  'status.succeeded': 'Fatto',
  'status.failed': 'Non riuscita',
  'status.canceled': 'Annullata',

  // Button labels
  'button.again': 'Ancora',
  'button.vary': 'Varia',
  'button.2k': '2K',
  'button.4k': '4K',
  'button.favourite': 'Preferita',
  'button.undo': 'Versione precedente',
  'button.share': 'Condividi qui',
  'button.delete': 'Elimina',
  'button.reuse': 'Riusa',
  'button.subtle': 'Leggera',
  'button.strong': 'Forte',
  'button.remove': 'Elimina per sempre',
  'button.drop': 'Elimina',
  'button.more': 'Altro',
  'button.less': 'Meno',
  'button.older': 'Meno recenti',
  'button.newer': 'Più recenti',
  'button.favolder': 'Meno recenti',
  'button.favnewer': 'Più recenti',
  'button.history': 'Tutte le immagini',
  'button.favourites': 'Preferiti',
  'button.edit': 'Modifica',
  'button.region': 'Seleziona area',
  'button.retry': 'Riprova',
  'button.cancel': 'Annulla',
  'button.original': 'File originale',
  'button.make': 'Procedi',
  'button.show': 'Mostra',

  // The prompt helper
  'helper.described':
    'Un prompt che potrebbe dare un’immagine così; non si disegna nulla finché non lo dici tu:',
  'helper.suggested':
    'Questo potrebbe stare al posto del tuo prompt; non si disegna nulla finché non scegli:',
  'helper.imagine': 'Disegna questo',
  'helper.use': 'Usa questo',
  'helper.edit': 'Prima modifica',
  'helper.keep': 'Tieni il mio',

  // A key of one’s own at a gateway
  'error.own-key-refused':
    '{provider} ha rifiutato la tua chiave, quindi non è stato creato nulla; danne un’altra con /key set o toglila con /key remove.',
  'error.own-key-revoked':
    '{provider} non accetta più la tua chiave, quindi questa immagine non si può recuperare; danne un’altra con /key set e riprova.',
  'error.own-key-missing':
    'La tua chiave è stata tolta prima, quindi non è stato comprato nulla; chiedi di nuovo per usare la tua quota.',
  'error.own-key-unreadable':
    'La tua chiave qui non si può più leggere, quindi non è stato comprato nulla; dalla di nuovo con /key set o toglila con /key remove.',
  'outcome.own-key':
    '{price, select, none {pagato con chiave propria} other {{price}, pagato con chiave propria}}',
  'quota.own-keys':
    'La tua chiave paga {providers}: le immagini fatte lì contano tra le tue immagini e qui non ti costano denaro.',
  'privacy.own-keys':
    '{count, plural, one {# chiave propria} other {# chiavi proprie}} per gateway, in forma cifrata',
  'own-key.kept':
    'La tua chiave per {provider}, che finisce con {end}, è conservata cifrata: da ora paga ciò che fai creare lì. /key remove la toglie.',
  'own-key.line': '{provider}: la tua chiave che finisce con {end}',
  'own-key.line-unreadable': '{provider}: la tua chiave non si può più leggere; dalla di nuovo con /key set.',
  'own-key.none': 'Qui non è conservata nessuna tua chiave; /key set ne porta una per {providers}.',
  'own-key.off': 'Qui non si accettano chiavi proprie; chiedi a chi gestisce questo bot di permetterle.',
  'own-key.not-a-key':
    'Non sembra una chiave; copia la chiave intera dal tuo account presso il gateway e dalla di nuovo.',
  'own-key.not-offered': 'Di’ per quale gateway: si accettano chiavi per {providers}.',
  'own-key.removed':
    'La tua chiave per {providers} è stata tolta; da ora paga la tua quota. Ciò che si sta creando con essa arriva ancora.',
  'own-key.form-title': 'La tua chiave del gateway',
  'own-key.gateway': 'Gateway',
  'own-key.key': 'Chiave',
  'own-key.remove': 'Togli chiave: {provider}',
  'own-key.misplaced':
    'Sembra la chiave di un gateway, quindi non è stata conservata e non se ne è fatto nulla; dalla con {command}.',
  'own-key.deleted': 'Ho cancellato il tuo messaggio con la chiave.',
  'own-key.not-deleted': 'Non ho potuto cancellare il tuo messaggio con la chiave; cancellalo tu.',
};
