import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Logger } from '../../src/core/ports/logger.ts';
import { callbackSecret } from '../../src/core/callback-secret.ts';
import { createWebDelivery } from '../../src/bots/web/web-delivery.ts';
import { ScriptedProvider } from '../fakes/scripted-provider.ts';
import { withTestPictures } from '../fakes/test-picture-media.ts';
import { startHarness } from '../support/core-harness.ts';
import type { Harness } from '../support/core-harness.ts';
import { eventually } from '../support/eventually.ts';
import { startTestRedis } from '../support/redis.ts';
import type { TestRedis } from '../support/redis.ts';
import { serveCore } from './support/serve-core.ts';
import type { ServedCore } from './support/serve-core.ts';

const away = {
  status: 503,
  body: { error: { code: 'store-unavailable', message: expect.stringMatching(/^[A-Z].+\.$/) as string } },
};

describe('While the store is away', () => {
  let redis: TestRedis;
  let alpha: ScriptedProvider;
  let harness: Harness;
  let web: ServedCore;
  let logged: string[];

  beforeEach(async () => {
    redis = await startTestRedis();
    alpha = new ScriptedProvider('alpha');
    logged = [];
    const note =
      (level: string) =>
      (_fields: object, message: string): void =>
        void logged.push(`${level} ${message}`);
    const logger: Logger = {
      debug: () => undefined,
      ...{ info: note('info'), warn: note('warn'), error: note('error') },
    };
    harness = await startHarness({
      ...{ redis, logger, providers: [alpha], channels: [createWebDelivery()] },
      wrapMedia: (media) => withTestPictures(media),
    });
    web = await serveCore(harness);
  });
  afterEach(async () => {
    redis.process.kill('SIGCONT');
    // A worker would wait out its grace for a store that is gone.
    if (redis.process.signalCode !== null) await redis.revive();
    await web.stop();
    await harness.stop();
    await redis.stop();
  });

  async function accepted(prompt: string): Promise<string> {
    const { status, body } = await web.ask(prompt);
    expect(status).toBe(202);
    return (body as { id: string }).id;
  }

  it.each([
    { how: 'silent', signal: 'SIGSTOP' },
    { how: 'gone', signal: 'SIGKILL' },
  ] as const)('every question of the API is answered at once with a sentence: $how', async ({ signal }) => {
    const id = await accepted('a fox');
    await harness.ended(id);
    redis.process.kill(signal);
    await eventually(async () => !(await harness.ping()));

    const answers = await Promise.all([
      web.ask('a second fox'),
      web.call('/api/quota'),
      web.call('/api/generations'),
      web.call(`/api/generations/${id}`),
      web.call(`/api/generations/${id}`, { method: 'DELETE' }),
      web.call(`/api/generations/${id}/retry`, { method: 'POST' }),
    ]);

    expect(answers).toEqual(answers.map(() => away));
    expect(await web.call('/readyz')).toMatchObject({ status: 503 });
    expect(await web.call('/healthz')).toMatchObject({ status: 200 });
    expect(await web.call('/metrics')).toMatchObject({ status: 503 });
  });

  it('a callback is to come again, and is worked on then; a forged one is answered as ever', async () => {
    alpha.usual = { kind: 'slow' };
    const id = await accepted('a fox');
    const { order } = await eventually(() => alpha.submits[0] ?? false);
    await harness.ended(id, 'running');
    const secret = callbackSecret('a-secret-key-for-tests-only-0123456789', order.attemptId);
    const report = (path: string) =>
      web.call(path, { method: 'POST', body: JSON.stringify({ task: alpha.taskOf(order).id }) });
    redis.process.kill('SIGSTOP');
    await eventually(async () => !(await harness.ping()));

    expect(await report(`/hooks/alpha/${secret}`)).toMatchObject({ status: 503, body: { ok: false } });
    expect(await report(`/hooks/alpha/${secret}x`)).toMatchObject({ status: 200 });
    redis.process.kill('SIGCONT');

    alpha.finish(order);
    await eventually(async () => (await report(`/hooks/alpha/${secret}`)).status === 200);
    await harness.ended(id, 'succeeded');
  });

  it('goes on by itself when the store answers again, and has lost nothing', async () => {
    alpha.usual = { kind: 'hangs' };
    const before = await accepted('asked before');
    const submit = await eventually(() => alpha.submits[0] ?? false);
    redis.process.kill('SIGSTOP');
    await eventually(async () => !(await harness.ping()));
    expect(await web.ask('refused')).toEqual(away);
    submit.answer({ kind: 'pictures' });
    redis.process.kill('SIGCONT');

    alpha.usual = { kind: 'pictures' };
    const after = await eventually(() => accepted('asked after'), { timeoutMs: 10_000 });

    const ended = await Promise.all([harness.ended(before), harness.ended(after)]);
    expect(ended.map(({ error }) => error)).toEqual([undefined, undefined]);
    expect(alpha.submits.map(({ order }) => order.prompt).filter((prompt) => prompt !== 'refused')).toEqual(
      ['asked before', 'asked after'], // prettier-ignore
    );
  });

  it.each([
    {
      what: 'full',
      begin: ['CONFIG', 'SET', 'maxmemory', '1'],
      end: ['CONFIG', 'SET', 'maxmemory', '0'],
      line: 'error The store is full and refuses to write. Give it more memory (maxmemory), or free some',
    },
    {
      what: 'a read-only replica',
      begin: ['REPLICAOF', '127.0.0.1', '1'],
      end: ['REPLICAOF', 'NO', 'ONE'],
      line: 'error The store is a read-only replica. Let REDIS_URL name the primary',
    },
  ])('refuses, says why in the log, and keeps what it has bought: $what', async ({ begin, end, line }) => {
    alpha.usual = { kind: 'hangs' };
    const before = await accepted('asked before');
    const submit = await eventually(() => alpha.submits[0] ?? false);
    await redis.client.call(begin[0] ?? '', ...begin.slice(1));

    expect(await web.ask('refused')).toEqual(away);
    expect(await web.call('/api/generations')).toMatchObject({ status: 200 });
    submit.answer({ kind: 'pictures' });
    await eventually(() => logged.includes(line));
    expect(await web.ask('refused again')).toEqual(away);
    await redis.client.call(end[0] ?? '', ...end.slice(1));

    alpha.usual = { kind: 'pictures' };
    await harness.ended(before, 'succeeded');
    const after = await eventually(() => accepted('asked after'));
    await harness.ended(after, 'succeeded');
    expect(alpha.submits).toHaveLength(2);
    expect(logged.filter((one) => one === line)).toHaveLength(1);
  });
});
