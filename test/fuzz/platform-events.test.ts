import { generateKeyPairSync, sign } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DirectReplies } from '../../src/bots/discord/direct-replies.ts';
import { readInteraction } from '../../src/bots/discord/interaction.ts';
import { InteractionsEndpoint } from '../../src/bots/discord/interactions-endpoint.ts';
import { readMessage } from '../../src/bots/discord/message-event.ts';
import { TelegramWebhook } from '../../src/bots/telegram/telegram-webhook.ts';
import { silentLogger } from '../../src/core/ports/logger.ts';
import { anyText } from './any-text.ts';
import { fuzz, fuzzTimeoutMs } from './fuzz.ts';

const interaction = {
  ...{ id: '1573', application_id: '99', type: 2, token: 'aW50ZXJhY3Rpb24', version: 1, locale: 'de' },
  ...{ guild_id: '7', channel_id: '8', channel: { id: '8', type: 11, parent_id: '6' }, context: 0 },
  ...{ app_permissions: '2248473465835073', attachment_size_limit: 10_485_760 },
  authorizing_integration_owners: { '0': '7', '1': '3' },
  member: { user: { id: '3', username: 'ann', global_name: 'Ann' }, roles: ['1'], permissions: '8' },
  message: { id: '5', flags: 64, author: { id: '99' }, attachments: [] },
  data: {
    ...{ id: '2', type: 1, name: 'imagine', custom_id: 'again:bcdfghjkmnpq', target_id: '5', values: ['1'] },
    options: [
      { name: 'prompt', type: 3, value: 'a fox' },
      { name: 'image', type: 11, value: '44' },
    ],
    resolved: { attachments: { '44': { id: '44', url: 'https://cdn.example/x.png', filename: 'x.png' } } },
    components: [{ type: 18, component: { type: 4, custom_id: 'prompt', value: 'a fox' } }],
  },
};
const message = {
  ...{ id: '5', channel_id: '8', guild_id: '7', content: '<@99> a fox', type: 0 },
  author: { id: '3', username: 'ann' },
  mentions: [{ id: '99' }],
  attachments: [{ id: '44', url: 'https://cdn.example/x.png', filename: 'x.png', content_type: 'image/png' }],
  referenced_message: { id: '4', channel_id: '8', author: { id: '99' }, embeds: [{ image: { url: 'x' } }] },
};

/** An event with some of its members exchanged for anything. */
function distorted(event: object): fc.Arbitrary<unknown> {
  const text = JSON.stringify(event);
  const places = [...text.matchAll(/(?<=[:[,])(?:"[^"]*"|\d+|\[[^[\]]*\]|\{[^{}]*\})(?=[,\]}])/g)];
  const odd = fc.oneof(
    fc.constantFrom('null', '-1', '""', '"\\ud800"', '[]', '{}', '1e99', '"__proto__"'),
    fc.json(),
  );
  return fc.array(fc.tuple(fc.nat(places.length - 1), odd), { maxLength: 3 }).map((changes) => {
    const sorted = changes.toSorted(([left], [right]) => right - left);
    const whole = sorted.reduce((rest, [at, value]) => {
      const { index = 0, 0: old = '' } = places[at] ?? { 0: '' };
      return rest.slice(0, index) + value + rest.slice(index + old.length);
    }, text);
    try {
      return JSON.parse(whole) as unknown;
    } catch {
      // Two changes in one place.
      return whole;
    }
  });
}

describe('events of the platforms', () => {
  it(
    'are understood, or passed over, whatever stands in them',
    async () => {
      await fuzz(
        fc.property(fc.oneof(distorted(interaction), fc.jsonValue()), (event) => {
          const read = readInteraction(event, 1_800_000_000_000);
          if (read)
            expect([typeof read.id, typeof read.token, typeof read.userId]).toEqual(Array(3).fill('string'));
        }),
      );
      await fuzz(
        fc.property(fc.oneof(distorted(message), fc.jsonValue()), (event) => {
          const read = readMessage(event, '99');
          if (read) expect(typeof read.id).toBe('string');
        }),
      );
    },
    fuzzTimeoutMs,
  );

  it(
    'over HTTP are taken with the right signature alone, and then never break anything',
    async () => {
      const { publicKey, privateKey } = generateKeyPairSync('ed25519');
      const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex');
      const at = 1_800_000_000_000;
      const taken: unknown[] = [];
      const endpoint = new InteractionsEndpoint({
        publicKey: raw,
        replies: new DirectReplies(),
        onInteraction: (payload) => void taken.push(payload),
        now: () => at,
      });
      const telegram = new TelegramWebhook(
        { publicUrl: 'https://l.example', secretKey: 'k'.repeat(32) },
        silentLogger,
      );
      const time = String(at / 1_000);
      const body = fc.oneof(
        distorted(interaction).map((event) => Buffer.from(JSON.stringify(event))),
        anyText(200).map((text) => Buffer.from(text)),
      );
      const breakIn = fc.oneof(
        fc.constant(undefined),
        anyText(130),
        fc.constantFrom('0'.repeat(128), 'f'.repeat(128)),
      );

      await fuzz(
        fc.asyncProperty(body, breakIn, fc.boolean(), async (bytes, forged, isSigned) => {
          const signature = sign(null, Buffer.concat([Buffer.from(time), bytes]), privateKey).toString('hex');
          const headers: Record<string, string | undefined> = {
            'x-signature-timestamp': time,
            'x-signature-ed25519': isSigned ? signature : forged,
            'x-telegram-bot-api-secret-token': forged,
          };
          const delivery = { header: (name: string) => headers[name], body: bytes };

          const { status } = await endpoint.receive(delivery);
          // Nobody takes interactions here yet.
          expect(status).toBeOneOf(isSigned ? [200, 400, 503] : [401]);
          expect(await telegram.receive(delivery)).toEqual({ status: 401 });
        }),
      );
      expect(taken).toEqual([]);
    },
    fuzzTimeoutMs,
  );
});
