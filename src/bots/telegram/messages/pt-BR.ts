import type { en } from './en.ts';

/** Brazilian Portuguese. */
export const ptBR: Readonly<Record<keyof typeof en, string>> = {
  // Menu of commands: at most 256 characters each
  'command.imagine': 'Desenhe uma imagem a partir de palavras, ou mude uma que você enviar ou responder',
  'command.quota': 'O que você usou hoje e o que resta',
  'command.history': 'Seus pedidos mais recentes; recupere uma imagem sem custo',
  'command.last': 'Recupere seu resultado mais recente, sem custo',
  'command.show': 'Mostre uma das suas imagens pelo id',
  'command.cancel': 'Retire seu último pedido não concluído aqui',
  'command.privacy': 'O que está guardado sobre você; exporte ou apague',
  'command.add': 'Separe uma imagem para /blend: envie-a com este comando ou responda a ela',
  'command.sticker': 'Envie uma imagem como figurinha: responda a ela com este comando',
  'command.blend': 'Crie uma só imagem com as que você adicionou',
  'command.settings': 'O que seus pedidos não informam: idioma, proporção, resolução, qualidade, privacidade',
  'command.preset': 'Textos e opções já prontos para um pedido: list, add, remove',
  'command.describe': 'Um prompt para uma imagem: responda a ela com isto, ou envie-a com isto',
  'command.prompt': 'Ajuda com um prompt: expand, shorten ou translate',
  'command.help': 'Como pedir e o que as opções significam',

  // Help
  'help.private':
    'Escreva o que desenhar, por exemplo: um farol na tempestade, pintura a óleo.\n\nPara mudar uma imagem, envie-a com um texto na legenda ou responda a qualquer imagem com um texto. Várias imagens vão em um só álbum.',
  'help.group':
    'Escreva /imagine e o que desenhar, por exemplo: /imagine um farol na tempestade, pintura a óleo.\n\nPara mudar uma imagem, envie-a com /imagine e um texto na legenda ou responda a ela com /imagine e um texto. Para responder a uma das minhas imagens, não é preciso usar o comando.',
  'help.group-mention': 'Em vez do comando, você também pode mencionar @{bot}.',
  'help.flags':
    'As opções vão em qualquer lugar do texto:\n--ratio 16:9 (ou --ar): proporção\n--resolution 2k: resolução\n--quality high: qualidade\n--count 2 (ou --n): várias imagens\n--provider {providers}: serviço\n--preset poster: textos e opções já prontos, veja /preset\n--private: a resposta vai para o seu chat privado\n--spoiler: oculta até alguém tocar nela',
  'help.avatar':
    '--avatar @nome (ou me, ou numa resposta): a foto de perfil dessa pessoa acompanha o pedido.',
  'help.commands':
    '/quota mostra o que resta hoje, /history recupera imagens, /cancel retira um pedido, /privacy diz o que está guardado sobre você.',
  'help.inline': 'Em qualquer conversa, @{bot} e algumas palavras encontram suas imagens para compartilhar.',

  // Answers
  'answer.store-away':
    'Não consigo trabalhar nisto agora; o pedido não se perdeu e começa sozinho assim que eu puder.',
  'answer.which-picture':
    'Esse pedido tem várias imagens; responda à que você quer ou toque em “Editar” com o número dela.',
  'answer.start-first':
    'Para uma resposta privada, você precisa primeiro de um chat privado comigo; abra @{bot}, toque em “Iniciar” e peça de novo.',
  'answer.sent-in-private': 'A resposta vai para o seu chat privado comigo.',
  'answer.telegram-too-large':
    'O Telegram só me deixa buscar arquivos de até {limit} MB; envie um menor ou envie como foto.',
  'inline.empty': 'Ainda não há essa imagem; peça a mim',
  'avatar.unknown': 'O Telegram não me diz quem é {name}; responda a uma mensagem dessa pessoa com --avatar.',

  // Presets
  'preset.title':
    "Presets: textos e opções já prontos. Indique um com --preset. Quem gerencia este chat adiciona um com /preset add nome texto --ratio 2:3, em que '{prompt}' representa o que o pedido diz, e o remove com /preset remove nome.",

  // The question behind the button Edit
  'rephrase.question': 'De que outra forma você diria? Responda a esta mensagem ({id}).',
  'edit.question': 'O que deve mudar na imagem {id}? Responda a esta mensagem.',
  'region.question': 'O que deve haver nas partes escolhidas ({id})? Responda a esta mensagem.',
  'edit.hint': 'Por exemplo: deixe de noite, acrescente lanternas',
  'button.edit-number': 'Editar {number}',

  // Status message
  'status.received': 'Recebido; preparando…',
  'status.ready': 'Pronta; se a imagem não aparecer em seguida, o botão a traz sem custo.',
  'status.unconfirmed':
    'O Telegram não confirmou que as imagens chegaram. Se elas não estiverem aqui, o botão as traz sem custo.',

  // The prompt helper
  'helper.usage':
    'Escreva /prompt expand (ou shorten, translate) e depois o seu prompt; em resposta a uma mensagem, valem as palavras dela.',
  'helper.question':
    'Responda a esta mensagem com o prompt como você quer; toque nas palavras para copiá-las.',

  // A key of one’s own at a gateway
  'command.key': 'A sua própria chave de serviço: set, show, remove (em privado)',
  'key.usage':
    'Escreva aqui /key set {provider} e a sua chave; eu apago essa mensagem na hora. /key show diz o que está guardado, /key remove {provider} a retira.',
  'key.in-group':
    'Chaves são para a nossa conversa privada: abra @{bot} e escreva /key lá. Uma chave escrita neste grupo não foi guardada; troque-a no serviço.',
};
