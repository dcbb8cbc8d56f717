import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTelegramDelivery } from '../../../src/bots/telegram/telegram-delivery.ts';
import { telegramTarget, type TelegramCheckpoint } from '../../../src/bots/telegram/telegram-address.ts';
import { DeliveryError } from '../../../src/core/errors.ts';
import { picturesOf, type GeneratedImage, type Generation } from '../../../src/core/generation/generation.ts';
import type {
  DeliveryChannel,
  DeliveryJob,
  DeliveryReceipt,
  Json,
} from '../../../src/core/ports/delivery-channel.ts';
import { silentLogger } from '../../../src/core/ports/logger.ts';
import { tinyPicture } from '../../fakes/tiny-picture.ts';
import { identify } from '../../support/telegram/file-store.ts';
import type { MessageHandle } from '../../support/telegram/message-handle.ts';
import type { Participant } from '../../support/telegram/participant.ts';
import { TelegramStandin } from '../../support/telegram/telegram-standin.ts';
import { makeGeneration, makePart } from '../shared/make-generation.ts';
import { telegramFetch } from '../../../src/telegram-fetch.ts';

/** What a receipt keeps of a photo. */
const aPhoto = expect.stringMatching(/^\d+:p[\w-]+$/) as string;

describe('a delivery to Telegram that broke off', () => {
  let telegram: TelegramStandin;
  let chat: Participant;
  let channel: DeliveryChannel;
  let folder: string;
  let status: MessageHandle;

  beforeEach(async () => {
    telegram = new TelegramStandin();
    const config = { ...(await telegram.start()), fetch: telegramFetch() };
    chat = telegram.user({ firstName: 'Ada' }).privateChat();
    folder = await mkdtemp(join(tmpdir(), 'limner-telegram-'));
    channel = createTelegramDelivery({
      config,
      logger: silentLogger,
      now: Date.now,
      providerTitle: (id) => id,
    });
    status = await say('Received');
  });

  afterEach(async () => {
    await telegram.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function say(text: string): Promise<MessageHandle> {
    await fetch(`${telegram.apiUrl}/bot${telegram.token}/sendMessage`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ chat_id: chat.chat.id, text }),
    });
    return chat.chat.waitForBot((message) => message.text === text);
  }

  async function generationOf(count: number, changes: Partial<Generation> = {}): Promise<Generation> {
    const images: GeneratedImage[] = [];
    for (let index = 0; index < count; index += 1) {
      const bytes = tinyPicture(`picture ${index}`);
      const { sha256, length } = identify(bytes);
      await writeFile(join(folder, sha256), bytes);
      images.push({
        pictureId: `pic${index}`,
        sha256,
        mediaType: 'image/png',
        width: 64,
        height: 64,
        byteLength: length,
      });
    }
    const address = { chatId: chat.chat.id, isPrivate: true, statusMessageId: status.id };
    return makeGeneration({ parts: [makePart({ images })], target: telegramTarget(address), ...changes });
  }

  async function deliver(
    generation: Generation,
    checkpoint?: TelegramCheckpoint,
    saved: Json[] = [],
  ): Promise<DeliveryReceipt> {
    const job: DeliveryJob = {
      generation,
      pictures: picturesOf(generation),
      checkpoint: checkpoint as Json | undefined,
      saveCheckpoint: (next) => Promise.resolve(void saved.push(next)),
      fit: ({ sha256, mediaType, width, height, byteLength }) =>
        Promise.resolve({
          path: join(folder, sha256),
          mediaType,
          width,
          height,
          byteLength,
          reencoded: false,
        }),
      larger: () => [],
      signal: AbortSignal.timeout(10_000),
    };
    return channel.deliver(job);
  }

  const keyOf = ({ id }: { id: number }): string => `telegram:${chat.chat.id}:${id}`;

  it('edits the same message a second time when nobody noted the first', async () => {
    const generation = await generationOf(1);
    await deliver(generation);

    const receipt = await deliver(generation);

    expect(receipt).toEqual({ messages: [{ key: keyOf(status), pictures: [0], files: [aPhoto] }] });
    expect(telegram.picturePosts()).toMatchObject({ messages: 1, doubles: [] });
    expect(chat.chat.botMessages()).toHaveLength(1);
  });

  it('writes down that an album is about to be sent, then what was sent', async () => {
    const saved: Json[] = [];
    const receipt = await deliver(await generationOf(2), undefined, saved);

    const ids = chat.chat.botMessages().slice(1).map(({ id }) => id); // prettier-ignore
    const files = ids.map(() => aPhoto);
    const posted = { chatId: chat.chat.id, messageIds: ids, pictureIds: ['pic0', 'pic1'], files };
    expect(saved).toEqual([{ posting: true }, { posted }]);
    expect(receipt.messages).toEqual([
      ...ids.map((id, index) => ({ key: keyOf({ id }), pictures: [index], files: [aPhoto] })),
      { key: keyOf(status), pictures: [] },
    ]);
  });

  it('does not send an album that may have been sent, and offers it', async () => {
    const receipt = await deliver(await generationOf(2), { posting: true });

    expect(telegram.requestsOf('sendMediaGroup')).toEqual([]);
    expect(receipt).toEqual({ messages: [{ key: keyOf(status), pictures: [] }] });
    expect(status.view()).toMatchObject({
      text: expect.stringMatching(/did not confirm/),
      buttons: [['Show', 'Again']],
    });
  });

  it('only adds the buttons to an album that was sent', async () => {
    const receipt = await deliver(await generationOf(2), {
      posted: { chatId: chat.chat.id, messageIds: [71, 72] },
    });

    expect(telegram.requestsOf('sendMediaGroup')).toEqual([]);
    expect(receipt.messages.map(({ key }) => key)).toEqual([71, 72, status.id].map((id) => keyOf({ id })));
    expect(status.view().buttons).toEqual([
      ['Edit 1', 'Edit 2'],
      ['Again', 'Vary'],
      ['Select region', 'Original file'],
      ['More'],
    ]);
  });

  it('edits the message that it had placed, not the lost one', async () => {
    const placed = await say('placed');
    status.vanish();

    const receipt = await deliver(await generationOf(1), {
      place: { chatId: chat.chat.id, messageId: placed.id },
    });

    expect(receipt).toEqual({ messages: [{ key: keyOf(placed), pictures: [0], files: [aPhoto] }] });
  });

  it('gives up placing messages whose answers are lost, and keeps the outcome', async () => {
    const target = telegramTarget({ chatId: chat.chat.id, isPrivate: true });
    const generation = await generationOf(1, { target });
    const saved: Json[] = [];
    telegram.misbehave({ method: 'sendMessage', how: { kind: 'drop-after' } });

    const lost = deliver(generation, { placing: true, lostPlaces: 1 }, saved);
    await expect(lost).rejects.toMatchObject({ code: 'delivery-unavailable', retryable: true });
    expect(saved).toEqual([{ placing: true, lostPlaces: 2 }]);
    const kept = await deliver(generation, { placing: true, lostPlaces: 2 });

    expect(kept).toEqual({ messages: [], detour: 'kept' });
    expect(telegram.requestsOf('sendMessage')).toHaveLength(2);
  });

  it('makes a failure that was told into the picture that came late, in the same message', async () => {
    const error = { code: 'generation-timed-out', provider: 'gccai', at: 1 } as const;
    const part = makePart({ state: 'failed', images: [], error });
    await deliver(await generationOf(0, { parts: [part], error }));
    expect(status.view()).toMatchObject({
      text: expect.stringMatching(/took too long/),
      buttons: [['Retry']],
    });

    await deliver(await generationOf(1));

    expect(status.view()).toMatchObject({
      kind: 'photo',
      buttons: [['Again', 'Edit', 'Vary'], ['Select region', 'Original file'], ['More']],
    });
    expect(chat.chat.botMessages()).toHaveLength(1);
  });

  it('says that the file is gone when it is', async () => {
    const generation = await generationOf(1);
    await rm(folder, { recursive: true });

    const receipt = await deliver(generation);

    expect(receipt).toEqual({ messages: [{ key: keyOf(status), pictures: [] }] });
    expect(status.view()).toMatchObject({
      text: expect.stringMatching(/original file is no longer kept/),
      buttons: [['Again']],
    });
  });

  it('reports a refused token as trouble that passes, without a word of it', async () => {
    const wrong = createTelegramDelivery({
      config: { token: '123:wrong', apiUrl: telegram.apiUrl, fetch: telegramFetch() },
      logger: silentLogger,
      now: Date.now,
      providerTitle: (id) => id,
    });
    channel = wrong;

    const failure = await deliver(await generationOf(1)).catch((error: unknown) => error);

    expect(failure).toBeInstanceOf(DeliveryError);
    expect(failure).toMatchObject({ code: 'delivery-unavailable', retryable: true, statusCode: 401 });
    expect(failure).not.toHaveProperty('cause');
  });

  it('shows no progress where there is no message to show it in', async () => {
    const target = telegramTarget({ chatId: chat.chat.id, isPrivate: true });
    const generation = await generationOf(0, { target });
    const view = { generation, stage: 'drawing' } as const;

    expect(await channel.showProgress(view, AbortSignal.timeout(5_000))).toEqual({ edited: false });
    expect(telegram.requestsOf('editMessageText')).toEqual([]);
  });

  it('shows progress only when it says something new, and asks for five seconds', async () => {
    const generation = await generationOf(0, { parts: [makePart({ state: 'running', images: [] })] });
    const view = { generation, stage: 'drawing', progress: 40 } as const;

    const pauses = [
      await channel.showProgress(view, AbortSignal.timeout(5_000)),
      await channel.showProgress(view, AbortSignal.timeout(5_000)),
      await channel.showProgress({ ...view, progress: 60 }, AbortSignal.timeout(5_000)),
    ];

    expect(pauses).toMatchObject([{ edited: true }, { edited: false }, { edited: true }]);
    expect(telegram.requestsOf('editMessageText').length).toBeLessThanOrEqual(3);
    expect(status.text).toMatch(/^a lighthouse in a storm\ngccai is drawing · 60 %/);
  });

  it('shows no more than the stage in a group, and only when it changes', async () => {
    const group = telegram.supergroup();
    await fetch(`${telegram.apiUrl}/bot${telegram.token}/sendMessage?chat_id=${group.id}&text=Received`);
    const message = await group.waitForBot();
    const target = telegramTarget({ chatId: group.id, isPrivate: false, statusMessageId: message.id });
    const generation = await generationOf(0, { parts: [makePart({ state: 'running', images: [] })], target });
    const texts: string[] = [];
    for (const change of [
      { stage: 'submitting' },
      { stage: 'drawing', progress: 10 },
      { stage: 'drawing', progress: 90 },
    ] as const) {
      await channel.showProgress({ generation, ...change }, AbortSignal.timeout(5_000));
      texts.push(message.text);
    }

    expect(texts).toEqual([
      'a lighthouse in a storm\nHanding it to gccai',
      'a lighthouse in a storm\ngccai is drawing',
      'a lighthouse in a storm\ngccai is drawing',
    ]);
    expect(telegram.requestsOf('editMessageText')).toHaveLength(2);
  });

  it('passes on how long Telegram wants to be left alone', async () => {
    telegram.misbehave({ method: 'editMessageText', how: { kind: 'rate-limit', retryAfterSeconds: 17 } });
    const view = { generation: await generationOf(0), stage: 'drawing' } as const;

    const failure = channel.showProgress(view, AbortSignal.timeout(5_000));

    await expect(failure).rejects.toMatchObject({ code: 'delivery-rate-limited', retryAfterMs: 17_000 });
  });
});
