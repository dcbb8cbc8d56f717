/** What only the Telegram bot says. */
export const en = {
  // Menu of commands: at most 256 characters each
  'command.imagine': 'Draw a picture from words, or change one that you send or reply to',
  'command.quota': 'What you used today, and what is left',
  'command.history': 'Your latest requests; get a picture again at no charge',
  'command.last': 'Bring your newest result again, at no charge',
  'command.show': 'Bring up one of your pictures by its id',
  'command.cancel': 'Withdraw your newest unfinished request here',
  'command.privacy': 'What is stored about you; export it or delete it',
  'command.add': 'Put a picture aside for /blend: send it with this, or reply to it',
  'command.sticker': 'Send a picture as a sticker: reply to it with this',
  'command.blend': 'Make one picture of those that you added',
  'command.settings': 'What your requests leave out: language, shape, size, quality, privacy',
  'command.preset': 'Bundles of words for a request: list, add, remove',
  'command.describe': 'A prompt for a picture: reply to it with this, or send it with this',
  'command.prompt': 'Help with a prompt: expand, shorten or translate it',
  'command.help': 'How to ask, and what the flags mean',

  // Help
  'help.private':
    'Write what to draw, for example: a lighthouse in a storm, oil painting.\n\nTo change a picture, send it with words as its caption, or reply to any picture with words. Several pictures go as one album.',
  'help.group':
    'Write /imagine and what to draw, for example: /imagine a lighthouse in a storm, oil painting.\n\nTo change a picture, send it with /imagine and words as its caption, or reply to it with /imagine and words. A reply to one of my pictures needs no command.',
  'help.group-mention': 'Instead of the command you can also mention @{bot}.',
  'help.flags':
    'Flags go anywhere in the words:\n--ratio 16:9 (or --ar): shape\n--resolution 2k: size\n--quality high\n--count 2 (or --n): several pictures\n--provider {providers}\n--preset poster: a bundle of words, see /preset\n--private: the answer comes to your private chat\n--spoiler: covered until somebody touches it',
  'help.avatar':
    '--avatar @name (or me, or in a reply): that person’s profile picture goes with the request.',
  'help.commands':
    '/quota shows what is left today, /history brings pictures again, /cancel withdraws a request, /privacy says what is stored about you.',
  'help.inline': 'In any chat, @{bot} and some words find your pictures to share.',

  // Answers
  'answer.store-away':
    'I cannot work on this right now; it is not lost and begins by itself as soon as I can.',
  'answer.which-picture':
    'That request has several pictures; reply to the one you mean, or press Edit and its number.',
  'answer.start-first':
    'A private answer needs a private chat with me first; open @{bot}, press Start and ask again.',
  'answer.sent-in-private': 'The answer comes to your private chat with me.',
  'answer.telegram-too-large':
    'Telegram lets me fetch files of at most {limit} MB; send a smaller one, or send it as a photo.',
  'inline.empty': 'No such picture yet; ask me for one',
  'avatar.unknown': 'Telegram does not tell me who {name} is; reply to a message of theirs with --avatar.',

  // Presets
  'preset.title':
    "Presets: bundles of words. Name one with --preset. Those who manage this chat add one with /preset add name words --ratio 2:3, where '{prompt}' stands for what a request says, and take it away with /preset remove name.",

  // The question behind the button Edit
  'rephrase.question': 'How else would you say it? Answer {id} by replying to this message.',
  'edit.question': 'What should change in picture {id}? Answer by replying to this message.',
  'region.question': 'What should be in the chosen parts ({id})? Answer by replying to this message.',
  'edit.hint': 'For example: make it night, add lanterns',
  'button.edit-number': 'Edit {number}',

  // Status message
  'status.received': 'Received; getting it ready…',
  'status.ready': 'Ready; if the picture does not follow, the button brings it at no charge.',
  'status.unconfirmed':
    'Telegram did not confirm that the pictures arrived. Should they be missing here, the button brings them at no charge.',

  // The prompt helper
  'helper.usage':
    'Write /prompt expand (or shorten, translate) and your prompt after it; as a reply to a message it takes that one’s words.',
  'helper.question': 'Answer this message with the prompt as you want it; touch the words to copy them.',

  // A key of one’s own at a gateway
  'command.key': 'Your own gateway key: set, show, remove (in private)',
  'key.usage':
    'Write /key set {provider} and your key here; I delete that message at once. /key show says what is kept, /key remove {provider} takes it back.',
  'key.in-group':
    'Keys belong into our private chat: open @{bot} and write /key there. A key that stood in this group was not kept; have it replaced at its gateway.',
} as const;
