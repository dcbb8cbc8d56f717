import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { picturesOf } from '../../../src/core/generation/generation.ts';
import { eventually } from '../../support/eventually.ts';
import type { MessageHandle } from '../../support/telegram/message-handle.ts';
import type { Participant } from '../../support/telegram/participant.ts';
import type { UserHandle } from '../../support/telegram/user-handle.ts';
import { readZip } from '../../support/read-zip.ts';
import { plainPicture } from './easel-provider.ts';
import { startTelegramUnderTest, type TelegramUnderTest } from './telegram-under-test.ts';

describe('a private chat on Telegram', () => {
  let limner: TelegramUnderTest;
  let ada: UserHandle;
  let chat: Participant;

  beforeEach(async () => {
    limner = await startTelegramUnderTest();
    ada = limner.telegram.user({ firstName: 'Ada' });
    chat = ada.privateChat();
  });

  afterEach(async () => {
    await limner.stop();
  });

  const untilPicture = (from: Participant = chat): Promise<MessageHandle> =>
    from.chat.waitForBot(({ kind }) => kind === 'photo');
  const untilText = (pattern: RegExp): Promise<MessageHandle> =>
    chat.chat.waitForBot(({ text }) => pattern.test(text));
  const botMessages = (): number => chat.chat.botMessages().length;

  it('turns plain text into a picture, in the one message that said how things stood', async () => {
    const request = await chat.send('a red fox in the snow');

    const result = await untilPicture();

    const generation = await limner.newest(ada);
    const [picture] = picturesOf(generation);
    expect(result.view()).toEqual({
      id: result.id,
      from: 'bot',
      kind: 'photo',
      text: expect.stringMatching(/^a red fox in the snow\n1k · sandbox · 64×48 px · .* · free\nSandbox: /),
      picture: {
        width: 64,
        height: 48,
        uploadedSha256: picture?.sha256,
        uploadedLength: picture?.byteLength,
      },
      buttons: [
        ['Again', 'Edit', 'Vary'],
        ['Select region', 'Original file'],
        ['2K', '4K', 'More'],
      ],
      // A word on how things stand may come before the picture.
      edits: expect.any(Number) as number,
      replyToId: request.id,
    });
    expect(generation).toMatchObject({
      requestKey: `telegram:${request.update?.update_id}`,
      requester: { userId: `telegram:${ada.id}`, chatId: `telegram:${chat.chat.id}`, locale: 'en' },
      request: { prompt: 'a red fox in the snow' },
    });
    expect(botMessages()).toBe(1);
    expect(limner.telegram.picturePosts().doubles).toEqual([]);
  });

  it('says with /privacy what is stored, hands it out as a zip file, and deletes it after a second press', async () => {
    await chat.send('a quiet fox');
    await untilPicture();
    await chat.send('/privacy');

    const told = await untilText(/• 1 picture made for you/);
    expect(told.view().buttons).toEqual([['Export as a zip file'], ['Delete…']]);
    await chat.press(told, 'Export as a zip file').answer();
    const file = await chat.chat.waitForBot(({ kind }) => kind === 'document');
    const zip = readZip(Buffer.from(file.bytes()));
    const [picture] = picturesOf(await limner.newest(ada));
    expect([...zip.keys()]).toEqual([
      ...['requests.json', 'ledger.json', 'other.json', `pictures/${picture?.pictureId}.png`],
    ]);
    await chat.press(told, 'Delete…').answer();
    const sure = await untilText(/^Delete all this for good\?/);
    expect(await chat.press(sure, 'Keep it').answer()).toMatchObject({ text: 'Nothing was deleted.' });
    await chat.press(sure, 'Delete everything').answer();
    await untilText(/^Deleted: 1 request, 1 picture/);
    await chat.send('/privacy');
    await untilText(/^Nothing is stored about you here/);
  });

  it('makes one generation of an update that is delivered twice', async () => {
    limner.easel.hold();
    const { update } = await chat.send('twice');
    await eventually(() => limner.easel.orders.length === 1);
    limner.telegram.redeliver(update);
    limner.easel.release();

    await untilPicture();
    limner.telegram.redeliver(update);
    await chat.send('/quota');
    await untilText(/You today/);

    expect(limner.easel.orders).toHaveLength(1);
    expect(botMessages()).toBe(2);
  });

  it('takes /imagine with flags, also with the dash that phones make', async () => {
    await chat.send('/imagine a wide valley —ar 16:9 --quality high --n 2');

    await eventually(() => limner.easel.orders.length === 1);

    const { request } = await limner.newest(ada);
    expect(request).toMatchObject({ prompt: 'a wide valley', ratio: '16:9', quality: 'high', count: 2 });
  });

  it.each([
    ['a cat --ratio 7:5', /“7:5” is not possible for ratio; use one of .*21:9/],
    ['a cat --raito 1:1', /There is no flag --raito/],
    ['a cat --count 9', /use 1–4/],
    ['a cat --provider nobody', /provider/],
    ['/describe', /No chat model is set up here/],
    ['/prompt expand a castle', /No chat model is set up here/],
    ['/imagine', /Say what to draw/],
    ['/imagine --ratio 1:1', /Say what to draw/],
  ])('answers "%s" with a sentence and buys nothing', async (text, sentence) => {
    await chat.send(text);

    await untilText(sentence);

    expect(limner.easel.orders).toEqual([]);
    expect(await limner.harness.core.history(`telegram:${ada.id}`)).toEqual([]);
    expect(botMessages()).toBe(1);
  });

  it('edits a photo with a caption', async () => {
    await chat.sendPhoto(await plainPicture(90, 60), { caption: 'make it night' });

    await untilPicture();

    const { request, references } = await limner.newest(ada);
    expect(request.prompt).toBe('make it night');
    expect(references).toMatchObject([{ width: 90, height: 60 }]);
  });

  it('edits a picture that is sent as a file', async () => {
    await chat.sendDocument(await plainPicture(90, 60), { caption: 'make it night', fileName: 'my cat.png' });

    await untilPicture();

    expect((await limner.newest(ada)).references).toMatchObject([
      { width: 90, height: 60, mediaType: 'image/png' },
    ]);
  });

  it('takes an album as one request, its pictures in order', async () => {
    const pictures = await Promise.all([plainPicture(50, 40), plainPicture(60, 40), plainPicture(70, 40)]);
    await chat.sendAlbum(pictures, { caption: 'one scene of all these' });

    await untilPicture();

    const { request, references, requestKey } = await limner.newest(ada);
    expect(request.prompt).toBe('one scene of all these');
    expect(references.map(({ width }) => width)).toEqual([50, 60, 70]);
    expect(requestKey).toMatch(/^telegram:album:\d+:\d+$/);
    expect(limner.easel.orders).toHaveLength(1);
  });

  it('takes a reply with words to a picture as an edit of that picture', async () => {
    const picture = await chat.sendPhoto(await plainPicture(80, 50));
    await untilText(/Say in words what to do/);
    expect(limner.easel.orders).toEqual([]);

    await chat.reply(picture, 'add a boat');
    await untilPicture();

    expect((await limner.newest(ada)).references).toMatchObject([{ width: 80, height: 50 }]);
  });

  it('edits the stored original when the reply is to a picture of ours, and keeps its settings', async () => {
    await chat.send('a lighthouse --quality high');
    const result = await untilPicture();
    const first = await limner.newest(ada);

    await chat.reply(result, 'at night');
    await chat.chat.waitForBot(({ id, kind }) => kind === 'photo' && id !== result.id);

    const second = await limner.newest(ada);
    expect(second).toMatchObject({
      request: { prompt: 'at night', quality: 'high' },
      parent: { generationId: first.id, index: 0 },
      pictureVersion: 2,
      references: [{ sha256: picturesOf(first)[0]?.sha256 }],
    });
    expect(limner.telegram.log.downloads).toEqual([]);
  });

  it('takes other words for a failed edit with the same pictures', async () => {
    limner.easel.failNext('provider-moderated');
    await chat.sendPhoto(await plainPicture(80, 50), { caption: 'something forbidden' });
    const failure = await untilText(/safety filter/);

    await chat.reply(failure, 'something nice');
    await untilPicture();

    expect(await limner.newest(ada)).toMatchObject({
      request: { prompt: 'something nice' },
      references: [{ width: 80, height: 50 }],
    });
  });

  it.each([
    ['a voice note', (from: Participant) => from.sendVoice(Buffer.from('OggS')), /no voice notes/],
    [
      'a video',
      (from: Participant) => from.sendVideo(Buffer.from('mp4'), { caption: 'draw this' }),
      /no videos/,
    ],
    [
      'a text file',
      (from: Participant) => from.sendDocument(Buffer.from('x'), { fileName: 'a.txt', caption: 'draw' }),
      /is not a picture/,
    ],
    [
      'a broken picture',
      (from: Participant) => from.sendDocument(Buffer.from('no png'), { caption: 'draw' }),
      /is not a picture/,
    ],
  ] as const)('answers %s with one sentence', async (_, send, sentence) => {
    await send(chat);

    await untilText(sentence);

    expect(botMessages()).toBe(1);
    expect(limner.easel.orders).toEqual([]);
  });

  it('answers a file of more than 20 MB with a sentence', async () => {
    await chat.sendDocument(Buffer.alloc(21 * 1024 * 1024), { caption: 'smaller please' });

    await untilText(/at most 20 MB/);

    expect(limner.telegram.requestsOf('getFile')).toEqual([]);
    expect(limner.easel.orders).toEqual([]);
  });

  it('fetches files itself and lets no address of theirs out', async () => {
    await chat.sendPhoto(await plainPicture(90, 60), { caption: 'make it night' });
    await untilPicture();

    expect(limner.telegram.log.downloads).toHaveLength(1);
    const generation = await limner.newest(ada);
    const left = JSON.stringify([generation, limner.telegram.requests, limner.log, limner.easel.orders]);
    expect(left).not.toContain(limner.telegram.fileUrlPrefix);
    expect(left).not.toContain(limner.telegram.token);
  });

  it('answers a download that fails with a sentence, without a word about its address', async () => {
    limner.telegram.misbehave({ method: 'file', times: 9, how: { kind: 'drop-before' } });
    await chat.sendPhoto(await plainPicture(90, 60), { caption: 'make it night' });

    await untilText(/could not be downloaded/);

    expect(limner.log.join('\n')).not.toContain(limner.telegram.token);
    expect(botMessages()).toBe(1);
  });

  it('ignores edited messages', async () => {
    const request = await chat.send('a red fox');
    await untilPicture();

    await chat.edit(request, 'a blue fox');
    await chat.send('/help');
    await untilText(/Write what to draw/);

    expect(limner.easel.orders).toHaveLength(1);
  });

  it('speaks the language of the person', async () => {
    const lin = limner.telegram.user({ firstName: 'Lin', languageCode: 'zh-hans' });
    const theirs = lin.privateChat();
    await theirs.send('一只猫 --ratio 7:5');
    await theirs.chat.waitForBot(({ text }) => /比例/.test(text));

    await theirs.send('一只猫');

    expect((await untilPicture(theirs)).view()).toMatchObject({
      buttons: [
        ['再来一次', '编辑', '变化'],
        ['选择区域', '原始文件'],
        ['2K', '4K', '更多'],
      ],
    });
    expect(await limner.newest(lin)).toMatchObject({ requester: { locale: 'zh-hans' } });
  });

  it('says which limit is used up and buys nothing', async () => {
    await limner.stop();
    limner = await startTelegramUnderTest({ harness: { limits: { userDailyImages: 1 } } });
    ada = limner.telegram.user({ firstName: 'Ada' });
    chat = ada.privateChat();

    await chat.send('two at once --n 2');

    const answer = await untilText(/your 1 picture a day: 1 is left, more at 00:00 UTC/);
    expect(answer.view().buttons).toEqual([]);
    expect(limner.easel.orders).toEqual([]);
  });

  it('draws several people side by side, each with their own status message', async () => {
    const people = Array.from({ length: 5 }, (_, number) =>
      limner.telegram.user({ firstName: `P${number}` }).privateChat(),
    );
    await Promise.all(people.map((person, number) => person.send(`picture ${number}`)));

    const results = await Promise.all(people.map(untilPicture));

    expect(results.map(({ text }) => text.split('\n')[0])).toEqual(
      people.map((_, number) => `picture ${number}`),
    );
    expect(limner.telegram.picturePosts()).toMatchObject({ messages: 5, doubles: [] });
  });
});
