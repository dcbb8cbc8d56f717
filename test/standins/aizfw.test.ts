import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AizfwStandIn } from '../support/gateways/aizfw.ts';
import type { AizfwStandInOptions } from '../support/gateways/aizfw.ts';
import { call } from './call.ts';

describe('AizfwStandIn', () => {
  let gateway: AizfwStandIn;

  async function restart(options: AizfwStandInOptions = {}): Promise<void> {
    await gateway?.stop();
    gateway = await new AizfwStandIn({ latencyMs: Infinity, ...options }).start();
  }
  beforeEach(() => restart());
  afterEach(() => gateway.stop());

  const valid = { model: 'gpt-image-2', prompt: 'a fox', quality: 'high', ratio: '16:9', resolution: '2k' };
  const headers = () => ({ authorization: `Bearer ${gateway.apiKey}` });
  const submit = (json: object) =>
    call('POST', `${gateway.baseUrl}/v1/image2/images`, { headers: headers(), json });
  const submitted = async (json: object = valid) => ((await submit(json)).body as { id: string }).id;
  const look = (id: string, path = '/v1/result/') =>
    call('GET', `${gateway.baseUrl}${path}${id}`, { headers: headers() });

  it('takes the documented request and answers the documented states', async () => {
    const answer = await submit(valid);
    const { id } = answer.body as { id: string };
    const waiting = await look(id);
    gateway.finish(id);
    const done = await look(id);

    expect(answer.body).toEqual({
      id,
      object: 'image',
      created: expect.any(Number) as unknown,
      model: 'gpt-image-2',
      status: 'queued',
      error: null,
    });
    expect(waiting.body).toMatchObject({ object: 'image.generation', status: 'queued', image_url: null });
    expect(done.body).toMatchObject({
      status: 'completed',
      image_url: expect.stringContaining(id) as unknown,
    });
    expect(gateway.requireTask(id).pictures).toEqual([{ width: 2048, height: 1152, format: 'png' }]);
    expect(gateway.violations).toEqual([]);
  });

  it.each([
    { wrong: 'an unknown field', change: { n: 1 } },
    { wrong: 'another model', change: { model: 'gpt-image-2-r' } },
    { wrong: 'a ratio outside the list', change: { ratio: '3:1' } },
    { wrong: 'auto quality', change: { quality: 'auto' } },
    { wrong: 'seven references', change: { image_urls: Array(7).fill('http://127.0.0.1/a') } },
    {
      wrong: 'a size outside the list',
      change: { size: '1536x864', ratio: undefined, resolution: undefined },
    },
  ])('refuses and notes $wrong', async ({ change }) => {
    const answer = await submit({ ...valid, ...change });

    expect(answer).toMatchObject({ status: 400, body: { code: 400, data: null } });
    expect(gateway.violations).toHaveLength(1);
    expect(gateway.submits()).toBe(0);
  });

  it('takes size together with ratio, lets size win, and notes it', async () => {
    const id = await submitted({ ...valid, size: '1024x1024' });

    expect(gateway.requireTask(id).pictures).toMatchObject([{ width: 1024, height: 1024 }]);
    expect(gateway.violations).toEqual(['size together with ratio or resolution']);
  });

  it('fails a task with an inline reference', async () => {
    const id = await submitted({ ...valid, image_urls: ['data:image/png;base64,AA=='] });
    gateway.finish(id);

    expect((await look(id)).body).toMatchObject({
      status: 'failed',
      image_url: null,
      error: '上游返回数据异常',
    });
  });

  it('tells a missing task from a missing address', async () => {
    const missingTask = await look('image_none');
    const missingAddress = await look('image_none', '/v1/image2/images/');

    expect(missingTask).toEqual({ status: 404, body: { code: 404, msg: 'task not found', data: null } });
    expect(missingAddress).toMatchObject({
      status: 404,
      body: { message: expect.stringContaining('No handler found for GET') as unknown },
    });
  });

  it('puts refusals on HTTP 200 with a code', async () => {
    gateway.misbehave({ on: 'submit', how: { kind: 'noBalance' } });

    expect(await submit(valid)).toEqual({ status: 200, body: { code: 1002, msg: '余额不足', data: null } });
  });

  it('refuses a key without Bearer', async () => {
    const answer = await call('POST', `${gateway.baseUrl}/v1/image2/images`, {
      headers: { authorization: gateway.apiKey },
      json: valid,
    });

    expect(answer.status).toBe(401);
  });
});
