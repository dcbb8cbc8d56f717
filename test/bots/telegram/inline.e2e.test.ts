import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { livePictures } from '../../../src/core/generation/generation.ts';
import { eventually } from '../../support/eventually.ts';
import type { MessageHandle } from '../../support/telegram/message-handle.ts';
import type { Participant } from '../../support/telegram/participant.ts';
import type { UserHandle } from '../../support/telegram/user-handle.ts';
import { startTelegramUnderTest, type TelegramUnderTest } from './telegram-under-test.ts';

describe('pictures that Telegram has already', () => {
  let limner: TelegramUnderTest;
  let ada: UserHandle;
  let chat: Participant;

  beforeAll(async () => {
    limner = await startTelegramUnderTest({ standin: { inlineMode: true } });
  });
  afterAll(() => limner.stop());
  beforeEach(() => {
    ada = limner.telegram.user({ firstName: 'Ada' });
    chat = ada.privateChat();
  });

  const photos = (): MessageHandle[] =>
    chat.chat.botMessages().filter(({ record }) => record.content.kind === 'photo');
  /** The picture, and its generation once the delivery is written down. */
  async function drawn(words: string) {
    const before = photos().length;
    await chat.send(words);
    await eventually(() => expect(photos().length).toBeGreaterThan(before));
    return eventually(async () => {
      const generation = await limner.newest(ada);
      if (generation.delivery.state !== 'delivered') throw new Error('Not delivered yet');
      return { generation, photo: photos().at(-1) };
    });
  }
  const idOf = (message: MessageHandle | undefined): unknown =>
    message?.record.content.kind === 'photo' ? message.record.content.photo.sizes.at(-1)?.fileId : undefined;

  it('are found by the words of my prompts and shared anywhere, alone, and not taken for a request there', async () => {
    await drawn('a red fox in the snow');
    await drawn('a hidden fox --private');
    await limner.harness.core.settings.changePersonal(`telegram:${ada.id}`, { private: true });
    await drawn('a fox of my own');
    await limner.harness.core.settings.changePersonal(`telegram:${ada.id}`, { private: null });
    await drawn('a spoiled fox --spoiler');
    const album = await drawn('two Föxes --count 2');

    const all = await chat.inline('').answer();
    expect(all).toMatchObject({ isPersonal: true, cacheSeconds: 5, nextOffset: '', button: undefined });
    expect(all.results.map(({ title }) => title)).toEqual([
      'two Föxes',
      'two Föxes',
      'a red fox in the snow',
    ]);
    const [second] = livePictures(album.generation).slice(1);
    const byId = await chat.inline(second?.picture.pictureId ?? '').answer();
    expect(byId.results.map(({ id }) => id)).toEqual([`${album.generation.id}:1`]);

    const group = limner.telegram.group();
    const query = group.as(ada).inline('SNOW fox');
    expect((await query.answer()).results.map(({ title }) => title)).toEqual(['a red fox in the snow']);
    const shared = await group.as(ada).choose(query);
    expect(shared.update).toBeDefined();
    expect(shared.view()).toMatchObject({ kind: 'photo', text: '', buttons: [] });
    await chat.choose(query);
    const orders = limner.easel.orders.length;
    // What was shared in the own chat with the bot is no request either, so the next answer is that to the command.
    await chat.send('/quota');
    await chat.chat.waitForBot(({ text }) => /today/i.test(text));
    expect(limner.easel.orders).toHaveLength(orders);
    expect(group.botMessages()).toEqual([]);
    const answers = limner.telegram.requestsOf('answerInlineQuery').map(({ outcome }) => outcome);
    expect(answers).toEqual(answers.map(() => ({ kind: 'answered', status: 200 })));
  });

  it('are nobody else’s, and gone once they are deleted; who has none is led to the bot', async () => {
    const { generation } = await drawn('a heron at dawn');
    const bea = limner.telegram
      .user({ firstName: 'Bea', languageCode: 'de' })
      .privateChat({ started: false });
    const nothing = await bea.inline('heron').answer();
    expect(nothing).toMatchObject({
      results: [],
      isPersonal: true,
      button: { text: 'Noch kein solches Bild; frag mich danach', startParameter: 'inline' },
    });
    expect((await chat.inline('heron').answer()).results).toHaveLength(1);
    await limner.harness.core.pictures.delete({ userId: `telegram:${ada.id}`, generationId: generation.id });
    expect(await chat.inline('heron').answer()).toMatchObject({
      results: [],
      button: { startParameter: 'inline' },
    });

    await chat.send('/start inline');
    await chat.chat.waitForBot(({ text }) => text.includes('In any chat, @limner_bot and some words'));
  });

  it('come page by page, and an answer that comes too late does no harm', async () => {
    for (let number = 0; number < 6; number += 1) {
      const before = photos().length;
      await chat.send(`crane ${number} --count 4`);
      await eventually(() => expect(photos().length).toBe(before + 4));
    }
    await eventually(async () => expect((await limner.newest(ada)).delivery.state).toBe('delivered'));
    const first = await chat.inline('crane').answer();
    expect(first.results).toHaveLength(20);
    const rest = await chat.inline('crane', { offset: first.nextOffset }).answer();
    expect(rest).toMatchObject({ nextOffset: '', button: undefined });
    expect(rest.results.map(({ title }) => title)).toEqual(['crane 0', 'crane 0', 'crane 0', 'crane 0']);

    limner.telegram.settings.inlineQueryLifetimeMs = -1;
    const late = chat.inline('crane');
    const refused = () =>
      limner.telegram
        .requestsOf('answerInlineQuery')
        .filter(({ outcome }) => outcome?.kind === 'answered' && outcome.status === 400);
    await eventually(() => expect(refused()).toHaveLength(1));
    limner.telegram.settings.inlineQueryLifetimeMs = 15_000;
    expect(late.current).toBeUndefined();
    expect((await chat.inline('crane 4').answer()).results).toHaveLength(4);
  });

  it('are posted again without an upload, and uploaded anew where Telegram has lost them', async () => {
    const { photo, generation } = await drawn('a lynx');
    expect(generation.delivery.receipt?.messages[0]?.files).toEqual([
      `${limner.telegram.backend.bot.id}:p${String(idOf(photo))}`,
    ]);
    const [shown] = livePictures(generation);
    for (const command of ['/last', `/show ${shown?.picture.pictureId}`]) {
      const before = photos().length;
      await chat.send(command);
      await eventually(() => expect(photos()).toHaveLength(before + 1));
      expect(idOf(photos().at(-1))).toBe(idOf(photo));
    }
    expect(
      limner.telegram
        .requestsOf('sendPhoto')
        .slice(-2)
        .map(({ files }) => files.length),
    ).toEqual([0, 0]);

    limner.telegram.misbehave({
      method: 'sendPhoto',
      how: {
        kind: 'refuse',
        errorCode: 400,
        description: 'Bad Request: wrong file identifier/HTTP URL specified',
      },
    });
    await chat.send('/last');
    await eventually(() => expect(photos()).toHaveLength(4));
    expect(idOf(photos().at(-1))).not.toBe(idOf(photo));
    expect(photos().at(-1)?.view().text).toBe(photo?.view().text);
    const uploaded = idOf(photos().at(-1));
    const files = async () => (await limner.newest(ada)).delivery.receipt?.messages[0]?.files;
    await eventually(async () => expect((await files())?.[0]).toContain(uploaded));
    await chat.send('/last');
    await eventually(() => expect(photos()).toHaveLength(5));
    expect(idOf(photos().at(-1))).toBe(uploaded);
  });
});
