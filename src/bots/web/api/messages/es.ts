import type { en } from './en.ts';

/** Spanish. */
export const es: Readonly<Record<keyof typeof en, string>> = {
  'http.unauthorized':
    'Primero inicia sesión: envía la contraseña con HTTP Basic o abre esta dirección en un navegador.',
  'http.wrong-password': 'Esa contraseña no es correcta; revísala y prueba otra vez.',
  'http.too-many-attempts': 'Demasiadas contraseñas incorrectas; espera un minuto y prueba otra vez.',
  'http.foreign-host':
    'Esto solo responde en la máquina donde se ejecuta; ábrelo en http://localhost o configura WEB_PASSWORD para acceder desde otro lugar.',
  'http.foreign-origin': 'Otro sitio envió esta solicitud; abre el chat web y envíala desde allí.',
  'http.malformed': 'No se pudo leer esta solicitud; envía JSON válido o multipart/form-data.',
  'http.unsupported-media-type': 'Envía esto como application/json o multipart/form-data.',
  'http.too-large':
    'Eso es demasiado de una vez: como máximo 20 MB por imagen y 64 MB en total; envía menos.',
  'http.too-slow': 'La solicitud tardó demasiado en llegar; prueba otra vez con una conexión mejor.',
  'http.route-not-found': 'No hay nada en esta dirección; el README enumera lo que hay.',
  'http.link-expired': 'Este enlace caducó o no está completo; recarga la página para obtener uno nuevo.',
  'http.region-expired':
    'Este enlace caducó o no está completo; pulsa otra vez «Seleccionar zona» debajo de la imagen para obtener uno nuevo.',
  'http.region-used':
    'Este enlace ya se usó y sirve para un solo cambio; pulsa otra vez «Seleccionar zona» debajo de la imagen.',
  'http.region-not-yours':
    'Esta página se abrió para otra persona; pulsa tú «Seleccionar zona» debajo de la imagen, en el chat.',
  'http.is-admin': 'Quien figura en ADMIN_IDS no se puede bloquear; quita primero su id de ahí.',
  'http.not-blocked': 'Esta persona no tiene ningún bloqueo; GET /api/admin/blocks muestra los que hay.',
};
