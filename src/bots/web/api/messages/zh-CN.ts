import type { en } from './en.ts';

/** Simplified Chinese. */
export const zhCN: Readonly<Record<keyof typeof en, string>> = {
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
