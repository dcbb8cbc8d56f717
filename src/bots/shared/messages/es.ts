import type { en } from './en.ts';

/** Spanish. */
export const es: Readonly<Record<keyof typeof en, string>> = {
  // One sentence per error code
  'error.invalid-input':
    'Algo de esta solicitud no se puede hacer; revisa el texto y las opciones y envíala otra vez.',
  'error.quota-exceeded': 'Se agotó un límite; /quota muestra cuál y cuándo se renueva.',
  'error.queue-full':
    'Ya tienes demasiadas solicitudes en espera; prueba otra vez cuando termine una o usa /cancel.',
  'error.no-provider':
    'Ningún servicio de imágenes puede aceptar esta solicitud ahora; prueba en unos minutos o con menos opciones.',
  'error.not-confirmed': 'Nadie aceptó el precio a tiempo; pídela otra vez si todavía la quieres.',
  'error.not-found': 'Eso ya no se conserva aquí; pide una imagen nueva con /imagine.',
  'error.not-yours': 'Solo puede usarlo quien lo pidió; pide lo tuyo con /imagine.',
  'error.store-unavailable':
    'Ahora no se pueden aceptar solicitudes y no se compró nada; prueba otra vez en un minuto.',
  'error.blocked': 'No puedes pedir imágenes aquí; si es un error, díselo a quien administra este bot.',
  'error.paused':
    'Por ahora no se aceptan solicitudes nuevas; lo ya aceptado se terminará, así que prueba más tarde.',
  'error.refused-by-rules':
    'Las reglas de aquí no permiten este prompt, así que no se envió a ningún servicio y no se cobró nada; dilo con otras palabras.',
  'error.refused-by-check':
    'La revisión de prompts que usa este bot no permite este, así que no se envió a ningún servicio y no se cobró nada; dilo con otras palabras.',
  'error.check-away':
    'Ahora no se pueden revisar los prompts, así que no se acepta ninguno y no se cobró nada; prueba otra vez en unos minutos.',
  'error.age-restricted':
    'Este prompt es solo para canales con restricción de edad y no se cobró nada; pídelo en uno de ellos o dilo con otras palabras.',
  'error.not-on-list':
    'Este bot es solo para ciertas personas y lugares; pide a quien lo administra que te añada.',
  'error.cooling-down': 'Se rechazaron demasiados prompts tuyos; prueba más tarde.',
  'error.admin-only': 'Solo quien administra este bot puede hacer eso; pídeselo.',
  'error.helper-off':
    'Aquí no hay ningún modelo de chat que ayude con los prompts; escribe el tuyo con /imagine.',
  'error.helper-limit': 'Ya has usado la ayuda con prompts de hoy; usa tus propias palabras o vuelve mañana.',
  'error.helper-away':
    'El modelo de chat no respondió; prueba de nuevo en un minuto o usa tus propias palabras.',
  'error.helper-refused':
    'El modelo de chat no quiere trabajar en eso; cambia las palabras o usa otra imagen.',
  'error.media-too-large': 'Esa imagen es demasiado grande; envía una más pequeña.',
  'error.media-not-image':
    'Ese archivo no es una imagen que se pueda usar; envíala como PNG, JPEG, WebP, GIF o HEIC.',
  'error.media-unreachable': 'No se pudo descargar la imagen; envía el archivo mismo o prueba otra vez.',
  'error.media-not-found': 'La imagen ya no está; envíala otra vez.',
  'error.media-forbidden-address':
    'Esa dirección no se puede usar; envía el archivo mismo o un enlace público.',
  'error.media-timeout':
    'La imagen tardó demasiado en descargarse; envía un archivo más pequeño o prueba otra vez.',
  'error.mask-mismatch':
    'La máscara no encaja con la imagen; envía un PNG del mismo tamaño, con las partes que deben cambiar transparentes.',
  'error.provider-unreachable': 'No se pudo contactar con {provider}; prueba otra vez en unos minutos.',
  'error.provider-unauthorized':
    '{provider} no está disponible ahora; prueba más tarde o elige otro servicio.',
  'error.provider-rate-limited': '{provider} tiene demasiado trabajo ahora; prueba otra vez en unos minutos.',
  'error.provider-unsupported':
    '{provider} no admite esta combinación de ajustes; cámbialos o elige otro servicio.',
  'error.provider-rejected':
    '{provider} rechazó esta solicitud; cambia el prompt o los ajustes y prueba otra vez.',
  'error.provider-moderated':
    '{provider} bloqueó esta solicitud con su filtro de seguridad; dilo con otras palabras.',
  'error.provider-unavailable': '{provider} no funciona bien ahora; prueba otra vez en unos minutos.',
  'error.provider-response-invalid':
    '{provider} dio una respuesta que no se pudo entender; prueba otra vez o elige otro servicio.',
  'error.provider-failed': '{provider} no pudo crear esta imagen; prueba otra vez o dilo con otras palabras.',
  'error.submission-unknown':
    'No se sabe si {provider} aceptó esta solicitud, así que no se envió por segunda vez; pulsa «Reintentar» para crearla de nuevo.',
  'error.result-unusable': '{provider} entregó algo que no es una imagen utilizable; prueba otra vez.',
  'error.generation-timed-out':
    '{provider} tardó demasiado; prueba otra vez y, si la imagen llega de todos modos, estará en /history.',
  'error.delivery-rate-limited':
    'Este chat no admite más mensajes por ahora; la imagen está guardada y /history la trae más tarde.',
  'error.delivery-unavailable': 'La imagen no se pudo publicar aquí; está guardada y /history la trae.',
  'error.delivery-too-large':
    'La imagen es demasiado grande para publicarla aquí; está guardada y /history la trae.',
  'error.delivery-target-gone': 'El lugar para esta imagen ya no existe; está guardada y /history la trae.',
  'error.internal':
    'Algo salió mal aquí; prueba otra vez y, si se repite, díselo a quien administra este bot.',
  'provider.unnamed': 'el servicio',

  // What is wrong with one word of a request
  'issue.required':
    'Falta {field}{allowed, select, none {; envía la solicitud otra vez con ese dato.} other {; indica uno de estos valores: {allowed}.}}',
  'issue.too-long': '{field}: texto demasiado largo; usa {allowed} caracteres.',
  'issue.not-allowed':
    '{field}: {given, select, none {ese valor} other {«{given}»}} no es posible{allowed, select, none {; quítalo.} other {; usa uno de estos valores: {allowed}.}}',
  'issue.out-of-range':
    '{field}: {given, select, none {ese valor} other {«{given}»}} está fuera de rango{allowed, select, none {; quítalo.} other {; usa {allowed}.}}',
  'issue.unknown-flag':
    'No existe la opción {given}; usa {allowed}, o pon el prompt entre comillas si forma parte del texto.',
  'issue.size':
    '{given, select, none {Ese} other {«{given}»}} no es un tamaño posible; escribe ancho x alto con lados de 256 a 3840 píxeles y como máximo 3:1, por ejemplo 1536x1024.',
  'field.prompt': 'prompt',
  'field.ratio': 'proporción (ratio)',
  'field.resolution': 'resolución (resolution)',
  'field.size': 'tamaño (size)',
  'field.quality': 'calidad (quality)',
  'field.count': 'cantidad (count)',
  'field.format': 'formato (format)',
  'field.compression': 'compresión (compression)',
  'field.background': 'fondo (background)',
  'field.provider': 'servicio (provider)',
  'field.private': 'privado (private)',
  'field.spoiler': 'oculto (spoiler)',
  'field.image': 'la imagen',
  'field.mask': 'la máscara',
  'field.preset': 'preset',
  'field.about': 'la descripción',

  // Refusals with figures
  'refusal.user-images':
    'Con esto pasarías de tus {limit, plural, one {# imagen} other {# imágenes}} {period, select, month {al mes} other {al día}}: {left, plural, =0 {no queda ninguna} one {queda #} other {quedan #}}{when, select, none {.} other {; habrá más {when}.}}',
  'refusal.chat-images':
    'Con esto se pasaría de {limit, plural, one {# imagen} other {# imágenes}} {period, select, month {al mes} other {al día}} en este chat: {left, plural, =0 {no queda ninguna} one {queda #} other {quedan #}}{when, select, none {.} other {; habrá más {when}.}}',
  'refusal.role-images':
    'Con esto se pasaría de {limit, plural, one {# imagen} other {# imágenes}} {period, select, month {al mes} other {al día}} para tu rol: {left, plural, =0 {no queda ninguna} one {queda #} other {quedan #}}{when, select, none {.} other {; habrá más {when}.}}',
  'refusal.list-images':
    'Con esto se pasaría de {limit, plural, one {# imagen} other {# imágenes}} {period, select, month {al mes} other {al día}} para tu grupo: {left, plural, =0 {no queda ninguna} one {queda #} other {quedan #}}{when, select, none {.} other {; habrá más {when}.}}',
  'refusal.all-images':
    'Con esto se pasaría de {limit, plural, one {# imagen} other {# imágenes}} {period, select, month {al mes} other {al día}} para todo este bot: {left, plural, =0 {no queda ninguna} one {queda #} other {quedan #}}{when, select, none {.} other {; habrá más {when}.}}',
  'refusal.user-money':
    'Con esto pasarías de tus {limit} {period, select, month {al mes} other {al día}}: quedan {left}{when, select, none {.} other {; habrá más {when}.}}',
  'refusal.chat-money':
    'Con esto se pasaría de {limit} {period, select, month {al mes} other {al día}} en este chat: quedan {left}{when, select, none {.} other {; habrá más {when}.}}',
  'refusal.role-money':
    'Con esto se pasaría de {limit} {period, select, month {al mes} other {al día}} para tu rol: quedan {left}{when, select, none {.} other {; habrá más {when}.}}',
  'refusal.list-money':
    'Con esto se pasaría de {limit} {period, select, month {al mes} other {al día}} para tu grupo: quedan {left}{when, select, none {.} other {; habrá más {when}.}}',
  'refusal.all-money':
    'Con esto se pasaría de {limit} {period, select, month {al mes} other {al día}} para todo este bot: quedan {left}{when, select, none {.} other {; habrá más {when}.}}',
  'refusal.waiting':
    'Ya tienes {limit, plural, one {# solicitud} other {# solicitudes}} en espera, el máximo por persona; prueba otra vez cuando termine una o usa /cancel.',
  'refusal.blocked':
    'No puedes pedir imágenes aquí: {reason}. Si es un error, díselo a quien administra este bot.',
  'refusal.paused':
    'Por ahora no se aceptan solicitudes nuevas: {reason}. Lo ya aceptado se terminará, así que prueba más tarde.',
  'refusal.cooling-down': 'Se rechazaron demasiados prompts tuyos seguidos; podrás pedir otra vez {when}.',
  'refusal.unable-references': 'Ningún servicio de aquí acepta tantas imágenes a la vez; envía menos.',
  'refusal.unable-mask':
    'Ningún servicio de aquí trabaja con máscaras; quítala y di con palabras qué debe cambiar.',
  'refusal.unable-public-address':
    'Los servicios de aquí solo pueden obtener imágenes de una dirección pública, y este bot no tiene ninguna; pide sin imagen o pide a quien administra el bot que configure PUBLIC_URL.',
  'refusal.unable-unknown-provider':
    'Aquí no hay ningún servicio con ese nombre; quita provider o elige otro.',
  'refusal.unable-price-unknown':
    'No se conoce el precio de esta solicitud y hay un límite en dólares; elige otro servicio.',
  'refusal.unable-resolution':
    'Ningún servicio de aquí puede dibujar de verdad tantos píxeles, así que no se compró nada; la imagen solo se podría ampliar, y eso no añade detalle.',
  'refusal.unable-unavailable':
    'Todos los servicios que podrían hacer esto están fuera de servicio; prueba otra vez en unos minutos.',

  // Small answers
  'answer.no-words':
    'Di con palabras qué hacer con la imagen, por ejemplo en su pie de foto o en una respuesta.',
  'answer.no-prompt': 'Di qué dibujar, por ejemplo: /imagine un faro en la tormenta, pintura al óleo.',
  'answer.not-a-picture':
    'Aquí solo se pueden usar imágenes y texto, no notas de voz ni videos; envía una imagen o descríbela.',
  'answer.no-picture': 'Ese mensaje no tiene ninguna imagen; elige uno que la tenga.',
  'avatar.forbidden': '{name} se reserva su avatar; usa otra imagen.',
  'avatar.none': '{name} no me muestra ningún avatar; usa otra imagen.',
  'answer.retried-already': 'Esto ya se volvió a intentar; pulsa «Otra vez» para crear una nueva.',
  'answer.came-after-all': 'La imagen llegó al final y está en ese mensaje; no se creó nada dos veces.',
  'answer.gone': 'Esto ya no se conserva; pide una imagen nueva con /imagine.',
  'answer.original-gone':
    'El archivo original ya no se conserva; pulsa «Otra vez» para crear la imagen de nuevo.',
  'answer.kept': 'Tu imagen está lista, pero no se pudo publicar; /history la trae sin costo.',
  'answer.cancel-nothing': 'No tienes nada en espera ni en proceso aquí.',
  'answer.canceled-free':
    '{count, plural, one {Cancelada; no se cobró nada.} other {# solicitudes canceladas; no se cobró nada.}}',
  'answer.canceled-bought':
    '{count, plural, one {Cancelada; ya se había entregado al servicio, así que si aún llega una imagen, se cobra y va a /history.} other {# solicitudes canceladas; ya se habían entregado al servicio, así que si aún llegan imágenes, se cobran y van a /history.}}',
  'answer.history-empty': 'Todavía no tienes imágenes; pide una con /imagine.',
  'answer.history-title': 'Tus últimas solicitudes. Cada botón trae sus imágenes otra vez, sin costo.',

  // What is stored about a person
  'privacy.title': 'Lo que se guarda aquí sobre ti:',
  'privacy.nothing': 'Aquí no se guarda nada sobre ti.',
  'privacy.requests':
    '{count, plural, one {# solicitud con su prompt y sus opciones} other {# solicitudes con sus prompts y opciones}}; la más antigua: {since}',
  'privacy.unfinished':
    '{count, plural, one {# de ellas sigue} other {# de ellas siguen}} en espera o en proceso',
  'privacy.pictures': '{count, plural, one {# imagen creada} other {# imágenes creadas}} para ti',
  'privacy.references':
    '{count, plural, one {# referencia o máscara} other {# referencias y máscaras}} que enviaste',
  'privacy.ledger':
    '{count, plural, one {# línea} other {# líneas}} del libro de cuentas: qué se te cobró y cuándo',
  'privacy.sums': 'sumas de lo que usaste, por día y por mes',
  'privacy.other': '{name}: {count, plural, one {# entrada} other {# entradas}}',
  'privacy.choices': 'Puedes recibir todo en un archivo zip o hacer que se borre para siempre.',
  'privacy.export': 'Exportar como archivo zip',
  'privacy.delete': 'Borrar…',
  'privacy.sure':
    '¿Borrar todo esto para siempre? Lo que espera se cancela y lo que se está dibujando se borra al terminar. El libro de cuentas conserva sus importes sin tu nombre, lo usado hoy sigue contando para tus límites, y lo publicado en chats permanece allí hasta que lo borres tú.',
  'privacy.delete-all': 'Borrar todo',
  'privacy.keep': 'Conservarlo',
  'privacy.kept': 'No se borró nada.',
  'privacy.deleted':
    'Borrado: {requests, plural, one {# solicitud} other {# solicitudes}}, {pictures, plural, one {# imagen} other {# imágenes}} y todo lo demás sobre ti.',
  'privacy.later':
    '{count, plural, one {# solicitud sigue en curso y se borrará en cuanto termine.} other {# solicitudes siguen en curso y se borrarán en cuanto terminen.}}',
  'privacy.export-here': 'Todo lo que se guarda sobre ti:',
  'privacy.export-part': 'Parte {number} de {count}.',
  'privacy.export-link':
    'Todo lo que se guarda sobre ti ({size}); el enlace es solo tuyo y sirve durante un día: {url}',
  'privacy.export-left':
    '{count, plural, one {# original es demasiado grande para este chat y no se incluyó; pídelo} other {# originales son demasiado grandes para este chat y no se incluyeron; pídelos}} a quien administra este bot.',
  // Several pictures for one request
  'collect.added': 'Añadida. El orden: {order}. Añade más en los próximos diez minutos y luego usa /blend.',
  'collect.full':
    'Los servicios de aquí aceptan como máximo {limit, plural, one {# imagen} other {# imágenes}} a la vez; envía /blend ahora o empieza de nuevo.',
  'collect.empty':
    'Todavía no hay imágenes que combinar; añade algunas primero o envíalas junto con el comando.',
  'collect.cleared': 'Las imágenes ya no están apartadas; la próxima que añadas será la número 1.',
  'collect.unnamed': 'sin nombre',
  'collect.blend': 'Combinar',
  'collect.clear': 'Empezar de nuevo',

  // Settings of people and places
  'settings.language': 'Idioma',
  'settings.ratio': 'Proporción',
  'settings.resolution': 'Resolución',
  'settings.quality': 'Calidad',
  'settings.format': 'Formato de archivo',
  'settings.private': 'Respuestas privadas',
  'settings.avatar': 'Otros pueden usar mi avatar',
  'settings.none': 'sin definir',
  'settings.yes': 'sí',
  'settings.no': 'no',
  'settings.auto': 'automático',
  'settings.line': '{name}: {value}',
  'settings.personal-title': 'Tus ajustes. Completan lo que tus solicitudes no indican.',
  'settings.place-title':
    'Ajustes de este canal. Completan lo que una solicitud no indica y su autor no ha definido.',
  'settings.place-forbidden':
    'Solo quienes gestionan este canal pueden cambiar sus ajustes; pídeselo a alguien de ellos.',
  'settings.back': 'Volver',
  'settings.to-place': 'Ajustes de este canal',
  'settings.to-personal': 'Mis ajustes',

  // Presets
  'preset.title':
    'Presets: textos y opciones ya preparados para una solicitud. Indica uno con la opción preset.',
  'preset.pictures': '{count, plural, one {# imagen} other {# imágenes}}',
  'preset.saved': 'El preset {name} está guardado; ya puede usarlo cualquiera aquí.',
  'preset.replaced': 'El preset {name} se reemplazó; la próxima solicitud usará el nuevo.',
  'preset.removed': 'El preset {name} se eliminó.',
  'preset.not-here': 'Este chat no tiene un preset propio llamado {name}; la lista muestra los que hay.',
  'preset.full':
    'Este chat ya tiene {limit, plural, one {# preset} other {# presets}}, el máximo posible; elimina uno primero.',
  'preset.forbidden':
    'Solo quienes gestionan este chat pueden cambiar sus presets; pídeselo a alguien de ellos.',

  // Moderation
  'button.rephrase': 'Reformular',
  'button.add': 'Añadir también esta',
  'button.sticker': 'Como sticker',
  'button.report': 'Denunciar',
  'moderation.refused':
    'Palabras que aquí se rechazan: {words, select, none {ninguna propia de este chat} other {{words}}}',
  'moderation.allowed':
    'Frases que pasan aunque lleven una de esas palabras: {words, select, none {ninguna} other {{words}}}',
  'moderation.more': 'Hay más: {command}',
  'moderation.help':
    'Órdenes tras /moderation:\nadd word, word · remove … · allow phrase, phrase · disallow … · search [who:telegram:42] [action:moderation.] [day:2026-11-21] [text] [page:2]',
  'moderation.unknown': 'No existe esa orden de moderación; /moderation sin más muestra las que hay.',
  'report.do-remove': 'Borrar la publicación',
  'report.do-block': 'Bloquear a quien la pidió',
  'report.do-dismiss': 'Descartar',
  'report.removing': 'La publicación se está borrando; quien pidió la imagen la conserva.',
  'report.dismissed': 'Descartada; no pasa nada más.',
  'report.reason': 'Motivo (lo leerá)',
  'report.block-question': '¿Por qué se bloquea? Lo leerá. Responde a este mensaje ({id}).',
  'report.told': 'Denunciada; quien gestiona este bot la revisará.',
  'report.told-before': 'Ya denunciaste esta imagen; quien gestiona este bot lo sabe.',

  // Follow-ups
  'variation.subtle': 'variación sutil',
  'variation.strong': 'variación fuerte',
  'variation.larger': 'redibujada en mayor tamaño',
  'outcome.ids': '{count, plural, one {id {ids}} other {ids {ids}}}',
  'follow.which': '¿Qué imagen?',
  'follow.picture': 'Imagen {number}',
  'follow.all': 'Todas',
  'follow.how-much': '¿Qué tan diferente debe ser?',
  'follow.subtle': 'Sutil: cambian pequeños detalles',
  'follow.strong': 'Fuerte: la idea queda, lo demás cambia',
  'follow.delete': '¿Qué se debe borrar para siempre?',
  'follow.delete-this': 'Esta imagen y su publicación',
  'follow.reuse': 'Cambia el texto y envíalo',
  'follow.favourite-on': 'Guardada entre tus favoritas; /history las muestra.',
  'follow.favourite-off': 'Ya no es una de tus favoritas.',
  'follow.deleted': 'Borrado: la imagen, su texto y sus publicaciones. Lo pagado sigue contando.',
  'follow.one-deleted': 'Imagen borrada.',
  'follow.delete-unfinished': 'Algo de esto todavía se está dibujando; cancélalo primero y bórralo después.',
  'follow.post-removed': 'La publicación ya no está; quien pidió la imagen la conserva en /history.',
  'follow.post-kept': 'El bot no puede quitar esta publicación; borra tú ese mensaje.',
  'follow.post-stays':
    'La imagen se borró, pero su publicación no se puede quitar desde aquí; borra tú ese mensaje.',
  'follow.replaced': 'Esta imagen se borró.',
  'follow.no-parent': 'La versión anterior ya no se conserva, así que no hay adónde volver.',
  'follow.not-found': 'No tienes ninguna imagen con este id; /history muestra las que tienes.',
  'follow.no-id': 'Di qué imagen: /show y el id corto que aparece debajo de ella.',
  'follow.favourites-empty': 'Todavía no tienes favoritas; pulsa «Favorita» debajo de una imagen.',
  'follow.history-title': 'Tus imágenes, de la más reciente a la más antigua.',
  'follow.favourites-title': 'Tus favoritas, de la más reciente a la más antigua.',
  'follow.no-more': 'No hay más imágenes en esta dirección.',

  // Selecting a region
  'region.which': '¿Qué imagen? Elígela y luego la zona que debe cambiar.',
  'region.picture': 'Imagen {number}',
  'region.invite':
    'Pinta sobre lo que debe cambiar y di qué debe haber ahí. El enlace es solo tuyo y sirve durante 15 minutos y para un solo cambio.',
  'region.open': 'Abrir el pincel',
  'region.grid': 'Pulsa las partes que deben cambiar, luego «Continuar», y di qué debe haber ahí.',
  'region.go-on': 'Continuar',
  'region.none': 'Aún no hay ninguna parte elegida; pulsa al menos una y luego «Continuar».',
  'region.gone': 'Esta selección caducó; pulsa otra vez «Seleccionar zona» debajo de la imagen.',
  'region.used': 'Esta selección ya se envió; pulsa «Seleccionar zona» debajo de la imagen para hacer otra.',

  // Quota
  'quota.user': 'Tú, {period, select, month {este mes} other {hoy}}: {images} · {money}',
  'quota.chat': 'Este chat, {period, select, month {este mes} other {hoy}}: {images} · {money}',
  'quota.role': 'Tu rol, {period, select, month {este mes} other {hoy}}: {images} · {money}',
  'quota.list': 'Tu grupo, {period, select, month {este mes} other {hoy}}: {images} · {money}',
  'quota.all': 'Todos, {period, select, month {este mes} other {hoy}}: {images} · {money}',
  'quota.images':
    '{used, plural, one {# imagen} other {# imágenes}}{limit, select, none {} other { de {limit}}}',
  'quota.money': '{used}{limit, select, none {} other { de {limit}}}',
  'quota.unfinished':
    'Sin terminar: {unfinished, plural, one {# solicitud} other {# solicitudes}} ({concurrent} a la vez, {queued} en espera como máximo)',
  'quota.resets': '{period, select, month {El mes} other {El día}} empieza de nuevo {when}.',
  'quota.assumed': 'Los precios de {providers} son estimados: sus responsables no indican ninguno.',
  'quota.unknown': 'No se conocen los precios de {providers}; se cuentan sus imágenes.',

  // Progress
  'progress.waiting': 'Esperando turno',
  'progress.confirming':
    '{assumed, select, yes {Esto cuesta unos {price}, según un precio estimado.} other {Esto cuesta unos {price}.}} No se compra nada hasta que lo confirmes.',
  'progress.position':
    '{position, plural, =0 {le toca ahora} one {más o menos # imagen delante} other {unas # imágenes delante}}',
  'progress.position-then':
    '{position, plural, =0 {le tocaba entonces} one {había más o menos # imagen delante} other {había unas # imágenes delante}}',
  'progress.submitting': 'Contactando con {provider}',
  'progress.drawing': 'Dibujando con {provider}',
  'progress.collecting': 'Recogiendo la imagen',
  'progress.percent': '{percent} %',
  'progress.elapsed': '{duration} hasta ahora',
  'progress.asked': 'pedida {when}',
  'progress.expected-at': 'suele estar lista {when}',
  'progress.longer': 'tarda más de lo normal',
  'progress.longer-until': 'tarda más de lo normal; si no llega nada, se abandona {when}',

  // Outcome
  'outcome.sandbox': 'Sandbox: dibujada en esta máquina como prueba, sin modelo de imágenes.',
  'outcome.pixels': '{width}×{height} px',
  'outcome.upscaled': 'ampliada aquí desde {width}×{height}',
  'outcome.price-assumed': 'unos {price}',
  'outcome.price-unknown': 'precio desconocido',
  'outcome.free': 'gratis',
  'outcome.not-charged': 'No se cobró.',
  'outcome.charged': 'Cobrado: {price}.',
  'outcome.changed': 'Cambios: {changes}',
  'outcome.failover': '{from} no pudo aceptarla; la hizo {to}.',
  'outcome.partial': '{made} de {asked} imágenes; el resto falló y no se cobró. {reason}',
  'outcome.revised': 'Dibujada como: {prompt}',
  'outcome.version': 'v{version}',
  'outcome.count': '{count, plural, one {# imagen} other {# imágenes}}',
  'outcome.canceled': 'Cancelada; no se cobró nada.',
  'outcome.canceled-bought':
    'Cancelada; ya se había entregado al servicio, así que si aún llega una imagen, se cobra y va a /history.',
  'outcome.reencoded': 'Publicada en menor tamaño; el botón trae el original.',

  // Admin commands
  'admin.help':
    'Órdenes para administradores; «here» delante significa solo este chat.\nlimits [quién] · limit <quién> <20 | $5 | none | default> [day | month] · grant <quién> <20 | $5> [day | month] · reset <quién>\nblock <quién> <motivo> · unblock <quién> · blocks\npause [motivo] · drain [motivo] · resume\ngateways · spend [month] · ledger [días] · audit [quién] · warnings [on | off]\nQuién: all, here, un id, telegram:42, discord:42, role:42, list:nombre; o responde a un mensaje de esa persona.',
  'admin.unknown': 'Esa no es una orden para administradores; /admin solo muestra las que hay.',
  'admin.everybody': 'todos',
  'admin.limits-of': 'Límites de {scope}:',
  'admin.limit-images':
    '{period, select, day {Hoy} other {Este mes}}: {used, plural, one {# imagen} other {# imágenes}}{limit, select, none { (sin límite)} other { de {limit}}}',
  'admin.limit-money':
    '{period, select, day {Hoy} other {Este mes}}: {used}{limit, select, none { (sin límite)} other { de {limit}}}',
  'admin.reset': 'Los límites de {scope} vuelven a contar desde cero.',
  'admin.no-reason': 'no se indicó ningún motivo',
  'admin.is-admin': '{userId} administra este bot y no se puede bloquear; quita primero su id de ADMIN_IDS.',
  'admin.blocked':
    '{userId} ya no puede pedir imágenes {where, select, here {en este chat} other {en ningún sitio}} y se le dice por qué: {reason}.{withdrawn, plural, =0 {} one { Se retiró una solicitud que estaba en espera.} other { Se retiraron # solicitudes que estaban en espera.}} /admin unblock {userId} le devuelve el acceso.',
  'admin.unblocked': '{userId} puede pedir imágenes otra vez.',
  'admin.was-not-blocked': '{userId} no tenía ningún bloqueo; /admin blocks muestra los que hay.',
  'admin.blocks-none': 'No hay nadie bloqueado.',
  'admin.block-line':
    '{userId}{chat, select, none {} other { en {chat}}}: {reason, select, none {sin motivo} other {{reason}}} ({by}, {day})',
  'admin.running':
    'Se aceptan solicitudes; {unfinished, plural, =0 {no hay nada sin terminar} one {hay # solicitud sin terminar} other {hay # solicitudes sin terminar}}.',
  'admin.paused':
    'No se aceptan solicitudes nuevas{reason, select, none {} other { ({reason})}}; {unfinished, plural, =0 {no queda nada por terminar} one {queda # solicitud por terminar} other {quedan # solicitudes por terminar}}{mode, select, drain {, y se avisa a los administradores cuando todo esté hecho} other {}}. /admin resume vuelve a aceptar solicitudes.',
  'admin.resumed': 'Se vuelven a aceptar solicitudes.',
  'admin.gateway-ok': 'funciona',
  'admin.gateway-put-aside': 'rechazó la clave o no tiene saldo',
  'admin.gateway-open': 'falló varias veces seguidas',
  'admin.gateway-probing': 'está a punto de probarse otra vez',
  'admin.gateway-load': '{running} en curso, {waiting} en espera',
  'admin.gateway-latency': 'la mitad en menos de {half}, nueve de cada diez en menos de {most}',
  'admin.gateway-errors':
    '{errors, select, none {nada terminó en 24 h} other {falló el {errors} % de {ended} en 24 h}}',
  'admin.gateway-balance': 'saldo {balance}',
  'admin.gateway-no-balance': 'no se pudo consultar el saldo',
  'admin.spend': '{period}: {images, plural, one {# imagen} other {# imágenes}}, {charged} cobrados',
  'admin.spend-cost': 'Los servicios costaron {cost}; se dieron por perdidos {lost}.',
  'admin.spend-by-gateway': 'Por servicio:',
  'admin.spend-by-chat': 'Por chat:',
  'admin.spend-by-user': 'Por usuario:',
  'admin.spend-gateway': '{id}: {cost}, {lost} dados por perdidos',
  'admin.spend-share': '{id}: {charged}, {images, plural, one {# imagen} other {# imágenes}}',
  'admin.ledger': 'El libro de cuentas de {from} a {to}, en CSV.',
  'admin.ledger-too-large':
    'Eso es más de lo que cabe aquí en un archivo; pide menos días, por ejemplo /admin ledger 7.',
  'admin.audit-none': 'No hay nada anotado sobre eso.',
  'admin.warnings-always': 'Quien figura en ADMIN_IDS siempre recibe los avisos, por mensaje privado.',
  'admin.warnings-on':
    'Recibirás avisos de lo que afecte a este chat, por mensaje privado, durante 90 días; /admin warnings off los desactiva.',
  'admin.warnings-off': 'No recibes avisos de lo que afecte a este chat; /admin warnings on los activa.',

  // What admins are told without asking
  'notice.spend':
    'Se usó el {percent} % de un límite de gasto: {used} de {limit} ({scope, select, all {todos} chat {chat {id}} role {rol {id}} list {grupo {id}} other {{id}}}, {span, select, month {mes {period}} other {día {period}}}). /admin limits lo muestra y permite cambiarlo.',
  'notice.gateway-open':
    '{provider} falló varias veces seguidas; las solicitudes van a otros servicios hasta que vuelva a funcionar. /admin gateways muestra cómo está todo.',
  'notice.gateway-put-aside':
    '{provider} rechaza la clave o se agotó su saldo; las solicitudes van a otros servicios. Revisa allí la clave y el saldo.',
  'notice.gateway-recovered': '{provider} vuelve a funcionar, después de {duration}.',
  'notice.submission-unknown':
    'No se sabe si {provider} aceptó la solicitud {generationId} de {userId}; no se envió otra vez, no se cobró a su usuario y se dieron por perdidos {lost}. Mira la factura del servicio.',
  'notice.drained':
    'Todo lo aceptado está terminado; Limner está inactivo y se puede detener. /admin resume vuelve a aceptar solicitudes.',
  'notice.report':
    '{reporter} ({reporterId}) denuncia la imagen {picture} de {requester} ({requesterId}){chat, select, none {} other { en {chat}}}.{reason, select, none {} other { Motivo: {reason}.}}{prompt, select, none {} other { Prompt: {prompt}}} /admin block {requesterId} le cierra el acceso.',

  // Units and times
  'unit.seconds': '{seconds} s',
  'unit.minutes': '{minutes} min {seconds, select, 0 {} other {{seconds} s}}',
  'unit.hours': '{hours} h {minutes, select, 0 {} other {{minutes} min}}',
  'unit.days': '{days, plural, one {# día} other {# días}}',
  'unit.on-in': 'el {date} (dentro de {duration})',
  'unit.in': 'en {duration}',
  'unit.at': 'a las {time} UTC',
  'unit.at-in': 'a las {time} UTC (dentro de {duration})',

  // Status words
  'status.queued': 'En espera',
  'status.submitting': 'Empezando',
  'status.running': 'Dibujando',
  'status.succeeded': 'Lista',
  'status.failed': 'Falló',
  'status.canceled': 'Cancelada',

  // Button labels
  'button.again': 'Otra vez',
  'button.vary': 'Variar',
  'button.2k': '2K',
  'button.4k': '4K',
  'button.favourite': 'Favorita',
  'button.undo': 'Deshacer',
  'button.share': 'Compartir aquí',
  'button.delete': 'Borrar',
  'button.reuse': 'Reutilizar',
  'button.subtle': 'Sutil',
  'button.strong': 'Fuerte',
  'button.remove': 'Borrar para siempre',
  'button.drop': 'Borrar',
  'button.more': 'Más',
  'button.less': 'Menos',
  'button.older': 'Más antiguas',
  'button.newer': 'Más recientes',
  'button.favolder': 'Más antiguas',
  'button.favnewer': 'Más recientes',
  'button.history': 'Todas las imágenes',
  'button.favourites': 'Favoritas',
  'button.edit': 'Editar',
  'button.region': 'Seleccionar zona',
  'button.retry': 'Reintentar',
  'button.cancel': 'Cancelar',
  'button.original': 'Archivo original',
  'button.make': 'Crear',
  'button.show': 'Mostrar',

  // The prompt helper
  'helper.described': 'Un prompt que podría dar una imagen así; no se dibuja nada hasta que lo digas:',
  'helper.suggested': 'Esto podría ir en lugar de tu prompt; no se dibuja nada hasta que elijas:',
  'helper.imagine': 'Dibujar esto',
  'helper.use': 'Usar este',
  'helper.edit': 'Editar antes',
  'helper.keep': 'Dejar el mío',

  // A key of one’s own at a gateway
  'error.own-key-refused':
    '{provider} rechazó tu propia clave, así que no se creó nada; da otra con /key set o retírala con /key remove.',
  'error.own-key-revoked':
    '{provider} ya no acepta tu propia clave, así que no se puede traer esta imagen; da otra con /key set e inténtalo de nuevo.',
  'error.own-key-missing':
    'Tu propia clave se retiró antes de crearlo, así que no se compró nada; pídelo de nuevo para usar tu cuota.',
  'error.own-key-unreadable':
    'Tu propia clave ya no se puede leer aquí, así que no se compró nada; dala otra vez con /key set o retírala con /key remove.',
  'outcome.own-key':
    '{price, select, none {pagado con clave propia} other {{price}, pagado con clave propia}}',
  'quota.own-keys':
    'Tu propia clave paga {providers}: las imágenes hechas allí cuentan entre tus imágenes y no gastan tu dinero aquí.',
  'privacy.own-keys': '{count, plural, one {# clave propia} other {# claves propias}} de servicios, cifradas',
  'own-key.kept':
    'Tu clave de {provider}, que termina en {end}, se guarda cifrada: desde ahora paga lo que pidas allí. /key remove la retira.',
  'own-key.line': '{provider}: tu clave que termina en {end}',
  'own-key.line-unreadable': '{provider}: tu clave ya no se puede leer; dala otra vez con /key set.',
  'own-key.none': 'Aquí no se guarda ninguna clave tuya; /key set trae una para {providers}.',
  'own-key.off': 'Aquí no se aceptan claves propias; pide a quien administra este bot que las permita.',
  'own-key.not-a-key':
    'Eso no parece una clave; copia la clave entera de tu cuenta en el servicio y dala de nuevo.',
  'own-key.not-offered': 'Di para qué servicio: se aceptan claves de {providers}.',
  'own-key.removed':
    'Tu clave de {providers} se ha retirado; desde ahora paga tu cuota. Lo que se está creando con ella todavía llega.',
  'own-key.form-title': 'Tu propia clave de servicio',
  'own-key.gateway': 'Servicio',
  'own-key.key': 'Clave',
  'own-key.remove': 'Quitar clave: {provider}',
  'own-key.misplaced':
    'Eso parece una clave de un servicio, así que no se guardó ni se creó nada con ella; dala con {command}.',
  'own-key.deleted': 'He borrado tu mensaje con la clave.',
  'own-key.not-deleted': 'No pude borrar tu mensaje con la clave; bórralo tú, por favor.',
};
