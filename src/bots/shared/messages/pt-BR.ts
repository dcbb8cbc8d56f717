import type { en } from './en.ts';

/** Brazilian Portuguese. */
export const ptBR: Readonly<Record<keyof typeof en, string>> = {
  // One sentence per error code
  'error.invalid-input': 'Algo neste pedido não pode ser feito; confira o texto e as opções e envie de novo.',
  'error.quota-exceeded': 'Um limite se esgotou; /quota mostra qual e quando ele se renova.',
  'error.queue-full':
    'Você já tem pedidos demais na fila; tente de novo quando um deles terminar ou use /cancel.',
  'error.no-provider':
    'Nenhum serviço de imagens pode aceitar este pedido agora; tente de novo em alguns minutos ou com menos opções.',
  'error.not-confirmed': 'Ninguém aceitou o preço a tempo; peça de novo se ainda quiser.',
  'error.not-found': 'Isso não está mais guardado aqui; peça uma imagem nova com /imagine.',
  'error.not-yours': 'Só quem fez este pedido pode usar isto; faça o seu com /imagine.',
  'error.store-unavailable':
    'No momento não é possível aceitar pedidos, e nada foi comprado; tente de novo em um minuto.',
  'error.blocked': 'Você não pode pedir imagens aqui; se for engano, fale com quem administra este bot.',
  'error.paused':
    'No momento não aceitamos pedidos novos; o que já foi aceito será concluído, então tente mais tarde.',
  'error.refused-by-rules':
    'As regras daqui não permitem este prompt, por isso ele não foi enviado a nenhum serviço e nada foi cobrado; diga com outras palavras.',
  'error.refused-by-check':
    'A verificação de prompts usada por este bot não permite este, por isso ele não foi enviado a nenhum serviço e nada foi cobrado; diga com outras palavras.',
  'error.check-away':
    'No momento não é possível verificar os prompts, por isso nenhum é aceito e nada foi cobrado; tente de novo em alguns minutos.',
  'error.age-restricted':
    'Este prompt é só para canais com restrição de idade e nada foi cobrado; peça em um deles ou diga com outras palavras.',
  'error.not-on-list':
    'Este bot é só para certas pessoas e lugares; peça a quem o administra que adicione você.',
  'error.cooling-down': 'Muitos dos seus prompts foram recusados; tente mais tarde.',
  'error.admin-only': 'Só quem administra este bot pode fazer isso; fale com essa pessoa.',
  'error.helper-off': 'Aqui não há um modelo de chat que ajude com prompts; escreva o seu com /imagine.',
  'error.helper-limit':
    'Você já usou a ajuda com prompts de hoje; use suas próprias palavras ou volte amanhã.',
  'error.helper-away':
    'O modelo de chat não respondeu; tente de novo em um minuto ou use suas próprias palavras.',
  'error.helper-refused': 'O modelo de chat não quer trabalhar nisso; mude as palavras ou use outra imagem.',
  'error.media-too-large': 'Essa imagem é grande demais; envie uma menor.',
  'error.media-not-image':
    'Esse arquivo não é uma imagem que possa ser usada; envie em PNG, JPEG, WebP, GIF ou HEIC.',
  'error.media-unreachable': 'Não foi possível baixar a imagem; envie o próprio arquivo ou tente de novo.',
  'error.media-not-found': 'A imagem não está mais lá; envie de novo.',
  'error.media-forbidden-address':
    'Esse endereço não pode ser usado; envie o próprio arquivo ou um link público.',
  'error.media-timeout': 'A imagem demorou demais para baixar; envie um arquivo menor ou tente de novo.',
  'error.mask-mismatch':
    'A máscara não combina com a imagem; envie um PNG do mesmo tamanho, com as partes a mudar transparentes.',
  'error.provider-unreachable': 'Não foi possível contatar {provider}; tente de novo em alguns minutos.',
  'error.provider-unauthorized':
    '{provider} não está disponível no momento; tente mais tarde ou escolha outro serviço.',
  'error.provider-rate-limited':
    '{provider} está com trabalho demais no momento; tente de novo em alguns minutos.',
  'error.provider-unsupported':
    '{provider} não aceita esta combinação de opções; mude as opções ou escolha outro serviço.',
  'error.provider-rejected': '{provider} recusou este pedido; mude o prompt ou as opções e tente de novo.',
  'error.provider-moderated':
    '{provider} bloqueou este pedido com seu filtro de segurança; diga com outras palavras.',
  'error.provider-unavailable':
    '{provider} não está funcionando bem no momento; tente de novo em alguns minutos.',
  'error.provider-response-invalid':
    '{provider} deu uma resposta que não pôde ser entendida; tente de novo ou escolha outro serviço.',
  'error.provider-failed':
    '{provider} não conseguiu criar esta imagem; tente de novo ou diga com outras palavras.',
  'error.submission-unknown':
    'Não dá para saber se {provider} aceitou este pedido, por isso ele não foi enviado uma segunda vez; toque em “Tentar de novo” para refazê-lo.',
  'error.result-unusable': '{provider} entregou algo que não é uma imagem utilizável; tente de novo.',
  'error.generation-timed-out':
    '{provider} demorou demais; tente de novo e, se a imagem ainda chegar, ela estará em /history.',
  'error.delivery-rate-limited':
    'Este chat não aceita mais mensagens agora; a imagem está guardada e /history a traz mais tarde.',
  'error.delivery-unavailable':
    'Não foi possível publicar a imagem aqui; ela está guardada e /history a traz.',
  'error.delivery-too-large':
    'A imagem é grande demais para ser publicada aqui; ela está guardada e /history a traz.',
  'error.delivery-target-gone': 'O lugar desta imagem não existe mais; ela está guardada e /history a traz.',
  'error.internal':
    'Algo deu errado aqui; tente de novo e, se acontecer outra vez, avise quem administra este bot.',
  'provider.unnamed': 'o serviço',

  // What is wrong with one word of a request
  'issue.required':
    'Falta {field}{allowed, select, none {; envie o pedido de novo com esse dado.} other {; informe um destes valores: {allowed}.}}',
  'issue.too-long': '{field}: texto longo demais; use {allowed} caracteres.',
  'issue.not-allowed':
    '{field}: {given, select, none {esse valor} other {“{given}”}} não é possível{allowed, select, none {; retire-o.} other {; use um destes valores: {allowed}.}}',
  'issue.out-of-range':
    '{field}: {given, select, none {esse valor} other {“{given}”}} está fora do intervalo{allowed, select, none {; retire-o.} other {; use {allowed}.}}',
  'issue.unknown-flag':
    'Não existe a opção {given}; use {allowed}, ou ponha o prompt entre aspas se ela fizer parte do texto.',
  'issue.size':
    '{given, select, none {Esse} other {“{given}”}} não é um tamanho possível; escreva largura x altura com lados de 256 a 3840 pixels e no máximo 3:1, como 1536x1024.',
  'field.prompt': 'prompt',
  'field.ratio': 'proporção (ratio)',
  'field.resolution': 'resolução (resolution)',
  'field.size': 'tamanho (size)',
  'field.quality': 'qualidade (quality)',
  'field.count': 'quantidade (count)',
  'field.format': 'formato (format)',
  'field.compression': 'compressão (compression)',
  'field.background': 'fundo (background)',
  'field.provider': 'serviço (provider)',
  'field.private': 'privado (private)',
  'field.spoiler': 'oculto (spoiler)',
  'field.image': 'a imagem',
  'field.mask': 'a máscara',
  'field.preset': 'preset',
  'field.about': 'a descrição',

  // Refusals with figures
  'refusal.user-images':
    'Isso passaria do seu limite de {limit, plural, one {# imagem} other {# imagens}} por {period, select, month {mês} other {dia}}: {left, plural, =0 {não resta nenhuma} one {resta #} other {restam #}}{when, select, none {.} other {; haverá mais {when}.}}',
  'refusal.chat-images':
    'Isso passaria do limite de {limit, plural, one {# imagem} other {# imagens}} por {period, select, month {mês} other {dia}} deste chat: {left, plural, =0 {não resta nenhuma} one {resta #} other {restam #}}{when, select, none {.} other {; haverá mais {when}.}}',
  'refusal.role-images':
    'Isso passaria do limite de {limit, plural, one {# imagem} other {# imagens}} por {period, select, month {mês} other {dia}} do seu cargo: {left, plural, =0 {não resta nenhuma} one {resta #} other {restam #}}{when, select, none {.} other {; haverá mais {when}.}}',
  'refusal.list-images':
    'Isso passaria do limite de {limit, plural, one {# imagem} other {# imagens}} por {period, select, month {mês} other {dia}} do seu grupo: {left, plural, =0 {não resta nenhuma} one {resta #} other {restam #}}{when, select, none {.} other {; haverá mais {when}.}}',
  'refusal.all-images':
    'Isso passaria do limite de {limit, plural, one {# imagem} other {# imagens}} por {period, select, month {mês} other {dia}} deste bot: {left, plural, =0 {não resta nenhuma} one {resta #} other {restam #}}{when, select, none {.} other {; haverá mais {when}.}}',
  'refusal.user-money':
    'Isso passaria do seu limite de {limit} por {period, select, month {mês} other {dia}}: restam {left}{when, select, none {.} other {; haverá mais {when}.}}',
  'refusal.chat-money':
    'Isso passaria do limite de {limit} por {period, select, month {mês} other {dia}} deste chat: restam {left}{when, select, none {.} other {; haverá mais {when}.}}',
  'refusal.role-money':
    'Isso passaria do limite de {limit} por {period, select, month {mês} other {dia}} do seu cargo: restam {left}{when, select, none {.} other {; haverá mais {when}.}}',
  'refusal.list-money':
    'Isso passaria do limite de {limit} por {period, select, month {mês} other {dia}} do seu grupo: restam {left}{when, select, none {.} other {; haverá mais {when}.}}',
  'refusal.all-money':
    'Isso passaria do limite de {limit} por {period, select, month {mês} other {dia}} deste bot: restam {left}{when, select, none {.} other {; haverá mais {when}.}}',
  'refusal.waiting':
    'Você já tem {limit, plural, one {# pedido} other {# pedidos}} na fila, o máximo por pessoa; tente de novo quando um terminar ou use /cancel.',
  'refusal.blocked':
    'Você não pode pedir imagens aqui: {reason}. Se for engano, fale com quem administra este bot.',
  'refusal.paused':
    'No momento não aceitamos pedidos novos: {reason}. O que já foi aceito será concluído, então tente mais tarde.',
  'refusal.cooling-down':
    'Muitos dos seus prompts foram recusados em sequência; você poderá pedir de novo {when}.',
  'refusal.unable-references': 'Nenhum serviço daqui aceita tantas imagens de uma vez; envie menos.',
  'refusal.unable-mask':
    'Nenhum serviço daqui trabalha com máscara; retire-a e diga com palavras o que mudar.',
  'refusal.unable-public-address':
    'Os serviços daqui só conseguem buscar imagens em um endereço público, e este bot não tem nenhum; peça sem imagem ou peça a quem administra o bot que defina PUBLIC_URL.',
  'refusal.unable-unknown-provider':
    'Não há nenhum serviço com esse nome aqui; retire provider ou escolha outro.',
  'refusal.unable-price-unknown':
    'O preço deste pedido não é conhecido e há um limite em dólares; escolha outro serviço.',
  'refusal.unable-resolution':
    'Nenhum serviço daqui consegue desenhar de verdade tantos pixels, por isso nada foi comprado; a imagem só poderia ser ampliada, o que não acrescenta detalhes.',
  'refusal.unable-unavailable':
    'Todos os serviços que poderiam fazer isto estão fora do ar; tente de novo em alguns minutos.',

  // Small answers
  'answer.no-words': 'Diga com palavras o que fazer com a imagem, por exemplo na legenda ou em uma resposta.',
  'answer.no-prompt': 'Diga o que desenhar, por exemplo: /imagine um farol na tempestade, pintura a óleo.',
  'answer.not-a-picture':
    'Aqui só dá para usar imagens e texto, não mensagens de voz nem vídeos; envie uma imagem ou descreva uma.',
  'answer.no-picture': 'Não há imagem nessa mensagem; escolha uma que tenha.',
  'avatar.forbidden': '{name} guarda o próprio avatar para si; use outra imagem.',
  'avatar.none': '{name} não me mostra nenhum avatar; use outra imagem.',
  'answer.retried-already': 'Isto já foi tentado de novo; toque em “Outra vez” para criar uma nova.',
  'answer.came-after-all':
    'A imagem chegou no fim das contas e está naquela mensagem; nada foi criado duas vezes.',
  'answer.gone': 'Isto não está mais guardado; peça uma imagem nova com /imagine.',
  'answer.original-gone':
    'O arquivo original não está mais guardado; toque em “Outra vez” para refazer a imagem.',
  'answer.kept': 'Sua imagem está pronta, mas não pôde ser publicada; /history a traz sem custo.',
  'answer.cancel-nothing': 'Você não tem nada na fila nem em andamento aqui.',
  'answer.canceled-free':
    '{count, plural, one {Cancelado; nada foi cobrado.} other {# pedidos cancelados; nada foi cobrado.}}',
  'answer.canceled-bought':
    '{count, plural, one {Cancelado; ele já tinha sido entregue ao serviço, então, se a imagem ainda chegar, ela será cobrada e irá para /history.} other {# pedidos cancelados; eles já tinham sido entregues ao serviço, então as imagens que ainda chegarem serão cobradas e irão para /history.}}',
  'answer.history-empty': 'Você ainda não tem imagens; peça uma com /imagine.',
  'answer.history-title': 'Seus pedidos mais recentes. Cada botão traz as imagens de novo, sem custo.',

  // What is stored about a person
  'privacy.title': 'O que está guardado aqui sobre você:',
  'privacy.nothing': 'Não há nada guardado aqui sobre você.',
  'privacy.requests':
    '{count, plural, one {# pedido com seu prompt e suas opções} other {# pedidos com seus prompts e opções}}; o mais antigo: {since}',
  'privacy.unfinished':
    '{count, plural, one {# deles ainda está} other {# deles ainda estão}} na fila ou em andamento',
  'privacy.pictures': '{count, plural, one {# imagem criada} other {# imagens criadas}} para você',
  'privacy.references':
    '{count, plural, one {# referência ou máscara} other {# referências e máscaras}} que você enviou',
  'privacy.ledger':
    '{count, plural, one {# linha} other {# linhas}} do registro de cobranças: o que foi cobrado de você e quando',
  'privacy.sums': 'somas do que você usou, por dia e por mês',
  'privacy.other': '{name}: {count, plural, one {# item} other {# itens}}',
  'privacy.choices': 'Você pode receber tudo em um arquivo zip ou apagar tudo para sempre.',
  'privacy.export': 'Exportar como arquivo zip',
  'privacy.delete': 'Apagar…',
  'privacy.sure':
    'Apagar tudo isto para sempre? O que está na fila é cancelado, e o que está sendo desenhado é apagado quando terminar. O registro de cobranças mantém os valores sem o seu nome, o uso de hoje continua contando para os seus limites, e o que foi publicado em chats fica lá até você apagar.',
  'privacy.delete-all': 'Apagar tudo',
  'privacy.keep': 'Manter',
  'privacy.kept': 'Nada foi apagado.',
  'privacy.deleted':
    'Apagado: {requests, plural, one {# pedido} other {# pedidos}}, {pictures, plural, one {# imagem} other {# imagens}} e tudo o mais sobre você.',
  'privacy.later':
    '{count, plural, one {# pedido ainda está em andamento e será apagado assim que terminar.} other {# pedidos ainda estão em andamento e serão apagados assim que terminarem.}}',
  'privacy.export-here': 'Tudo o que está guardado sobre você:',
  'privacy.export-part': 'Parte {number} de {count}.',
  'privacy.export-link':
    'Tudo o que está guardado sobre você ({size}); o link é só seu e vale por um dia: {url}',
  'privacy.export-left':
    '{count, plural, one {# original é grande demais para este chat e ficou de fora; peça esse arquivo} other {# originais são grandes demais para este chat e ficaram de fora; peça esses arquivos}} a quem administra este bot.',
  // Several pictures for one request
  'collect.added':
    'Adicionada. A ordem: {order}. Adicione mais nos próximos dez minutos e depois use /blend.',
  'collect.full':
    'Os serviços daqui aceitam no máximo {limit, plural, one {# imagem} other {# imagens}} de uma vez; envie /blend agora ou comece de novo.',
  'collect.empty':
    'Ainda não há imagens para combinar; adicione algumas primeiro ou envie-as junto com o comando.',
  'collect.cleared': 'As imagens não estão mais separadas; a próxima que você adicionar será a número 1.',
  'collect.unnamed': 'sem nome',
  'collect.blend': 'Combinar',
  'collect.clear': 'Começar de novo',

  // Settings of people and places
  'settings.language': 'Idioma',
  'settings.ratio': 'Proporção',
  'settings.resolution': 'Resolução',
  'settings.quality': 'Qualidade',
  'settings.format': 'Formato do arquivo',
  'settings.private': 'Respostas privadas',
  'settings.avatar': 'Outros podem usar meu avatar',
  'settings.none': 'não definido',
  'settings.yes': 'sim',
  'settings.no': 'não',
  'settings.auto': 'automático',
  'settings.line': '{name}: {value}',
  'settings.personal-title': 'Suas configurações. Elas completam o que um pedido seu não informa.',
  'settings.place-title':
    'Configurações deste canal. Elas completam o que um pedido não informa e quem o fez não definiu.',
  'settings.place-forbidden':
    'Só quem gerencia este canal pode mudar as configurações dele; fale com uma dessas pessoas.',
  'settings.back': 'Voltar',
  'settings.to-place': 'Configurações deste canal',
  'settings.to-personal': 'Minhas configurações',

  // Presets
  'preset.title': 'Presets: textos e opções já prontos para um pedido. Indique um com a opção preset.',
  'preset.pictures': '{count, plural, one {# imagem} other {# imagens}}',
  'preset.saved': 'O preset {name} foi salvo; qualquer pessoa aqui já pode usá-lo.',
  'preset.replaced': 'O preset {name} foi substituído; o próximo pedido usa o novo.',
  'preset.removed': 'O preset {name} foi removido.',
  'preset.not-here': 'Este chat não tem um preset próprio chamado {name}; a lista mostra os que existem.',
  'preset.full':
    'Este chat já tem {limit, plural, one {# preset} other {# presets}}, o máximo possível; remova um primeiro.',
  'preset.forbidden': 'Só quem gerencia este chat pode mudar os presets dele; fale com uma dessas pessoas.',

  // Moderation
  'button.rephrase': 'Reformular',
  'button.add': 'Adicionar esta também',
  'button.sticker': 'Como figurinha',
  'button.report': 'Denunciar',
  'moderation.refused':
    'Palavras recusadas aqui: {words, select, none {nenhuma própria deste chat} other {{words}}}',
  'moderation.allowed':
    'Expressões que passam mesmo com uma dessas palavras: {words, select, none {nenhuma} other {{words}}}',
  'moderation.more': 'Há mais: {command}',
  'moderation.help':
    'Ordens depois de /moderation:\nadd word, word · remove … · allow phrase, phrase · disallow … · search [who:telegram:42] [action:moderation.] [day:2026-11-21] [text] [page:2]',
  'moderation.unknown': 'Essa ordem de moderação não existe; /moderation sozinho mostra as que há.',
  'report.do-remove': 'Apagar a publicação',
  'report.do-block': 'Bloquear quem pediu',
  'report.do-dismiss': 'Descartar',
  'report.removing': 'A publicação está sendo apagada; quem pediu fica com a imagem.',
  'report.dismissed': 'Descartada; nada mais acontece.',
  'report.reason': 'Motivo (a pessoa lerá)',
  'report.block-question': 'Por que o bloqueio? A pessoa lerá. Responda a esta mensagem ({id}).',
  'report.told': 'Denunciada; quem administra este bot vai analisar.',
  'report.told-before': 'Você já denunciou esta imagem; quem administra este bot já sabe.',

  // Follow-ups
  'variation.subtle': 'variação sutil',
  'variation.strong': 'variação forte',
  'variation.larger': 'redesenhada em tamanho maior',
  'outcome.ids': '{count, plural, one {id {ids}} other {ids {ids}}}',
  'follow.which': 'Qual imagem?',
  'follow.picture': 'Imagem {number}',
  'follow.all': 'Todas',
  'follow.how-much': 'Quão diferente ela deve ser?',
  'follow.subtle': 'Sutil: mudam pequenos detalhes',
  'follow.strong': 'Forte: a ideia fica, o resto muda',
  'follow.delete': 'O que deve ser apagado para sempre?',
  'follow.delete-this': 'Esta imagem e sua publicação',
  'follow.reuse': 'Mude o texto e envie',
  'follow.favourite-on': 'Guardada entre suas favoritas; /history mostra todas.',
  'follow.favourite-off': 'Não é mais uma das suas favoritas.',
  'follow.deleted': 'Apagado: a imagem, seu texto e suas publicações. O que foi pago continua contando.',
  'follow.one-deleted': 'Imagem apagada.',
  'follow.delete-unfinished': 'Algo disto ainda está sendo desenhado; cancele primeiro e apague depois.',
  'follow.post-removed': 'A publicação foi removida; quem pediu a imagem ainda a tem em /history.',
  'follow.post-kept': 'O bot não consegue remover esta postagem; apague você a mensagem.',
  'follow.post-stays':
    'A imagem foi apagada, mas a publicação não pode ser removida daqui; apague você essa mensagem.',
  'follow.replaced': 'Esta imagem foi apagada.',
  'follow.no-parent': 'A versão anterior não está mais guardada, por isso não há para onde voltar.',
  'follow.not-found': 'Você não tem nenhuma imagem com este id; /history mostra as que você tem.',
  'follow.no-id': 'Diga qual imagem: /show e o id curto que aparece abaixo dela.',
  'follow.favourites-empty': 'Você ainda não tem favoritas; toque em “Favoritar” abaixo de uma imagem.',
  'follow.history-title': 'Suas imagens, da mais recente à mais antiga.',
  'follow.favourites-title': 'Suas favoritas, da mais recente à mais antiga.',
  'follow.no-more': 'Não há mais imagens nesta direção.',

  // Selecting a region
  'region.which': 'Qual imagem? Escolha-a e depois a área que deve mudar.',
  'region.picture': 'Imagem {number}',
  'region.invite':
    'Pinte sobre o que deve mudar e diga o que deve haver ali. O link é só seu e vale por 15 minutos e para uma única mudança.',
  'region.open': 'Abrir o pincel',
  'region.grid': 'Toque nas partes que devem mudar, depois em “Continuar”, e diga o que deve haver ali.',
  'region.go-on': 'Continuar',
  'region.none': 'Nenhuma parte foi escolhida ainda; toque em pelo menos uma e depois em “Continuar”.',
  'region.gone': 'Esta seleção expirou; toque de novo em “Selecionar área” abaixo da imagem.',
  'region.used': 'Esta seleção já foi enviada; toque em “Selecionar área” abaixo da imagem para fazer outra.',

  // Quota
  'quota.user': 'Você, {period, select, month {este mês} other {hoje}}: {images} · {money}',
  'quota.chat': 'Este chat, {period, select, month {este mês} other {hoje}}: {images} · {money}',
  'quota.role': 'Seu cargo, {period, select, month {este mês} other {hoje}}: {images} · {money}',
  'quota.list': 'Seu grupo, {period, select, month {este mês} other {hoje}}: {images} · {money}',
  'quota.all': 'Todos, {period, select, month {este mês} other {hoje}}: {images} · {money}',
  'quota.images':
    '{used, plural, one {# imagem} other {# imagens}}{limit, select, none {} other { de {limit}}}',
  'quota.money': '{used}{limit, select, none {} other { de {limit}}}',
  'quota.unfinished':
    'Não concluídos: {unfinished, plural, one {# pedido} other {# pedidos}} ({concurrent} por vez, no máximo {queued} na fila)',
  'quota.resets': '{period, select, month {O mês} other {O dia}} recomeça {when}.',
  'quota.assumed': 'Os preços de {providers} são estimados: os responsáveis não informam nenhum.',
  'quota.unknown': 'Os preços de {providers} não são conhecidos; as imagens são contadas.',

  // Progress
  'progress.waiting': 'Aguardando a vez',
  'progress.confirming':
    '{assumed, select, yes {Isto custa cerca de {price}, por um preço estimado.} other {Isto custa cerca de {price}.}} Nada é comprado antes de você confirmar.',
  'progress.position':
    '{position, plural, =0 {é o próximo da fila} one {cerca de # imagem na frente} other {cerca de # imagens na frente}}',
  'progress.position-then':
    '{position, plural, =0 {era o próximo da fila} one {havia cerca de # imagem na frente} other {havia cerca de # imagens na frente}}',
  'progress.submitting': 'Enviando para {provider}',
  'progress.drawing': 'Desenhando com {provider}',
  'progress.collecting': 'Buscando a imagem',
  'progress.percent': '{percent}%',
  'progress.elapsed': '{duration} até agora',
  'progress.asked': 'pedido {when}',
  'progress.expected-at': 'costuma ficar pronta {when}',
  'progress.longer': 'está demorando mais que o normal',
  'progress.longer-until': 'está demorando mais que o normal; se nada chegar, a espera termina {when}',

  // Outcome
  'outcome.sandbox': 'Sandbox: desenhada nesta máquina como teste, sem modelo de imagem.',
  'outcome.pixels': '{width}×{height} px',
  'outcome.upscaled': 'ampliada aqui a partir de {width}×{height}',
  'outcome.price-assumed': 'cerca de {price}',
  'outcome.price-unknown': 'preço desconhecido',
  'outcome.free': 'grátis',
  'outcome.not-charged': 'Nada foi cobrado.',
  'outcome.charged': 'Cobrado: {price}.',
  'outcome.changed': 'Mudanças: {changes}',
  'outcome.failover': '{from} não pôde aceitar o pedido; {to} aceitou.',
  'outcome.partial': '{made} de {asked} imagens; o resto falhou e não foi cobrado. {reason}',
  'outcome.revised': 'Desenhada como: {prompt}',
  'outcome.version': 'v{version}',
  'outcome.count': '{count, plural, one {# imagem} other {# imagens}}',
  'outcome.canceled': 'Cancelado; nada foi cobrado.',
  'outcome.canceled-bought':
    'Cancelado; o pedido já tinha sido entregue ao serviço, então, se a imagem ainda chegar, ela será cobrada e irá para /history.',
  'outcome.reencoded': 'Publicada em tamanho menor; o botão traz o original.',

  // Admin commands
  'admin.help':
    'Ordens para administradores; “here” na frente significa só este chat.\nlimits [quem] · limit <quem> <20 | $5 | none | default> [day | month] · grant <quem> <20 | $5> [day | month] · reset <quem>\nblock <quem> <motivo> · unblock <quem> · blocks\npause [motivo] · drain [motivo] · resume\ngateways · spend [month] · ledger [dias] · audit [quem] · warnings [on | off]\nQuem: all, here, um id, telegram:42, discord:42, role:42, list:nome; ou responda a uma mensagem da pessoa.',
  'admin.unknown': 'Essa não é uma ordem para administradores; /admin sozinho mostra as que existem.',
  'admin.everybody': 'todos',
  'admin.limits-of': 'Limites de {scope}:',
  'admin.limit-images':
    '{period, select, day {Hoje} other {Este mês}}: {used, plural, one {# imagem} other {# imagens}}{limit, select, none { (sem limite)} other { de {limit}}}',
  'admin.limit-money':
    '{period, select, day {Hoje} other {Este mês}}: {used}{limit, select, none { (sem limite)} other { de {limit}}}',
  'admin.reset': 'Os limites de {scope} voltam a contar do zero.',
  'admin.no-reason': 'nenhum motivo foi informado',
  'admin.is-admin':
    '{userId} administra este bot e não pode ser bloqueado; retire primeiro esse id de ADMIN_IDS.',
  'admin.blocked':
    '{userId} não pode mais pedir imagens {where, select, here {neste chat} other {em lugar nenhum}} e fica sabendo por quê: {reason}.{withdrawn, plural, =0 {} one { Um pedido que estava na fila foi retirado.} other { # pedidos que estavam na fila foram retirados.}} /admin unblock {userId} libera o acesso de novo.',
  'admin.unblocked': '{userId} pode pedir imagens de novo.',
  'admin.was-not-blocked': '{userId} não tinha bloqueio; /admin blocks mostra quem tem.',
  'admin.blocks-none': 'Não há ninguém com bloqueio.',
  'admin.block-line':
    '{userId}{chat, select, none {} other { em {chat}}}: {reason, select, none {sem motivo} other {{reason}}} ({by}, {day})',
  'admin.running':
    'Pedidos estão sendo aceitos; {unfinished, plural, =0 {não há nada a concluir} one {há # pedido a concluir} other {há # pedidos a concluir}}.',
  'admin.paused':
    'Pedidos novos não estão sendo aceitos{reason, select, none {} other { ({reason})}}; {unfinished, plural, =0 {não resta nada a concluir} one {ainda resta # pedido a concluir} other {ainda restam # pedidos a concluir}}{mode, select, drain {, e os administradores serão avisados quando tudo terminar} other {}}. /admin resume volta a aceitar pedidos.',
  'admin.resumed': 'Pedidos estão sendo aceitos de novo.',
  'admin.gateway-ok': 'funciona',
  'admin.gateway-put-aside': 'recusou a chave ou está sem saldo',
  'admin.gateway-open': 'falhou várias vezes seguidas',
  'admin.gateway-probing': 'está prestes a ser testado de novo',
  'admin.gateway-load': '{running} em andamento, {waiting} na fila',
  'admin.gateway-latency': 'metade em até {half}, nove em cada dez em até {most}',
  'admin.gateway-errors':
    '{errors, select, none {nada terminou em 24 h} other {{errors}% de {ended} falharam em 24 h}}',
  'admin.gateway-balance': 'saldo {balance}',
  'admin.gateway-no-balance': 'não foi possível consultar o saldo',
  'admin.spend': '{period}: {images, plural, one {# imagem} other {# imagens}}, {charged} cobrados',
  'admin.spend-cost': 'Os serviços custaram {cost}; {lost} foram dados como perda.',
  'admin.spend-by-gateway': 'Por serviço:',
  'admin.spend-by-chat': 'Por chat:',
  'admin.spend-by-user': 'Por usuário:',
  'admin.spend-gateway': '{id}: {cost}, {lost} dados como perda',
  'admin.spend-share': '{id}: {charged}, {images, plural, one {# imagem} other {# imagens}}',
  'admin.ledger': 'O registro de cobranças de {from} a {to}, em CSV.',
  'admin.ledger-too-large':
    'Isso é mais do que cabe em um arquivo aqui; peça menos dias, como /admin ledger 7.',
  'admin.audit-none': 'Não há nada anotado sobre isso.',
  'admin.warnings-always': 'Quem está em ADMIN_IDS sempre recebe os avisos, por mensagem privada.',
  'admin.warnings-on':
    'Você receberá avisos do que diz respeito a este chat, por mensagem privada, durante 90 dias; /admin warnings off desativa.',
  'admin.warnings-off':
    'Você não recebe avisos do que diz respeito a este chat; /admin warnings on muda isso.',

  // What admins are told without asking
  'notice.spend':
    '{percent}% de um limite de gastos foi usado: {used} de {limit} ({scope, select, all {todos} chat {chat {id}} role {cargo {id}} list {grupo {id}} other {{id}}}, {span, select, month {mês {period}} other {dia {period}}}). /admin limits mostra e permite mudar.',
  'notice.gateway-open':
    '{provider} falhou várias vezes seguidas; os pedidos vão para outros serviços até que volte a funcionar. /admin gateways mostra como está tudo.',
  'notice.gateway-put-aside':
    '{provider} recusa a chave ou ficou sem saldo; os pedidos vão para outros serviços. Confira lá a chave e o saldo.',
  'notice.gateway-recovered': '{provider} voltou a funcionar, depois de {duration}.',
  'notice.submission-unknown':
    'Não dá para saber se {provider} aceitou o pedido {generationId} de {userId}; ele não foi enviado de novo, nada foi cobrado de quem pediu e {lost} foram dados como perda. Confira a fatura do serviço.',
  'notice.drained':
    'Tudo o que foi aceito está concluído; o Limner está ocioso e pode ser parado. /admin resume volta a aceitar pedidos.',
  'notice.report':
    '{reporter} ({reporterId}) denuncia a imagem {picture} de {requester} ({requesterId}){chat, select, none {} other { em {chat}}}.{reason, select, none {} other { Motivo: {reason}.}}{prompt, select, none {} other { Prompt: {prompt}}} /admin block {requesterId} bloqueia essa pessoa.',

  // Units and times
  'unit.seconds': '{seconds} s',
  'unit.minutes': '{minutes} min {seconds, select, 0 {} other {{seconds} s}}',
  'unit.hours': '{hours} h {minutes, select, 0 {} other {{minutes} min}}',
  'unit.days': '{days, plural, one {# dia} other {# dias}}',
  'unit.on-in': 'em {date} (daqui a {duration})',
  'unit.in': 'em {duration}',
  'unit.at': 'às {time} UTC',
  'unit.at-in': 'às {time} UTC (daqui a {duration})',

  // Status words
  'status.queued': 'Na fila',
  'status.submitting': 'Começando',
  'status.running': 'Desenhando',
  'status.succeeded': 'Pronto',
  'status.failed': 'Falhou',
  'status.canceled': 'Cancelado',

  // Button labels
  'button.again': 'Outra vez',
  'button.vary': 'Variar',
  'button.2k': '2K',
  'button.4k': '4K',
  'button.favourite': 'Favoritar',
  'button.undo': 'Desfazer',
  'button.share': 'Compartilhar aqui',
  'button.delete': 'Apagar',
  'button.reuse': 'Reutilizar',
  'button.subtle': 'Sutil',
  'button.strong': 'Forte',
  'button.remove': 'Apagar para sempre',
  'button.drop': 'Apagar',
  'button.more': 'Mais',
  'button.less': 'Menos',
  'button.older': 'Mais antigas',
  'button.newer': 'Mais recentes',
  'button.favolder': 'Mais antigas',
  'button.favnewer': 'Mais recentes',
  'button.history': 'Todas as imagens',
  'button.favourites': 'Favoritas',
  'button.edit': 'Editar',
  'button.region': 'Selecionar área',
  'button.retry': 'Tentar de novo',
  'button.cancel': 'Cancelar',
  'button.original': 'Arquivo original',
  'button.make': 'Criar',
  'button.show': 'Mostrar',

  // The prompt helper
  'helper.described': 'Um prompt que poderia dar uma imagem assim; nada é desenhado antes de você dizer:',
  'helper.suggested': 'Isto poderia ficar no lugar do seu prompt; nada é desenhado antes de você escolher:',
  'helper.imagine': 'Desenhar isto',
  'helper.use': 'Usar este',
  'helper.edit': 'Editar antes',
  'helper.keep': 'Manter o meu',

  // A key of one’s own at a gateway
  'error.own-key-refused':
    '{provider} recusou a sua própria chave, então nada foi feito; dê outra com /key set ou retire-a com /key remove.',
  'error.own-key-revoked':
    '{provider} não aceita mais a sua própria chave, então esta imagem não pode ser buscada; dê outra com /key set e tente de novo.',
  'error.own-key-missing':
    'A sua própria chave foi retirada antes, então nada foi comprado; peça de novo para usar a sua cota.',
  'error.own-key-unreadable':
    'A sua própria chave não pode mais ser lida aqui, então nada foi comprado; dê-a de novo com /key set ou retire-a com /key remove.',
  'outcome.own-key': '{price, select, none {pago com chave própria} other {{price}, pago com chave própria}}',
  'quota.own-keys':
    'A sua própria chave paga {providers}: as imagens feitas lá contam entre as suas imagens e não gastam o seu dinheiro aqui.',
  'privacy.own-keys':
    '{count, plural, one {# chave própria} other {# chaves próprias}} de serviços, em forma cifrada',
  'own-key.kept':
    'A sua chave de {provider}, com final {end}, está guardada cifrada: a partir de agora ela paga o que você pedir lá. /key remove a retira.',
  'own-key.line': '{provider}: a sua chave com final {end}',
  'own-key.line-unreadable': '{provider}: a sua chave não pode mais ser lida; dê-a de novo com /key set.',
  'own-key.none': 'Nenhuma chave sua está guardada aqui; /key set traz uma para {providers}.',
  'own-key.off': 'Chaves próprias não são aceitas aqui; peça a quem administra este bot que as permita.',
  'own-key.not-a-key':
    'Isso não parece uma chave; copie a chave inteira da sua conta no serviço e dê-a de novo.',
  'own-key.not-offered': 'Diga para qual serviço: são aceitas chaves de {providers}.',
  'own-key.removed':
    'A sua chave de {providers} foi retirada; a partir de agora a sua cota paga. O que está sendo feito com ela ainda chega.',
  'own-key.form-title': 'A sua própria chave de serviço',
  'own-key.gateway': 'Serviço',
  'own-key.key': 'Chave',
  'own-key.remove': 'Retirar chave: {provider}',
  'own-key.misplaced':
    'Isso parece uma chave de um serviço, então não foi guardada e nada foi feito com ela; dê-a com {command}.',
  'own-key.deleted': 'Apaguei a sua mensagem com a chave.',
  'own-key.not-deleted': 'Não consegui apagar a sua mensagem com a chave; apague-a você, por favor.',
};
