import type { en } from './en.ts';

/** Italian. */
export const it: Readonly<Record<keyof typeof en, string>> = {
  'http.unauthorized':
    'Prima accedi: invia la password con HTTP Basic, oppure apri questo indirizzo in un browser.',
  'http.wrong-password': 'La password non è corretta; controllala e riprova.',
  'http.too-many-attempts': 'Troppe password sbagliate; aspetta un minuto e riprova.',
  'http.foreign-host':
    'Il servizio risponde solo sulla macchina su cui gira; aprilo su http://localhost, oppure imposta WEB_PASSWORD per raggiungerlo da altrove.',
  'http.foreign-origin': 'Questa richiesta viene da un altro sito; apri la chat web e inviala da lì.',
  'http.malformed': 'Questa richiesta non è leggibile; invia JSON valido o multipart/form-data.',
  'http.unsupported-media-type': 'Inviala come application/json o multipart/form-data.',
  'http.too-large': 'È troppo in una volta: al massimo 20 MB per immagine e 64 MB in tutto; invia di meno.',
  'http.too-slow': 'La richiesta ha impiegato troppo ad arrivare; riprova con una connessione migliore.',
  'http.route-not-found': 'A questo indirizzo non c’è nulla; il README elenca quelli disponibili.',
  'http.link-expired': 'Questo link è scaduto o incompleto; ricarica la pagina per averne uno nuovo.',
  'http.region-expired':
    'Questo link è scaduto o incompleto; premi di nuovo Seleziona area sotto l’immagine per averne uno nuovo.',
  'http.region-used':
    'Questo link è già stato usato e vale per una sola modifica; premi di nuovo Seleziona area sotto l’immagine.',
  'http.region-not-yours':
    'Questa pagina è stata aperta per un’altra persona; premi tu Seleziona area sotto l’immagine, nella chat.',
  'http.is-admin': 'Chi è indicato in ADMIN_IDS non può essere bloccato; prima toglilo da lì.',
  'http.not-blocked': 'Questa persona non è bloccata; GET /api/admin/blocks dice chi lo è.',
};
