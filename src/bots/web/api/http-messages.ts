import { createCatalog } from '../../shared/catalog.ts';

const en = {
  'http.unauthorized': 'Sign in first: send the password with HTTP Basic, or open this address in a browser.',
  'http.wrong-password': 'That password is not right; check it and try again.',
  'http.too-many-attempts': 'Too many wrong passwords; wait a minute and try again.',
  'http.foreign-host':
    'This answers only on the machine it runs on; open it at http://localhost, or set WEB_PASSWORD to reach it from elsewhere.',
  'http.foreign-origin': 'Another site sent this request; open the web chat itself and send it from there.',
  'http.malformed': 'This request could not be read; send valid JSON or multipart/form-data.',
  'http.unsupported-media-type': 'Send this as application/json or multipart/form-data.',
  'http.too-large': 'That is too much at once: at most 20 MB a picture and 64 MB in all; send less.',
  'http.too-slow': 'The request took too long to arrive; try again on a better connection.',
  'http.route-not-found': 'There is nothing at this address; the README lists what there is.',
  'http.link-expired': 'This link has expired or is not complete; reload the page for a fresh one.',
  'http.region-expired':
    'This link has expired or is not complete; press Select region under the picture again for a new one.',
  'http.region-used':
    'This link was used already, and it is good for one change; press Select region under the picture again.',
  'http.region-not-yours':
    'This page was opened for somebody else; press Select region under the picture yourself, in the chat.',
  'http.is-admin': 'Who is named in ADMIN_IDS cannot be blocked; take them out of it first.',
  'http.not-blocked': 'This person is not blocked; GET /api/admin/blocks says who is.',
} as const;

type HttpMessageKey = keyof typeof en;

const zhCN: Record<HttpMessageKey, string> = {
  'http.unauthorized': '请先登录：用 HTTP Basic 发送密码，或在浏览器中打开此地址。',
  'http.wrong-password': '密码不正确，请检查后重试。',
  'http.too-many-attempts': '密码输错次数过多，请等一分钟再试。',
  'http.foreign-host':
    '此服务只在运行它的机器上应答；请打开 http://localhost，或设置 WEB_PASSWORD 以便从别处访问。',
  'http.foreign-origin': '此请求来自其他网站；请打开网页聊天并从那里发送。',
  'http.malformed': '无法读取此请求；请发送有效的 JSON 或 multipart/form-data。',
  'http.unsupported-media-type': '请以 application/json 或 multipart/form-data 发送。',
  'http.too-large': '一次发送的内容过多：每张图片最多 20 MB，总共最多 64 MB；请减少后重试。',
  'http.too-slow': '请求传输时间过长；请换个更好的网络重试。',
  'http.route-not-found': '此地址没有内容；可用地址见 README。',
  'http.link-expired': '此链接已过期或不完整；请刷新页面获取新链接。',
  'http.region-expired': '此链接已过期或不完整；请在图片下方重新点“选择区域”获取新链接。',
  'http.region-used': '此链接已用过，每个链接只能修改一次；请在图片下方重新点“选择区域”。',
  'http.region-not-yours': '此页面是为别人打开的；请在聊天中自己点图片下方的“选择区域”。',
  'http.is-admin': 'ADMIN_IDS 中的管理者不能封禁；请先将其移除。',
  'http.not-blocked': '此人没有被封禁；GET /api/admin/blocks 显示被封禁的用户。',
};

/** Sentences that only the HTTP side says. */
export const httpMessages = createCatalog<HttpMessageKey>({ en, 'zh-CN': zhCN });
