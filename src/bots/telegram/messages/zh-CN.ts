import type { en } from './en.ts';

/** Simplified Chinese. */
export const zhCN: Readonly<Record<keyof typeof en, string>> = {
  // Menu of commands: at most 256 characters each
  'command.imagine': '用文字生成图片，或修改你发送或回复的图片',
  'command.quota': '今天用了多少，还剩多少',
  'command.history': '你最近的请求；可免费重新取回图片',
  'command.last': '免费再次送来你最新的结果',
  'command.show': '按编号调出你的一张图片',
  'command.cancel': '撤回你在这里最新的未完成请求',
  'command.privacy': '这里存储了关于你的哪些内容；导出或删除',
  'command.add': '把图片留给 /blend：随图发送，或回复图片',
  'command.sticker': '把图片作为贴纸发送：用它回复图片',
  'command.blend': '把已添加的图片合成一张',
  'command.settings': '请求没有写明时按什么来：语言、比例、尺寸、质量、私密',
  'command.preset': '为请求准备好的描述与选项：列出、添加、删除',
  'command.describe': '为一张图片写提示词：用它回复图片，或随图片一起发送',
  'command.prompt': '改写提示词：expand 扩写、shorten 缩短、translate 翻译',
  'command.help': '如何提问，参数是什么意思',

  // Help
  'help.private':
    '写下想画的内容，例如：暴风雨中的灯塔，油画。\n\n要修改图片，请发送图片并在说明中写上文字，或用文字回复任意一张图片。多张图片请作为一个相册发送。',
  'help.group':
    '输入 /imagine 和想画的内容，例如：/imagine 暴风雨中的灯塔，油画。\n\n要修改图片，请发送图片并在说明中写上 /imagine 和文字，或用 /imagine 和文字回复图片。回复我发的图片时不需要命令。',
  'help.group-mention': '也可以不用命令，直接提到 @{bot}。',
  'help.flags':
    '参数可以写在文字的任何位置：\n--ratio 16:9（或 --ar）：比例\n--resolution 2k：分辨率\n--quality high：质量\n--count 2（或 --n）：多张图片\n--provider {providers}：服务\n--preset poster：预设，见 /preset\n--private：结果发到你的私聊\n--spoiler：先遮住图片，点一下才显示',
  'help.avatar': '--avatar @名字（或 me，或在回复中）：附上那个人的头像',
  'help.commands':
    '/quota 查看今天剩余的额度，/history 重新取回图片，/cancel 撤回请求，/privacy 查看关于你存储的内容。',
  'help.inline': '在任何聊天中输入 @{bot} 和几个词，就能找到你的图片来分享。',

  // Answers
  'answer.store-away': '现在暂时无法处理；请求没有丢失，恢复后会自动开始。',
  'answer.which-picture': '那个请求有多张图片；请回复你想修改的那一张，或点“编辑”加编号的按钮。',
  'answer.start-first': '要私下回复，需要先与我私聊；请打开 @{bot}，点“开始”，然后重新发送。',
  'answer.sent-in-private': '结果会发到你与我的私聊中。',
  'answer.telegram-too-large':
    'Telegram 只允许我下载不超过 {limit} MB 的文件；请发送小一点的，或作为照片发送。',
  'inline.empty': '还没有这样的图片；让我来画',
  'avatar.unknown': 'Telegram 没有告诉我 {name} 是谁；请用 --avatar 回复对方的一条消息。',

  // 预设
  'preset.title':
    "预设：一组描述与选项，用 --preset 指定。管理这里的人可用 /preset add 名称 描述 --ratio 2:3 添加（'{prompt}' 代表请求里的描述），用 /preset remove 名称 删除。",

  // The question behind the button Edit
  'rephrase.question': '想换成什么说法？请直接回复这条消息（{id}）。',
  'edit.question': '图片 {id} 要改什么？请直接回复这条消息。',
  'region.question': '所选部分（{id}）里应该是什么？请直接回复这条消息。',
  'edit.hint': '例如：改成夜晚，加上灯笼',
  'button.edit-number': '编辑 {number}',

  // Status message
  'status.received': '已收到，正在准备…',
  'status.ready': '图片已完成；如果没有出现，点按钮可免费取回。',
  'status.unconfirmed': 'Telegram 没有确认图片是否送达；如果这里没有看到图片，点按钮可免费取回。',

  // The prompt helper
  'helper.usage':
    '请写 /prompt expand（或 shorten、translate），后面加上你的提示词；回复一条消息时则使用那条消息的文字。',
  'helper.question': '请用你想要的提示词回复这条消息；轻触文字即可复制。',

  // A key of one’s own at a gateway
  'command.key': '你自己的服务密钥：set、show、remove（私聊）',
  'key.usage':
    '请在这里写 /key set {provider} 和你的密钥；我会立即删除那条消息。/key show 显示已保存的内容，/key remove {provider} 将其移除。',
  'key.in-group':
    '密钥只应在我们的私聊中提供：请打开 @{bot} 并在那里写 /key。出现在本群中的密钥没有保存；请到该服务处更换它。',
};
