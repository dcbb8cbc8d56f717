import type { en } from './en.ts';

/** Japanese. */
export const ja: Readonly<Record<keyof typeof en, string>> = {
  'http.unauthorized':
    '先にサインインしてください：HTTP Basic でパスワードを送るか、このアドレスをブラウザで開いてください。',
  'http.wrong-password': 'パスワードが正しくありません。確認してもう一度お試しください。',
  'http.too-many-attempts': 'パスワードの間違いが多すぎます。1分ほど待ってからもう一度お試しください。',
  'http.foreign-host':
    'ここは動作しているマシンからのアクセスにしか応答しません。http://localhost で開くか、他の場所から使うには WEB_PASSWORD を設定してください。',
  'http.foreign-origin':
    'このリクエストは別のサイトから送られました。ウェブチャットを直接開いて、そこから送ってください。',
  'http.malformed':
    'このリクエストを読み取れませんでした。正しい JSON または multipart/form-data を送ってください。',
  'http.unsupported-media-type': 'application/json または multipart/form-data で送ってください。',
  'http.too-large':
    '一度に送る量が多すぎます：画像1枚 20 MB、合計 64 MB までです。量を減らして送ってください。',
  'http.too-slow': 'リクエストの受信に時間がかかりすぎました。もっと良い接続環境でもう一度お試しください。',
  'http.route-not-found': 'このアドレスには何もありません。利用できるものは README に載っています。',
  'http.link-expired':
    'このリンクは期限切れか、不完全です。ページを再読み込みして新しいリンクを取得してください。',
  'http.region-expired':
    'このリンクは期限切れか、不完全です。画像の下の「範囲を選択」をもう一度押して、新しいリンクを取得してください。',
  'http.region-used':
    'このリンクはすでに使われています（1回の変更にだけ使えます）。画像の下の「範囲を選択」をもう一度押してください。',
  'http.region-not-yours':
    'このページは別の人のために開かれたものです。チャットで画像の下の「範囲を選択」をご自分で押してください。',
  'http.is-admin': 'ADMIN_IDS に登録された人はブロックできません。先にそこから外してください。',
  'http.not-blocked':
    'この人はブロックされていません。ブロック中の人は GET /api/admin/blocks で確認できます。',
};
