import type { en } from './en.ts';

/** French. */
export const fr: Readonly<Record<keyof typeof en, string>> = {
  'http.unauthorized':
    'Connectez-vous d’abord : envoyez le mot de passe par HTTP Basic, ou ouvrez cette adresse dans un navigateur.',
  'http.wrong-password': 'Ce mot de passe n’est pas le bon ; vérifiez-le et réessayez.',
  'http.too-many-attempts': 'Trop de mots de passe erronés ; attendez une minute et réessayez.',
  'http.foreign-host':
    'Ceci ne répond que sur la machine qui l’exécute ; ouvrez http://localhost, ou définissez WEB_PASSWORD pour y accéder d’ailleurs.',
  'http.foreign-origin':
    'Un autre site a envoyé cette demande ; ouvrez le chat web lui-même et envoyez-la de là.',
  'http.malformed': 'Cette demande n’a pas pu être lue ; envoyez du JSON valide ou du multipart/form-data.',
  'http.unsupported-media-type': 'Envoyez ceci en application/json ou en multipart/form-data.',
  'http.too-large': 'C’est trop à la fois : au plus 20 Mo par image et 64 Mo en tout ; envoyez moins.',
  'http.too-slow': 'La demande a mis trop de temps à arriver ; réessayez avec une meilleure connexion.',
  'http.route-not-found': 'Il n’y a rien à cette adresse ; le README indique ce qui existe.',
  'http.link-expired': 'Ce lien a expiré ou est incomplet ; rechargez la page pour en obtenir un nouveau.',
  'http.region-expired':
    'Ce lien a expiré ou est incomplet ; appuyez de nouveau sur « Choisir une zone » sous l’image pour en obtenir un autre.',
  'http.region-used':
    'Ce lien a déjà servi, et il ne vaut que pour une modification ; appuyez de nouveau sur « Choisir une zone » sous l’image.',
  'http.region-not-yours':
    'Cette page a été ouverte pour quelqu’un d’autre ; appuyez vous-même sur « Choisir une zone » sous l’image, dans le chat.',
  'http.is-admin':
    'Les personnes nommées dans ADMIN_IDS ne peuvent pas être bloquées ; retirez d’abord celle-ci de la liste.',
  'http.not-blocked': 'Cette personne n’est pas bloquée ; GET /api/admin/blocks dit qui l’est.',
};
