import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startGateways } from '../support/gateways/serve.ts';
import type { RunningGateways } from '../support/gateways/serve.ts';
import { call } from './call.ts';

describe('the gateway stand-ins together', () => {
  let gateways: RunningGateways;

  beforeEach(async () => {
    gateways = await startGateways({ common: { latencyMs: Infinity } });
  });
  afterEach(() => gateways.stop());

  it('tell the environment that points a program at them', () => {
    expect(gateways.environment).toMatchObject({
      GCCAI_BASE_URL: gateways.gccai.origin,
      GCCAI_API_KEY: 'gccai-test-key',
      AIZFW_BASE_URL: `${gateways.aizfw.origin}/kyyReactApiServer`,
      WUYINKEJI_BASE_URL: gateways.wuyinkeji.origin,
      ALLOW_PRIVATE_HOSTS: '127.0.0.1',
    });
  });

  it('can be told from another process to misbehave, to finish, and what they sold', async () => {
    const { gccai } = gateways;
    const control = (action: string, json: object = {}) =>
      call('POST', `${gccai.origin}/__standin${action}`, { json });
    const submit = () =>
      call('POST', `${gccai.baseUrl}/v1/images/generations`, {
        headers: { authorization: `Bearer ${gccai.apiKey}` },
        json: { model: 'gpt-image-2-official', prompt: 'a fox' },
      });

    await control('/misbehave', { on: 'submit', times: 'always', how: { kind: 'noBalance' } });
    const refused = [await submit(), await submit()];
    await control('/behave');
    await submit();
    await control('/latency', { ms: 0 });
    await control('/finish');
    const summary = await call('GET', `${gccai.origin}/__standin`);

    expect(refused.map(({ status }) => status)).toEqual([402, 402]);
    const [task] = gccai.tasks.values();
    expect(summary.body).toEqual({
      name: 'gccai',
      submits: 1,
      bills: [{ taskId: task?.id, microUsd: 5_976, images: 1 }],
      billedMicroUsd: 5_976,
      duplicatePrompts: [],
      violations: [],
      downloads: 0,
      received: 3,
    });
  });
});
