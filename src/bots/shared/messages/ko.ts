import type { en } from './en.ts';

/** Korean. */
export const ko: Readonly<Record<keyof typeof en, string>> = {
  // One sentence per error code
  'error.invalid-input': '이 요청에 처리할 수 없는 내용이 있습니다: 문장과 옵션을 확인하고 다시 보내 주세요.',
  'error.quota-exceeded':
    '한도를 모두 사용했습니다: 어떤 한도인지, 언제 초기화되는지는 /quota에서 확인하세요.',
  'error.queue-full': '대기 중인 요청이 너무 많습니다: 하나가 끝난 뒤 다시 시도하거나 /cancel을 사용하세요.',
  'error.no-provider':
    '지금 이 요청을 처리할 수 있는 이미지 서비스가 없습니다: 몇 분 뒤에 다시 시도하거나 옵션을 줄여 주세요.',
  'error.not-confirmed': '제시간에 가격이 확인되지 않았습니다: 아직 필요하면 다시 요청해 주세요.',
  'error.not-found': '더 이상 보관되어 있지 않습니다: /imagine으로 새 이미지를 요청해 주세요.',
  'error.not-yours': '요청한 사람만 사용할 수 있습니다: /imagine으로 직접 요청해 주세요.',
  'error.store-unavailable':
    '지금은 요청을 받을 수 없으며 아무것도 결제되지 않았습니다: 1분 뒤에 다시 시도해 주세요.',
  'error.blocked': '여기에서는 이미지를 요청할 수 없습니다: 착오라면 이 봇의 관리자에게 알려 주세요.',
  'error.paused':
    '지금은 새 요청을 받지 않습니다(이미 접수된 요청은 끝까지 처리됩니다): 나중에 다시 시도해 주세요.',
  'error.refused-by-rules':
    '이곳의 규칙상 허용되지 않는 프롬프트라 어떤 이미지 서비스에도 보내지 않았고 요금도 청구되지 않았습니다: 다른 표현으로 바꿔 주세요.',
  'error.refused-by-check':
    '이 봇의 프롬프트 검사에서 허용되지 않아 어떤 이미지 서비스에도 보내지 않았고 요금도 청구되지 않았습니다: 다른 표현으로 바꿔 주세요.',
  'error.check-away':
    '지금은 프롬프트를 검사할 수 없어 요청을 받지 않았고 요금도 청구되지 않았습니다: 몇 분 뒤에 다시 시도해 주세요.',
  'error.age-restricted':
    '연령 제한 채널에서만 쓸 수 있는 프롬프트이며 요금은 청구되지 않았습니다: 그런 채널에서 요청하거나 다른 표현으로 바꿔 주세요.',
  'error.not-on-list':
    '이 봇은 정해진 사람과 장소에서만 사용할 수 있습니다: 추가하려면 이 봇의 관리자에게 부탁해 주세요.',
  'error.cooling-down': '거절된 프롬프트가 너무 많습니다: 나중에 다시 시도해 주세요.',
  'error.admin-only': '이 봇의 관리자만 할 수 있는 작업입니다: 관리자에게 부탁해 주세요.',
  'error.helper-off':
    '여기에는 프롬프트를 도와줄 채팅 모델이 설정되어 있지 않습니다: /imagine으로 직접 적어 주세요.',
  'error.helper-limit': '오늘의 프롬프트 도움을 모두 사용했습니다: 직접 적거나 내일 다시 와 주세요.',
  'error.helper-away': '채팅 모델이 답하지 않았습니다: 1분 뒤 다시 시도하거나 직접 적어 주세요.',
  'error.helper-refused':
    '채팅 모델이 이 내용을 다루지 않으려 합니다: 표현을 바꾸거나 다른 이미지를 써 주세요.',
  'error.media-too-large': '이미지가 너무 큽니다: 더 작은 이미지를 보내 주세요.',
  'error.media-not-image':
    '사용할 수 있는 이미지 파일이 아닙니다: PNG, JPEG, WebP, GIF 또는 HEIC로 보내 주세요.',
  'error.media-unreachable': '이미지를 다운로드할 수 없었습니다: 파일을 직접 보내거나 다시 시도해 주세요.',
  'error.media-not-found': '이미지가 더 이상 없습니다: 다시 보내 주세요.',
  'error.media-forbidden-address':
    '사용할 수 없는 주소입니다: 파일을 직접 보내거나 공개 링크를 사용해 주세요.',
  'error.media-timeout':
    '이미지 다운로드가 너무 오래 걸렸습니다: 더 작은 파일을 보내거나 다시 시도해 주세요.',
  'error.mask-mismatch':
    '마스크가 이미지와 맞지 않습니다: 바꿀 부분을 투명하게 한 같은 크기의 PNG를 보내 주세요.',
  'error.provider-unreachable': '{provider}에 연결할 수 없었습니다: 몇 분 뒤에 다시 시도해 주세요.',
  'error.provider-unauthorized':
    '{provider}에는 지금 요청할 수 없습니다: 나중에 다시 시도하거나 다른 이미지 서비스를 선택해 주세요.',
  'error.provider-rate-limited': '{provider}에 지금 요청이 몰려 있습니다: 몇 분 뒤에 다시 시도해 주세요.',
  'error.provider-unsupported':
    '{provider}에서는 이 설정 조합을 사용할 수 없습니다: 설정을 바꾸거나 다른 이미지 서비스를 선택해 주세요.',
  'error.provider-rejected':
    '{provider}에서 이 요청을 거절했습니다: 프롬프트나 설정을 바꿔 다시 시도해 주세요.',
  'error.provider-moderated': '{provider}의 안전 필터가 이 요청을 차단했습니다: 다른 표현으로 바꿔 주세요.',
  'error.provider-unavailable': '{provider}에 지금 문제가 있습니다: 몇 분 뒤에 다시 시도해 주세요.',
  'error.provider-response-invalid':
    '{provider}에서 이해할 수 없는 응답이 왔습니다: 다시 시도하거나 다른 이미지 서비스를 선택해 주세요.',
  'error.provider-failed':
    '{provider}에서 이 이미지를 만들지 못했습니다: 다시 시도하거나 다른 표현으로 바꿔 주세요.',
  'error.submission-unknown':
    '{provider}에 이 요청이 전달되었는지 확인할 수 없어 다시 보내지 않았습니다: 새로 만들려면 ‘다시 시도’를 눌러 주세요.',
  'error.result-unusable': '{provider}에서 받은 결과를 이미지로 사용할 수 없습니다: 다시 시도해 주세요.',
  'error.generation-timed-out':
    '{provider}에서 시간이 너무 오래 걸렸습니다: 다시 시도해 주세요. 나중에라도 이미지가 도착하면 /history에서 볼 수 있습니다.',
  'error.delivery-rate-limited':
    '이 채팅은 지금 메시지를 더 받을 수 없습니다: 이미지는 보관되어 있으니 나중에 /history로 받아 주세요.',
  'error.delivery-unavailable': '이미지를 여기에 올릴 수 없었습니다: 보관되어 있으니 /history로 받아 주세요.',
  'error.delivery-too-large':
    '이미지가 너무 커서 여기에 올릴 수 없습니다: 보관되어 있으니 /history로 받아 주세요.',
  'error.delivery-target-gone': '이미지를 올릴 곳이 없어졌습니다: 보관되어 있으니 /history로 받아 주세요.',
  'error.internal': '문제가 발생했습니다: 다시 시도하고, 계속되면 이 봇의 관리자에게 알려 주세요.',
  'provider.unnamed': '이미지 서비스',

  // What is wrong with one word of a request
  'issue.required':
    '{field} 항목이 빠졌습니다{allowed, select, none {. 추가해서 다시 보내 주세요.} other {. 다음 중 하나를 지정해 주세요: {allowed}.}}',
  'issue.too-long': '{field} 항목이 너무 깁니다. 글자 수를 {allowed} 범위로 맞춰 주세요.',
  'issue.not-allowed':
    '{field} 항목에는 {given, select, none {이 값을} other {‘{given}’ 값을}} 쓸 수 없습니다{allowed, select, none {. 빼 주세요.} other {. 다음 중 하나를 사용해 주세요: {allowed}.}}',
  'issue.out-of-range':
    '{field} 항목의 {given, select, none {값이} other {‘{given}’ 값이}} 범위를 벗어났습니다{allowed, select, none {. 빼 주세요.} other {. 가능한 범위: {allowed}.}}',
  'issue.unknown-flag':
    '{given} 플래그는 없습니다. 사용할 수 있는 플래그: {allowed}. 문장의 일부라면 프롬프트를 따옴표로 묶어 주세요.',
  'issue.size':
    '{given, select, none {이 크기는} other {‘{given}’ 크기는}} 사용할 수 없습니다. 1536x1024처럼 가로x세로로 쓰고, 각 변은 256~3840픽셀, 비율은 최대 3:1로 해 주세요.',
  'field.prompt': '프롬프트',
  'field.ratio': '비율(ratio)',
  'field.resolution': '해상도(resolution)',
  'field.size': '크기(size)',
  'field.quality': '품질(quality)',
  'field.count': '장수(count)',
  'field.format': '형식(format)',
  'field.compression': '압축률(compression)',
  'field.background': '배경(background)',
  'field.provider': '이미지 서비스(provider)',
  'field.private': '비공개(private)',
  'field.spoiler': '스포일러(spoiler)',
  'field.image': '이미지',
  'field.mask': '마스크',
  'field.preset': '프리셋(preset)',
  'field.about': '설명',

  // Refusals with figures
  'refusal.user-images':
    '내 한도({period, select, month {한 달} other {하루}} {limit, plural, other {#장}})를 넘게 됩니다: {left, plural, =0 {남은 이미지가 없습니다} other {#장 남았습니다}}{when, select, none {.} other {. {when}에 다시 채워집니다.}}',
  'refusal.chat-images':
    '이 채팅의 한도({period, select, month {한 달} other {하루}} {limit, plural, other {#장}})를 넘게 됩니다: {left, plural, =0 {남은 이미지가 없습니다} other {#장 남았습니다}}{when, select, none {.} other {. {when}에 다시 채워집니다.}}',
  'refusal.role-images':
    '내 역할의 한도({period, select, month {한 달} other {하루}} {limit, plural, other {#장}})를 넘게 됩니다: {left, plural, =0 {남은 이미지가 없습니다} other {#장 남았습니다}}{when, select, none {.} other {. {when}에 다시 채워집니다.}}',
  'refusal.list-images':
    '내 그룹의 한도({period, select, month {한 달} other {하루}} {limit, plural, other {#장}})를 넘게 됩니다: {left, plural, =0 {남은 이미지가 없습니다} other {#장 남았습니다}}{when, select, none {.} other {. {when}에 다시 채워집니다.}}',
  'refusal.all-images':
    '이 봇의 한도({period, select, month {한 달} other {하루}} {limit, plural, other {#장}})를 넘게 됩니다: {left, plural, =0 {남은 이미지가 없습니다} other {#장 남았습니다}}{when, select, none {.} other {. {when}에 다시 채워집니다.}}',
  'refusal.user-money':
    '내 한도({period, select, month {한 달} other {하루}} {limit})를 넘게 됩니다: {left} 남았습니다{when, select, none {.} other {. {when}에 다시 채워집니다.}}',
  'refusal.chat-money':
    '이 채팅의 한도({period, select, month {한 달} other {하루}} {limit})를 넘게 됩니다: {left} 남았습니다{when, select, none {.} other {. {when}에 다시 채워집니다.}}',
  'refusal.role-money':
    '내 역할의 한도({period, select, month {한 달} other {하루}} {limit})를 넘게 됩니다: {left} 남았습니다{when, select, none {.} other {. {when}에 다시 채워집니다.}}',
  'refusal.list-money':
    '내 그룹의 한도({period, select, month {한 달} other {하루}} {limit})를 넘게 됩니다: {left} 남았습니다{when, select, none {.} other {. {when}에 다시 채워집니다.}}',
  'refusal.all-money':
    '이 봇의 한도({period, select, month {한 달} other {하루}} {limit})를 넘게 됩니다: {left} 남았습니다{when, select, none {.} other {. {when}에 다시 채워집니다.}}',
  'refusal.waiting':
    '대기 중인 요청이 이미 {limit, plural, other {#건}}으로, 한 사람이 가질 수 있는 최대치입니다. 하나가 끝난 뒤 다시 시도하거나 /cancel을 사용하세요.',
  'refusal.blocked':
    '여기에서는 이미지를 요청할 수 없습니다: {reason}. 착오라면 이 봇의 관리자에게 알려 주세요.',
  'refusal.paused':
    '지금은 새 요청을 받지 않습니다: {reason}. 이미 접수된 요청은 끝까지 처리되니, 나중에 다시 시도해 주세요.',
  'refusal.cooling-down': '프롬프트가 연달아 너무 많이 거절되었습니다. {when}에 다시 요청할 수 있습니다.',
  'refusal.unable-references':
    '한 번에 이렇게 많은 이미지를 받을 수 있는 이미지 서비스가 없습니다. 수를 줄여 주세요.',
  'refusal.unable-mask':
    '마스크를 지원하는 이미지 서비스가 없습니다. 마스크를 빼고 바꿀 부분을 글로 설명해 주세요.',
  'refusal.unable-public-address':
    '여기의 이미지 서비스는 공개 주소에서만 이미지를 가져올 수 있는데 이 봇에는 공개 주소가 없습니다. 이미지 없이 요청하거나, 봇 관리자에게 PUBLIC_URL 설정을 부탁해 주세요.',
  'refusal.unable-unknown-provider':
    '그런 이름의 이미지 서비스는 없습니다. provider를 빼거나 다른 것을 선택해 주세요.',
  'refusal.unable-price-unknown':
    '이 요청의 가격을 알 수 없는데 금액 한도가 설정되어 있습니다. 다른 이미지 서비스를 선택해 주세요.',
  'refusal.unable-resolution':
    '이만큼의 픽셀을 실제로 그릴 수 있는 이미지 서비스가 없어 아무것도 결제하지 않았습니다. 확대만 가능하며, 확대해도 디테일은 늘지 않습니다.',
  'refusal.unable-unavailable':
    '이 요청을 처리할 수 있는 이미지 서비스가 모두 중단된 상태입니다. 몇 분 뒤에 다시 시도해 주세요.',

  // Small answers
  'answer.no-words': '이미지를 어떻게 할지 캡션이나 답장 등으로 적어 주세요.',
  'answer.no-prompt': '무엇을 그릴지 적어 주세요. 예: /imagine 폭풍 속의 등대, 유화',
  'answer.not-a-picture':
    '여기에서는 이미지와 글만 사용할 수 있고 음성 메시지와 동영상은 사용할 수 없습니다. 이미지를 보내거나 글로 설명해 주세요.',
  'answer.no-picture': '그 메시지에는 이미지가 없습니다. 이미지가 있는 메시지를 선택해 주세요.',
  'avatar.forbidden': '{name} 님은 아바타를 공유하지 않아요. 다른 그림을 사용해 주세요.',
  'avatar.none': '{name} 님의 아바타가 보이지 않아요. 다른 그림을 사용해 주세요.',
  'answer.retried-already': '이미 다시 시도한 요청입니다. 새로 만들려면 ‘다시 만들기’를 눌러 주세요.',
  'answer.came-after-all': '이미지가 뒤늦게 도착해 그 메시지에 있어요. 두 번 만들지는 않았어요.',
  'answer.gone': '더 이상 보관되어 있지 않습니다. /imagine으로 새 이미지를 요청해 주세요.',
  'answer.original-gone':
    '원본 파일이 더 이상 보관되어 있지 않습니다. 새로 만들려면 ‘다시 만들기’를 눌러 주세요.',
  'answer.kept': '이미지가 완성되었지만 올릴 수 없었습니다. /history에서 무료로 받을 수 있습니다.',
  'answer.cancel-nothing': '여기에는 대기 중이거나 그리는 중인 내 요청이 없습니다.',
  'answer.canceled-free':
    '{count, plural, =1 {취소했습니다. 요금은 청구되지 않았습니다.} other {요청 #건을 취소했습니다. 요금은 청구되지 않았습니다.}}',
  'answer.canceled-bought':
    '{count, plural, =1 {취소했습니다. 이미 이미지 서비스로 넘어갔기 때문에, 이후 이미지가 도착하면 요금이 청구되고 /history에 저장됩니다.} other {요청 #건을 취소했습니다. 이미 이미지 서비스로 넘어갔기 때문에, 이후 이미지가 도착하면 요금이 청구되고 /history에 저장됩니다.}}',
  'answer.history-empty': '아직 이미지가 없습니다. /imagine으로 요청해 보세요.',
  'answer.history-title': '최근 요청입니다. 버튼을 누르면 이미지를 무료로 다시 받을 수 있습니다.',

  // What is stored about a person
  'privacy.title': '여기에 저장된 내 정보:',
  'privacy.nothing': '저장된 내 정보가 없습니다.',
  'privacy.requests': '요청 {count, plural, other {#건}}과 그 프롬프트 및 옵션(가장 오래된 것: {since})',
  'privacy.unfinished': '그중 {count, plural, other {#건}}은 대기 중이거나 그리는 중',
  'privacy.pictures': '나를 위해 만든 이미지 {count, plural, other {#장}}',
  'privacy.references': '내가 보낸 참고 이미지와 마스크 {count, plural, other {#장}}',
  'privacy.ledger': '장부 기록 {count, plural, other {#줄}}: 청구된 금액과 시각',
  'privacy.sums': '일별·월별 사용량 합계',
  'privacy.other': '{name}: {count, plural, other {#건}}',
  'privacy.choices': '모두 zip 파일로 받거나 영구적으로 삭제할 수 있습니다.',
  'privacy.export': 'zip 파일로 내보내기',
  'privacy.delete': '삭제…',
  'privacy.sure':
    '모두 영구적으로 삭제할까요? 대기 중인 요청은 취소되고, 그리는 중인 이미지는 끝나면 삭제됩니다. 장부에는 이름 없이 금액만 남고, 오늘 사용량은 계속 한도에 포함됩니다. 채팅에 올라간 이미지는 그곳에서 직접 삭제할 때까지 남아 있습니다.',
  'privacy.delete-all': '모두 삭제',
  'privacy.keep': '유지하기',
  'privacy.kept': '아무것도 삭제하지 않았습니다.',
  'privacy.deleted':
    '삭제했습니다: 요청 {requests, plural, other {#건}}, 이미지 {pictures, plural, other {#장}}, 그 밖의 모든 내 정보.',
  'privacy.later': '아직 진행 중인 요청 {count, plural, other {#건}}은 끝나는 대로 삭제됩니다.',
  'privacy.export-here': '저장된 내 정보 전체:',
  'privacy.export-part': '{count}개 중 {number}번째 파일입니다.',
  'privacy.export-link': '저장된 내 정보 전체({size}). 나만 쓸 수 있는 링크이며 하루 동안 유효합니다: {url}',
  'privacy.export-left':
    '원본 {count, plural, other {#개}}는 이 채팅에서 보내기에 너무 커서 빠졌습니다. 이 봇의 관리자에게 요청해 주세요.',
  // Several pictures for one request
  'collect.added': '추가했습니다. 순서: {order}. 10분 안에 더 추가한 다음 /blend를 사용하세요.',
  'collect.full':
    '여기의 이미지 서비스는 한 번에 {limit, plural, other {#장}}까지만 받을 수 있습니다. 지금 /blend를 보내거나 처음부터 다시 시작해 주세요.',
  'collect.empty': '합칠 이미지가 아직 없습니다. 먼저 추가하거나 함께 보내 주세요.',
  'collect.cleared': '모아 둔 이미지를 비웠습니다. 다음에 추가하는 이미지가 1번입니다.',
  'collect.unnamed': '이름 없음',
  'collect.blend': '합치기',
  'collect.clear': '처음부터 다시',

  // Settings of people and places
  'settings.language': '언어',
  'settings.ratio': '비율',
  'settings.resolution': '크기',
  'settings.quality': '품질',
  'settings.format': '파일 형식',
  'settings.private': '비공개 답변',
  'settings.avatar': '다른 사람이 내 아바타를 사용할 수 있음',
  'settings.none': '설정 안 함',
  'settings.yes': '예',
  'settings.no': '아니요',
  'settings.auto': '자동',
  'settings.line': '{name}: {value}',
  'settings.personal-title': '내 설정입니다. 요청에서 생략한 항목에 적용됩니다.',
  'settings.place-title': '이 채널의 설정입니다. 요청에서 생략하고 본인도 설정하지 않은 항목에 적용됩니다.',
  'settings.place-forbidden': '이 채널을 관리하는 사람만 설정을 바꿀 수 있습니다. 관리자에게 부탁해 주세요.',
  'settings.back': '뒤로',
  'settings.to-place': '이 채널의 설정',
  'settings.to-personal': '내 설정',

  // Presets
  'preset.title': '프리셋: 요청에 쓰는 문구 모음입니다. preset 옵션에 이름을 적어 주세요.',
  'preset.pictures': '이미지 {count, plural, other {#장}}',
  'preset.saved': '프리셋 {name} 저장 완료. 이제 여기 있는 누구나 사용할 수 있습니다.',
  'preset.replaced': '프리셋 {name} 교체 완료. 다음 요청부터 새 내용이 적용됩니다.',
  'preset.removed': '프리셋 {name} 삭제 완료.',
  'preset.not-here':
    '이 채팅에는 {name} 프리셋이 따로 없습니다. 사용할 수 있는 프리셋은 목록에서 확인하세요.',
  'preset.full':
    '이 채팅에는 프리셋이 이미 {limit, plural, other {#개}}로 최대입니다. 먼저 하나를 삭제해 주세요.',
  'preset.forbidden': '이 채팅을 관리하는 사람만 프리셋을 바꿀 수 있습니다. 관리자에게 부탁해 주세요.',

  // Moderation
  'button.rephrase': '다르게 쓰기',
  'button.add': '이것도 추가',
  'button.sticker': '스티커로 만들기',
  'button.report': '신고',
  'moderation.refused':
    '여기서 거절하는 말: {words, select, none {이 채팅 자체의 것은 없음} other {{words}}}',
  'moderation.allowed': '이 말이 들어 있어도 통과하는 표현: {words, select, none {없음} other {{words}}}',
  'moderation.more': '더 있습니다: {command}',
  'moderation.help':
    '/moderation 뒤에 쓰는 말:\nadd word, word · remove … · allow phrase, phrase · disallow … · search [who:telegram:42] [action:moderation.] [day:2026-11-21] [text] [page:2]',
  'moderation.unknown': '그런 관리 명령은 없어요. /moderation 만 보내면 목록이 나옵니다.',
  'report.do-remove': '게시물 삭제',
  'report.do-block': '요청한 사람 차단',
  'report.do-dismiss': '무시',
  'report.removing': '게시물을 삭제하고 있어요. 이미지는 요청한 사람에게 남습니다.',
  'report.dismissed': '무시했어요. 다른 일은 일어나지 않습니다.',
  'report.reason': '이유 (당사자가 읽습니다)',
  'report.block-question': '차단하는 이유는 무엇인가요? 당사자가 읽습니다. 이 메시지에 답장해 주세요 ({id}).',
  'report.told': '신고했어요. 이 봇의 운영자가 살펴봅니다.',
  'report.told-before': '이 이미지는 이미 신고했어요. 이 봇의 운영자가 알고 있습니다.',

  // Follow-ups
  'variation.subtle': '약한 변형',
  'variation.strong': '강한 변형',
  'variation.larger': '더 크게 다시 그림',
  'outcome.ids': '{count, plural, other {ID {ids}}}',
  'follow.which': '어떤 이미지인가요?',
  'follow.picture': '이미지 {number}',
  'follow.all': '모두',
  'follow.how-much': '얼마나 다르게 만들까요?',
  'follow.subtle': '약하게: 작은 디테일만 바뀝니다',
  'follow.strong': '강하게: 아이디어만 남고 나머지는 바뀝니다',
  'follow.delete': '무엇을 영구적으로 삭제할까요?',
  'follow.delete-this': '이 이미지와 게시물',
  'follow.reuse': '문구를 바꿔 보내 주세요',
  'follow.favourite-on': '즐겨찾기에 추가했습니다. /history에서 볼 수 있습니다.',
  'follow.favourite-off': '즐겨찾기에서 뺐습니다.',
  'follow.deleted': '이미지와 문구, 게시물을 삭제했습니다. 이미 지불한 금액은 계속 집계됩니다.',
  'follow.one-deleted': '이미지를 삭제했습니다.',
  'follow.delete-unfinished': '아직 그리는 중인 이미지가 있습니다. 먼저 취소한 다음 삭제해 주세요.',
  'follow.post-removed': '게시물을 삭제했습니다. 요청한 사람은 /history에서 이미지를 계속 볼 수 있습니다.',
  'follow.post-kept': '봇이 이 게시물을 지울 수 없습니다: 메시지를 직접 삭제해 주세요.',
  'follow.post-stays':
    '이미지는 삭제했지만 게시물은 여기에서 지울 수 없습니다. 그 메시지를 직접 삭제해 주세요.',
  'follow.replaced': '삭제된 이미지입니다.',
  'follow.no-parent': '이전 버전이 더 이상 보관되어 있지 않아 되돌릴 수 없습니다.',
  'follow.not-found': '이 ID의 이미지가 없습니다. 내 이미지는 /history에서 확인하세요.',
  'follow.no-id': '어떤 이미지인지 알려 주세요. /show 뒤에 이미지 아래의 짧은 ID를 적으면 됩니다.',
  'follow.favourites-empty': '아직 즐겨찾기가 없습니다. 이미지 아래의 ‘즐겨찾기’를 눌러 주세요.',
  'follow.history-title': '내 이미지(최신순)',
  'follow.favourites-title': '내 즐겨찾기(최신순)',
  'follow.no-more': '이 방향으로는 이미지가 더 없습니다.',

  // Selecting a region
  'region.which': '어떤 이미지인가요? 이미지를 고른 다음 바꿀 부분을 선택해 주세요.',
  'region.picture': '이미지 {number}',
  'region.invite':
    '바꿀 부분을 칠하고 그 자리에 무엇이 있어야 하는지 적어 주세요. 나만 쓸 수 있는 링크이며 15분 동안 한 번의 변경에만 유효합니다.',
  'region.open': '칠하기 화면 열기',
  'region.grid': '바꿀 부분을 누른 다음 ‘계속’을 누르고, 그 자리에 무엇이 있어야 하는지 적어 주세요.',
  'region.go-on': '계속',
  'region.none': '아직 선택한 부분이 없습니다. 하나 이상 누른 다음 ‘계속’을 눌러 주세요.',
  'region.gone': '이 선택은 만료되었습니다. 이미지 아래의 ‘영역 선택’을 다시 눌러 주세요.',
  'region.used': '이 선택은 이미 전송되었습니다. 새로 선택하려면 이미지 아래의 ‘영역 선택’을 눌러 주세요.',

  // Quota
  'quota.user': '나({period, select, month {이번 달} other {오늘}}): {images} · {money}',
  'quota.chat': '이 채팅({period, select, month {이번 달} other {오늘}}): {images} · {money}',
  'quota.role': '내 역할({period, select, month {이번 달} other {오늘}}): {images} · {money}',
  'quota.list': '내 그룹({period, select, month {이번 달} other {오늘}}): {images} · {money}',
  'quota.all': '전체({period, select, month {이번 달} other {오늘}}): {images} · {money}',
  'quota.images': '{used, plural, other {#장}}{limit, select, none {} other { / {limit}장}}',
  'quota.money': '{used}{limit, select, none {} other { / {limit}}}',
  'quota.unfinished':
    '미완료: 요청 {unfinished, plural, other {#건}}(동시에 {concurrent}건, 대기는 {queued}건까지)',
  'quota.resets': '{period, select, month {월간} other {일일}} 한도는 {when}에 초기화됩니다.',
  'quota.assumed': '{providers} 가격은 추정치입니다. 제공자가 공개하지 않았습니다.',
  'quota.unknown': '{providers} 가격은 알 수 없지만 이미지 장수에는 포함됩니다.',

  // Progress
  'progress.waiting': '차례를 기다리는 중',
  'progress.confirming':
    '{assumed, select, yes {비용은 약 {price}입니다(추정 가격).} other {비용은 약 {price}입니다.}} 확인하기 전에는 결제되지 않습니다.',
  'progress.position': '{position, plural, =0 {바로 다음 차례} other {앞에 약 #장}}',
  'progress.position-then': '{position, plural, =0 {바로 다음 차례였음} other {당시 앞에 약 #장}}',
  'progress.submitting': '{provider}에 전달하는 중',
  'progress.drawing': '{provider}에서 그리는 중',
  'progress.collecting': '이미지를 가져오는 중',
  'progress.percent': '{percent}%',
  'progress.elapsed': '{duration} 경과',
  'progress.asked': '{when}에 요청함',
  'progress.expected-at': '보통 {when}에 완성',
  'progress.longer': '평소보다 오래 걸리는 중',
  'progress.longer-until': '평소보다 오래 걸리는 중, 결과가 없으면 {when}에 중단',

  // Outcome
  'outcome.sandbox': 'sandbox: 이미지 모델 없이 이 컴퓨터에서 시험 삼아 그린 이미지입니다.',
  'outcome.pixels': '{width}×{height} px',
  'outcome.upscaled': '{width}×{height}에서 확대함',
  'outcome.price-assumed': '약 {price}',
  'outcome.price-unknown': '가격 알 수 없음',
  'outcome.free': '무료',
  'outcome.not-charged': '요금은 청구되지 않았습니다.',
  'outcome.charged': '청구 금액: {price}.',
  'outcome.changed': '변경됨: {changes}',
  'outcome.failover': '{from}에서 처리할 수 없어 {to}에서 만들었습니다.',
  'outcome.partial':
    '{asked}장 중 {made}장이 완성되었습니다. 나머지는 실패했고 청구되지 않았습니다. {reason}',
  'outcome.revised': '실제 사용된 프롬프트: {prompt}',
  'outcome.version': 'v{version}',
  'outcome.count': '{count, plural, other {#장}}',
  'outcome.canceled': '취소했습니다. 요금은 청구되지 않았습니다.',
  'outcome.canceled-bought':
    '취소했습니다. 이미 이미지 서비스로 넘어갔기 때문에, 이후 이미지가 도착하면 요금이 청구되고 /history에 저장됩니다.',
  'outcome.reencoded': '실제보다 작게 올렸습니다. 버튼을 누르면 원본을 받을 수 있습니다.',

  // Admin commands
  'admin.help':
    '관리자 명령입니다. 앞에 here를 붙이면 이 채팅에만 적용됩니다.\nlimits [대상] · limit <대상> <20 | $5 | none | default> [day | month] · grant <대상> <20 | $5> [day | month] · reset <대상>\nblock <대상> <이유> · unblock <대상> · blocks\npause [이유] · drain [이유] · resume\ngateways · spend [month] · ledger [일수] · audit [대상] · warnings [on | off]\n대상: all, here, ID, telegram:42, discord:42, role:42, list:이름. 또는 상대의 메시지에 답장하세요.',
  'admin.unknown': '그런 관리자 명령은 없습니다. /admin만 보내면 목록이 표시됩니다.',
  'admin.everybody': '전체',
  'admin.limits-of': '{scope}의 한도:',
  'admin.limit-images':
    '{period, select, day {오늘} other {이번 달}}: {used, plural, other {#장}}{limit, select, none {(한도 없음)} other { / {limit}장}}',
  'admin.limit-money':
    '{period, select, day {오늘} other {이번 달}}: {used}{limit, select, none {(한도 없음)} other { / {limit}}}',
  'admin.reset': '{scope}의 사용량을 0부터 다시 셉니다.',
  'admin.no-reason': '이유가 제시되지 않음',
  'admin.is-admin': '{userId} 님은 이 봇의 관리자라 차단할 수 없습니다. 먼저 ADMIN_IDS에서 빼 주세요.',
  'admin.blocked':
    '{userId} 님은 이제 {where, select, here {이 채팅에서} other {어디에서도}} 이미지를 요청할 수 없으며, 다음 이유가 안내됩니다: {reason}.{withdrawn, plural, =0 {} other { 대기 중이던 요청 #건을 취소했습니다.}} 해제하려면 /admin unblock {userId} 명령을 사용하세요.',
  'admin.unblocked': '{userId} 님은 다시 이미지를 요청할 수 있습니다.',
  'admin.was-not-blocked':
    '{userId} 님은 차단되어 있지 않았습니다. 차단된 사람은 /admin blocks에서 확인하세요.',
  'admin.blocks-none': '차단된 사람이 없습니다.',
  'admin.block-line':
    '{userId}{chat, select, none {} other {({chat})}}: {reason, select, none {이유 없음} other {{reason}}} ({by}, {day})',
  'admin.running':
    '요청을 받고 있습니다. {unfinished, plural, =0 {미완료 요청이 없습니다} other {미완료 요청이 #건 있습니다}}.',
  'admin.paused':
    '새 요청을 받지 않습니다{reason, select, none {} other {({reason})}}. {unfinished, plural, =0 {남은 요청이 없습니다} other {아직 끝나지 않은 요청이 #건 있습니다}}{mode, select, drain {. 모두 끝나면 관리자에게 알립니다} other {}}. /admin resume으로 다시 요청을 받습니다.',
  'admin.resumed': '다시 요청을 받습니다.',
  'admin.gateway-ok': '정상',
  'admin.gateway-put-aside': '키 또는 잔액이 거부됨',
  'admin.gateway-open': '연속으로 여러 번 실패함',
  'admin.gateway-probing': '곧 다시 시도함',
  'admin.gateway-load': '실행 중 {running}, 대기 중 {waiting}',
  'admin.gateway-latency': '절반은 {half} 이내, 90%는 {most} 이내',
  'admin.gateway-errors':
    '{errors, select, none {24시간 동안 끝난 요청 없음} other {24시간 동안 {ended}건 중 {errors}% 실패}}',
  'admin.gateway-balance': '잔액 {balance}',
  'admin.gateway-no-balance': '잔액을 확인할 수 없음',
  'admin.spend': '{period}: 이미지 {images, plural, other {#장}}, 청구 {charged}',
  'admin.spend-cost': '이미지 서비스 비용은 {cost}, 손실 처리는 {lost}입니다.',
  'admin.spend-by-gateway': '이미지 서비스별:',
  'admin.spend-by-chat': '채팅별:',
  'admin.spend-by-user': '사용자별:',
  'admin.spend-gateway': '{id}: {cost}, 손실 처리 {lost}',
  'admin.spend-share': '{id}: {charged}, 이미지 {images, plural, other {#장}}',
  'admin.ledger': '{from}부터 {to}까지의 장부(CSV)입니다.',
  'admin.ledger-too-large':
    '여기에서 보낼 수 있는 파일 크기를 넘습니다. /admin ledger 7처럼 일수를 줄여 주세요.',
  'admin.audit-none': '그에 대한 기록이 없습니다.',
  'admin.warnings-always': 'ADMIN_IDS에 있는 사람은 항상 개인 메시지로 경고를 받습니다.',
  'admin.warnings-on':
    '이 채팅과 관련된 경고를 90일 동안 개인 메시지로 받습니다. /admin warnings off로 끌 수 있습니다.',
  'admin.warnings-off': '이 채팅과 관련된 경고를 받지 않습니다. /admin warnings on으로 켤 수 있습니다.',

  // What admins are told without asking
  'notice.spend':
    '지출 한도의 {percent}%를 사용했습니다: {limit} 중 {used} ({scope, select, all {전체} chat {채팅 {id}} role {역할 {id}} list {그룹 {id}} other {{id}}}, {span, select, month {{period} 한 달} other {{period} 하루}}). /admin limits에서 확인하고 바꿀 수 있습니다.',
  'notice.gateway-open':
    '{provider}에서 연속으로 여러 번 실패했습니다. 복구될 때까지 요청은 다른 이미지 서비스로 보냅니다. 상태는 /admin gateways에서 확인하세요.',
  'notice.gateway-put-aside':
    '{provider}에서 키를 거부했거나 잔액이 소진되었습니다. 요청은 다른 이미지 서비스로 보냅니다. 그쪽의 키와 잔액을 확인해 주세요.',
  'notice.gateway-recovered': '{provider} 복구됨(중단 시간 {duration}).',
  'notice.submission-unknown':
    '{userId} 님의 요청 {generationId} 건이 {provider}에 접수되었는지 확인할 수 없습니다. 다시 보내지 않았고 사용자에게 청구하지 않았으며 {lost} 금액을 손실 처리했습니다. 이미지 서비스의 청구 내역을 확인해 주세요.',
  'notice.drained':
    '접수된 요청이 모두 끝났습니다. Limner는 유휴 상태이며 중지할 수 있습니다. /admin resume으로 다시 요청을 받습니다.',
  'notice.report':
    '{reporter}({reporterId}) 님이 {requester}({requesterId}) 님의 이미지 {picture} 건을 신고했습니다{chat, select, none {} other {({chat})}}.{reason, select, none {} other { 이유: {reason}.}}{prompt, select, none {} other { 프롬프트: {prompt}}} 차단하려면 /admin block {requesterId} 명령을 사용하세요.',

  // Units and times
  'unit.seconds': '{seconds}초',
  'unit.minutes': '{minutes}분{seconds, select, 0 {} other { {seconds}초}}',
  'unit.hours': '{hours}시간{minutes, select, 0 {} other { {minutes}분}}',
  'unit.days': '{days, plural, other {#일}}',
  'unit.on-in': '{date}({duration} 후)',
  'unit.in': '{duration} 후',
  'unit.at': '{time} UTC',
  'unit.at-in': '{time} UTC({duration} 후)',

  // Status words
  'status.queued': '대기 중',
  'status.submitting': '시작하는 중',
  'status.running': '그리는 중',
  'status.succeeded': '완료',
  'status.failed': '실패',
  'status.canceled': '취소됨',

  // Button labels
  'button.again': '다시 만들기',
  'button.vary': '변형',
  'button.2k': '2K',
  'button.4k': '4K',
  'button.favourite': '즐겨찾기',
  'button.undo': '이전 버전으로',
  'button.share': '여기에 공유',
  'button.delete': '삭제',
  'button.reuse': '재사용',
  'button.subtle': '약하게',
  'button.strong': '강하게',
  'button.remove': '영구 삭제',
  'button.drop': '삭제',
  'button.more': '더 보기',
  'button.less': '접기',
  'button.older': '더 이전',
  'button.newer': '더 최근',
  'button.favolder': '더 이전',
  'button.favnewer': '더 최근',
  'button.history': '모든 이미지',
  'button.favourites': '즐겨찾기 목록',
  'button.edit': '편집',
  'button.region': '영역 선택',
  'button.retry': '다시 시도',
  'button.cancel': '취소',
  'button.original': '원본 파일',
  'button.make': '만들기',
  'button.show': '보기',

  // The prompt helper
  'helper.described': '이런 이미지를 만들 만한 프롬프트입니다. 동의하기 전에는 아무것도 그리지 않아요:',
  'helper.suggested': '프롬프트 대신 쓸 수 있는 문구입니다. 고르기 전에는 아무것도 그리지 않아요:',
  'helper.imagine': '이대로 그리기',
  'helper.use': '이걸로 하기',
  'helper.edit': '먼저 편집',
  'helper.keep': '내 것 그대로',

  // A key of one’s own at a gateway
  'error.own-key-refused':
    '{provider}에서 내 키를 거부하여 아무것도 만들지 않았습니다: /key set으로 새 키를 주거나 /key remove로 빼 주세요.',
  'error.own-key-revoked':
    '{provider}에서 더 이상 내 키를 받지 않아 이 그림을 가져올 수 없습니다: /key set으로 새 키를 주고 다시 시도해 주세요.',
  'error.own-key-missing':
    '만들기 전에 내 키를 빼서 아무것도 구매하지 않았습니다: 다시 요청하면 할당량으로 만듭니다.',
  'error.own-key-unreadable':
    '내 키를 더 이상 읽을 수 없어 아무것도 구매하지 않았습니다: /key set으로 다시 주거나 /key remove로 빼 주세요.',
  'outcome.own-key': '{price, select, none {내 키로 결제} other {{price}, 내 키로 결제}}',
  'quota.own-keys':
    '{providers} 비용은 내 키로 냅니다: 그곳에서 만든 이미지는 장수에는 들어가지만 이곳의 금액은 줄지 않습니다.',
  'privacy.own-keys': '게이트웨이용 내 키 {count, plural, other {#개}}(암호화됨)',
  'own-key.kept':
    '{end}(으)로 끝나는 {provider} 키를 암호화해 보관합니다: 이제부터 그곳에서 만드는 것은 이 키로 냅니다. /key remove로 뺄 수 있습니다.',
  'own-key.line': '{provider}: {end}(으)로 끝나는 내 키',
  'own-key.line-unreadable': '{provider}: 키를 더 이상 읽을 수 없습니다: /key set으로 다시 주세요.',
  'own-key.none': '보관 중인 내 키가 없습니다: /key set으로 {providers} 키를 줄 수 있습니다.',
  'own-key.off': '여기서는 내 키를 받지 않습니다: 봇 관리자에게 허용을 부탁해 주세요.',
  'own-key.not-a-key': '키가 아닌 것 같습니다: 게이트웨이 계정에서 키 전체를 복사해 다시 주세요.',
  'own-key.not-offered': '어느 게이트웨이인지 알려 주세요: {providers} 키를 받습니다.',
  'own-key.removed':
    '{providers} 키를 뺐습니다: 이제부터 할당량으로 냅니다. 지금 만들고 있는 것은 그대로 보내 드립니다.',
  'own-key.form-title': '내 게이트웨이 키',
  'own-key.gateway': '게이트웨이',
  'own-key.key': '키',
  'own-key.remove': '키 빼기: {provider}',
  'own-key.misplaced':
    '게이트웨이 키 같아서 보관하지 않았고 아무것도 만들지 않았습니다: {command}(으)로 주세요.',
  'own-key.deleted': '키가 있는 메시지를 지웠습니다.',
  'own-key.not-deleted': '키가 있는 메시지를 지우지 못했습니다: 직접 지워 주세요.',
};
