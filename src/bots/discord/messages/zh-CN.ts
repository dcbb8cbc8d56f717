import type { en } from './en.ts';

/** Simplified Chinese. */
export const zhCN: Readonly<Record<keyof typeof en, string>> = {
  // Commands
  'command.imagine': '画图',
  'command.imagine.description': '用文字，或用文字加图片来画图',
  'command.edit': '编辑',
  'command.edit.description': '按你的描述修改图片',
  'command.quota': '额度',
  'command.quota.description': '你今天用了多少、还剩多少',
  'command.history': '历史',
  'command.history.description': '你最近的请求；可免费再次取回图片',
  'command.cancel': '取消',
  'command.cancel.description': '撤回你在这里最新的未完成请求',
  'command.edit-image': '编辑图片',
  'option.prompt': '提示词',
  'option.prompt.description': '用你自己的话说明要画什么',
  'option.prompt.edit-description': '用你自己的话说明要修改什么',
  'option.image': '图片',
  'option.image.description': '作为起点的图片',
  'option.image.edit-description': '要修改的图片',
  'option.image-more': '图片{number}',
  'option.image-more.description': '第 {number} 张图片',
  'option.mask': '蒙版',
  'option.mask.description': '同样尺寸的 PNG：透明部分会被修改',
  'option.ratio': '比例',
  'option.ratio.description': '图片的形状：宽比高',
  'option.resolution': '分辨率',
  'option.resolution.description': '图片的大小',
  'option.quality': '质量',
  'option.quality.description': '精细程度；越高越贵',
  'option.count': '数量',
  'option.count.description': '图片张数，1 到 4',
  'option.provider': '服务',
  'option.provider.description': '由哪个服务生成',
  'option.private': '私密',
  'option.private.description': '只有你能看到回复',
  'option.all': '全部',
  'option.all.description': '撤回全部请求',
  'choice.auto': '自动',
  'choice.low': '低',
  'choice.medium': '中',
  'choice.high': '高',

  // The form of "Edit image" and of the button "Edit"
  'form.title': '编辑图片',
  'form.prompt': '要修改什么？',
  'form.prompt-hint': '例如：改成夜晚，加上灯笼',
  'form.which': '哪一张图片？',
  'form.which-option': '第 {number} 张',
  'form.files': '要用到的其他图片（可选）',
  'form.expired': '这个表单已过期；请在图片上重新选择“编辑图片”。',

  // Answers
  'answer.permissions': '机器人缺少{permissions}权限，无法在这里发送图片；请联系管理员，或使用“私密”选项。',
  'answer.use-edit-image': '从这里看不到你回复的图片；请右键点击（或长按）它，选择“应用”，再选择“编辑图片”。',
  'answer.no-direct-messages':
    '私密回复会以私信发送，而你的私信已关闭；请打开私信，或使用 /imagine 的“私密”选项。',
  'answer.original-link': '原始文件（{size}）：{url}',
  'answer.original-too-large':
    '原始文件有 {size}，而这里最多 {limit}；请联系机器人的管理者，或从网页聊天中取回。',
  'permission.view-channel': '查看频道',
  'permission.send-messages': '发送消息',
  'permission.send-messages-in-threads': '在子区内发送消息',
  'permission.attach-files': '附加文件',

  // Status message
  'status.long-wait': '如果超过 15 分钟，将以私信发送。',
  'status.long-wait-kept': '如果超过 15 分钟，将以新消息发送。',
  'late.posting': '已完成，图片正在发送…',
  'late.see-below': '已完成，回复在新消息中。',
  'late.from': '这是你在 {channel} 请求的。',
};
