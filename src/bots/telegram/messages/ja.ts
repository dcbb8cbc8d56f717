import type { en } from './en.ts';

/** Japanese. */
export const ja: Readonly<Record<keyof typeof en, string>> = {
  // Menu of commands: at most 256 characters each
  'command.imagine': '文章から画像を描く、または送った画像や返信先の画像を変更する',
  'command.quota': '今日使った分と残り',
  'command.history': '最近のリクエスト。画像を無料でもう一度受け取れます',
  'command.last': '最新の結果を無料でもう一度受け取る',
  'command.show': '自分の画像を ID で呼び出す',
  'command.cancel': 'ここでの最新の未完了リクエストを取り消す',
  'command.privacy': '保存されているあなたのデータの確認、書き出し、削除',
  'command.add': '/blend 用に画像を取っておく：画像と一緒に送るか、画像に返信する',
  'command.sticker': '画像をステッカーとして送る：画像にこのコマンドで返信する',
  'command.blend': '追加した画像を1枚に合成する',
  'command.settings': 'リクエストで省略した項目の設定：言語、縦横比、サイズ、品質、非公開',
  'command.preset': 'リクエスト用の言葉のセット：一覧、追加、削除',
  'command.describe': '画像からプロンプトを作る：画像への返信か、画像と一緒に送信',
  'command.prompt': 'プロンプトの補助：expand、shorten、translate',
  'command.help': 'リクエストの方法とフラグの意味',

  // Help
  'help.private':
    '描きたいものを書いてください。例：嵐の中の灯台、油絵\n\n画像を変更するには、キャプションに文章を付けて画像を送るか、画像に文章で返信してください。複数の画像は1つのアルバムとして送ります。',
  'help.group':
    '/imagine に続けて描きたいものを書いてください。例：/imagine 嵐の中の灯台、油絵\n\n画像を変更するには、キャプションに /imagine と文章を付けて画像を送るか、画像に /imagine と文章で返信してください。私が送った画像への返信にはコマンドは不要です。',
  'help.group-mention': 'コマンドの代わりに @{bot} とメンションすることもできます。',
  'help.flags':
    'フラグは文章のどこにでも書けます：\n--ratio 16:9（または --ar）：縦横比\n--resolution 2k：サイズ\n--quality high：品質\n--count 2（または --n）：枚数\n--provider {providers}：画像サービス\n--preset poster：言葉のセット（/preset を参照）\n--private：返信を個人チャットに送る\n--spoiler：タップされるまで隠す',
  'help.avatar': '--avatar @名前（または me、返信では名前なし）：その人のプロフィール写真も使う',
  'help.commands':
    '/quota で今日の残り、/history で画像の再取得、/cancel でリクエストの取り消し、/privacy で保存されているあなたのデータの確認ができます。',
  'help.inline': 'どのチャットでも「@{bot} 言葉」で自分の画像を探して共有できます。',

  // Answers
  'answer.store-away': '今は処理できません。リクエストは失われておらず、可能になり次第自動で始まります。',
  'answer.which-picture':
    'そのリクエストには複数の画像があります。変更したい画像に返信するか、「編集」と番号のボタンを押してください。',
  'answer.start-first':
    '非公開の返信には、まず私との個人チャットが必要です。@{bot} を開いて「開始」を押し、もう一度リクエストしてください。',
  'answer.sent-in-private': '返信は私との個人チャットに届きます。',
  'answer.telegram-too-large':
    'Telegram では {limit} MB までのファイルしか取得できません。もっと小さいファイルを送るか、写真として送ってください。',
  'inline.empty': 'まだありません。私に頼んでください',
  'avatar.unknown':
    '{name} が誰か Telegram からは分かりません。その人のメッセージに --avatar を付けて返信してください。',

  // Presets
  'preset.title':
    "プリセット：言葉のセットです。--preset で名前を指定します。このチャットの管理者は「/preset add 名前 言葉 --ratio 2:3」で追加し（'{prompt}' の位置にリクエストの文章が入ります）、「/preset remove 名前」で削除できます。",

  // The question behind the button Edit
  'rephrase.question': 'ほかの言い方で書いてください。このメッセージに返信してください（{id}）。',
  'edit.question': '画像 {id} の何を変えますか？このメッセージに返信して答えてください。',
  'region.question': '選んだ部分（{id}）に何を描きますか？このメッセージに返信して答えてください。',
  'edit.hint': '例：夜にして、提灯を加える',
  'button.edit-number': '編集 {number}',

  // Status message
  'status.received': '受け付けました。準備しています…',
  'status.ready': '完成しました。画像が届かない場合は、ボタンで無料で受け取れます。',
  'status.unconfirmed':
    '画像が届いたことを Telegram から確認できませんでした。ここに画像がない場合は、ボタンで無料で受け取れます。',

  // The prompt helper
  'helper.usage':
    '/prompt expand（または shorten、translate）の後にプロンプトを書いてください。メッセージへの返信なら、その文を使います。',
  'helper.question': 'このメッセージに、使いたいプロンプトを返信してください。文字に触れるとコピーできます。',

  // A key of one’s own at a gateway
  'command.key': '自分のゲートウェイキー：set、show、remove（個別チャット）',
  'key.usage':
    'ここに /key set {provider} とキーを書いてください：そのメッセージはすぐに削除します。/key show で保管内容を表示し、/key remove {provider} で取り消します。',
  'key.in-group':
    'キーは個別チャットで渡してください：@{bot} を開いて /key と書いてください。このグループに書かれたキーは保管していません。ゲートウェイで交換してください。',
};
