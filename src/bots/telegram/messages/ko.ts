import type { en } from './en.ts';

/** Korean. */
export const ko: Readonly<Record<keyof typeof en, string>> = {
  // Menu of commands: at most 256 characters each
  'command.imagine': '글로 이미지를 그리거나, 보내거나 답장한 이미지를 바꿉니다',
  'command.quota': '오늘 사용한 양과 남은 양',
  'command.history': '최근 요청. 이미지를 무료로 다시 받을 수 있습니다',
  'command.last': '가장 최근 결과를 무료로 다시 받습니다',
  'command.show': '내 이미지를 ID로 불러옵니다',
  'command.cancel': '여기에서 가장 최근의 미완료 요청을 취소합니다',
  'command.privacy': '저장된 내 정보 확인, 내보내기, 삭제',
  'command.add': '/blend에 쓸 이미지를 모아 둡니다: 이미지와 함께 보내거나 이미지에 답장하세요',
  'command.sticker': '이미지를 스티커로 보냅니다: 이미지에 이 명령으로 답장하세요',
  'command.blend': '추가한 이미지를 하나로 합칩니다',
  'command.settings': '요청에서 생략한 항목의 설정: 언어, 비율, 크기, 품질, 비공개',
  'command.preset': '요청에 쓰는 문구 모음: 목록, 추가, 삭제',
  'command.describe': '이미지로 프롬프트 만들기: 이미지에 답장하거나 함께 보내세요',
  'command.prompt': '프롬프트 도움: expand, shorten, translate',
  'command.help': '요청하는 방법과 플래그의 뜻',

  // Help
  'help.private':
    '그리고 싶은 것을 적어 주세요. 예: 폭풍 속의 등대, 유화\n\n이미지를 바꾸려면 캡션에 글을 적어 이미지를 보내거나, 아무 이미지에나 글로 답장하세요. 여러 이미지는 하나의 앨범으로 보내 주세요.',
  'help.group':
    '/imagine 뒤에 그리고 싶은 것을 적어 주세요. 예: /imagine 폭풍 속의 등대, 유화\n\n이미지를 바꾸려면 캡션에 /imagine과 글을 적어 이미지를 보내거나, 이미지에 /imagine과 글로 답장하세요. 제가 보낸 이미지에 답장할 때는 명령이 필요 없습니다.',
  'help.group-mention': '명령 대신 @{bot} 멘션을 사용해도 됩니다.',
  'help.flags':
    '플래그는 글의 어디에나 넣을 수 있습니다:\n--ratio 16:9 (또는 --ar): 비율\n--resolution 2k: 크기\n--quality high: 품질\n--count 2 (또는 --n): 여러 장\n--provider {providers}: 이미지 서비스\n--preset poster: 문구 모음, /preset 참고\n--private: 답변을 개인 채팅으로 받기\n--spoiler: 누가 누를 때까지 가림',
  'help.avatar': '--avatar @이름(또는 me, 또는 답장으로): 그 사람의 프로필 사진을 함께 사용',
  'help.commands':
    '/quota는 오늘 남은 양을 보여 주고, /history는 이미지를 다시 가져오며, /cancel은 요청을 취소하고, /privacy는 저장된 내 정보를 알려 줍니다.',
  'help.inline': '어느 채팅에서든 @{bot}와 단어를 쓰면 내 그림을 찾아 공유할 수 있어요.',

  // Answers
  'answer.store-away':
    '지금은 처리할 수 없습니다. 요청은 사라지지 않았으며 가능해지는 대로 자동으로 시작합니다.',
  'answer.which-picture':
    '그 요청에는 이미지가 여러 장 있습니다. 원하는 이미지에 답장하거나 ‘편집’과 번호가 적힌 버튼을 눌러 주세요.',
  'answer.start-first':
    '비공개 답변을 받으려면 먼저 저와의 개인 채팅이 필요합니다. @{bot} 채팅을 열고 ‘시작’을 누른 다음 다시 요청해 주세요.',
  'answer.sent-in-private': '답변은 저와의 개인 채팅으로 갑니다.',
  'answer.telegram-too-large':
    'Telegram에서는 최대 {limit} MB 파일만 가져올 수 있습니다. 더 작은 파일을 보내거나 사진으로 보내 주세요.',
  'inline.empty': '아직 없어요. 저에게 부탁해 보세요',
  'avatar.unknown':
    '{name} 님이 누구인지 Telegram이 알려 주지 않아요. 그분의 메시지에 --avatar로 답장해 주세요.',

  // Presets
  'preset.title':
    "프리셋: 문구 모음입니다. --preset으로 이름을 지정하세요. 이 채팅을 관리하는 사람은 ‘/preset add 이름 문구 --ratio 2:3’으로 추가하고('{prompt}' 자리에 요청한 글이 들어갑니다), ‘/preset remove 이름’으로 삭제합니다.",

  // The question behind the button Edit
  'rephrase.question': '다른 말로 어떻게 쓸까요? 이 메시지에 답장해 주세요 ({id}).',
  'edit.question': '이미지 {id}에서 무엇을 바꿀까요? 이 메시지에 답장해 주세요.',
  'region.question': '선택한 부분({id})에 무엇이 있어야 하나요? 이 메시지에 답장해 주세요.',
  'edit.hint': '예: 밤으로 바꾸고 등불 추가',
  'button.edit-number': '편집 {number}',

  // Status message
  'status.received': '접수했습니다. 준비하고 있습니다…',
  'status.ready': '완성되었습니다. 이미지가 오지 않으면 버튼을 눌러 무료로 받을 수 있습니다.',
  'status.unconfirmed':
    'Telegram에서 이미지가 도착했는지 확인해 주지 않았습니다. 여기에 이미지가 없으면 버튼을 눌러 무료로 받을 수 있습니다.',

  // The prompt helper
  'helper.usage':
    '/prompt expand(또는 shorten, translate) 뒤에 프롬프트를 적어 주세요. 메시지에 답장하면 그 글을 사용해요.',
  'helper.question': '이 메시지에 원하는 프롬프트로 답장해 주세요. 글을 누르면 복사돼요.',

  // A key of one’s own at a gateway
  'command.key': '내 게이트웨이 키: set, show, remove (개인 대화)',
  'key.usage':
    '여기에 /key set {provider} 다음에 키를 써 주세요: 그 메시지는 바로 지웁니다. /key show는 보관 내용을 보여 주고 /key remove {provider}는 뺍니다.',
  'key.in-group':
    '키는 개인 대화에서만 받습니다: @{bot}을 열고 /key를 써 주세요. 이 그룹에 쓴 키는 보관하지 않았으니 게이트웨이에서 바꿔 주세요.',
};
