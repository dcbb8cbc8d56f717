import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { callbackSecret } from '../../src/core/callback-secret.ts';
import { ScriptedProvider } from '../fakes/scripted-provider.ts';
import { withTestPictures } from '../fakes/test-picture-media.ts';
import { startHarness, type Harness } from '../support/core-harness.ts';
import { eventually } from '../support/eventually.ts';
import { startTestRedis, type TestRedis } from '../support/redis.ts';
import { serveCore, type ServedCore } from '../trust/support/serve-core.ts';
import { anyText } from './any-text.ts';
import { fuzz, fuzzTimeoutMs } from './fuzz.ts';

let redis: TestRedis;
let harness: Harness;
let alpha: ScriptedProvider;
let web: ServedCore;

beforeAll(async () => {
  redis = await startTestRedis();
  alpha = new ScriptedProvider('alpha');
  harness = await startHarness({ redis, providers: [alpha], wrapMedia: (media) => withTestPictures(media) });
  web = await serveCore(harness);
});
afterAll(async () => {
  await web.stop();
  await harness.stop();
  await redis.stop();
});

const words = fc.constantFrom(
  'task',
  'taskId',
  'data',
  'state',
  'success',
  'resultUrls',
  'https://evil.example/x.png',
);
const body = fc.oneof(
  fc.json(),
  fc.dictionary(words, fc.oneof(words, fc.integer(), fc.string())).map((value) => JSON.stringify(value)),
  anyText(500),
);

it(
  'callbacks: whatever is posted is answered alike, and a forged one changes nothing',
  async () => {
    alpha.usual = { kind: 'slow' };
    const { id } = await harness.ask();
    const { order } = await eventually(() => alpha.submits[0] ?? false);
    await harness.ended(id, 'running');
    const before = JSON.stringify(await harness.core.get(id));
    const right = callbackSecret('a-secret-key-for-tests-only-0123456789', order.attemptId);
    const secret = fc.oneof(
      fc.string({ minLength: 1, maxLength: 100 }),
      fc
        .nat(right.length - 1)
        .map((at) => right.slice(0, at) + (right[at] === 'x' ? 'y' : 'x') + right.slice(at + 1)),
      fc.constantFrom(`${order.attemptId}.`, order.attemptId, `.${right.split('.')[1]}`, right.toUpperCase()),
    );

    await fuzz(
      fc.asyncProperty(
        fc.constantFrom('alpha', 'apimodels', '..', 'x'),
        secret,
        body,
        async (provider, forged, text) => {
          const answer = await web.call(
            `/hooks/${encodeURIComponent(provider)}/${encodeURIComponent(forged)}`,
            {
              method: 'POST',
              body: text,
              headers: { 'content-type': 'application/json' },
            },
          );

          // Paths that lead out of /hooks are refused before.
          expect(answer.status).toBeOneOf(provider === '..' ? [200, 400, 404] : [200, 404]);
        },
      ),
    );

    expect(JSON.stringify(await harness.core.get(id))).toBe(before);
    // The right one, a hundred times over and with lies in it, only makes the gateway be asked.
    for (let copy = 0; copy < 100; copy += 1) {
      const lie = {
        task: alpha.taskOf(order).id,
        state: 'succeeded',
        resultUrls: ['https://evil.example/x.png'],
      };
      await web.call(`/hooks/alpha/${right}`, { method: 'POST', body: JSON.stringify(lie) });
    }
    expect(await harness.ended(id, 'running')).toMatchObject({ parts: [{ images: [] }] });
    alpha.finish(order);
    await harness.ended(id, 'succeeded');
    expect(alpha.submits).toHaveLength(1);
  },
  fuzzTimeoutMs,
);
