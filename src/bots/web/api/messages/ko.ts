import type { en } from './en.ts';

/** Korean. */
export const ko: Readonly<Record<keyof typeof en, string>> = {
  'http.unauthorized':
    '먼저 로그인해 주세요: HTTP Basic으로 비밀번호를 보내거나 이 주소를 브라우저에서 열어 주세요.',
  'http.wrong-password': '비밀번호가 맞지 않습니다. 확인하고 다시 시도해 주세요.',
  'http.too-many-attempts': '비밀번호를 너무 많이 틀렸습니다. 1분 기다렸다가 다시 시도해 주세요.',
  'http.foreign-host':
    '실행 중인 컴퓨터에서만 접속할 수 있습니다. http://localhost에서 열거나, 다른 곳에서 접속하려면 WEB_PASSWORD를 설정해 주세요.',
  'http.foreign-origin': '다른 사이트에서 보낸 요청입니다. 웹 채팅을 직접 열어 그곳에서 보내 주세요.',
  'http.malformed': '이 요청을 읽을 수 없었습니다. 올바른 JSON 또는 multipart/form-data를 보내 주세요.',
  'http.unsupported-media-type': 'application/json 또는 multipart/form-data로 보내 주세요.',
  'http.too-large':
    '한 번에 보내기에 너무 큽니다: 이미지 한 장에 최대 20 MB, 모두 합쳐 64 MB입니다. 줄여서 보내 주세요.',
  'http.too-slow': '요청이 도착하는 데 너무 오래 걸렸습니다. 더 나은 연결 환경에서 다시 시도해 주세요.',
  'http.route-not-found': '이 주소에는 아무것도 없습니다. 사용할 수 있는 주소는 README에 있습니다.',
  'http.link-expired': '이 링크는 만료되었거나 완전하지 않습니다. 페이지를 새로 고쳐 새 링크를 받아 주세요.',
  'http.region-expired':
    '이 링크는 만료되었거나 완전하지 않습니다. 이미지 아래의 ‘영역 선택’을 다시 눌러 새 링크를 받아 주세요.',
  'http.region-used':
    '이 링크는 이미 사용되었으며 한 번의 변경에만 유효합니다. 이미지 아래의 ‘영역 선택’을 다시 눌러 주세요.',
  'http.region-not-yours':
    '다른 사람을 위해 열린 페이지입니다. 채팅에서 이미지 아래의 ‘영역 선택’을 직접 눌러 주세요.',
  'http.is-admin': 'ADMIN_IDS에 있는 사람은 차단할 수 없습니다. 먼저 그곳에서 빼 주세요.',
  'http.not-blocked': '이 사람은 차단되어 있지 않습니다. 차단된 사람은 GET /api/admin/blocks에서 확인하세요.',
};
