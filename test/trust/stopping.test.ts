import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '../../src/core/ports/logger.ts';
import { RecordingChannel } from '../fakes/recording-channel.ts';
import { ScriptedProvider } from '../fakes/scripted-provider.ts';
import { withTestPictures } from '../fakes/test-picture-media.ts';
import { startHarness, type Harness } from '../support/core-harness.ts';
import { eventually } from '../support/eventually.ts';
import { startTestRedis, type TestRedis } from '../support/redis.ts';

describe('A worker that stops', () => {
  let redis: TestRedis;
  let alpha: ScriptedProvider;
  let harness: Harness;
  let said: string[];

  beforeEach(async () => {
    redis = await startTestRedis();
    alpha = new ScriptedProvider('alpha');
    alpha.usual = { kind: 'hangs' };
    said = [];
    const warn = (_: object, message: string): void => void said.push(message);
    harness = await startHarness({
      ...{ redis, providers: [alpha], withoutWorker: true, logger: { ...silentLogger, warn } },
      wrapMedia: (media) => withTestPictures(media),
    });
  });
  afterEach(async () => {
    await harness.stop();
    await redis.stop();
  });

  it('takes nothing new, and waits for the submit in flight; the next one goes on', async () => {
    const worker = harness.startWorker([new RecordingChannel()]);
    const { id } = await harness.ask();
    const submit = await eventually(() => alpha.submits[0] ?? false);

    let hasStopped = false;
    const stopping = worker.stop(20_000).then(() => (hasStopped = true));
    const late = await harness.ask({ userId: 'test:2' });
    expect(hasStopped).toBe(false);
    submit.answer({ kind: 'pictures' });
    await stopping;

    // What the gateway answered is written down: nothing about it is unknown.
    expect(await harness.core.get(id)).toMatchObject({ parts: [{ attempts: [{ state: 'running' }] }] });
    expect(await harness.core.get(late.id)).toMatchObject({ parts: [{ state: 'waiting' }] });
    expect([alpha.submits.length, said]).toEqual([1, []]);

    const next = harness.startWorker([new RecordingChannel()]);
    alpha.usual = { kind: 'pictures' };
    await Promise.all([harness.ended(id, 'succeeded'), harness.ended(late.id, 'succeeded')]);
    await next.stop(5_000);
    expect(alpha.submits).toHaveLength(2);
  });

  it('waits no longer than its grace, and says what it left', async () => {
    const worker = harness.startWorker([new RecordingChannel()]);
    await harness.ask();
    const submit = await eventually(() => alpha.submits[0] ?? false);

    await worker.stop(50);

    expect(said).toContain('Stopped before everything in flight had ended');
    submit.answer({ kind: 'pictures' });
  });
});
