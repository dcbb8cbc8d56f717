/** What only the Discord bot says. Command and option names are Discord's: lower case, no spaces. */
export const en = {
  // Commands
  'command.imagine': 'imagine',
  'command.imagine.description': 'Draw a picture from words, or from words and pictures',
  'command.edit': 'edit',
  'command.edit.description': 'Change a picture as you say',
  'command.quota': 'quota',
  'command.quota.description': 'What you used today, and what is left',
  'command.history': 'history',
  'command.history.description': 'Your latest requests; get a picture again at no charge',
  'command.cancel': 'cancel',
  'command.cancel.description': 'Withdraw your newest unfinished request here',
  'command.edit-image': 'Edit image',
  'option.prompt': 'prompt',
  'option.prompt.description': 'What to draw, in your own words',
  'option.prompt.edit-description': 'What to change, in your own words',
  'option.image': 'image',
  'option.image.description': 'A picture to start from',
  'option.image.edit-description': 'The picture to change',
  'option.image-more': 'image{number}',
  'option.image-more.description': 'Picture number {number}',
  'option.mask': 'mask',
  'option.mask.description': 'PNG of the same size: its transparent parts are to change',
  'option.ratio': 'ratio',
  'option.ratio.description': 'Shape of the picture: width to height',
  'option.resolution': 'resolution',
  'option.resolution.description': 'How large the picture is',
  'option.quality': 'quality',
  'option.quality.description': 'How much care is taken; higher costs more',
  'option.count': 'count',
  'option.count.description': 'How many pictures, 1 to 4',
  'option.provider': 'provider',
  'option.provider.description': 'Which gateway makes it',
  'option.private': 'private',
  'option.private.description': 'Only you see the answer',
  'option.all': 'all',
  'option.all.description': 'Withdraw all of them',
  'choice.auto': 'automatic',
  'choice.low': 'low',
  'choice.medium': 'medium',
  'choice.high': 'high',

  // The form of "Edit image" and of the button "Edit"
  'form.title': 'Edit a picture',
  'form.prompt': 'What should change?',
  'form.prompt-hint': 'For example: make it night, add lanterns',
  'form.which': 'Which picture?',
  'form.which-option': 'Picture {number}',
  'form.files': 'More pictures to use (optional)',
  'form.expired': 'This form is too old; choose Edit image on the picture again.',

  // Answers
  'answer.permissions':
    'Pictures cannot be posted here, because the bot lacks {permissions}; ask a moderator for it, or set the option private.',
  'answer.use-edit-image':
    'The picture you replied to cannot be seen from here; right-click it (or press and hold), then Apps, then Edit image.',
  'answer.no-direct-messages':
    'A private answer would come as a direct message, and yours are closed; open them, or use /imagine with the option private.',
  'answer.original-link': 'The original file ({size}): {url}',
  'answer.original-too-large':
    'The original file has {size} and this chat takes {limit}; ask whoever runs this bot for it, or fetch it from the web chat.',
  'permission.view-channel': 'View Channel',
  'permission.send-messages': 'Send Messages',
  'permission.send-messages-in-threads': 'Send Messages in Threads',
  'permission.attach-files': 'Attach Files',

  // Status message
  'status.long-wait': 'Should it take longer than 15 minutes, it comes as a direct message.',
  'status.long-wait-kept': 'Should it take longer than 15 minutes, it comes as a new message.',
  'late.posting': 'Ready, the picture is on its way…',
  'late.see-below': 'Done, the answer is in a new message.',
  'late.from': 'You asked for this in {channel}.',
} as const;
