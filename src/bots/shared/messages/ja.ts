import type { en } from './en.ts';

/** Japanese. */
export const ja: Readonly<Record<keyof typeof en, string>> = {
  // One sentence per error code
  'error.invalid-input':
    'このリクエストには実行できない内容が含まれています：文章とオプションを確認して、もう一度送ってください。',
  'error.quota-exceeded': '上限に達しました：どの上限か、いつ回復するかは /quota で確認できます。',
  'error.queue-full':
    '待機中のリクエストが多すぎます：どれかが終わってからもう一度試すか、/cancel を使ってください。',
  'error.no-provider':
    '今このリクエストを処理できる画像サービスがありません：数分後に試すか、オプションを減らしてください。',
  'error.not-confirmed':
    '時間内に料金が確認されませんでした：まだ必要な場合は、もう一度リクエストしてください。',
  'error.not-found': 'これはもう保存されていません：/imagine で新しい画像を作成してください。',
  'error.not-yours':
    'これを使えるのはリクエストした本人だけです：/imagine でご自分の画像を作成してください。',
  'error.store-unavailable':
    '現在リクエストを受け付けられません（料金は発生していません）：1分ほど待ってからもう一度お試しください。',
  'error.blocked':
    'ここで画像をリクエストすることはできません：間違いだと思われる場合は、このボットの管理者に連絡してください。',
  'error.paused':
    '現在、新しいリクエストは受け付けていません（受付済みのものは最後まで処理されます）：後でもう一度お試しください。',
  'error.refused-by-rules':
    'ここのルールではこのプロンプトは使えないため、どの画像サービスにも送らず、課金もしていません：別の表現に変えてください。',
  'error.refused-by-check':
    'このボットのプロンプト検査で許可されなかったため、どの画像サービスにも送らず、課金もしていません：別の表現に変えてください。',
  'error.check-away':
    '現在プロンプトを検査できないため、受け付けも課金もしていません：数分後にもう一度お試しください。',
  'error.age-restricted':
    'このプロンプトは年齢制限付きチャンネルでのみ使えます（課金はしていません）：そのようなチャンネルでリクエストするか、別の表現に変えてください。',
  'error.not-on-list':
    'このボットは特定の人と場所だけで使えます：追加してもらうには、ボットの管理者に依頼してください。',
  'error.cooling-down': '拒否されたプロンプトが多すぎます：後でもう一度お試しください。',
  'error.admin-only': 'この操作ができるのはこのボットの管理者だけです：管理者に依頼してください。',
  'error.helper-off':
    'ここにはプロンプトを手伝うチャットモデルが設定されていません：/imagine で自分の言葉で書いてください。',
  'error.helper-limit': '今日のプロンプト補助は使い切りました：自分の言葉で書くか、明日またお試しください。',
  'error.helper-away':
    'チャットモデルから回答がありませんでした：1分後にもう一度試すか、自分の言葉で書いてください。',
  'error.helper-refused': 'チャットモデルはこの内容を扱えません：言葉を変えるか、別の画像を使ってください。',
  'error.media-too-large': 'この画像は大きすぎます：もっと小さい画像を送ってください。',
  'error.media-not-image':
    'このファイルは使用できる画像ではありません：PNG、JPEG、WebP、GIF、HEIC のいずれかで送ってください。',
  'error.media-unreachable':
    '画像をダウンロードできませんでした：ファイルを直接送るか、もう一度お試しください。',
  'error.media-not-found': '画像が見つかりません：もう一度送ってください。',
  'error.media-forbidden-address':
    'このアドレスは使用できません：ファイルを直接送るか、公開リンクを使ってください。',
  'error.media-timeout':
    '画像のダウンロードに時間がかかりすぎました：もっと小さいファイルを送るか、もう一度お試しください。',
  'error.mask-mismatch':
    'マスクが画像と合っていません：変更したい部分を透明にした、同じサイズの PNG を送ってください。',
  'error.provider-unreachable': '{provider}に接続できませんでした：数分後にもう一度お試しください。',
  'error.provider-unauthorized':
    '{provider}は現在利用できません：後でもう一度試すか、別の画像サービスを選んでください。',
  'error.provider-rate-limited': '{provider}は現在混み合っています：数分後にもう一度お試しください。',
  'error.provider-unsupported':
    '{provider}はこの設定の組み合わせに対応していません：設定を変えるか、別の画像サービスを選んでください。',
  'error.provider-rejected':
    '{provider}がこのリクエストを拒否しました：プロンプトか設定を変えて、もう一度お試しください。',
  'error.provider-moderated':
    '{provider}の安全フィルターがこのリクエストをブロックしました：別の表現に変えてください。',
  'error.provider-unavailable': '{provider}は現在正常に動作していません：数分後にもう一度お試しください。',
  'error.provider-response-invalid':
    '{provider}から解釈できない応答が返ってきました：もう一度試すか、別の画像サービスを選んでください。',
  'error.provider-failed':
    '{provider}はこの画像を作成できませんでした：もう一度試すか、別の表現に変えてください。',
  'error.submission-unknown':
    '{provider}がこのリクエストを受け取ったか確認できないため、再送信していません：作り直すには「再試行」を押してください。',
  'error.result-unusable': '{provider}から届いたものは画像として使えませんでした：もう一度お試しください。',
  'error.generation-timed-out':
    '{provider}の処理に時間がかかりすぎました：もう一度お試しください。後から画像が届いた場合は /history で受け取れます。',
  'error.delivery-rate-limited':
    'このチャットは今これ以上メッセージを受け付けません：画像は保存されているので、後で /history で受け取ってください。',
  'error.delivery-unavailable':
    '画像をここに投稿できませんでした：保存されているので、/history で受け取ってください。',
  'error.delivery-too-large':
    '画像が大きすぎてここに投稿できません：保存されているので、/history で受け取ってください。',
  'error.delivery-target-gone':
    'この画像の投稿先がなくなりました：保存されているので、/history で受け取ってください。',
  'error.internal': '問題が発生しました：もう一度試し、繰り返す場合はこのボットの管理者に知らせてください。',
  'provider.unnamed': '画像サービス',

  // What is wrong with one word of a request
  'issue.required':
    '{field}がありません{allowed, select, none {。追加してもう一度送ってください。} other {。次のいずれかを指定してください：{allowed}。}}',
  'issue.too-long': '{field}が長すぎます。文字数は {allowed} にしてください。',
  'issue.not-allowed':
    '{field}に{given, select, none {この値} other {「{given}」}}は指定できません{allowed, select, none {。外してください。} other {。次のいずれかを使ってください：{allowed}。}}',
  'issue.out-of-range':
    '{field}の{given, select, none {値} other {「{given}」}}は範囲外です{allowed, select, none {。外してください。} other {。指定できる範囲：{allowed}。}}',
  'issue.unknown-flag':
    '{given} というフラグはありません。{allowed} を使うか、文章の一部であればプロンプトを引用符で囲んでください。',
  'issue.size':
    '{given, select, none {このサイズ} other {「{given}」}}は指定できません。1536x1024 のように「幅x高さ」の形で、各辺 256～3840 ピクセル、比率 3:1 以内で指定してください。',
  'field.prompt': 'プロンプト',
  'field.ratio': '縦横比（ratio）',
  'field.resolution': '解像度（resolution）',
  'field.size': 'サイズ（size）',
  'field.quality': '品質（quality）',
  'field.count': '枚数（count）',
  'field.format': '形式（format）',
  'field.compression': '圧縮率（compression）',
  'field.background': '背景（background）',
  'field.provider': '画像サービス（provider）',
  'field.private': '非公開（private）',
  'field.spoiler': 'ネタバレ（spoiler）',
  'field.image': '画像',
  'field.mask': 'マスク',
  'field.preset': 'プリセット（preset）',
  'field.about': '説明',

  // Refusals with figures
  'refusal.user-images':
    'あなたの上限（{period, select, month {1か月} other {1日}}{limit, plural, other {#枚}}）を超えてしまいます：残り{left, plural, other {#枚}}{when, select, none {。} other {、{when}に回復します。}}',
  'refusal.chat-images':
    'このチャットの上限（{period, select, month {1か月} other {1日}}{limit, plural, other {#枚}}）を超えてしまいます：残り{left, plural, other {#枚}}{when, select, none {。} other {、{when}に回復します。}}',
  'refusal.role-images':
    'あなたのロールの上限（{period, select, month {1か月} other {1日}}{limit, plural, other {#枚}}）を超えてしまいます：残り{left, plural, other {#枚}}{when, select, none {。} other {、{when}に回復します。}}',
  'refusal.list-images':
    'あなたのグループの上限（{period, select, month {1か月} other {1日}}{limit, plural, other {#枚}}）を超えてしまいます：残り{left, plural, other {#枚}}{when, select, none {。} other {、{when}に回復します。}}',
  'refusal.all-images':
    'このボットの上限（{period, select, month {1か月} other {1日}}{limit, plural, other {#枚}}）を超えてしまいます：残り{left, plural, other {#枚}}{when, select, none {。} other {、{when}に回復します。}}',
  'refusal.user-money':
    'あなたの上限（{period, select, month {1か月} other {1日}} {limit}）を超えてしまいます：残り {left}{when, select, none {。} other {、{when}に回復します。}}',
  'refusal.chat-money':
    'このチャットの上限（{period, select, month {1か月} other {1日}} {limit}）を超えてしまいます：残り {left}{when, select, none {。} other {、{when}に回復します。}}',
  'refusal.role-money':
    'あなたのロールの上限（{period, select, month {1か月} other {1日}} {limit}）を超えてしまいます：残り {left}{when, select, none {。} other {、{when}に回復します。}}',
  'refusal.list-money':
    'あなたのグループの上限（{period, select, month {1か月} other {1日}} {limit}）を超えてしまいます：残り {left}{when, select, none {。} other {、{when}に回復します。}}',
  'refusal.all-money':
    'このボットの上限（{period, select, month {1か月} other {1日}} {limit}）を超えてしまいます：残り {left}{when, select, none {。} other {、{when}に回復します。}}',
  'refusal.waiting':
    '待機中のリクエストがすでに{limit, plural, other {#件}}あり、1人あたりの上限に達しています。どれかが終わってからもう一度試すか、/cancel を使ってください。',
  'refusal.blocked':
    'ここで画像をリクエストすることはできません：{reason}。間違いだと思われる場合は、このボットの管理者に連絡してください。',
  'refusal.paused':
    '現在、新しいリクエストは受け付けていません：{reason}。受付済みのものは最後まで処理されますので、後でもう一度お試しください。',
  'refusal.cooling-down':
    'プロンプトの拒否が続いたため、しばらくリクエストできません。{when}に再開できます。',
  'refusal.unable-references':
    'この枚数の画像を一度に扱える画像サービスがありません。枚数を減らしてください。',
  'refusal.unable-mask':
    'マスクに対応している画像サービスがありません。マスクを外して、変更したい点を文章で伝えてください。',
  'refusal.unable-public-address':
    'ここの画像サービスは公開アドレスからしか画像を取得できませんが、このボットには公開アドレスがありません。画像なしでリクエストするか、ボットの管理者に PUBLIC_URL の設定を依頼してください。',
  'refusal.unable-unknown-provider':
    'その名前の画像サービスはありません。provider を外すか、別のものを選んでください。',
  'refusal.unable-price-unknown':
    'このリクエストの料金がわからず、金額の上限が設定されています。別の画像サービスを選んでください。',
  'refusal.unable-resolution':
    'このピクセル数を実際に描ける画像サービスがないため、何も購入していません。拡大することしかできず、細部は増えません。',
  'refusal.unable-unavailable':
    '対応できる画像サービスがすべて停止しています。数分後にもう一度お試しください。',

  // Small answers
  'answer.no-words': '画像をどうしたいか、キャプションや返信などで文章にして伝えてください。',
  'answer.no-prompt': '何を描くか書いてください。例：/imagine 嵐の中の灯台、油絵',
  'answer.not-a-picture':
    'ここで使えるのは画像と文章だけで、音声メッセージや動画は使えません。画像を送るか、文章で説明してください。',
  'answer.no-picture': 'そのメッセージには画像がありません。画像のあるメッセージを選んでください。',
  'avatar.forbidden': '{name} さんのアバターは使えない設定です。別の画像を使ってください。',
  'avatar.none': '{name} さんのアバターが見えません。別の画像を使ってください。',
  'answer.retried-already': 'これはすでに再試行されています。新しく作るには「もう一度」を押してください。',
  'answer.came-after-all': '画像はその後届き、そのメッセージに表示されています。二重には作成されていません。',
  'answer.gone': 'これはもう保存されていません。/imagine で新しい画像を作成してください。',
  'answer.original-gone': '元のファイルはもう保存されていません。作り直すには「もう一度」を押してください。',
  'answer.kept': '画像は完成しましたが投稿できませんでした。/history で無料で受け取れます。',
  'answer.cancel-nothing': 'ここには、あなたの待機中または作成中のリクエストはありません。',
  'answer.canceled-free':
    '{count, plural, =1 {キャンセルしました。料金は発生していません。} other {#件のリクエストをキャンセルしました。料金は発生していません。}}',
  'answer.canceled-bought':
    '{count, plural, =1 {キャンセルしました。すでに画像サービスへ渡していたため、この後画像が届いた場合は課金され、/history に入ります。} other {#件のリクエストをキャンセルしました。すでに画像サービスへ渡していたため、この後画像が届いた場合は課金され、/history に入ります。}}',
  'answer.history-empty': 'まだ画像がありません。/imagine で作成してみてください。',
  'answer.history-title': '最近のリクエストです。ボタンを押すと、画像を無料でもう一度受け取れます。',

  // What is stored about a person
  'privacy.title': 'ここに保存されているあなたのデータ：',
  'privacy.nothing': 'あなたのデータは何も保存されていません。',
  'privacy.requests':
    'リクエスト{count, plural, other {#件}}（プロンプトとオプションを含む、最も古いものは {since}）',
  'privacy.unfinished': 'うち{count, plural, other {#件}}は待機中または作成中',
  'privacy.pictures': 'あなたのために作成された画像{count, plural, other {#枚}}',
  'privacy.references': 'あなたが送った参照画像とマスク{count, plural, other {#枚}}',
  'privacy.ledger': '台帳の記録{count, plural, other {#行}}：課金額と日時',
  'privacy.sums': '日ごと・月ごとの利用量の合計',
  'privacy.other': '{name}：{count, plural, other {#件}}',
  'privacy.choices': 'すべてを zip ファイルで受け取るか、完全に削除することができます。',
  'privacy.export': 'zip ファイルで書き出す',
  'privacy.delete': '削除…',
  'privacy.sure':
    'すべて完全に削除しますか？待機中のものはキャンセルされ、作成中のものは終了後に削除されます。台帳には名前を除いた金額だけが残り、今日の使用分は引き続き上限に数えられます。チャットに投稿された画像は、そこで削除するまで残ります。',
  'privacy.delete-all': 'すべて削除',
  'privacy.keep': '削除しない',
  'privacy.kept': '何も削除していません。',
  'privacy.deleted':
    '削除しました：リクエスト{requests, plural, other {#件}}、画像{pictures, plural, other {#枚}}、その他あなたに関するすべてのデータ。',
  'privacy.later': '処理中のリクエスト{count, plural, other {#件}}は、終わり次第削除されます。',
  'privacy.export-here': '保存されているあなたの全データ：',
  'privacy.export-part': '{count} 個中 {number} 個目。',
  'privacy.export-link':
    '保存されているあなたの全データ（{size}）。リンクはあなた専用で、1日間有効です：{url}',
  'privacy.export-left':
    '元のファイル{count, plural, other {#個}}はこのチャットには大きすぎるため含まれていません。このボットの管理者に依頼してください。',
  // Several pictures for one request
  'collect.added': '追加しました。順番：{order}。10分以内にさらに追加でき、その後 /blend を使います。',
  'collect.full':
    'ここの画像サービスが一度に扱えるのは{limit, plural, other {#枚}}までです。今すぐ /blend を送るか、最初からやり直してください。',
  'collect.empty': '合成する画像がまだありません。先に追加するか、一緒に送ってください。',
  'collect.cleared': '集めた画像を取り消しました。次に追加する画像が1番になります。',
  'collect.unnamed': '名前なし',
  'collect.blend': '合成',
  'collect.clear': 'やり直す',

  // Settings of people and places
  'settings.language': '言語',
  'settings.ratio': '縦横比',
  'settings.resolution': 'サイズ',
  'settings.quality': '品質',
  'settings.format': 'ファイル形式',
  'settings.private': '非公開で返信',
  'settings.avatar': 'ほかの人が自分のアバターを使える',
  'settings.none': '未設定',
  'settings.yes': 'はい',
  'settings.no': 'いいえ',
  'settings.auto': '自動',
  'settings.line': '{name}：{value}',
  'settings.personal-title': 'あなたの設定です。リクエストで省略した項目に使われます。',
  'settings.place-title':
    'このチャンネルの設定です。リクエストで省略され、本人も設定していない項目に使われます。',
  'settings.place-forbidden':
    '設定を変更できるのはこのチャンネルの管理者だけです。管理者に依頼してください。',
  'settings.back': '戻る',
  'settings.to-place': 'このチャンネルの設定',
  'settings.to-personal': '自分の設定',

  // Presets
  'preset.title': 'プリセット：リクエスト用の言葉のセットです。オプション preset で名前を指定してください。',
  'preset.pictures': '画像{count, plural, other {#枚}}',
  'preset.saved': 'プリセット {name} を保存しました。ここにいる誰でも使えます。',
  'preset.replaced': 'プリセット {name} を置き換えました。次のリクエストから新しい内容が使われます。',
  'preset.removed': 'プリセット {name} を削除しました。',
  'preset.not-here':
    'このチャットに {name} という独自のプリセットはありません。使えるものは一覧で確認できます。',
  'preset.full':
    'このチャットにはすでに{limit, plural, other {#個}}のプリセットがあり、上限に達しています。先にどれかを削除してください。',
  'preset.forbidden': 'プリセットを変更できるのはこのチャットの管理者だけです。管理者に依頼してください。',

  // Moderation
  'button.rephrase': '言い換える',
  'button.add': 'これも追加',
  'button.sticker': 'スタンプにする',
  'button.report': '報告',
  'moderation.refused':
    'ここで断る言葉：{words, select, none {このチャット独自のものはありません} other {{words}}}',
  'moderation.allowed': 'これらの言葉が入っていても通す表現：{words, select, none {なし} other {{words}}}',
  'moderation.more': '続きがあります：{command}',
  'moderation.help':
    '/moderation に続ける言葉：\nadd word, word · remove … · allow phrase, phrase · disallow … · search [who:telegram:42] [action:moderation.] [day:2026-11-21] [text] [page:2]',
  'moderation.unknown': 'そのような操作はありません。/moderation だけを送ると一覧が出ます。',
  'report.do-remove': '投稿を削除',
  'report.do-block': '依頼者をブロック',
  'report.do-dismiss': '却下',
  'report.removing': '投稿を削除しています。画像は依頼者の手元に残ります。',
  'report.dismissed': '却下しました。ほかには何も起きません。',
  'report.reason': '理由（本人が読みます）',
  'report.block-question': 'ブロックの理由は？本人が読みます。このメッセージに返信してください（{id}）。',
  'report.told': '報告しました。このボットの管理者が確認します。',
  'report.told-before': 'この画像はすでに報告済みです。このボットの管理者に届いています。',

  // Follow-ups
  'variation.subtle': '控えめなバリエーション',
  'variation.strong': '大胆なバリエーション',
  'variation.larger': '大きく描き直し',
  'outcome.ids': '{count, plural, other {ID {ids}}}',
  'follow.which': 'どの画像ですか？',
  'follow.picture': '画像 {number}',
  'follow.all': 'すべて',
  'follow.how-much': 'どのくらい変えますか？',
  'follow.subtle': '控えめ：細部だけが変わります',
  'follow.strong': '大胆：アイデアを残し、他は変わります',
  'follow.delete': '何を完全に削除しますか？',
  'follow.delete-this': 'この画像とその投稿',
  'follow.reuse': '文章を変えて送ってください',
  'follow.favourite-on': 'お気に入りに追加しました。/history で見られます。',
  'follow.favourite-off': 'お気に入りから外しました。',
  'follow.deleted': '画像とその文章、投稿を削除しました。支払い済みの分は引き続き数えられます。',
  'follow.one-deleted': '画像を削除しました。',
  'follow.delete-unfinished': 'まだ描画中のものがあります。先にキャンセルしてから削除してください。',
  'follow.post-removed': '投稿を削除しました。リクエストした人は引き続き /history で画像を見られます。',
  'follow.post-kept': 'ボットはこの投稿を削除できません：メッセージをご自身で削除してください。',
  'follow.post-stays':
    '画像は削除しましたが、投稿はここから消せません。そのメッセージをご自分で削除してください。',
  'follow.replaced': 'この画像は削除されました。',
  'follow.no-parent': '前の版はもう保存されていないため、戻ることができません。',
  'follow.not-found': 'この ID の画像はありません。お持ちの画像は /history で確認できます。',
  'follow.no-id': '/show に続けて、画像の下に表示されている短い ID を指定してください。',
  'follow.favourites-empty': 'お気に入りはまだありません。画像の下の「お気に入り」を押してください。',
  'follow.history-title': 'あなたの画像（新しい順）',
  'follow.favourites-title': 'あなたのお気に入り（新しい順）',
  'follow.no-more': 'これより先に画像はありません。',

  // Selecting a region
  'region.which': 'どの画像ですか？画像を選んでから、変更したい部分を選んでください。',
  'region.picture': '画像 {number}',
  'region.invite':
    '変更したい部分を塗って、そこに何を描くか書いてください。リンクはあなた専用で、15分間、1回の変更にだけ使えます。',
  'region.open': '塗る画面を開く',
  'region.grid': '変更したい部分を押してから「次へ」を押し、そこに何を描くか書いてください。',
  'region.go-on': '次へ',
  'region.none': 'まだ何も選ばれていません。1か所以上押してから「次へ」を押してください。',
  'region.gone': 'この選択は期限切れです。画像の下の「範囲を選択」をもう一度押してください。',
  'region.used':
    'この選択はすでに送信されています。新しく選ぶには、画像の下の「範囲を選択」を押してください。',

  // Quota
  'quota.user': 'あなた（{period, select, month {今月} other {今日}}）：{images} · {money}',
  'quota.chat': 'このチャット（{period, select, month {今月} other {今日}}）：{images} · {money}',
  'quota.role': 'あなたのロール（{period, select, month {今月} other {今日}}）：{images} · {money}',
  'quota.list': 'あなたのグループ（{period, select, month {今月} other {今日}}）：{images} · {money}',
  'quota.all': '全員（{period, select, month {今月} other {今日}}）：{images} · {money}',
  'quota.images': '{used, plural, other {#枚}}{limit, select, none {} other { / {limit}枚}}',
  'quota.money': '{used}{limit, select, none {} other { / {limit}}}',
  'quota.unfinished':
    '未完了：{unfinished, plural, other {#件}}（同時に作成 {concurrent}件、待機は {queued}件まで）',
  'quota.resets': '{period, select, month {今月分} other {今日分}}は{when}にリセットされます。',
  'quota.assumed': '{providers} の料金は推定です（提供元が公表していません）。',
  'quota.unknown': '{providers} の料金は不明ですが、枚数には数えられます。',

  // Progress
  'progress.waiting': '順番待ち',
  'progress.confirming':
    '{assumed, select, yes {料金は約 {price} です（推定価格）。} other {料金は約 {price} です。}}確認するまで購入されません。',
  'progress.position': '{position, plural, =0 {次に開始します} other {前にあと約#枚}}',
  'progress.position-then': '{position, plural, =0 {次に開始する順番でした} other {その時点で前に約#枚}}',
  'progress.submitting': '{provider}に送信中',
  'progress.drawing': '{provider}が描画中',
  'progress.collecting': '画像を取得中',
  'progress.percent': '{percent}%',
  'progress.elapsed': '経過 {duration}',
  'progress.asked': '{when}にリクエスト',
  'progress.expected-at': '通常は{when}に完成',
  'progress.longer': 'いつもより時間がかかっています',
  'progress.longer-until': 'いつもより時間がかかっています（届かなければ{when}に打ち切り）',

  // Outcome
  'outcome.sandbox': 'sandbox：画像モデルを使わず、このマシンで試しに描いたものです。',
  'outcome.pixels': '{width}×{height} px',
  'outcome.upscaled': '{width}×{height} からここで拡大',
  'outcome.price-assumed': '約 {price}',
  'outcome.price-unknown': '料金不明',
  'outcome.free': '無料',
  'outcome.not-charged': '課金されていません。',
  'outcome.charged': '課金額：{price}。',
  'outcome.changed': '変更：{changes}',
  'outcome.failover': '{from}では対応できなかったため、{to}が作成しました。',
  'outcome.partial': '{asked}枚中{made}枚が完成しました。残りは失敗し、課金されていません。{reason}',
  'outcome.revised': '実際に使われたプロンプト：{prompt}',
  'outcome.version': 'v{version}',
  'outcome.count': '{count, plural, other {#枚}}',
  'outcome.canceled': 'キャンセルしました。料金は発生していません。',
  'outcome.canceled-bought':
    'キャンセルしました。すでに画像サービスへ渡していたため、この後画像が届いた場合は課金され、/history に入ります。',
  'outcome.reencoded': '実際より小さくして投稿しています。ボタンで元のファイルを受け取れます。',

  // Admin commands
  'admin.help':
    '管理者用コマンド。先頭に here を付けると、このチャットだけが対象になります。\nlimits [対象] · limit <対象> <20 | $5 | none | default> [day | month] · grant <対象> <20 | $5> [day | month] · reset <対象>\nblock <対象> <理由> · unblock <対象> · blocks\npause [理由] · drain [理由] · resume\ngateways · spend [month] · ledger [日数] · audit [対象] · warnings [on | off]\n対象：all、here、ID、telegram:42、discord:42、role:42、list:名前。相手のメッセージに返信しても指定できます。',
  'admin.unknown': 'そのような管理者用コマンドはありません。/admin だけを送ると一覧が表示されます。',
  'admin.everybody': '全員',
  'admin.limits-of': '{scope} の上限：',
  'admin.limit-images':
    '{period, select, day {今日} other {今月}}：{used, plural, other {#枚}}{limit, select, none {（上限なし）} other { / {limit}枚}}',
  'admin.limit-money':
    '{period, select, day {今日} other {今月}}：{used}{limit, select, none {（上限なし）} other { / {limit}}}',
  'admin.reset': '{scope} の使用分をゼロに戻しました。',
  'admin.no-reason': '理由は示されていません',
  'admin.is-admin':
    '{userId} はこのボットの管理者なのでブロックできません。先に ADMIN_IDS から外してください。',
  'admin.blocked':
    '{userId} は{where, select, here {このチャットで} other {どこでも}}画像をリクエストできなくなり、次の理由が本人に伝えられます：{reason}。{withdrawn, plural, =0 {} other {待機中だったリクエスト#件を取り消しました。}}解除するには /admin unblock {userId} を使ってください。',
  'admin.unblocked': '{userId} は再び画像をリクエストできます。',
  'admin.was-not-blocked':
    '{userId} はブロックされていません。ブロック中の人は /admin blocks で確認できます。',
  'admin.blocks-none': 'ブロックされている人はいません。',
  'admin.block-line':
    '{userId}{chat, select, none {} other {（{chat}）}}：{reason, select, none {理由なし} other {{reason}}}（{by}、{day}）',
  'admin.running':
    'リクエストを受け付けています。{unfinished, plural, =0 {未完了のものはありません} other {未完了のリクエストが#件あります}}。',
  'admin.paused':
    '新しいリクエストは受け付けていません{reason, select, none {} other {（{reason}）}}。{unfinished, plural, =0 {未完了のものはありません} other {未完了のリクエストがあと#件あります}}{mode, select, drain {。すべて終わると管理者に通知されます} other {}}。/admin resume で受付を再開します。',
  'admin.resumed': 'リクエストの受付を再開しました。',
  'admin.gateway-ok': '正常',
  'admin.gateway-put-aside': 'キーまたは残高が拒否されました',
  'admin.gateway-open': '連続で失敗しています',
  'admin.gateway-probing': 'まもなく再試行します',
  'admin.gateway-load': '実行中 {running}、待機中 {waiting}',
  'admin.gateway-latency': '半数が {half} 以内、9割が {most} 以内',
  'admin.gateway-errors':
    '{errors, select, none {24時間以内に終了したものなし} other {24時間で {ended}件中 {errors}% が失敗}}',
  'admin.gateway-balance': '残高 {balance}',
  'admin.gateway-no-balance': '残高を取得できませんでした',
  'admin.spend': '{period}：画像{images, plural, other {#枚}}、課金額 {charged}',
  'admin.spend-cost': '画像サービスの費用は {cost}、損失処理は {lost} です。',
  'admin.spend-by-gateway': '画像サービス別：',
  'admin.spend-by-chat': 'チャット別：',
  'admin.spend-by-user': 'ユーザー別：',
  'admin.spend-gateway': '{id}：{cost}、損失処理 {lost}',
  'admin.spend-share': '{id}：{charged}、画像{images, plural, other {#枚}}',
  'admin.ledger': '{from} から {to} までの台帳（CSV）です。',
  'admin.ledger-too-large':
    'ここで送れる1ファイルの大きさを超えています。/admin ledger 7 のように日数を減らしてください。',
  'admin.audit-none': 'それについての記録はありません。',
  'admin.warnings-always': 'ADMIN_IDS に登録された人には、常に個別メッセージで警告が届きます。',
  'admin.warnings-on':
    'このチャットに関する警告を、90日間、個別メッセージでお送りします。/admin warnings off で停止できます。',
  'admin.warnings-off':
    'このチャットに関する警告は送られません。/admin warnings on で受け取れるようになります。',

  // What admins are told without asking
  'notice.spend':
    '支出の上限の {percent}% に達しました：{limit} のうち {used}（{scope, select, all {全員} chat {チャット {id}} role {ロール {id}} list {グループ {id}} other {{id}}}、{span, select, month {{period} の月間} other {{period} の一日}}）。/admin limits で確認と変更ができます。',
  'notice.gateway-open':
    '{provider}が連続で失敗しました。復旧するまで、リクエストは別の画像サービスに送られます。状況は /admin gateways で確認できます。',
  'notice.gateway-put-aside':
    '{provider}がキーを拒否したか、残高がなくなりました。リクエストは別の画像サービスに送られます。そちらのキーと残高を確認してください。',
  'notice.gateway-recovered': '{provider}が復旧しました（停止時間 {duration}）。',
  'notice.submission-unknown':
    '{provider}が {userId} のリクエスト {generationId} を受け取ったか確認できません。再送信はせず、ユーザーにも課金せず、{lost} を損失として処理しました。画像サービスの請求を確認してください。',
  'notice.drained':
    '受付済みのリクエストはすべて完了しました。Limner は待機状態で、停止できます。/admin resume で受付を再開します。',
  'notice.report':
    '{reporter}（{reporterId}）が {requester}（{requesterId}）の画像 {picture} を報告しました{chat, select, none {} other {（{chat}）}}。{reason, select, none {} other {理由：{reason}。}}{prompt, select, none {} other {プロンプト：{prompt}}} ブロックするには /admin block {requesterId} を使ってください。',

  // Units and times
  'unit.seconds': '{seconds}秒',
  'unit.minutes': '{minutes}分{seconds, select, 0 {} other {{seconds}秒}}',
  'unit.hours': '{hours}時間{minutes, select, 0 {} other {{minutes}分}}',
  'unit.days': '{days, plural, other {#日}}',
  'unit.on-in': '{date}（{duration}後）',
  'unit.in': '{duration}後',
  'unit.at': '{time} UTC ',
  'unit.at-in': '{time} UTC（{duration}後）',

  // Status words
  'status.queued': '待機中',
  'status.submitting': '開始中',
  'status.running': '描画中',
  'status.succeeded': '完了',
  'status.failed': '失敗',
  'status.canceled': 'キャンセル済み',

  // Button labels
  'button.again': 'もう一度',
  'button.vary': 'バリエーション',
  'button.2k': '2K',
  'button.4k': '4K',
  'button.favourite': 'お気に入り',
  'button.undo': '前の版に戻す',
  'button.share': 'ここで共有',
  'button.delete': '削除',
  'button.reuse': '再利用',
  'button.subtle': '控えめ',
  'button.strong': '大胆',
  'button.remove': '完全に削除',
  'button.drop': '削除',
  'button.more': 'もっと見る',
  'button.less': '折りたたむ',
  'button.older': '古い方へ',
  'button.newer': '新しい方へ',
  'button.favolder': '古い方へ',
  'button.favnewer': '新しい方へ',
  'button.history': 'すべての画像',
  'button.favourites': 'お気に入り一覧',
  'button.edit': '編集',
  'button.region': '範囲を選択',
  'button.retry': '再試行',
  'button.cancel': 'キャンセル',
  'button.original': '元のファイル',
  'button.make': '作成する',
  'button.show': '表示',

  // The prompt helper
  'helper.described': 'このような画像になりそうなプロンプトです。承認するまで何も描きません：',
  'helper.suggested': '元のプロンプトの代わりになる案です。選ぶまで何も描きません：',
  'helper.imagine': 'これを描く',
  'helper.use': 'これを使う',
  'helper.edit': '先に編集',
  'helper.keep': '自分のを使う',

  // A key of one’s own at a gateway
  'error.own-key-refused':
    '{provider} があなた自身のキーを拒否したため、何も作成されませんでした：/key set で新しいキーを渡すか、/key remove で取り消してください。',
  'error.own-key-revoked':
    '{provider} があなた自身のキーを受け付けなくなったため、この画像を取得できません：/key set で新しいキーを渡して、もう一度お試しください。',
  'error.own-key-missing':
    '作成前にあなた自身のキーが取り消されたため、何も購入されていません：もう一度依頼すると利用枠から作成します。',
  'error.own-key-unreadable':
    'あなた自身のキーが読めなくなったため、何も購入されていません：/key set でもう一度渡すか、/key remove で取り消してください。',
  'outcome.own-key': '{price, select, none {自分のキーで支払い} other {{price}、自分のキーで支払い}}',
  'quota.own-keys':
    '{providers} はあなた自身のキーで支払われます：そこで作った画像は枚数に数えられますが、ここでの金額は減りません。',
  'privacy.own-keys': 'あなた自身のゲートウェイ用キー{count, plural, other {#個}}（暗号化済み）',
  'own-key.kept':
    '末尾が {end} の {provider} のキーを暗号化して保管しました：今後そこで作る画像はこのキーで支払われます。/key remove で取り消せます。',
  'own-key.line': '{provider}：末尾が {end} のキー',
  'own-key.line-unreadable': '{provider}：キーが読めなくなりました：/key set でもう一度渡してください。',
  'own-key.none': 'ここにあなたのキーは保管されていません：/key set で {providers} のキーを渡せます。',
  'own-key.off': 'ここでは自分のキーは受け付けていません：許可するようボットの管理者に依頼してください。',
  'own-key.not-a-key':
    'キーではないようです：ゲートウェイのアカウントからキー全体をコピーして、もう一度渡してください。',
  'own-key.not-offered': 'どのゲートウェイのキーかを書いてください：{providers} のキーを受け付けています。',
  'own-key.removed': '{providers} のキーを削除しました：今後は利用枠が使われます。作成中の画像は届きます。',
  'own-key.form-title': '自分のゲートウェイキー',
  'own-key.gateway': 'ゲートウェイ',
  'own-key.key': 'キー',
  'own-key.remove': 'キーを削除：{provider}',
  'own-key.misplaced':
    'ゲートウェイのキーのようなので、保管も画像の作成もしていません：{command} で渡してください。',
  'own-key.deleted': 'キーを含むメッセージは削除しました。',
  'own-key.not-deleted': 'キーを含むメッセージを削除できませんでした：ご自身で削除してください。',
};
