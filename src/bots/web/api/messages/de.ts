import type { en } from './en.ts';

/** German. */
export const de: Readonly<Record<keyof typeof en, string>> = {
  'http.unauthorized':
    'Melde dich zuerst an: Schick das Passwort per HTTP Basic, oder öffne diese Adresse in einem Browser.',
  'http.wrong-password': 'Dieses Passwort stimmt nicht; prüfe es und versuch es noch einmal.',
  'http.too-many-attempts': 'Zu viele falsche Passwörter; warte eine Minute und versuch es noch einmal.',
  'http.foreign-host':
    'Das antwortet nur auf dem Rechner, auf dem es läuft; öffne es unter http://localhost, oder setze WEB_PASSWORD, um es von anderswo zu erreichen.',
  'http.foreign-origin':
    'Diese Anfrage kam von einer anderen Website; öffne den Webchat selbst und sende sie von dort.',
  'http.malformed': 'Diese Anfrage war nicht lesbar; sende gültiges JSON oder multipart/form-data.',
  'http.unsupported-media-type': 'Sende das als application/json oder multipart/form-data.',
  'http.too-large':
    'Das ist zu viel auf einmal: höchstens 20 MB pro Bild und 64 MB insgesamt; schick weniger.',
  'http.too-slow':
    'Die Anfrage hat zu lange gebraucht, bis sie da war; versuch es mit einer besseren Verbindung noch einmal.',
  'http.route-not-found': 'Unter dieser Adresse gibt es nichts; die README listet auf, was es gibt.',
  'http.link-expired':
    'Dieser Link ist abgelaufen oder unvollständig; lade die Seite neu, um einen frischen zu bekommen.',
  'http.region-expired':
    'Dieser Link ist abgelaufen oder unvollständig; tippe unter dem Bild noch einmal auf „Bereich wählen“, um einen neuen zu bekommen.',
  'http.region-used':
    'Dieser Link wurde schon benutzt und gilt nur für eine Änderung; tippe unter dem Bild noch einmal auf „Bereich wählen“.',
  'http.region-not-yours':
    'Diese Seite wurde für jemand anderen geöffnet; tippe im Chat selbst unter dem Bild auf „Bereich wählen“.',
  'http.is-admin': 'Wer in ADMIN_IDS steht, kann nicht gesperrt werden; nimm die Person zuerst dort heraus.',
  'http.not-blocked': 'Diese Person ist nicht gesperrt; GET /api/admin/blocks zeigt, wer es ist.',
};
