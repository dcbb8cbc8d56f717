import type { en } from './en.ts';

/** Simplified Chinese. */
export const zhCN: Readonly<Record<keyof typeof en, string>> = {
  // One sentence per error code
  'error.invalid-input': '这个请求里有无法完成的内容；请检查文字和选项后重新发送。',
  'error.quota-exceeded': '额度已用完；用 /quota 查看是哪一项、何时恢复。',
  'error.queue-full': '你排队的请求已经太多；请等其中一个完成后再试，或使用 /cancel。',
  'error.no-provider': '目前没有图像服务能处理这个请求；请过几分钟再试，或减少选项。',
  'error.not-confirmed': '价格没有及时得到确认；如仍需要，请重新提交。',
  'error.not-found': '这里已不再保存它；请用 /imagine 重新生成。',
  'error.not-yours': '只有发起请求的人才能使用它；请用 /imagine 生成你自己的图片。',
  'error.store-unavailable': '现在无法接收请求，也没有产生任何费用；请一分钟后再试。',
  'error.blocked': '你不能在这里生成图片；如有误会，请联系此机器人的管理者。',
  'error.paused': '暂时不接受新的请求；已接受的会继续完成，请稍后再试。',
  'error.refused-by-rules': '这里的规则不允许这个提示词，因此没有发送给任何网关，也没有收费；请换一种说法。',
  'error.refused-by-check':
    '此机器人使用的提示词检查不允许这个提示词，因此没有发送给任何网关，也没有收费；请换一种说法。',
  'error.check-away': '目前无法检查提示词，因此不接受请求，也没有收费；请过几分钟再试。',
  'error.age-restricted': '这个提示词只能用于有年龄限制的频道，没有收费；请在那里提问，或换一种说法。',
  'error.not-on-list': '此机器人只供特定的人和地方使用；请联系管理者把你加进去。',
  'error.cooling-down': '你有太多提示词被拒绝；请稍后再试。',
  'error.admin-only': '只有此机器人的管理者能这样做；请联系他们。',
  'error.helper-off': '这里没有配置聊天模型，无法帮你写提示词；请用 /imagine 自己写。',
  'error.helper-limit': '你今天的提示词帮助次数已用完；请用自己的话写，或明天再来。',
  'error.helper-away': '聊天模型没有回答；请一分钟后再试，或用自己的话写。',
  'error.helper-refused': '聊天模型不愿处理这个内容；请换种说法或换一张图片。',
  'error.media-too-large': '这张图片太大；请发送小一点的。',
  'error.media-not-image': '这个文件不是可用的图片；请发送 PNG、JPEG、WebP、GIF 或 HEIC。',
  'error.media-unreachable': '图片无法下载；请直接发送文件，或再试一次。',
  'error.media-not-found': '图片已不存在；请重新发送。',
  'error.media-forbidden-address': '不能使用这个地址；请直接发送文件，或使用公开链接。',
  'error.media-timeout': '下载图片用时过长；请发送小一点的文件，或再试一次。',
  'error.mask-mismatch': '蒙版与图片不匹配；请发送同样尺寸的 PNG，透明部分为要修改的区域。',
  'error.provider-unreachable': '无法连接 {provider}；请过几分钟再试。',
  'error.provider-unauthorized': '{provider} 目前不可用；请稍后再试，或选择其他服务。',
  'error.provider-rate-limited': '{provider} 目前太忙；请过几分钟再试。',
  'error.provider-unsupported': '{provider} 不支持这样的参数组合；请修改参数，或选择其他服务。',
  'error.provider-rejected': '{provider} 拒绝了这个请求；请修改提示词或参数后再试。',
  'error.provider-moderated': '{provider} 的安全过滤拦截了这个请求；请换一种说法。',
  'error.provider-unavailable': '{provider} 目前工作不正常；请过几分钟再试。',
  'error.provider-response-invalid': '{provider} 的回复无法识别；请再试一次，或选择其他服务。',
  'error.provider-failed': '{provider} 没能生成这张图片；请再试一次，或换一种说法。',
  'error.submission-unknown':
    '无法确定 {provider} 是否收到了这个请求，因此没有重复发送；请点“重试”重新生成。',
  'error.result-unusable': '{provider} 返回的不是可用的图片；请再试一次。',
  'error.generation-timed-out':
    '{provider} 用时过长；请再试一次，如果图片之后仍然送到，可在 /history 中找到。',
  'error.delivery-rate-limited': '这个聊天暂时不能接收更多消息；图片已保存，稍后可用 /history 取回。',
  'error.delivery-unavailable': '图片无法发到这里；已保存，可用 /history 取回。',
  'error.delivery-too-large': '图片太大，无法发到这里；已保存，可用 /history 取回。',
  'error.delivery-target-gone': '原来的位置已不存在；图片已保存，可用 /history 取回。',
  'error.internal': '这里出了问题；请再试一次，如果再次发生请告知机器人的管理者。',
  'provider.unnamed': '图像服务',

  // What is wrong with one word of a request
  'issue.required':
    '缺少{field}{allowed, select, none {；请补上后重新发送。} other {；请从 {allowed} 中选择。}}',
  'issue.too-long': '{field}太长；请使用 {allowed} 个字符。',
  'issue.not-allowed':
    '{field}不能是{given, select, none {这个值} other {“{given}”}}{allowed, select, none {；请去掉它。} other {；请从 {allowed} 中选择。}}',
  'issue.out-of-range':
    '{field}的{given, select, none {值} other {“{given}”}}超出范围{allowed, select, none {；请去掉它。} other {；请使用 {allowed}。}}',
  'issue.unknown-flag': '没有 {given} 这个参数；可用的有 {allowed}，如果它属于提示词，请把提示词放在引号里。',
  'issue.size':
    '{given, select, none {这个} other {“{given}”}}不是可用的尺寸；请写成 宽x高，边长 256 到 3840 像素，比例不超过 3:1，例如 1536x1024。',
  'field.prompt': '提示词',
  'field.ratio': '比例（ratio）',
  'field.resolution': '分辨率（resolution）',
  'field.size': '尺寸（size）',
  'field.quality': '质量（quality）',
  'field.count': '数量（count）',
  'field.format': '格式（format）',
  'field.compression': '压缩（compression）',
  'field.background': '背景（background）',
  'field.provider': '服务（provider）',
  'field.private': '私密（private）',
  'field.spoiler': '遮盖（spoiler）',
  'field.image': '图片',
  'field.mask': '蒙版',
  'field.preset': '预设（preset）',
  'field.about': '说明',

  // Refusals with figures
  'refusal.user-images':
    '这会超过你{period, select, month {每月} other {每天}} {limit, plural, other {# 张}}的额度：还剩 {left, plural, other {# 张}}{when, select, none {。} other {，{when}恢复。}}',
  'refusal.chat-images':
    '这会超过本聊天{period, select, month {每月} other {每天}} {limit, plural, other {# 张}}的额度：还剩 {left, plural, other {# 张}}{when, select, none {。} other {，{when}恢复。}}',
  'refusal.role-images':
    '这会超过你的身份组{period, select, month {每月} other {每天}} {limit, plural, other {# 张}}的额度：还剩 {left, plural, other {# 张}}{when, select, none {。} other {，{when}恢复。}}',
  'refusal.list-images':
    '这会超过你的分组{period, select, month {每月} other {每天}} {limit, plural, other {# 张}}的额度：还剩 {left, plural, other {# 张}}{when, select, none {。} other {，{when}恢复。}}',
  'refusal.all-images':
    '这会超过本机器人{period, select, month {每月} other {每天}} {limit, plural, other {# 张}}的额度：还剩 {left, plural, other {# 张}}{when, select, none {。} other {，{when}恢复。}}',
  'refusal.user-money':
    '这会超过你{period, select, month {每月} other {每天}} {limit} 的额度：还剩 {left}{when, select, none {。} other {，{when}恢复。}}',
  'refusal.chat-money':
    '这会超过本聊天{period, select, month {每月} other {每天}} {limit} 的额度：还剩 {left}{when, select, none {。} other {，{when}恢复。}}',
  'refusal.role-money':
    '这会超过你的身份组{period, select, month {每月} other {每天}} {limit} 的额度：还剩 {left}{when, select, none {。} other {，{when}恢复。}}',
  'refusal.list-money':
    '这会超过你的分组{period, select, month {每月} other {每天}} {limit} 的额度：还剩 {left}{when, select, none {。} other {，{when}恢复。}}',
  'refusal.all-money':
    '这会超过本机器人{period, select, month {每月} other {每天}} {limit} 的额度：还剩 {left}{when, select, none {。} other {，{when}恢复。}}',
  'refusal.waiting':
    '你已有 {limit, plural, other {# 个}}请求在排队，这是每人的上限；请等其中一个完成后再试，或使用 /cancel。',
  'refusal.blocked': '你不能在这里生成图片：{reason}。如有误会，请联系此机器人的管理者。',
  'refusal.paused': '暂时不接受新的请求：{reason}。已接受的会继续完成，请稍后再试。',
  'refusal.cooling-down': '你连续有太多提示词被拒绝；{when}可以再次提问。',
  'refusal.unable-references': '这里没有服务能同时处理这么多图片；请减少数量。',
  'refusal.unable-mask': '这里没有支持蒙版的服务；请去掉蒙版，用文字说明要修改的地方。',
  'refusal.unable-public-address':
    '这里的服务只能从公开地址获取图片，而这个机器人没有公开地址；请不带图片地提问，或请管理者设置 PUBLIC_URL。',
  'refusal.unable-unknown-provider': '这里没有这个名称的服务；请去掉 provider，或选择其他服务。',
  'refusal.unable-price-unknown': '这个请求的价格未知，而这里设有金额上限；请选择其他服务。',
  'refusal.unable-resolution':
    '这里没有服务能真正画出这么多像素，因此没有购买任何东西；这张图只能被放大，不会增加细节。',
  'refusal.unable-unavailable': '能处理它的服务目前都不可用；请过几分钟再试。',

  // Small answers
  'answer.no-words': '请用文字说明要对图片做什么，例如写在图片说明里或回复它。',
  'answer.no-prompt': '请说明要画什么，例如：/imagine 暴风雨中的灯塔，油画。',
  'answer.not-a-picture': '这里只能使用图片和文字，不能使用语音和视频；请发送图片，或用文字描述。',
  'answer.no-picture': '那条消息里没有图片；请选择一条有图片的消息。',
  'answer.retried-already': '它已经重试过了；请点“再来一次”重新生成。',
  'answer.came-after-all': '图片后来还是到了，就在那条消息里；没有重复生成。',
  'answer.gone': '这里已不再保存它；请用 /imagine 重新生成。',
  'answer.original-gone': '原始文件已不再保存；请点“再来一次”重新生成。',
  'answer.kept': '你的图片已完成但无法发送；可用 /history 免费取回。',
  'answer.cancel-nothing': '你在这里没有等待中或生成中的请求。',
  'answer.canceled-free':
    '{count, plural, =1 {已取消，没有产生费用。} other {已取消 # 个请求，没有产生费用。}}',
  'answer.canceled-bought':
    '{count, plural, =1 {已取消；但已经交给网关，之后若仍有图片送达，会计费并放入 /history。} other {已取消 # 个请求；它们已经交给网关，之后若仍有图片送达，会计费并放入 /history。}}',
  'answer.history-empty': '你还没有图片；请用 /imagine 生成一张。',
  'answer.history-title': '你最近的请求。点按钮可免费再次取回图片。',

  // 关于某个人存储的内容
  'privacy.title': '这里存有关于你的以下内容：',
  'privacy.nothing': '这里没有存储任何关于你的内容。',
  'privacy.requests': '{count, plural, other {# 个请求}}及其提示词和选项，最早的在 {since}',
  'privacy.unfinished': '其中 {count, plural, other {# 个}}仍在等待或绘制中',
  'privacy.pictures': '为你生成的 {count, plural, other {# 张图片}}',
  'privacy.references': '你发送的 {count, plural, other {# 张参考图或蒙版}}',
  'privacy.ledger': '账本中的 {count, plural, other {# 行}}：收了你多少钱，什么时候',
  'privacy.other': '{name}：{count, plural, other {# 项}}',
  'privacy.choices': '你可以把全部内容导出为 zip 文件，或永久删除。',
  'privacy.export': '导出为 zip 文件',
  'privacy.delete': '删除…',
  'privacy.sure':
    '要永久删除所有这些内容吗？等待中的会被取消，正在绘制的会在结束后删除。账本保留不含你名字的总额，今天的用量仍计入你的限额；发到聊天里的图片会留在那里，请在那里删除。',
  'privacy.delete-all': '全部删除',
  'privacy.keep': '保留',
  'privacy.kept': '没有删除任何内容。',
  'privacy.deleted':
    '已删除：{requests, plural, other {# 个请求}}、{pictures, plural, other {# 张图片}}以及关于你的其他一切。',
  'privacy.later': '{count, plural, other {# 个请求}}仍在进行中，结束后会立即删除。',
  'privacy.export-here': '关于你存储的全部内容：',
  'privacy.export-part': '第 {number} 部分，共 {count} 部分。',
  'privacy.export-link': '关于你存储的全部内容（{size}）；此链接仅供你使用，一天内有效：{url}',
  'privacy.export-left':
    '{count, plural, other {# 个原始文件}}对此聊天来说太大，没有包含；请向运行此机器人的人索取。',
  // 一次请求用多张图片
  'collect.added': '已加入。顺序：{order}。十分钟内可继续添加，然后用 /blend。',
  'collect.full': '这里的服务一次最多接受 {limit, plural, other {# 张图片}}；请现在用 /blend，或重新开始。',
  'collect.empty': '还没有可以融合的图片；请先添加，或随命令一起发送。',
  'collect.cleared': '图片已清空；接下来添加的是第 1 张。',
  'collect.unnamed': '未命名',
  'collect.blend': '融合',
  'collect.clear': '重新开始',

  // 个人与频道的设置
  'settings.language': '语言',
  'settings.ratio': '画面比例',
  'settings.resolution': '尺寸',
  'settings.quality': '质量',
  'settings.format': '文件格式',
  'settings.private': '仅自己可见',
  'settings.none': '未设置',
  'settings.yes': '是',
  'settings.no': '否',
  'settings.auto': '自动',
  'settings.line': '{name}：{value}',
  'settings.personal-title': '你的设置：请求里没有写明的，按这里的来。',
  'settings.place-title': '本频道的设置：请求里没有写明、本人也没有设置的，按这里的来。',
  'settings.place-forbidden': '只有管理本频道的人才能更改频道设置；请联系他们。',
  'settings.back': '返回',
  'settings.to-place': '本频道的设置',
  'settings.to-personal': '我的设置',

  // 预设
  'preset.title': '预设：为请求准备好的一组描述与选项。用 preset 选项写上名称即可。',
  'preset.pictures': '{count, plural, other {# 张图片}}',
  'preset.saved': '预设 {name} 已保存，这里的人现在都可以使用。',
  'preset.replaced': '预设 {name} 已替换，下一次请求起生效。',
  'preset.removed': '预设 {name} 已删除。',
  'preset.not-here': '这里没有名为 {name} 的自有预设；请在列表里查看。',
  'preset.full': '这里已有 {limit, plural, other {# 个预设}}，已达上限；请先删除一个。',
  'preset.forbidden': '只有管理这里的人才能更改预设；请联系他们。',

  // Moderation
  'button.rephrase': '换个说法',
  'button.report': '举报',
  'report.told': '已举报；管理者会查看。',
  'report.told-before': '你已经举报过这张图片；管理者已收到。',

  // Follow-ups
  'variation.subtle': '细微变化',
  'variation.strong': '明显变化',
  'variation.larger': '重绘放大',
  'outcome.ids': '{count, plural, other {编号 {ids}}}',
  'follow.which': '哪一张图？',
  'follow.picture': '第 {number} 张',
  'follow.all': '全部',
  'follow.how-much': '变化多大？',
  'follow.subtle': '细微：只改变小细节',
  'follow.strong': '明显：保留想法，其余都变',
  'follow.delete': '要永久删除什么？',
  'follow.delete-this': '这张图和它的消息',
  'follow.reuse': '修改文字后发送',
  'follow.favourite-on': '已加入收藏；用 /history 查看。',
  'follow.favourite-off': '已取消收藏。',
  'follow.deleted': '已删除：图片、文字和消息。已付的费用仍会计入。',
  'follow.one-deleted': '图片已删除。',
  'follow.delete-unfinished': '其中还有图片正在绘制；请先取消，再删除。',
  'follow.post-removed': '消息已移除；请求者仍可在 /history 中找到这张图。',
  'follow.post-stays': '图片已删除，但无法从这里移除消息；请自行删除那条消息。',
  'follow.replaced': '这张图已被删除。',
  'follow.no-parent': '上一个版本已不再保存，无法返回。',
  'follow.not-found': '你没有这个编号的图片；用 /history 查看你的图片。',
  'follow.no-id': '请说明是哪一张：/show 加上图片下方的短编号。',
  'follow.favourites-empty': '你还没有收藏；请点图片下方的“收藏”。',
  'follow.history-title': '你的图片，最新的在前。',
  'follow.favourites-title': '你的收藏，最新的在前。',
  'follow.no-more': '这个方向没有更多图片了。',

  // 选择区域
  'region.which': '哪一张图片？请先选图片，再选要修改的部分。',
  'region.picture': '第 {number} 张',
  'region.invite': '涂抹要修改的部分，并说明那里应该是什么。此链接仅供你使用，15 分钟内有效，只能修改一次。',
  'region.open': '打开涂抹页面',
  'region.grid': '点选要修改的部分，然后点“继续”并说明那里应该是什么。',
  'region.go-on': '继续',
  'region.none': '还没有选择任何部分；请至少点一块，再点“继续”。',
  'region.gone': '此选择已过期；请在图片下方重新点“选择区域”。',
  'region.used': '此选择已经发送；如需再改，请在图片下方重新点“选择区域”。',

  // Quota
  'quota.user': '你{period, select, month {本月} other {今天}}：{images} · {money}',
  'quota.chat': '本聊天{period, select, month {本月} other {今天}}：{images} · {money}',
  'quota.role': '你的身份组{period, select, month {本月} other {今天}}：{images} · {money}',
  'quota.list': '你的分组{period, select, month {本月} other {今天}}：{images} · {money}',
  'quota.all': '所有人{period, select, month {本月} other {今天}}：{images} · {money}',
  'quota.images': '{used, plural, other {# 张}}{limit, select, none {} other {（上限 {limit}）}}',
  'quota.money': '{used}{limit, select, none {} other {（上限 {limit}）}}',
  'quota.unfinished':
    '未完成：{unfinished, plural, other {# 个请求}}（同时生成 {concurrent} 个，最多排队 {queued} 个）',
  'quota.resets': '{period, select, month {每月额度} other {每天额度}}{when}重新计算。',
  'quota.assumed': '{providers} 的价格为估计值：服务方没有公布。',
  'quota.unknown': '{providers} 的价格未知；仍会计入张数。',

  // Progress
  'progress.waiting': '排队中',
  'progress.confirming':
    '{assumed, select, yes {这大约需要 {price}（价格为估计值）。} other {这大约需要 {price}。}}确认之前不会购买。',
  'progress.position': '{position, plural, =0 {下一个就是} other {前面大约还有 # 张}}',
  'progress.position-then': '{position, plural, =0 {下一个就是} other {当时前面大约有 # 张}}',
  'progress.submitting': '正在交给 {provider}',
  'progress.drawing': '{provider} 正在绘制',
  'progress.collecting': '正在取回图片',
  'progress.percent': '{percent}%',
  'progress.elapsed': '已用 {duration}',
  'progress.asked': '{when}提出',
  'progress.expected-at': '通常 {when}完成',
  'progress.longer': '比平时久一些',
  'progress.longer-until': '比平时久一些，若仍无结果将于 {when}放弃',

  // Outcome
  'outcome.sandbox': '沙盒：在本机绘制的试用图，没有使用图像模型。',
  'outcome.pixels': '{width}×{height} 像素',
  'outcome.upscaled': '由 {width}×{height} 在本机放大',
  'outcome.price-assumed': '约 {price}',
  'outcome.price-unknown': '价格未知',
  'outcome.free': '免费',
  'outcome.not-charged': '未计费。',
  'outcome.charged': '已计费：{price}。',
  'outcome.changed': '已调整：{changes}',
  'outcome.failover': '{from} 无法处理，由 {to} 完成。',
  'outcome.partial': '完成 {made}/{asked} 张；其余失败，未计费。{reason}',
  'outcome.revised': '实际使用的提示词：{prompt}',
  'outcome.version': '第 {version} 版',
  'outcome.count': '{count, plural, other {# 张}}',
  'outcome.canceled': '已取消，没有产生费用。',
  'outcome.canceled-bought': '已取消；但已经交给网关，之后若仍有图片送达，会计费并放入 /history。',
  'outcome.reencoded': '这里显示的是压缩后的图片；点按钮取回原始文件。',

  // Admin commands
  'admin.help':
    '管理命令；前面加 here 表示只针对本聊天。\nlimits [谁] · limit <谁> <20 | $5 | none | default> [day | month] · grant <谁> <20 | $5> [day | month] · reset <谁>\nblock <谁> <理由> · unblock <谁> · blocks\npause [理由] · drain [理由] · resume\ngateways · spend [month] · ledger [天数] · audit [谁] · warnings [on | off]\n谁：all、here、用户 ID、telegram:42、discord:42、role:42、list:名称；或直接回复对方的消息。',
  'admin.unknown': '没有这个管理命令；单独发送 /admin 可查看全部命令。',
  'admin.everybody': '全体',
  'admin.limits-of': '{scope} 的限额：',
  'admin.limit-images':
    '{period, select, day {今天} other {本月}}：{used, plural, other {# 张}}{limit, select, none {（无限额）} other {，限额 {limit}}}',
  'admin.limit-money':
    '{period, select, day {今天} other {本月}}：{used}{limit, select, none {（无限额）} other {，限额 {limit}}}',
  'admin.reset': '{scope} 的限额重新从零计算。',
  'admin.no-reason': '未说明理由',
  'admin.is-admin': '{userId} 是此机器人的管理者，不能封禁；请先从 ADMIN_IDS 中移除。',
  'admin.blocked':
    '{userId} 不能再{where, select, here {在本聊天} other {在任何地方}}生成图片，对方会看到理由：{reason}。{withdrawn, plural, =0 {} other {已撤回 # 个排队中的请求。}}/admin unblock {userId} 可解除。',
  'admin.unblocked': '{userId} 可以重新生成图片。',
  'admin.was-not-blocked': '{userId} 没有被封禁；/admin blocks 显示被封禁的用户。',
  'admin.blocks-none': '没有被封禁的用户。',
  'admin.block-line':
    '{userId}{chat, select, none {} other {（{chat}）}}：{reason, select, none {无理由} other {{reason}}}（{by}，{day}）',
  'admin.running': '正在接受请求；{unfinished, plural, =0 {没有未完成的请求} other {# 个请求未完成}}。',
  'admin.paused':
    '暂不接受新的请求{reason, select, none {} other {（{reason}）}}；{unfinished, plural, =0 {没有未完成的请求} other {还有 # 个请求要完成}}{mode, select, drain {，全部完成后会通知管理者} other {}}。/admin resume 恢复接受请求。',
  'admin.resumed': '已恢复接受请求。',
  'admin.gateway-ok': '正常',
  'admin.gateway-put-aside': '拒绝了密钥或余额不足',
  'admin.gateway-open': '连续多次失败',
  'admin.gateway-probing': '即将再次尝试',
  'admin.gateway-load': '进行中 {running}，排队 {waiting}',
  'admin.gateway-latency': '一半在 {half} 内完成，九成在 {most} 内',
  'admin.gateway-errors':
    '{errors, select, none {24 小时内没有任务结束} other {24 小时内 {ended} 个任务失败 {errors}%}}',
  'admin.gateway-balance': '余额 {balance}',
  'admin.gateway-no-balance': '无法查询余额',
  'admin.spend': '{period}：{images, plural, other {# 张}}，计费 {charged}',
  'admin.spend-cost': '服务成本 {cost}；损失 {lost}。',
  'admin.spend-by-gateway': '按服务：',
  'admin.spend-by-chat': '按聊天：',
  'admin.spend-by-user': '按用户：',
  'admin.spend-gateway': '{id}：{cost}，损失 {lost}',
  'admin.spend-share': '{id}：{charged}，{images, plural, other {# 张}}',
  'admin.ledger': '{from} 至 {to} 的账目（CSV）。',
  'admin.ledger-too-large': '内容超过此处单个文件的上限；请减少天数，例如 /admin ledger 7。',
  'admin.audit-none': '没有相关记录。',
  'admin.warnings-always': 'ADMIN_IDS 中的管理者始终会收到私信提醒。',
  'admin.warnings-on': '与本聊天有关的情况会私信提醒你，为期 90 天；/admin warnings off 可关闭。',
  'admin.warnings-off': '与本聊天有关的情况不会提醒你；/admin warnings on 可开启。',

  // What admins are told without asking
  'notice.spend':
    '某项消费限额已用 {percent}%：{limit} 中的 {used}（{scope, select, all {全体} chat {聊天 {id}} role {身份组 {id}} list {名单 {id}} other {{id}}}，{span, select, month {{period} 当月} other {{period} 当天}}）。可用 /admin limits 查看和调整。',
  'notice.gateway-open':
    '{provider} 连续多次失败；恢复之前请求会转给其他服务。可用 /admin gateways 查看情况。',
  'notice.gateway-put-aside':
    '{provider} 拒绝了密钥或余额已用完；请求会转给其他服务。请检查该服务的密钥和余额。',
  'notice.gateway-recovered': '{provider} 已恢复正常，历时 {duration}。',
  'notice.submission-unknown':
    '无法确定 {provider} 是否接受了 {userId} 的请求 {generationId}；没有重复发送，也未向用户计费，{lost} 记为损失。请查看该服务的账单。',
  'notice.drained': '已接受的请求全部完成；Limner 空闲，可以停止。用 /admin resume 恢复接受请求。',
  'notice.report':
    '{reporter}（{reporterId}）举报了 {requester}（{requesterId}）的图片 {picture}{chat, select, none {} other {（位于 {chat}）}}。{reason, select, none {} other {理由：{reason}。}}{prompt, select, none {} other {提示词：{prompt}}} 可用 /admin block {requesterId} 封禁。',

  // Units and times
  'unit.seconds': '{seconds} 秒',
  'unit.minutes': '{minutes} 分{seconds, select, 0 {钟} other { {seconds} 秒}}',
  'unit.hours': '{hours} 小时{minutes, select, 0 {} other { {minutes} 分钟}}',
  'unit.days': '{days, plural, other {# 天}}',
  'unit.on-in': '{date}（{duration}后）',
  'unit.in': '{duration}后',
  'unit.at': '{time} UTC ',
  'unit.at-in': '{time} UTC（{duration}后）',

  // Status words
  'status.queued': '等待中',
  'status.submitting': '开始中',
  'status.running': '绘制中',
  'status.succeeded': '完成',
  'status.failed': '失败',
  'status.canceled': '已取消',

  // Button labels
  'button.again': '再来一次',
  'button.vary': '变化',
  'button.2k': '2K',
  'button.4k': '4K',
  'button.favourite': '收藏',
  'button.undo': '返回上一版',
  'button.share': '在此分享',
  'button.delete': '删除',
  'button.reuse': '再次使用',
  'button.subtle': '细微',
  'button.strong': '明显',
  'button.remove': '永久删除',
  'button.drop': '删除',
  'button.more': '更多',
  'button.less': '收起',
  'button.older': '更早',
  'button.newer': '更新',
  'button.favolder': '更早',
  'button.favnewer': '更新',
  'button.history': '全部图片',
  'button.favourites': '收藏夹',
  'button.edit': '编辑',
  'button.region': '选择区域',
  'button.retry': '重试',
  'button.cancel': '取消',
  'button.original': '原始文件',
  'button.make': '生成',
  'button.show': '显示',

  // The prompt helper
  'helper.described': '能画出这类图片的提示词；你确认之前不会开始画：',
  'helper.suggested': '可以用这段代替你的提示词；你选择之前不会开始画：',
  'helper.imagine': '画这个',
  'helper.use': '用这个',
  'helper.edit': '先编辑',
  'helper.keep': '用我的',
};
