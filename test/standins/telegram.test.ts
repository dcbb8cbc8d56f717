import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Bot, GrammyError, HttpError, InlineKeyboard, InputFile, InputMediaBuilder } from 'grammy';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import type { ChatHandle } from '../support/telegram/chat-handle.ts';
import { identify } from '../support/telegram/file-store.ts';
import type { Participant } from '../support/telegram/participant.ts';
import { TelegramStandin } from '../support/telegram/telegram-standin.ts';
import type { Update } from '../support/telegram/update-queue.ts';
import type { UserHandle } from '../support/telegram/user-handle.ts';

let telegram: TelegramStandin;
let bot: Bot;
let ada: UserHandle;
let chat: Participant;

beforeEach(async () => {
  telegram = new TelegramStandin();
  const { apiUrl, token } = await telegram.start();
  bot = new Bot(token, { client: { apiRoot: apiUrl, timeoutSeconds: 5 } });
  ada = telegram.user({ firstName: 'Ada', languageCode: 'zh' });
  chat = ada.privateChat();
});

afterEach(async () => {
  await bot.stop();
  await telegram.stop();
});

function picture(width = 64, height = 48, colour = '#37c'): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: colour } })
    .png()
    .toBuffer();
}

/** The refusal as `[error_code, description]`, or the thrown error itself. */
async function refusal(call: Promise<unknown>): Promise<unknown> {
  const error = await call.then(
    () => 'accepted',
    (thrown: unknown) => thrown,
  );
  return error instanceof GrammyError ? [error.error_code, error.description] : error;
}

async function poll(parameters: object): Promise<readonly Update[]> {
  const answer = await fetch(`${telegram.apiUrl}/bot${telegram.token}/getUpdates`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(parameters),
  });
  const { result } = (await answer.json()) as { result: Update[] };
  return result;
}

describe('a conversation with a polling bot', () => {
  it('carries text, buttons, presses, edits, actions and reactions', async () => {
    bot.command('imagine', async (ctx) => {
      await ctx.replyWithChatAction('upload_photo');
      await ctx.react('👀');
      await ctx.reply(`on it: ${ctx.match}`, {
        reply_markup: new InlineKeyboard().text('Again', 'again:1').url('Site', 'https://limner.example'),
        reply_parameters: { message_id: ctx.msg.message_id },
      });
    });
    bot.callbackQuery('again:1', async (ctx) => {
      await ctx.answerCallbackQuery({ text: 'once more' });
      await ctx.editMessageText('done');
    });
    const running = bot.start();

    const request = await chat.send('/imagine a cat');
    const status = await chat.chat.waitForBot();
    expect(status.view()).toEqual({
      id: status.id,
      from: 'bot',
      kind: 'text',
      text: 'on it: a cat',
      buttons: [['Again', 'Site']],
      edits: 0,
      replyToId: request.id,
    });
    expect(chat.chat.actions()).toEqual(['upload_photo']);
    expect(request.view().botReaction).toBe('👀');

    const press = chat.press(status, 'Again');
    expect(await press.answer()).toEqual({ text: 'once more', showAlert: false, url: '' });
    await eventually(() => expect(status.view()).toMatchObject({ text: 'done', edits: 1, buttons: [] }));

    await bot.stop();
    await running;
  });

  it('delivers an update twice when asked to', async () => {
    const seen: number[] = [];
    bot.on('message', (ctx) => void seen.push(ctx.update.update_id));
    void bot.start();

    const { update } = await chat.send('a cat');
    await eventually(() => expect(seen).toHaveLength(1));
    telegram.redeliver();

    await eventually(() => expect(seen).toEqual([update?.update_id, update?.update_id]));
  });

  it('keeps updates and messages while it is offline', async () => {
    await telegram.goOffline();
    await expect(bot.api.getMe()).rejects.toBeInstanceOf(HttpError);
    await chat.send('still here?');
    await telegram.goOnline();

    expect(await poll({ timeout: 0 })).toHaveLength(1);
  });
});

describe('getUpdates', () => {
  it('repeats updates until an offset confirms them', async () => {
    await chat.send('one');
    await chat.send('two');
    await chat.send('three');
    const ids = (updates: readonly Update[]): number[] => updates.map(({ update_id: id }) => id);
    const all = ids(telegram.updates);

    expect(ids(await poll({}))).toEqual(all);
    expect(ids(await poll({ limit: 2 }))).toEqual(all.slice(0, 2));
    expect(ids(await poll({ offset: all[1] }))).toEqual(all.slice(1));
    expect(ids(await poll({}))).toEqual(all.slice(1));
  });

  it('forgets all but the newest with a negative offset', async () => {
    for (const text of ['one', 'two', 'three']) await chat.send(text);

    expect(await poll({ offset: -1 })).toEqual([telegram.updates[2]]);
    expect(await poll({})).toEqual([telegram.updates[2]]);
  });

  it('waits for the next update, and ends empty when the time is up', async () => {
    telegram.settings.longPollScale = 0.01;
    expect(await poll({ timeout: 1 })).toEqual([]);

    telegram.settings.longPollScale = 1;
    const waiting = poll({ timeout: 5 });
    await eventually(() => expect(telegram.log.polls).toBe(2));
    await chat.sendAlbum([await picture(), await picture()], { caption: 'both' });

    expect(await waiting).toHaveLength(2);
  });

  it('ends the older of two pollers with 409', async () => {
    const older = refusal(bot.api.getUpdates({ timeout: 5 }));
    await eventually(() => expect(telegram.log.polls).toBe(1));
    const newer = bot.api.getUpdates({ timeout: 5 });

    expect(await older).toEqual([
      409,
      'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
    ]);
    await chat.send('a cat');
    expect(await newer).toHaveLength(1);
  });

  it('refuses with 409 while a webhook is set, and delivers to the webhook instead', async () => {
    await bot.api.setWebhook(`${telegram.apiUrl}/nowhere`, { secret_token: 's3cret' });
    await chat.send('a cat');

    expect(await refusal(bot.api.getUpdates())).toEqual([
      409,
      "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    ]);
    await eventually(async () =>
      expect(await bot.api.getWebhookInfo()).toMatchObject({
        pending_update_count: 1,
        last_error_message: 'Wrong response from the webhook: 404 Not Found',
      }),
    );
    await bot.api.deleteWebhook();
    expect(await bot.api.getUpdates()).toHaveLength(1);
  });

  it('sends the types that were asked for, and remembers the list', async () => {
    await poll({ allowed_updates: ['callback_query'] });
    await chat.send('unheard');
    await poll({ allowed_updates: [] });
    await chat.send('heard');

    expect((await poll({})).map((update) => update['message'])).toEqual([
      expect.objectContaining({ text: 'heard' }),
    ]);
  });
});

describe('sending', () => {
  it.each([
    { text: '', description: 'Bad Request: message text is empty' },
    { text: ' \n ', description: 'Bad Request: text must be non-empty' },
    { text: 'x'.repeat(4097), description: 'Bad Request: message is too long' },
  ])('refuses a text: $description', async ({ text, description }) => {
    expect(await refusal(bot.api.sendMessage(chat.chat.id, text))).toEqual([400, description]);
  });

  it.each([
    { mode: 'HTML', text: 'a <x>b</x>', error: 'Unsupported start tag "x" at byte offset 2' },
    {
      mode: 'HTML',
      text: 'ü <b>b</i>',
      error: 'Unmatched end tag at byte offset 7, expected "</b>", found "</i>"',
    },
    { mode: 'HTML', text: '<b>b', error: 'Can\'t find end tag corresponding to start tag "b"' },
    { mode: 'HTML', text: 'a < b', error: 'Unclosed start tag at byte offset 2' },
    {
      mode: 'MarkdownV2',
      text: 'a cat.',
      error: "Character '.' is reserved and must be escaped with the preceding '\\'",
    },
    { mode: 'MarkdownV2', text: 'a *cat', error: "Can't find end of Bold entity at byte offset 2" },
    { mode: 'Markdown', text: 'a _cat', error: "Can't find end of the entity starting at byte offset 2" },
  ] as const)('refuses broken $mode: $error', async ({ mode, text, error }) => {
    expect(await refusal(bot.api.sendMessage(chat.chat.id, text, { parse_mode: mode }))).toEqual([
      400,
      `Bad Request: can't parse entities: ${error}`,
    ]);
  });

  it('reads HTML, MarkdownV2 and given entities into the same message, with offsets in UTF-16', async () => {
    const expected = [{ type: 'bold', offset: 3, length: 3 }];
    const sent = [
      await bot.api.sendMessage(chat.chat.id, '🐈 <b>cat</b>', { parse_mode: 'HTML' }),
      await bot.api.sendMessage(chat.chat.id, '🐈 *cat*', { parse_mode: 'MarkdownV2' }),
      await bot.api.sendMessage(chat.chat.id, '🐈 cat', {
        entities: [{ type: 'bold', offset: 3, length: 3 }],
      }),
    ];

    expect(sent.map(({ text, entities }) => ({ text, entities }))).toEqual(
      sent.map(() => ({ text: '🐈 cat', entities: expected })),
    );
    const splitting = bot.api.sendMessage(chat.chat.id, '🐈 cat', {
      entities: [{ type: 'bold', offset: 1, length: 3 }],
    });
    expect(await refusal(splitting)).toEqual([
      400,
      'Bad Request: entity beginning at UTF-16 offset 1 ends in a middle of a UTF-16 symbol at UTF-16 offset 4',
    ]);
  });

  it.each([
    { button: { text: 'x', callback_data: 'ü'.repeat(33) }, error: 'BUTTON_DATA_INVALID' },
    {
      button: { text: 'x' },
      error: "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    },
    {
      button: { text: 'x', callback_data: 'a', url: 'https://a.example' },
      error: "can't parse inline keyboard button: exactly one action is allowed, got url, callback_data",
    },
    {
      button: { text: 'x', url: 'http://localhost:3000' },
      error: "inline keyboard button URL 'http://localhost:3000' is invalid: Wrong HTTP URL",
    },
  ])('refuses a button: $error', async ({ button, error }) => {
    const sending = bot.api.sendMessage(chat.chat.id, 'hi', {
      reply_markup: { inline_keyboard: [[button as { text: string; callback_data: string }]] },
    });

    expect(await refusal(sending)).toEqual([400, `Bad Request: ${error}`]);
  });

  it('recompresses a photo into JPEG sizes and keeps what was uploaded recognisable', async () => {
    const bytes = await picture(3000, 1500);
    const sent = await bot.api.sendPhoto(chat.chat.id, new InputFile(bytes, 'cat.png'), { caption: 'a cat' });

    expect(sent.photo.map(({ width, height }) => [width, height])).toEqual([
      [90, 45],
      [320, 160],
      [800, 400],
      [1280, 640],
      [2560, 1280],
    ]);
    const shown = chat.chat.message(sent.message_id);
    expect(shown.view().picture).toEqual({
      width: 2560,
      height: 1280,
      uploadedSha256: identify(bytes).sha256,
      uploadedLength: bytes.length,
    });
    expect(await sharp(shown.bytes()).metadata()).toMatchObject({ format: 'jpeg', width: 2560 });
    expect(telegram.requestsOf('sendPhoto')).toMatchObject([
      {
        payload: { chat_id: String(chat.chat.id), caption: 'a cat' },
        files: [{ name: 'cat.png', ...identify(bytes) }],
        outcome: { kind: 'answered', status: 200 },
      },
    ]);
  });

  it('refuses photos that are too large, too wide, too thin or no pictures', async () => {
    const send = (bytes: Uint8Array): Promise<unknown> =>
      refusal(bot.api.sendPhoto(chat.chat.id, new InputFile(bytes)));
    telegram.settings.maxPhotoBytes = 10_000;

    expect(await send(new Uint8Array(10_001))).toEqual([
      400,
      'Bad Request: file of size 10001 bytes is too big for a photo; the maximum size is 10000 bytes',
    ]);
    telegram.settings.maxPhotoBytes = 10 * 1_048_576;
    expect(await send(await picture(6000, 4001))).toEqual([400, 'Bad Request: PHOTO_INVALID_DIMENSIONS']);
    expect(await send(await picture(210, 10))).toEqual([400, 'Bad Request: PHOTO_INVALID_DIMENSIONS']);
    expect(await send(Buffer.from('no picture'))).toEqual([400, 'Bad Request: IMAGE_PROCESS_FAILED']);
    expect(await send(new Uint8Array())).toEqual([400, 'Bad Request: file must be non-empty']);
  });

  it('leaves documents untouched and refuses those over the limit with 413', async () => {
    const bytes = await picture();
    telegram.settings.maxUploadBytes = bytes.length;
    const sent = await bot.api.sendDocument(chat.chat.id, new InputFile(bytes, 'cat.png'));

    expect(chat.chat.message(sent.message_id).view().file).toEqual({
      name: 'cat.png',
      mediaType: 'image/png',
      ...identify(bytes),
    });
    telegram.settings.maxUploadBytes = bytes.length - 1;
    expect(await refusal(bot.api.sendDocument(chat.chat.id, new InputFile(bytes, 'cat.png')))).toEqual([
      413,
      'Request Entity Too Large',
    ]);
  });

  it('sends again by file_id, of the same kind only', async () => {
    const { photo } = await bot.api.sendPhoto(chat.chat.id, new InputFile(await picture()));
    const fileId = photo.at(-1)?.file_id ?? '';
    const again = await bot.api.sendPhoto(chat.chat.id, fileId);

    expect(again.photo).toEqual(photo);
    expect(await refusal(bot.api.sendDocument(chat.chat.id, fileId))).toEqual([
      400,
      "Bad Request: can't use file of type Photo as Document",
    ]);
    expect(await refusal(bot.api.sendPhoto(chat.chat.id, 'nonsense'))).toEqual([
      400,
      'Bad Request: wrong remote file identifier specified: Wrong string length',
    ]);
  });

  it('groups two to ten pictures of one kind, without a keyboard', async () => {
    const photo = async () => InputMediaBuilder.photo(new InputFile(await picture()));
    const document = async () => InputMediaBuilder.document(new InputFile(await picture(), 'a.png'));
    const items = [await photo(), await photo()];
    items[0] = { ...(await photo()), caption: 'two cats' };
    await bot.api.sendMediaGroup(chat.chat.id, items);

    expect(new Set(chat.chat.visible().map(({ mediaGroupId }) => mediaGroupId)).size).toBe(1);
    expect(chat.chat.visible().map(({ kind, text }) => [kind, text])).toEqual([
      ['photo', 'two cats'],
      ['photo', ''],
    ]);
    expect(await refusal(bot.api.sendMediaGroup(chat.chat.id, [await photo()]))).toEqual([
      400,
      'Bad Request: there must be at least 2 messages in an album',
    ]);
    const eleven = await Promise.all(Array.from({ length: 11 }, photo));
    expect(await refusal(bot.api.sendMediaGroup(chat.chat.id, eleven))).toEqual([
      400,
      'Bad Request: too many messages to send as an album',
    ]);
    const mixed = [await photo(), await document()] as Parameters<typeof bot.api.sendMediaGroup>[1];
    expect(await refusal(bot.api.sendMediaGroup(chat.chat.id, mixed))).toEqual([
      400,
      "Bad Request: document can't be mixed with other media types",
    ]);
  });

  it('refuses a reply to a message that is gone, unless told to go on without', async () => {
    const request = await chat.send('a cat');
    await chat.delete(request);
    const reply = (allow: boolean) =>
      bot.api.sendMessage(chat.chat.id, 'here', {
        reply_parameters: { message_id: request.id, allow_sending_without_reply: allow },
      });

    expect(await refusal(reply(false))).toEqual([400, 'Bad Request: message to be replied not found']);
    expect(await reply(true)).not.toHaveProperty('reply_to_message');
  });
});

describe('editing', () => {
  it('turns a text into a picture, with one post however often it is repeated', async () => {
    const status = await bot.api.sendMessage(chat.chat.id, 'painting …');
    const bytes = await picture();
    const edit = () =>
      bot.api.editMessageMedia(
        chat.chat.id,
        status.message_id,
        InputMediaBuilder.photo(new InputFile(bytes), { caption: 'a cat' }),
      );
    await edit();
    await edit();

    expect(chat.chat.visible()).toMatchObject([{ kind: 'photo', text: 'a cat', edits: 2 }]);
    const { messages, doubles } = telegram.picturePosts();
    expect({ messages, doubles }).toEqual({ messages: 1, doubles: [] });

    await bot.api.sendPhoto(chat.chat.id, new InputFile(bytes));
    expect(telegram.picturePosts().doubles.map((posts) => posts.length)).toEqual([2]);
  });

  it('says in the words of the server why an edit is impossible', async () => {
    const mine = await bot.api.sendMessage(chat.chat.id, 'hello');
    const forced = await bot.api.sendMessage(chat.chat.id, 'words?', { reply_markup: { force_reply: true } });
    const theirs = await chat.send('hello');
    const edit = (id: number, text: string) => refusal(bot.api.editMessageText(chat.chat.id, id, text));

    expect(await edit(mine.message_id, 'hello')).toEqual([
      400,
      'Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    ]);
    expect(await edit(theirs.id, 'x')).toEqual([400, "Bad Request: message can't be edited"]);
    expect(await edit(forced.message_id, 'x')).toEqual([400, "Bad Request: message can't be edited"]);
    expect(await edit(99_999, 'x')).toEqual([400, 'Bad Request: message to edit not found']);
    expect(
      await refusal(bot.api.editMessageCaption(chat.chat.id, mine.message_id, { caption: 'x' })),
    ).toEqual([400, 'Bad Request: there is no caption in the message to edit']);

    chat.chat.message(mine.message_id).vanish();
    expect(await edit(mine.message_id, 'x')).toEqual([400, 'Bad Request: message to edit not found']);
  });

  it('keeps an album item within its kind, and takes the keyboard away when none is given', async () => {
    const [item] = await bot.api.sendMediaGroup(chat.chat.id, [
      InputMediaBuilder.photo(new InputFile(await picture())),
      InputMediaBuilder.photo(new InputFile(await picture())),
    ]);
    const document = InputMediaBuilder.document(new InputFile(await picture(), 'a.png'));
    expect(await refusal(bot.api.editMessageMedia(chat.chat.id, item?.message_id ?? 0, document))).toEqual([
      400,
      "Bad Request: can't use the media of the specified type in the album",
    ]);

    const keyboard = { reply_markup: new InlineKeyboard().text('Again', 'a') };
    const { message_id: id } = await bot.api.sendMessage(chat.chat.id, 'hello', keyboard);
    await bot.api.editMessageText(chat.chat.id, id, 'bye');
    expect(chat.chat.message(id).view()).toMatchObject({ text: 'bye', buttons: [] });
  });
});

describe('files', () => {
  it('hands out what users sent, by a link with the token that lives for an hour', async () => {
    const bytes = await picture(200, 100);
    await chat.sendDocument(bytes, { fileName: 'cat.png', caption: 'make it blue' });
    const [update] = await bot.api.getUpdates();
    const file = await bot.api.getFile(update?.message?.document?.file_id ?? '');
    const url = telegram.fileUrlPrefix + (file.file_path ?? '');

    expect(update?.message?.caption).toBe('make it blue');
    expect(Buffer.from(await (await fetch(url)).arrayBuffer())).toEqual(bytes);
    expect((await fetch(url.replace(telegram.token, '1:wrong'))).status).toBe(401);
    telegram.advance(3_600_001);
    expect((await fetch(url)).status).toBe(404);
  });

  it('refuses to hand out more than 20 MB', async () => {
    telegram.settings.maxDownloadBytes = 10;
    await chat.sendDocument(await picture());
    const [update] = await bot.api.getUpdates();

    expect(await refusal(bot.api.getFile(update?.message?.document?.file_id ?? ''))).toEqual([
      400,
      'Bad Request: file is too big',
    ]);
  });

  it('delivers an album as one update per item with the caption on one', async () => {
    await chat.sendAlbum([await picture(), await picture(), await picture()], { caption: 'join them' });
    const updates = await bot.api.getUpdates();

    expect(new Set(updates.map((update) => update.message?.media_group_id)).size).toBe(1);
    expect(updates.map((update) => update.message?.caption)).toEqual(['join them', undefined, undefined]);
  });
});

describe('groups', () => {
  it('shows a bot in privacy mode only what is meant for it', async () => {
    const group = telegram.supergroup();
    const posted = await bot.api.sendMessage(group.id, 'hello');
    const said = [
      await group.send(ada, 'just talking'),
      await group.send(ada, '@limner_bot a cat'),
      await group.send(ada, '/imagine@limner_bot a cat'),
      await group.send(ada, '/imagine@other_bot a cat'),
      await group.as(ada).reply(group.message(posted.message_id), 'bluer'),
      await group.as(ada).sendPhoto(await picture(), { caption: '/imagine@limner_bot bluer' }),
    ];

    expect(said.map(({ update }) => update !== undefined)).toEqual([false, false, true, false, true, true]);
    group.promoteBot(ada);
    expect((await group.send(ada, '@limner_bot a cat')).update).toBeDefined();
  });

  it('keeps forum topics apart and refuses lost ones', async () => {
    const forum = telegram.supergroup({ isForum: true });
    const topic = forum.createTopic('Cats', ada);
    const request = await forum.send(ada, '/imagine a cat', { topic });
    const [update] = await bot.api.getUpdates();
    expect(update?.message).toMatchObject({
      message_thread_id: topic,
      is_topic_message: true,
      // The trap: not a reply, and yet it names the message that made the topic.
      reply_to_message: { message_id: topic, forum_topic_created: { name: 'Cats' } },
    });

    await bot.api.sendMessage(forum.id, 'in the topic', { message_thread_id: topic });
    await bot.api.sendMessage(forum.id, 'in General', { reply_parameters: { message_id: request.id } });
    expect(forum.visible({ topic }).map(({ text }) => text)).toEqual(['/imagine a cat', 'in the topic']);

    const lost = [400, 'Bad Request: message thread not found'];
    expect(await refusal(bot.api.sendMessage(forum.id, 'x', { message_thread_id: 1 }))).toEqual(lost);
    forum.deleteTopic(topic);
    expect(await refusal(bot.api.sendMessage(forum.id, 'x', { message_thread_id: topic }))).toEqual(lost);
  });

  it('tells of a migration with the new id, and of missing rights', async () => {
    const group = telegram.group();
    const next = group.migrate(ada);
    const error = await bot.api.sendMessage(group.id, 'x').catch((thrown: unknown) => thrown);

    expect(error).toMatchObject({
      error_code: 400,
      description: 'Bad Request: group chat was upgraded to a supergroup chat',
      parameters: { migrate_to_chat_id: next.id },
    });
    next.restrict({ can_send_photos: false });
    expect(await refusal(bot.api.sendPhoto(next.id, new InputFile(await picture())))).toEqual([
      400,
      'Bad Request: not enough rights to send photos to the chat',
    ]);
    next.kickBot(ada);
    expect(await refusal(bot.api.sendMessage(next.id, 'x'))).toEqual([
      403,
      'Forbidden: bot was kicked from the supergroup chat',
    ]);
  });
});

describe('lost private chats', () => {
  const cases: readonly [
    name: string,
    lose: (user: UserHandle, chat: ChatHandle) => unknown,
    error: unknown,
  ][] = [
    ['blocked', (user) => user.privateChat().block(), [403, 'Forbidden: bot was blocked by the user']],
    ['deactivated', (user) => user.deactivate(), [403, 'Forbidden: user is deactivated']],
    ['deleted', (_user, lost) => lost.delete(), [400, 'Bad Request: chat not found']],
  ];
  it.each(cases)('says so when the chat is %s', async (_name, lose, error) => {
    await lose(ada, chat.chat);

    expect(await refusal(bot.api.sendMessage(chat.chat.id, 'x'))).toEqual(error);
  });

  it('does not let the bot write first', async () => {
    const eve = telegram.user({ firstName: 'Eve' }).privateChat({ started: false });

    expect(await refusal(bot.api.sendMessage(eve.chat.id, 'x'))).toEqual([
      403,
      "Forbidden: bot can't initiate conversation with a user",
    ]);
    expect(await refusal(bot.api.sendMessage(12_345, 'x'))).toEqual([400, 'Bad Request: chat not found']);
  });
});

describe('commands', () => {
  it('keeps a list per scope and language and shows each person theirs', async () => {
    const english = [{ command: 'imagine', description: 'Make a picture' }];
    const chinese = [{ command: 'imagine', description: '生成图片' }];
    await bot.api.setMyCommands(english);
    await bot.api.setMyCommands(chinese, { language_code: 'zh' });

    expect(await bot.api.getMyCommands({ language_code: 'zh' })).toEqual(chinese);
    expect(telegram.commandsSeenBy(ada, chat.chat)).toEqual(chinese);
    expect(telegram.commandsSeenBy(telegram.user({ languageCode: 'fr' }), chat.chat)).toEqual(english);
    expect(await refusal(bot.api.setMyCommands([{ command: 'Imagine', description: 'x' }]))).toEqual([
      400,
      'Bad Request: BOT_COMMAND_INVALID',
    ]);
    expect(await refusal(bot.api.setMyCommands([{ command: 'imagine', description: '' }]))).toEqual([
      400,
      'Bad Request: BOT_COMMAND_DESCRIPTION_INVALID',
    ]);
  });
});

describe('limits and faults', () => {
  it('lets one message a second into a chat and says how long to wait', async () => {
    let now = 1_700_000_000_000;
    await telegram.stop();
    telegram = new TelegramStandin({
      now: () => now,
      settings: { limits: { messagesPerChatPerSecond: 1, messagesPerGroupPerMinute: 20 } },
    });
    const { apiUrl, token } = await telegram.start();
    bot = new Bot(token, { client: { apiRoot: apiUrl } });
    const group = telegram.group();
    for (let index = 0; index < 20; index += 1) {
      await bot.api.sendMessage(group.id, `${index}`);
      now += 1_000;
    }

    const error = await bot.api.sendMessage(group.id, 'one more').catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      error_code: 429,
      description: 'Too Many Requests: retry after 40',
      parameters: { retry_after: 40 },
    });
    now += 40_000;
    await bot.api.sendMessage(group.id, 'one more');
  });

  it.each([
    { how: { kind: 'rate-limit', retryAfterSeconds: 7 }, code: 429, parameters: { retry_after: 7 } },
    { how: { kind: 'rate-limit-without-wait' }, code: 429, parameters: {} },
    { how: { kind: 'internal-error' }, code: 500, parameters: {} },
    { how: { kind: 'too-large' }, code: 413, parameters: {} },
  ] as const)('answers $how.kind once and then behaves', async ({ how, code, parameters }) => {
    const fault = telegram.misbehave({ method: 'sendMessage', how });

    const error = await bot.api.sendMessage(chat.chat.id, 'x').catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ error_code: code, parameters });
    await bot.api.sendMessage(chat.chat.id, 'x');
    expect(chat.chat.visible()).toHaveLength(1);
    expect(fault.count()).toBe(1);
  });

  it.each([
    { how: { kind: 'drop-before' }, shown: 0 },
    { how: { kind: 'drop-after' }, shown: 1 },
    { how: { kind: 'server-error', status: 502 }, shown: 0 },
    { how: { kind: 'hang-after' }, shown: 1 },
  ] as const)('leaves the outcome unknown on $how.kind', async ({ how, shown }) => {
    telegram.misbehave({ method: 'sendPhoto', how });
    const impatient = new Bot(telegram.token, { client: { apiRoot: telegram.apiUrl, timeoutSeconds: 1 } });

    const sending = impatient.api.sendPhoto(chat.chat.id, new InputFile(await picture()));
    await expect(sending).rejects.toBeInstanceOf(HttpError);
    expect(chat.chat.visible()).toHaveLength(shown);
  });

  it('answers a press once and refuses a late answer', async () => {
    const keyboard = { reply_markup: new InlineKeyboard().text('Again', 'a') };
    const { message_id: id } = await bot.api.sendMessage(chat.chat.id, 'hello', keyboard);
    chat.press(chat.chat.message(id), 'Again');
    const [update] = await bot.api.getUpdates();
    const queryId = update?.callback_query?.id ?? '';
    telegram.advance(telegram.settings.callbackLifetimeMs + 1);

    expect(await refusal(bot.api.answerCallbackQuery(queryId))).toEqual([
      400,
      'Bad Request: query is too old and response timeout expired or query ID is invalid',
    ]);
  });

  it('refuses a wrong token and an unknown method', async () => {
    const stranger = new Bot('1:wrong', { client: { apiRoot: telegram.apiUrl } });

    expect(await refusal(stranger.api.getMe())).toEqual([401, 'Unauthorized']);
    const unknown = await fetch(`${telegram.apiUrl}/bot${telegram.token}/paintPicture`);
    expect(await unknown.json()).toEqual({
      ok: false,
      error_code: 404,
      description: 'Not Found: method not found',
    });
  });
});

describe('webhooks', () => {
  it('posts updates in order with the secret, and again until they are taken', async () => {
    const received: unknown[] = [];
    const receiver = createServer((request, response) => {
      request.resume();
      received.push(request.headers['x-telegram-bot-api-secret-token']);
      response.writeHead(received.length === 1 ? 500 : 200).end();
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    const { port } = receiver.address() as AddressInfo;
    telegram.settings.webhookRetryMs = 1;
    await chat.send('before');

    await bot.api.setWebhook(`http://127.0.0.1:${port}/telegram`, { secret_token: 's3cret' });
    await chat.send('after');

    await eventually(() => expect(received).toEqual(['s3cret', 's3cret', 's3cret']));
    await eventually(() => expect(telegram.pendingUpdates).toBe(0));
    await new Promise((resolve) => receiver.close(resolve));
  });

  it.each([
    ['http://limner.example', 'Bad Request: bad webhook: An HTTPS URL must be provided for webhook'],
    [
      'https://limner.example:3000',
      'Bad Request: bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443',
    ],
  ])('refuses %s', async (url, description) => {
    expect(await refusal(bot.api.setWebhook(url))).toEqual([400, description]);
  });
});

describe('uploads of every form', () => {
  it('takes streams and names in other scripts', async () => {
    const bytes = await picture();
    const stream = new InputFile(async function* () {
      yield bytes.subarray(0, 10);
      yield bytes.subarray(10);
    }, 'cat-猫.png');
    await bot.api.sendDocument(chat.chat.id, stream);

    expect(chat.chat.visible().map(({ file }) => file)).toEqual([
      { name: 'cat-猫.png', mediaType: 'image/png', ...identify(bytes) },
    ]);
  });

  it('fetches a photo by its address', async () => {
    const bytes = await picture();
    const host = createServer((request, response) => {
      const mediaType = request.url === '/cat.png' ? 'image/png' : 'text/html';
      response.writeHead(200, { 'content-type': mediaType }).end(bytes);
    });
    await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
    const { port } = host.address() as AddressInfo;

    await bot.api.sendPhoto(chat.chat.id, `http://127.0.0.1:${port}/cat.png`);
    expect(chat.chat.visible()).toMatchObject([{ picture: { uploadedSha256: identify(bytes).sha256 } }]);
    expect(await refusal(bot.api.sendPhoto(chat.chat.id, `http://127.0.0.1:${port}/page`))).toEqual([
      400,
      'Bad Request: wrong type of the web page content',
    ]);
    host.closeAllConnections();
    host.close();
  });

  it('takes urlencoded calls and arguments in the address', async () => {
    const url = `${telegram.apiUrl}/bot${telegram.token}/SENDMESSAGE?chat_id=${chat.chat.id}`;
    await fetch(url, { method: 'POST', body: new URLSearchParams({ text: 'hello' }) });

    expect(chat.chat.visible()).toMatchObject([{ text: 'hello' }]);
  });
});

describe('copying and deleting', () => {
  it('copies without the sender and forwards with them', async () => {
    const theirs = await chat.sendPhoto(await picture(), { caption: 'mine' });
    const { id } = chat.chat;
    await bot.api.copyMessage(id, id, theirs.id, { caption: 'a copy' });
    const forwarded = await bot.api.forwardMessage(id, id, theirs.id);

    expect(chat.chat.visible().map(({ from, text }) => [from, text])).toEqual([
      ['Ada', 'mine'],
      ['bot', 'a copy'],
      ['bot', 'mine'],
    ]);
    expect(forwarded.forward_origin).toMatchObject({ type: 'user', sender_user: { id: ada.id } });
  });

  it('deletes its own messages for two days, and in groups no one else’s', async () => {
    const group = telegram.group();
    const theirs = await group.send(ada, '/imagine a cat');
    const { message_id: recent } = await bot.api.sendMessage(group.id, 'recent');
    await bot.api.deleteMessage(group.id, recent);
    const { message_id: old } = await bot.api.sendMessage(group.id, 'old');
    telegram.advance(49 * 3_600_000);

    expect(await refusal(bot.api.deleteMessage(group.id, recent))).toEqual([
      400,
      'Bad Request: message to delete not found',
    ]);
    expect(await refusal(bot.api.deleteMessage(group.id, old))).toEqual([
      400,
      "Bad Request: message can't be deleted for everyone",
    ]);
    expect(await refusal(bot.api.deleteMessages(group.id, [theirs.id]))).toEqual([
      400,
      "Bad Request: message can't be deleted",
    ]);
    expect(group.visible().map(({ text }) => text)).toEqual(['/imagine a cat', 'old']);
  });
});

describe('a person with curl', () => {
  it('sends, looks and presses', async () => {
    const post = async (action: string, body: Record<string, string>): Promise<unknown> => {
      const url = `${telegram.apiUrl}/standin/${action}`;
      return (await fetch(url, { method: 'POST', body: new URLSearchParams(body) })).json();
    };
    bot.on('message', (ctx) => ctx.reply('hi', { reply_markup: new InlineKeyboard().text('Again', 'a') }));
    bot.on('callback_query', (ctx) => ctx.answerCallbackQuery('pressed'));
    void bot.start();

    await post('send', { text: '/imagine a cat' });
    const shown = await eventually(async () => {
      const messages = (await post('messages', {})) as { id: number; from: string }[];
      return messages.find(({ from }) => from === 'bot') ?? false;
    });
    const pressed = await post('press', { message: String(shown && shown.id), button: 'Again' });

    expect(pressed).toEqual({ text: 'pressed', showAlert: false, url: '' });
  });
});

describe('inline queries', () => {
  it('are answered once and in time, with at most fifty results of files that the bot knows', async () => {
    expect(chat.inline('cat').update).toBeUndefined();
    telegram.setInlineMode(true);
    const sent = await bot.api.sendPhoto(chat.user.id, new InputFile(await picture(), 'a.png'));
    const file = sent.photo.at(-1)?.file_id ?? '';
    const result = (id: string, more: object = {}) => ({
      type: 'photo' as const,
      id,
      photo_file_id: file,
      ...more,
    });
    const query = chat.inline('cat', { offset: 'x:1' });
    expect(query.update).toMatchObject({
      inline_query: { id: query.id, from: { id: ada.id }, query: 'cat', offset: 'x:1', chat_type: 'sender' },
    });
    const answer = (results: object[], other = {}, id = query.id) =>
      refusal(
        bot.api.answerInlineQuery(id, results as Parameters<typeof bot.api.answerInlineQuery>[1], other),
      );
    const bad = (description: string) => [400, `Bad Request: ${description}`];

    expect(await answer([result('a'), result('a')])).toEqual(bad('RESULT_ID_DUPLICATE'));
    expect(await answer([result('é'.repeat(33))])).toEqual(bad('RESULT_ID_INVALID'));
    expect(await answer(Array.from({ length: 51 }, (_, at) => result(`${at}`)))).toEqual(
      bad('RESULTS_TOO_MUCH'),
    );
    expect(await answer([result('a', { photo_file_id: 'AgACunknown' })])).toEqual(
      bad('wrong remote file identifier specified: Wrong string length'),
    );
    expect(await answer([{ type: 'document', id: 'a', title: 'a', document_file_id: file }])).toEqual(
      bad("can't use file of type photo as document"),
    );
    expect(await answer([{ type: 'photo', id: 'a' }])).toEqual(bad('can\'t find field "photo_file_id"'));
    expect(await answer([], { next_offset: 'o'.repeat(65) })).toEqual(bad('NEXT_OFFSET_INVALID'));
    expect(await answer([], { button: { text: 'Start', start_parameter: 'no good' } })).toEqual(
      bad('START_PARAM_INVALID'),
    );
    expect(await answer([result('a', { title: 'A cat' })], { cache_time: 1, is_personal: true })).toBe(
      'accepted',
    );
    expect(query.current).toMatchObject({
      results: [{ id: 'a', title: 'A cat' }],
      cacheSeconds: 1,
      isPersonal: true,
    });
    const tooOld = bad('query is too old and response timeout expired or query ID is invalid');
    expect(await answer([])).toEqual(tooOld);
    const late = chat.inline('dog');
    telegram.advance(16_000);
    expect(await answer([], {}, late.id)).toEqual(tooOld);
    const shared = await chat.choose(query);
    expect(shared.update).toMatchObject({
      message: { via_bot: { id: telegram.backend.bot.id }, photo: sent.photo },
    });
  });
});
