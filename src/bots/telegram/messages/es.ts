import type { en } from './en.ts';

/** Spanish. */
export const es: Readonly<Record<keyof typeof en, string>> = {
  // Menu of commands: at most 256 characters each
  'command.imagine': 'Dibuja una imagen a partir de palabras, o cambia una que envíes o a la que respondas',
  'command.quota': 'Lo que usaste hoy y lo que te queda',
  'command.history': 'Tus últimas solicitudes; recupera una imagen sin costo',
  'command.last': 'Recupera tu resultado más reciente, sin costo',
  'command.show': 'Muestra una de tus imágenes por su id',
  'command.cancel': 'Retira tu última solicitud sin terminar aquí',
  'command.privacy': 'Lo que se guarda sobre ti; expórtalo o bórralo',
  'command.add': 'Aparta una imagen para /blend: envíala con este comando o responde a ella',
  'command.sticker': 'Envía una imagen como sticker: responde a ella con este comando',
  'command.blend': 'Crea una sola imagen con las que añadiste',
  'command.settings':
    'Lo que tus solicitudes no indican: idioma, proporción, resolución, calidad, privacidad',
  'command.preset': 'Textos y opciones ya preparados para una solicitud: list, add, remove',
  'command.describe': 'Un prompt para una imagen: respóndele con esto o envíala con esto',
  'command.prompt': 'Ayuda con un prompt: expand, shorten o translate',
  'command.help': 'Cómo pedir y qué significan las opciones',

  // Help
  'help.private':
    'Escribe qué dibujar, por ejemplo: un faro en la tormenta, pintura al óleo.\n\nPara cambiar una imagen, envíala con texto como pie de foto, o responde con texto a cualquier imagen. Varias imágenes se envían como un álbum.',
  'help.group':
    'Escribe /imagine y qué dibujar, por ejemplo: /imagine un faro en la tormenta, pintura al óleo.\n\nPara cambiar una imagen, envíala con /imagine y texto como pie de foto, o respóndele con /imagine y texto. Para responder a una de mis imágenes no hace falta el comando.',
  'help.group-mention': 'En lugar del comando también puedes mencionar a @{bot}.',
  'help.flags':
    'Las opciones van en cualquier parte del texto:\n--ratio 16:9 (o --ar): proporción\n--resolution 2k: resolución\n--quality high: calidad\n--count 2 (o --n): varias imágenes\n--provider {providers}: servicio\n--preset poster: textos y opciones ya preparados, mira /preset\n--private: la respuesta llega a tu chat privado\n--spoiler: oculta hasta que alguien la toca',
  'help.avatar':
    '--avatar @nombre (o me, o en una respuesta): la foto de perfil de esa persona acompaña la petición.',
  'help.commands':
    '/quota muestra lo que te queda hoy, /history recupera imágenes, /cancel retira una solicitud, /privacy dice qué se guarda sobre ti.',
  'help.inline': 'En cualquier chat, @{bot} y unas palabras encuentran tus imágenes para compartirlas.',

  // Answers
  'answer.store-away':
    'Ahora no puedo trabajar en esto; no se ha perdido y empezará por sí solo en cuanto pueda.',
  'answer.which-picture':
    'Esa solicitud tiene varias imágenes; responde a la que quieres o pulsa «Editar» con su número.',
  'answer.start-first':
    'Para una respuesta privada hace falta primero un chat privado conmigo; abre @{bot}, pulsa «Iniciar» y pide otra vez.',
  'answer.sent-in-private': 'La respuesta llegará a tu chat privado conmigo.',
  'answer.telegram-too-large':
    'Telegram solo me deja obtener archivos de hasta {limit} MB; envía uno más pequeño o envíalo como foto.',
  'inline.empty': 'Aún no hay tal imagen; pídemela',
  'avatar.unknown': 'Telegram no me dice quién es {name}; responde a un mensaje suyo con --avatar.',

  // Presets
  'preset.title':
    "Presets: textos y opciones ya preparados. Indica uno con --preset. Quienes gestionan este chat añaden uno con /preset add nombre texto --ratio 2:3, donde '{prompt}' representa lo que dice la solicitud, y lo quitan con /preset remove nombre.",

  // The question behind the button Edit
  'rephrase.question': '¿De qué otra forma lo dirías? Responde a este mensaje ({id}).',
  'edit.question': '¿Qué debe cambiar en la imagen {id}? Contesta respondiendo a este mensaje.',
  'region.question': '¿Qué debe haber en las partes elegidas ({id})? Contesta respondiendo a este mensaje.',
  'edit.hint': 'Por ejemplo: que sea de noche, añade faroles',
  'button.edit-number': 'Editar {number}',

  // Status message
  'status.received': 'Recibida; preparándola…',
  'status.ready': 'Lista; si la imagen no aparece a continuación, el botón la trae sin costo.',
  'status.unconfirmed':
    'Telegram no confirmó que las imágenes llegaran. Si faltan aquí, el botón las trae sin costo.',

  // The prompt helper
  'helper.usage':
    'Escribe /prompt expand (o shorten, translate) y detrás tu prompt; como respuesta a un mensaje toma sus palabras.',
  'helper.question':
    'Responde a este mensaje con el prompt como lo quieras; toca las palabras para copiarlas.',

  // A key of one’s own at a gateway
  'command.key': 'Tu propia clave de servicio: set, show, remove (en privado)',
  'key.usage':
    'Escribe aquí /key set {provider} y tu clave; borro ese mensaje enseguida. /key show dice qué se guarda, /key remove {provider} la retira.',
  'key.in-group':
    'Las claves van en nuestro chat privado: abre @{bot} y escribe allí /key. Una clave escrita en este grupo no se guardó; cámbiala en su servicio.',
};
