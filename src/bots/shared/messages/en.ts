/** English, the language every other falls back to. ICU MessageFormat; an error says what happened and what to do. */
export const en = {
  // One sentence per error code
  'error.invalid-input':
    'Something in this request cannot be done; check its words and options and send it again.',
  'error.quota-exceeded': 'A limit is used up; /quota shows which one and when it starts anew.',
  'error.queue-full':
    'Too many requests are waiting already; try again when one of yours is finished, or use /cancel.',
  'error.no-provider':
    'No image gateway can take this request at the moment; try again in a few minutes or with fewer options.',
  'error.not-confirmed': 'Nobody agreed to the price in time; ask again if you still want it.',
  'error.not-found': 'That is no longer kept here; ask for a new picture with /imagine.',
  'error.not-yours': 'Only the person who asked for this can use it; ask for your own with /imagine.',
  'error.store-unavailable':
    'Requests cannot be taken right now and nothing was bought; try again in a minute.',
  'error.blocked': 'You may not ask for pictures here; if that is a mistake, tell whoever runs this bot.',
  'error.paused':
    'No new requests are taken at the moment; what was accepted is finished, so try again later.',
  'error.refused-by-rules':
    'The rules here do not allow this prompt, so it was sent to no gateway and nothing was charged; put it in other words.',
  'error.refused-by-check':
    'The check of prompts that this bot uses does not allow this one, so it was sent to no gateway and nothing was charged; put it in other words.',
  'error.check-away':
    'Prompts cannot be checked at the moment, so none is taken and nothing was charged; try again in a few minutes.',
  'error.age-restricted':
    'This prompt is for age-restricted channels only and nothing was charged; ask in one, or put it in other words.',
  'error.not-on-list': 'This bot is only for certain people and places; ask whoever runs it to add you.',
  'error.cooling-down': 'Too many of your prompts were refused; try again later.',
  'error.admin-only': 'Only whoever runs this bot can do that; ask them.',
  'error.helper-off':
    'No chat model is set up here, so prompts are not helped with; write yours with /imagine.',
  'error.helper-limit': 'You have used today’s help with prompts; use your own words, or come back tomorrow.',
  'error.helper-away': 'The chat model gave no answer; try again in a minute, or use your own words.',
  'error.helper-refused':
    'The chat model does not want to work on that; change the words or take another picture.',
  'error.media-too-large': 'That picture is too large; send a smaller one.',
  'error.media-not-image':
    'That file is not a picture that can be used; send it as PNG, JPEG, WebP, GIF or HEIC.',
  'error.media-unreachable': 'The picture could not be downloaded; send the file itself or try again.',
  'error.media-not-found': 'The picture is no longer there; send it again.',
  'error.media-forbidden-address': 'That address cannot be used; send the file itself or a public link.',
  'error.media-timeout': 'Downloading the picture took too long; send a smaller file or try again.',
  'error.mask-mismatch':
    'The mask does not fit the picture; send a PNG of the same size whose transparent parts are to change.',
  'error.provider-unreachable': '{provider} could not be reached; try again in a few minutes.',
  'error.provider-unauthorized':
    '{provider} is not available at the moment; try again later or choose another gateway.',
  'error.provider-rate-limited': '{provider} has too much to do at the moment; try again in a few minutes.',
  'error.provider-unsupported':
    '{provider} cannot do this combination of settings; change them or choose another gateway.',
  'error.provider-rejected':
    '{provider} refused this request; change the prompt or the settings and try again.',
  'error.provider-moderated': 'The safety filter of {provider} blocked this request; put it in other words.',
  'error.provider-unavailable':
    '{provider} is not working properly at the moment; try again in a few minutes.',
  'error.provider-response-invalid':
    '{provider} gave an answer that could not be understood; try again or choose another gateway.',
  'error.provider-failed': '{provider} could not make this picture; try again or put it in other words.',
  'error.submission-unknown':
    'Nobody can tell whether {provider} took this request, so it was not sent a second time; press Retry to have it made anew.',
  'error.result-unusable': '{provider} delivered something that is no usable picture; try again.',
  'error.generation-timed-out':
    '{provider} took too long; try again, and should the picture still arrive, /history will have it.',
  'error.delivery-rate-limited':
    'This chat does not take more messages right now; the picture is kept, /history brings it later.',
  'error.delivery-unavailable': 'The picture could not be posted here; it is kept, /history brings it.',
  'error.delivery-too-large': 'The picture is too large to be posted here; it is kept, /history brings it.',
  'error.delivery-target-gone': 'The place for this picture is gone; it is kept, /history brings it.',
  'error.internal':
    'Something went wrong here; try again, and if it happens again tell whoever runs this bot.',
  'provider.unnamed': 'the gateway',

  // What is wrong with one word of a request
  'issue.required':
    '{field} is missing{allowed, select, none {; add it and send the request again.} other {; give one of {allowed}.}}',
  'issue.too-long': '{field} is too long; use {allowed} characters.',
  'issue.not-allowed':
    '{given, select, none {This value} other {“{given}”}} is not possible for {field}{allowed, select, none {; leave it out.} other {; use one of {allowed}.}}',
  'issue.out-of-range':
    '{given, select, none {This value} other {“{given}”}} is out of range for {field}{allowed, select, none {; leave it out.} other {; use {allowed}.}}',
  'issue.unknown-flag':
    'There is no flag {given}; use {allowed}, or put the prompt in quotation marks if it belongs to the text.',
  'issue.size':
    '{given, select, none {This} other {“{given}”}} is no possible size; write width x height with edges of 256 to 3840 pixels and at most 3:1, such as 1536x1024.',
  'field.prompt': 'The prompt',
  'field.ratio': 'ratio',
  'field.resolution': 'resolution',
  'field.size': 'size',
  'field.quality': 'quality',
  'field.count': 'count',
  'field.format': 'format',
  'field.compression': 'compression',
  'field.background': 'background',
  'field.provider': 'provider',
  'field.private': 'private',
  'field.spoiler': 'spoiler',
  'field.image': 'the picture',
  'field.mask': 'the mask',
  'field.preset': 'preset',
  'field.about': 'the description',

  // Refusals with figures
  'refusal.user-images':
    'That would pass your {limit, plural, one {# picture} other {# pictures}} {period, select, month {a month} other {a day}}: {left, plural, =0 {none are} one {# is} other {# are}} left{when, select, none {.} other {, more {when}.}}',
  'refusal.chat-images':
    'That would pass the {limit, plural, one {# picture} other {# pictures}} {period, select, month {a month} other {a day}} of this chat: {left, plural, =0 {none are} one {# is} other {# are}} left{when, select, none {.} other {, more {when}.}}',
  'refusal.role-images':
    'That would pass the {limit, plural, one {# picture} other {# pictures}} {period, select, month {a month} other {a day}} of your role: {left, plural, =0 {none are} one {# is} other {# are}} left{when, select, none {.} other {, more {when}.}}',
  'refusal.list-images':
    'That would pass the {limit, plural, one {# picture} other {# pictures}} {period, select, month {a month} other {a day}} of your group: {left, plural, =0 {none are} one {# is} other {# are}} left{when, select, none {.} other {, more {when}.}}',
  'refusal.all-images':
    'That would pass the {limit, plural, one {# picture} other {# pictures}} {period, select, month {a month} other {a day}} of this bot: {left, plural, =0 {none are} one {# is} other {# are}} left{when, select, none {.} other {, more {when}.}}',
  'refusal.user-money':
    'That would pass your {limit} {period, select, month {a month} other {a day}}: {left} is left{when, select, none {.} other {, more {when}.}}',
  'refusal.chat-money':
    'That would pass the {limit} {period, select, month {a month} other {a day}} of this chat: {left} is left{when, select, none {.} other {, more {when}.}}',
  'refusal.role-money':
    'That would pass the {limit} {period, select, month {a month} other {a day}} of your role: {left} is left{when, select, none {.} other {, more {when}.}}',
  'refusal.list-money':
    'That would pass the {limit} {period, select, month {a month} other {a day}} of your group: {left} is left{when, select, none {.} other {, more {when}.}}',
  'refusal.all-money':
    'That would pass the {limit} {period, select, month {a month} other {a day}} of this bot: {left} is left{when, select, none {.} other {, more {when}.}}',
  'refusal.waiting':
    'You have {limit, plural, one {# request} other {# requests}} waiting already, the most one person may have; try again when one is finished, or use /cancel.',
  'refusal.blocked':
    'You may not ask for pictures here: {reason}. If that is a mistake, tell whoever runs this bot.',
  'refusal.paused':
    'No new requests are taken at the moment: {reason}. What was accepted is finished, so try again later.',
  'refusal.cooling-down':
    'Too many of your prompts were refused one after the other; you can ask again {when}.',
  'refusal.unable-references': 'No gateway here takes that many pictures at once; send fewer.',
  'refusal.unable-mask': 'No gateway here works with a mask; leave it out and say in words what to change.',
  'refusal.unable-public-address':
    'The gateways here can only fetch pictures from a public address, and this bot has none; ask without a picture, or ask whoever runs the bot to set PUBLIC_URL.',
  'refusal.unable-unknown-provider':
    'There is no gateway of that name here; leave provider out or choose another.',
  'refusal.unable-price-unknown':
    'The price of this request is not known, and a limit in dollars is set; choose another gateway.',
  'refusal.unable-resolution':
    'No gateway here can really draw that many pixels, so nothing was bought; the picture could only be enlarged, which adds no detail.',
  'refusal.unable-unavailable':
    'All gateways that could do this are out of order; try again in a few minutes.',

  // Small answers
  'answer.no-words': 'Say in words what to do with the picture, for example as its caption or in a reply.',
  'answer.no-prompt': 'Say what to draw, for example: /imagine a lighthouse in a storm, oil painting.',
  'answer.not-a-picture':
    'Only pictures and words can be used here, no voice notes and no videos; send a picture or describe one.',
  'answer.no-picture': 'There is no picture in that message; choose one that has a picture.',
  'avatar.forbidden': '{name} keeps their avatar to themselves; use another picture.',
  'avatar.none': '{name} shows me no avatar; use another picture.',
  'answer.retried-already': 'This was tried again already; press Again for a new one.',
  'answer.came-after-all': 'The picture came after all and stands in that message; nothing was made twice.',
  'answer.gone': 'This is no longer kept; ask for a new picture with /imagine.',
  'answer.original-gone': 'The original file is no longer kept; press Again to have it made anew.',
  'answer.kept': 'Your picture is ready and could not be posted; /history brings it at no charge.',
  'answer.cancel-nothing': 'Nothing of yours is waiting or being drawn here.',
  'answer.canceled-free':
    '{count, plural, one {Canceled; nothing was charged.} other {# requests canceled; nothing was charged.}}',
  'answer.canceled-bought':
    '{count, plural, one {Canceled; it was handed over already, so a picture that still comes is charged and goes to /history.} other {# requests canceled; they were handed over already, so pictures that still come are charged and go to /history.}}',
  'answer.history-empty': 'You have no pictures yet; ask for one with /imagine.',
  'answer.history-title': 'Your latest requests. A button brings the pictures again at no charge.',

  // What is stored about a person
  'privacy.title': 'Stored about you here:',
  'privacy.nothing': 'Nothing is stored about you here.',
  'privacy.requests':
    '{count, plural, one {# request with its prompt and options} other {# requests with their prompts and options}}, the oldest of {since}',
  'privacy.unfinished':
    '{count, plural, one {# of them is} other {# of them are}} still waiting or being drawn',
  'privacy.pictures': '{count, plural, one {# picture} other {# pictures}} made for you',
  'privacy.references':
    '{count, plural, one {# reference or mask} other {# references and masks}} that you sent',
  'privacy.ledger':
    '{count, plural, one {# line} other {# lines}} of the ledger: what you were charged, and when',
  'privacy.sums': 'sums of what you used, by day and month',
  'privacy.other': '{name}: {count, plural, one {# entry} other {# entries}}',
  'privacy.choices': 'You can have all of it as a zip file, or have it deleted for good.',
  'privacy.export': 'Export as a zip file',
  'privacy.delete': 'Delete…',
  'privacy.sure':
    'Delete all this for good? What waits is canceled, what is being drawn is deleted when it ends. The ledger keeps its sums without your name, today’s use still counts for your limits, and what was posted in chats stays there until you delete it there.',
  'privacy.delete-all': 'Delete everything',
  'privacy.keep': 'Keep it',
  'privacy.kept': 'Nothing was deleted.',
  'privacy.deleted':
    'Deleted: {requests, plural, one {# request} other {# requests}}, {pictures, plural, one {# picture} other {# pictures}} and everything else about you.',
  'privacy.later':
    '{count, plural, one {# request is still on its way and is} other {# requests are still on their way and are}} deleted as soon as it has ended.',
  'privacy.export-here': 'Everything that is stored about you:',
  'privacy.export-part': 'Part {number} of {count}.',
  'privacy.export-link':
    'Everything that is stored about you ({size}); the link is yours alone and good for a day: {url}',
  'privacy.export-left':
    '{count, plural, one {# original is} other {# originals are}} too large for this chat and left out; ask whoever runs this bot for {count, plural, one {it} other {them}}.',
  // Several pictures for one request
  'collect.added': 'Added. The order: {order}. Add more within ten minutes, then /blend.',
  'collect.full':
    'That is more than the {limit, plural, one {# picture} other {# pictures}} that a gateway here takes at once; send /blend now, or start over.',
  'collect.empty': 'There is no picture to blend yet; add some first, or send them along.',
  'collect.cleared': 'The pictures are put back; the next one you add is number 1.',
  'collect.unnamed': 'not named',
  'collect.blend': 'Blend',
  'collect.clear': 'Start over',

  // Settings of people and places
  'settings.language': 'Language',
  'settings.ratio': 'Shape',
  'settings.resolution': 'Size',
  'settings.quality': 'Quality',
  'settings.format': 'File format',
  'settings.private': 'Private answers',
  'settings.avatar': 'Others may use my avatar',
  'settings.none': 'not set',
  'settings.yes': 'yes',
  'settings.no': 'no',
  'settings.auto': 'automatic',
  'settings.line': '{name}: {value}',
  'settings.personal-title': 'Your settings. They fill in what a request of yours leaves out.',
  'settings.place-title':
    'Settings of this channel. They fill in what a request leaves out and its writer has not set.',
  'settings.place-forbidden': 'Only those who manage this channel can change its settings; ask one of them.',
  'settings.back': 'Back',
  'settings.to-place': 'Settings of this channel',
  'settings.to-personal': 'My settings',

  // Presets
  'preset.title': 'Presets: bundles of words for a request. Name one with the option preset.',
  'preset.pictures': '{count, plural, one {# picture} other {# pictures}}',
  'preset.saved': 'The preset {name} is saved; anybody here can use it now.',
  'preset.replaced': 'The preset {name} is replaced; the next request uses the new one.',
  'preset.removed': 'The preset {name} is removed.',
  'preset.not-here': 'This chat has no preset {name} of its own; the list shows what there is.',
  'preset.full':
    'This chat has {limit, plural, one {# preset} other {# presets}} already, the most it may have; remove one first.',
  'preset.forbidden': 'Only those who manage this chat can change its presets; ask one of them.',

  // Moderation
  'button.rephrase': 'Rephrase',
  'button.add': 'Add this too',
  'button.sticker': 'As sticker',
  'button.report': 'Report',
  'moderation.refused':
    'Words that are refused here: {words, select, none {none of this chat’s own} other {{words}}}',
  'moderation.allowed':
    'Phrases that pass although one of these words is in them: {words, select, none {none} other {{words}}}',
  'moderation.more': 'There is more: {command}',
  'moderation.help':
    'Orders after /moderation:\nadd word, word · remove … · allow phrase, phrase · disallow … · search [who:telegram:42] [action:moderation.] [day:2026-11-21] [text] [page:2]',
  'moderation.unknown': 'That is no order for moderation; /moderation alone shows what there is.',
  'report.do-remove': 'Delete the post',
  'report.do-block': 'Block the asker',
  'report.do-dismiss': 'Dismiss',
  'report.removing': 'The post is being deleted; its asker keeps the picture.',
  'report.dismissed': 'Dismissed; nothing else happens.',
  'report.reason': 'Reason (they read it)',
  'report.block-question': 'Why are they blocked? They read it. Answer by replying to this message ({id}).',
  'report.told': 'Reported; whoever runs this bot looks at it.',
  'report.told-before': 'You reported this picture already; whoever runs this bot knows of it.',

  // Follow-ups
  'variation.subtle': 'subtle variation',
  'variation.strong': 'strong variation',
  'variation.larger': 'redrawn larger',
  'outcome.ids': '{count, plural, one {id {ids}} other {ids {ids}}}',
  'follow.which': 'Which picture?',
  'follow.picture': 'Picture {number}',
  'follow.all': 'All of them',
  'follow.how-much': 'How different should it be?',
  'follow.subtle': 'Subtle: small details change',
  'follow.strong': 'Strong: the idea stays, the rest changes',
  'follow.delete': 'What should be deleted for good?',
  'follow.delete-this': 'This picture and its post',
  'follow.reuse': 'Change the words and send them',
  'follow.favourite-on': 'Kept among your favourites; /history shows them.',
  'follow.favourite-off': 'No longer one of your favourites.',
  'follow.deleted': 'Deleted: the picture, its words and its posts. What was paid stays counted.',
  'follow.one-deleted': 'Picture deleted.',
  'follow.delete-unfinished': 'Something of this is still being drawn; cancel it first, then delete it.',
  'follow.post-removed': 'The post is gone; whoever asked for the picture still has it in /history.',
  'follow.post-kept': 'This post cannot be removed by the bot; delete that message yourself.',
  'follow.post-stays':
    'The picture is deleted, but its post cannot be removed from here; delete that message yourself.',
  'follow.replaced': 'This picture was deleted.',
  'follow.no-parent': 'The version before is no longer kept, so there is nothing to go back to.',
  'follow.not-found': 'You have no picture with this id; /history shows those you have.',
  'follow.no-id': 'Say which picture: /show and the short id that stands under it.',
  'follow.favourites-empty': 'You keep no favourites yet; press Favourite under a picture.',
  'follow.history-title': 'Your pictures, newest first.',
  'follow.favourites-title': 'Your favourites, newest first.',
  'follow.no-more': 'There are no more pictures in this direction.',

  // Selecting a region
  'region.which': 'Which picture? Choose it, then the part of it that should change.',
  'region.picture': 'Picture {number}',
  'region.invite':
    'Paint over what should change and say what should be there. The link is yours alone, good for 15 minutes and for one change.',
  'region.open': 'Open the painter',
  'region.grid': 'Press the parts that should change, then Go on and say what should be there.',
  'region.go-on': 'Go on',
  'region.none': 'No part is chosen yet; press at least one, then Go on.',
  'region.gone': 'This choice has expired; press Select region under the picture again.',
  'region.used': 'This choice was sent already; press Select region under the picture for a new one.',

  // Quota
  'quota.user': 'You {period, select, month {this month} other {today}}: {images} · {money}',
  'quota.chat': 'This chat {period, select, month {this month} other {today}}: {images} · {money}',
  'quota.role': 'Your role {period, select, month {this month} other {today}}: {images} · {money}',
  'quota.list': 'Your group {period, select, month {this month} other {today}}: {images} · {money}',
  'quota.all': 'Everybody {period, select, month {this month} other {today}}: {images} · {money}',
  'quota.images':
    '{used, plural, one {# picture} other {# pictures}}{limit, select, none {} other { of {limit}}}',
  'quota.money': '{used}{limit, select, none {} other { of {limit}}}',
  'quota.unfinished':
    'Unfinished: {unfinished, plural, one {# request} other {# requests}} ({concurrent} drawn at once, {queued} may wait)',
  'quota.resets': '{period, select, month {The month} other {The day}} starts anew {when}.',
  'quota.assumed': 'Prices of {providers} are assumed: their owners name none.',
  'quota.unknown': 'Prices of {providers} are not known; their pictures are counted.',

  // Progress
  'progress.waiting': 'Waiting for a turn',
  'progress.confirming':
    '{assumed, select, yes {This costs about {price}, by an assumed price.} other {This costs about {price}.}} Nothing is bought before you say so.',
  'progress.position':
    '{position, plural, =0 {next in line} one {about # picture before this one} other {about # pictures before this one}}',
  'progress.position-then':
    '{position, plural, =0 {next in line} one {about # picture was before this one} other {about # pictures were before this one}}',
  'progress.submitting': 'Handing it to {provider}',
  'progress.drawing': '{provider} is drawing',
  'progress.collecting': 'Fetching the picture',
  'progress.percent': '{percent} %',
  'progress.elapsed': '{duration} so far',
  'progress.asked': 'asked {when}',
  'progress.expected-at': 'usually ready {when}',
  'progress.longer': 'taking longer than usual',
  'progress.longer-until': 'taking longer than usual, given up {when} if nothing comes',

  // Outcome
  'outcome.sandbox': 'Sandbox: drawn on this machine as a trial, without an image model.',
  'outcome.pixels': '{width}×{height} px',
  'outcome.upscaled': 'enlarged here from {width}×{height}',
  'outcome.price-assumed': 'about {price}',
  'outcome.price-unknown': 'price unknown',
  'outcome.free': 'free',
  'outcome.not-charged': 'Not charged.',
  'outcome.charged': 'Charged: {price}.',
  'outcome.changed': 'Changed: {changes}',
  'outcome.failover': '{from} could not take it, {to} did.',
  'outcome.partial': '{made} of {asked} pictures; the rest failed and was not charged. {reason}',
  'outcome.revised': 'Drawn as: {prompt}',
  'outcome.version': 'v{version}',
  'outcome.count': '{count, plural, one {# picture} other {# pictures}}',
  'outcome.canceled': 'Canceled; nothing was charged.',
  'outcome.canceled-bought':
    'Canceled; it was handed over already, so a picture that still comes is charged and goes to /history.',
  'outcome.reencoded': 'Posted smaller than it is; the button brings the original.',

  // Admin commands
  'admin.help':
    'Orders for admins; "here" in front means this chat only.\nlimits [who] · limit <who> <20 | $5 | none | default> [day | month] · grant <who> <20 | $5> [day | month] · reset <who>\nblock <who> <reason> · unblock <who> · blocks\npause [reason] · drain [reason] · resume\ngateways · spend [month] · ledger [days] · audit [who] · warnings [on | off]\nWho: all, here, an id, telegram:42, discord:42, role:42, list:name; or reply to a message of theirs.',
  'admin.unknown': 'That is no order for admins; /admin alone shows what there is.',
  'admin.everybody': 'everybody',
  'admin.limits-of': 'Limits of {scope}:',
  'admin.limit-images':
    '{period, select, day {Today} other {This month}}: {used, plural, one {# picture} other {# pictures}}{limit, select, none { (no limit)} other { of {limit}}}',
  'admin.limit-money':
    '{period, select, day {Today} other {This month}}: {used}{limit, select, none { (no limit)} other { of {limit}}}',
  'admin.reset': 'The limits of {scope} count from zero again.',
  'admin.no-reason': 'no reason was given',
  'admin.is-admin': '{userId} runs this bot and cannot be blocked; take them out of ADMIN_IDS first.',
  'admin.blocked':
    '{userId} may not ask for pictures {where, select, here {in this chat} other {anywhere}} any more and is told why: {reason}.{withdrawn, plural, =0 {} one { One request that was waiting is withdrawn.} other { # requests that were waiting are withdrawn.}} /admin unblock {userId} lets them in again.',
  'admin.unblocked': '{userId} may ask for pictures again.',
  'admin.was-not-blocked': '{userId} was not blocked; /admin blocks shows who is.',
  'admin.blocks-none': 'Nobody is blocked.',
  'admin.block-line':
    '{userId}{chat, select, none {} other { in {chat}}}: {reason, select, none {no reason} other {{reason}}} ({by}, {day})',
  'admin.running':
    'Requests are taken; {unfinished, plural, =0 {nothing is unfinished} one {# request is unfinished} other {# requests are unfinished}}.',
  'admin.paused':
    'No new requests are taken{reason, select, none {} other { ({reason})}}; {unfinished, plural, =0 {nothing is left to finish} one {# request is still to be finished} other {# requests are still to be finished}}{mode, select, drain {, and admins are told when all is done} other {}}. /admin resume takes requests again.',
  'admin.resumed': 'Requests are taken again.',
  'admin.gateway-ok': 'works',
  'admin.gateway-put-aside': 'refused the key or the balance',
  'admin.gateway-open': 'failed several times in a row',
  'admin.gateway-probing': 'is about to be tried again',
  'admin.gateway-load': '{running} running, {waiting} waiting',
  'admin.gateway-latency': 'half within {half}, nine in ten within {most}',
  'admin.gateway-errors':
    '{errors, select, none {nothing ended in 24 h} other {{errors} % of {ended} failed in 24 h}}',
  'admin.gateway-balance': 'balance {balance}',
  'admin.gateway-no-balance': 'the balance could not be asked',
  'admin.spend': '{period}: {images, plural, one {# picture} other {# pictures}}, {charged} charged',
  'admin.spend-cost': 'The gateways cost {cost}; {lost} was written off.',
  'admin.spend-by-gateway': 'By gateway:',
  'admin.spend-by-chat': 'By chat:',
  'admin.spend-by-user': 'By user:',
  'admin.spend-gateway': '{id}: {cost}, {lost} written off',
  'admin.spend-share': '{id}: {charged}, {images, plural, one {# picture} other {# pictures}}',
  'admin.ledger': 'The ledger from {from} to {to}, as CSV.',
  'admin.ledger-too-large':
    'That is more than fits into one file here; ask for fewer days, such as /admin ledger 7.',
  'admin.audit-none': 'Nothing was written down about that.',
  'admin.warnings-always': 'Who is named in ADMIN_IDS is always warned, by private message.',
  'admin.warnings-on':
    'You are warned of what concerns this chat, by private message, for 90 days; /admin warnings off ends it.',
  'admin.warnings-off': 'You are not warned of what concerns this chat; /admin warnings on changes that.',

  // What admins are told without asking
  'notice.spend':
    '{percent} % of a spending limit is used: {used} of {limit} ({scope, select, all {everybody} chat {chat {id}} role {role {id}} list {group {id}} other {{id}}}, {span, select, month {month {period}} other {day {period}}}). /admin limits shows and changes it.',
  'notice.gateway-open':
    '{provider} failed several times in a row; requests go to other gateways until it works again. /admin gateways shows how things stand.',
  'notice.gateway-put-aside':
    '{provider} refuses the key or its balance is used up; requests go to other gateways. Check the key and the balance there.',
  'notice.gateway-recovered': '{provider} works again, after {duration}.',
  'notice.submission-unknown':
    'Nobody can tell whether {provider} took request {generationId} of {userId}; it was not sent again, its user was not charged, and {lost} was written off. Look at the bill of the gateway.',
  'notice.drained':
    'Everything that was accepted is finished; Limner is idle and can be stopped. /admin resume takes requests again.',
  'notice.report':
    '{reporter} ({reporterId}) reports picture {picture} of {requester} ({requesterId}){chat, select, none {} other { in {chat}}}.{reason, select, none {} other { Reason: {reason}.}}{prompt, select, none {} other { Prompt: {prompt}}} /admin block {requesterId} keeps them out.',

  // Units and times
  'unit.seconds': '{seconds} s',
  'unit.minutes': '{minutes} min {seconds, select, 0 {} other {{seconds} s}}',
  'unit.hours': '{hours} h {minutes, select, 0 {} other {{minutes} min}}',
  'unit.days': '{days, plural, one {# day} other {# days}}',
  'unit.on-in': 'on {date} (in {duration})',
  'unit.in': 'in {duration}',
  'unit.at': 'at {time} UTC',
  'unit.at-in': 'at {time} UTC (in {duration})',

  // Status words
  'status.queued': 'Waiting',
  'status.submitting': 'Starting',
  'status.running': 'Drawing',
  'status.succeeded': 'Done',
  'status.failed': 'Failed',
  'status.canceled': 'Canceled',

  // Button labels
  'button.again': 'Again',
  'button.vary': 'Vary',
  'button.2k': '2K',
  'button.4k': '4K',
  'button.favourite': 'Favourite',
  'button.undo': 'Undo',
  'button.share': 'Share here',
  'button.delete': 'Delete',
  'button.reuse': 'Reuse',
  'button.subtle': 'Subtle',
  'button.strong': 'Strong',
  'button.remove': 'Delete for good',
  'button.drop': 'Delete',
  'button.more': 'More',
  'button.less': 'Less',
  'button.older': 'Older',
  'button.newer': 'Newer',
  'button.favolder': 'Older',
  'button.favnewer': 'Newer',
  'button.history': 'All pictures',
  'button.favourites': 'Favourites',
  'button.edit': 'Edit',
  'button.region': 'Select region',
  'button.retry': 'Retry',
  'button.cancel': 'Cancel',
  'button.original': 'Original file',
  'button.make': 'Make it',
  'button.show': 'Show',

  // The prompt helper
  'helper.described': 'A prompt that could make such a picture; nothing is drawn before you say so:',
  'helper.suggested': 'This could stand in place of your prompt; nothing is drawn before you choose:',
  'helper.imagine': 'Imagine this',
  'helper.use': 'Use it',
  'helper.edit': 'Edit first',
  'helper.keep': 'Keep mine',

  // A key of one’s own at a gateway
  'error.own-key-refused':
    '{provider} refused your own key, so nothing was made; give a new one with /key set, or take it back with /key remove.',
  'error.own-key-revoked':
    '{provider} no longer takes your own key, so this picture cannot be fetched; give a new key with /key set and try again.',
  'error.own-key-missing':
    'Your own key was taken back before this was made, so nothing was bought; ask again to have it made from your quota.',
  'error.own-key-unreadable':
    'Your own key can no longer be read here, so nothing was bought; give it again with /key set, or take it back with /key remove.',
  'outcome.own-key': '{price, select, none {paid with own key} other {{price}, paid with own key}}',
  'quota.own-keys':
    'Your own key pays {providers}: pictures made there count against your pictures and cost none of your dollars here.',
  'privacy.own-keys': '{count, plural, one {# key} other {# keys}} of your own for gateways, encrypted',
  'own-key.kept':
    'Your key for {provider}, ending in {end}, is kept encrypted: what you have made there is paid with it from now on. /key remove takes it back.',
  'own-key.line': '{provider}: your key ending in {end}',
  'own-key.line-unreadable': '{provider}: your key can no longer be read; give it again with /key set.',
  'own-key.none': 'No key of yours is kept here; /key set brings one for {providers}.',
  'own-key.off': 'Keys of one’s own are not taken here; ask whoever runs this bot to allow them.',
  'own-key.not-a-key':
    'That does not look like a key; copy the whole key from your account at the gateway and give it again.',
  'own-key.not-offered': 'Say for which gateway: keys are taken for {providers}.',
  'own-key.removed':
    'Your key for {providers} is removed; from now on your quota pays. What is being made with it right now is still brought.',
  'own-key.form-title': 'Your own gateway key',
  'own-key.gateway': 'Gateway',
  'own-key.key': 'Key',
  'own-key.remove': 'Remove key: {provider}',
  'own-key.misplaced':
    'That looks like a gateway key, so it was not kept and nothing was made of it; bring it with {command}.',
  'own-key.deleted': 'I deleted your message with the key.',
  'own-key.not-deleted': 'I could not delete your message with the key; please delete it yourself.',
} as const;
