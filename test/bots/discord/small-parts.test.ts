import { DiscordAPIError, HTTPError, RateLimitError } from '@discordjs/rest';
import { describe, expect, it } from 'vitest';
import { DeliveryError } from '../../../src/core/errors.ts';
import { readAddress, readCheckpoint } from '../../../src/bots/discord/discord-address.ts';
import { describeDiscordError, isGone, toDeliveryError } from '../../../src/bots/discord/discord-error.ts';
import { editForm, formId, parseFormId } from '../../../src/bots/discord/edit-form.ts';
import { discordTranslator } from '../../../src/bots/discord/discord-messages.ts';
import { maxRequestBytes, shareOut } from '../../../src/bots/discord/fit-pictures.ts';
import { plainText } from '../../../src/bots/discord/message-parts.ts';
import { mayBePicture } from '../../../src/bots/discord/order-draft.ts';
import { missingPermissions } from '../../../src/bots/discord/permissions.ts';
import { validateModal } from '../../support/discord/validate-modal.ts';
import { allPermissions, permissions } from '../../support/discord/model.ts';

const MiB = 1024 * 1024;

describe('shareOut', () => {
  it('leaves files alone that fit', () => {
    expect(shareOut([MiB, 9 * MiB], 10 * MiB)).toEqual([10 * MiB, 10 * MiB]);
  });

  it('splits a request over files that do not fit together', () => {
    const share = Math.floor(maxRequestBytes / 4);

    expect(shareOut([9 * MiB, 9 * MiB, 9 * MiB, 9 * MiB], 10 * MiB)).toEqual([share, share, share, share]);
  });

  it('gives the room of a small file to the large ones', () => {
    const limits = shareOut([20 * MiB, MiB, 20 * MiB], 50 * MiB);

    expect(limits[0]).toBe(Math.floor((maxRequestBytes - MiB) / 2));
    expect((limits[0] ?? 0) + (limits[2] ?? 0) + MiB).toBeLessThanOrEqual(maxRequestBytes);
  });
});

describe('plainText', () => {
  it.each([
    {
      text: 'a *bold* _fox_ `x` ~~y~~ ||z||',
      plain: 'a \\*bold\\* \\_fox\\_ \\`x\\` \\~\\~y\\~\\~ \\|\\|z\\|\\|',
    },
    { text: '<@123> @everyone <t:1:R>', plain: '\\<@123\\> @everyone \\<t:1:R\\>' },
    { text: '[here](https://x.y)', plain: '\\[here\\](https://x.y)' },
    { text: '# title', plain: '\\# title' },
    { text: '- item', plain: '\\- item' },
    { text: 'well-known #1', plain: 'well-known #1' },
  ])('shows $text as it is', ({ text, plain }) => {
    expect(plainText(text)).toBe(plain);
  });
});

describe('errors of Discord', () => {
  const api = (status: number, code: number): DiscordAPIError =>
    new DiscordAPIError({ code, message: 'no' }, code, status, 'PATCH', 'https://x/secret', {
      files: undefined,
      body: { content: 'prompt' },
    });
  const limited = (retryAfter: number, timeToReset: number): RateLimitError =>
    new RateLimitError({
      ...{ global: false, hash: '', limit: 1, majorParameter: '', method: 'PATCH', route: '', url: '' },
      ...{ scope: 'user', sublimitTimeout: 0, retryAfter, timeToReset },
    });

  it.each([
    { error: api(404, 10_008), code: 'delivery-target-gone', retryable: false, wait: undefined },
    { error: api(403, 50_013), code: 'delivery-target-gone', retryable: false, wait: undefined },
    { error: api(401, 50_027), code: 'delivery-target-gone', retryable: false, wait: undefined },
    { error: api(401, 0), code: 'delivery-unavailable', retryable: true, wait: undefined },
    { error: api(400, 50_035), code: 'internal', retryable: false, wait: undefined },
    { error: api(400, 30_046), code: 'delivery-unavailable', retryable: true, wait: undefined },
    { error: api(413, 40_005), code: 'delivery-too-large', retryable: false, wait: undefined },
    { error: new HTTPError(503, '', 'PATCH', 'https://x/secret', { body: {}, files: undefined }), code: 'delivery-unavailable', retryable: true, wait: undefined }, // prettier-ignore
    { error: limited(9_000, 9_000), code: 'delivery-rate-limited', retryable: true, wait: 9_000 },
    { error: limited(0, 0), code: 'delivery-rate-limited', retryable: true, wait: 15_000 },
    { error: Object.assign(new TypeError('fetch failed'), { cause: Object.assign(new Error('x'), { code: 'ECONNRESET' }) }), code: 'delivery-unavailable', retryable: true, wait: undefined }, // prettier-ignore
    { error: new DOMException('aborted', 'AbortError'), code: 'delivery-unavailable', retryable: true, wait: undefined }, // prettier-ignore
  ])('reads $error.name as $code', ({ error, code, retryable, wait }) => {
    const delivery = toDeliveryError(error);

    expect(delivery).toBeInstanceOf(DeliveryError);
    expect(delivery).toMatchObject({ code, retryable, retryAfterMs: wait });
    expect(delivery.cause).toBeUndefined();
    expect(JSON.stringify([delivery.message, describeDiscordError(error)])).not.toMatch(/secret|prompt/);
  });

  it('leaves bugs as they are', () => {
    const bug = new TypeError('x is undefined');

    expect(() => toDeliveryError(bug)).toThrow(bug);
    expect(isGone(bug)).toBe(false);
  });
});

describe('missingPermissions', () => {
  const place = { permissions: allPermissions, inThread: false, botInChannel: true, directMessage: false };

  it.each([
    { what: 'everything', change: {}, missing: [] },
    {
      what: 'nothing in a server',
      change: { permissions: 0n },
      missing: ['permission.view-channel', 'permission.send-messages', 'permission.attach-files'],
    },
    {
      what: 'nothing in a thread',
      change: { permissions: 0n, inThread: true },
      missing: ['permission.view-channel', 'permission.send-messages-in-threads', 'permission.attach-files'],
    },
    {
      what: 'nothing where only the user has the app',
      change: { permissions: 0n, botInChannel: false },
      missing: ['permission.attach-files'],
    },
    { what: 'an administrator', change: { permissions: 8n }, missing: [] },
    { what: 'a direct message', change: { permissions: 0n, directMessage: true }, missing: [] },
    { what: 'an unknown place', change: { permissions: undefined }, missing: [] },
    {
      what: 'no files',
      change: { permissions: allPermissions & ~permissions.attachFiles },
      missing: ['permission.attach-files'],
    },
  ])('names what is missing with $what', ({ change, missing }) => {
    expect(missingPermissions({ ...place, ...change })).toEqual(missing);
  });
});

describe('the edit form', () => {
  it.each(['en', 'zh-CN'])(
    'is one that Discord takes, with a long prompt and four pictures (%s)',
    (locale) => {
      const translator = discordTranslator(locale);
      const target = { kind: 'own', generationId: 'g1' } as const;

      const form = editForm({ target, translator, pictures: 4, prompt: 'x'.repeat(5_000) });

      expect(validateModal(form)).toMatchObject({ custom_id: 'edit:g1' });
    },
  );

  it.each([
    { id: 'edit:g1', target: { kind: 'own', generationId: 'g1' } },
    { id: 'edit:g1:3', target: { kind: 'own', generationId: 'g1', index: 3 } },
    { id: 'form:123', target: { kind: 'foreign', interactionId: '123' } },
  ] as const)('finds its way back by $id', ({ id, target }) => {
    expect(formId(target)).toBe(id);
    expect(parseFormId(id)).toEqual(target);
  });

  it('knows no other form', () => {
    expect([parseFormId('again:g1'), parseFormId('edit:'), parseFormId('edit:a:b')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('mayBePicture', () => {
  it.each([
    { name: 'a.png', contentType: 'image/png', may: true },
    { name: 'a.HEIC', contentType: undefined, may: true },
    { name: 'a.heic', contentType: 'application/octet-stream', may: true },
    { name: 'a.mp4', contentType: 'video/mp4', may: false },
    { name: 'voice-message.ogg', contentType: undefined, may: false },
    { name: 'picture', contentType: undefined, may: true },
  ])('takes $name ($contentType): $may', ({ name, contentType, may }) => {
    expect(mayBePicture({ url: 'https://x/', name, contentType })).toBe(may);
  });
});

describe('stored addresses and checkpoints', () => {
  it('refuses an address of another program, and takes an unknown checkpoint for none', () => {
    expect(() => readAddress({ platform: 'discord', address: { chat: 1 } })).toThrow();
    expect([readCheckpoint(undefined), readCheckpoint({ stage: 'other' })]).toEqual([undefined, undefined]);
  });
});
