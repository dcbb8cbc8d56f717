import type { en } from './en.ts';

/** Brazilian Portuguese. */
export const ptBR: Readonly<Record<keyof typeof en, string>> = {
  'http.unauthorized': 'Entre primeiro: envie a senha com HTTP Basic ou abra este endereço em um navegador.',
  'http.wrong-password': 'Essa senha não está correta; confira e tente de novo.',
  'http.too-many-attempts': 'Senhas erradas demais; espere um minuto e tente de novo.',
  'http.foreign-host':
    'Isto só responde na máquina em que está rodando; abra em http://localhost ou defina WEB_PASSWORD para acessar de outro lugar.',
  'http.foreign-origin': 'Outro site enviou este pedido; abra o próprio chat da web e envie por lá.',
  'http.malformed': 'Não foi possível ler este pedido; envie JSON válido ou multipart/form-data.',
  'http.unsupported-media-type': 'Envie isto como application/json ou multipart/form-data.',
  'http.too-large': 'Isso é demais de uma vez: no máximo 20 MB por imagem e 64 MB no total; envie menos.',
  'http.too-slow': 'O pedido demorou demais para chegar; tente de novo com uma conexão melhor.',
  'http.route-not-found': 'Não há nada neste endereço; o README lista o que existe.',
  'http.link-expired': 'Este link expirou ou não está completo; recarregue a página para obter um novo.',
  'http.region-expired':
    'Este link expirou ou não está completo; toque de novo em “Selecionar área” abaixo da imagem para obter um novo.',
  'http.region-used':
    'Este link já foi usado e vale para uma única mudança; toque de novo em “Selecionar área” abaixo da imagem.',
  'http.region-not-yours':
    'Esta página foi aberta para outra pessoa; toque você em “Selecionar área” abaixo da imagem, no chat.',
  'http.is-admin': 'Quem está em ADMIN_IDS não pode ser bloqueado; retire primeiro esse id de lá.',
  'http.not-blocked': 'Esta pessoa não está bloqueada; GET /api/admin/blocks diz quem está.',
};
