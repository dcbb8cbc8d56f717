import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ApimodelsStandIn } from '../support/gateways/apimodels.ts';
import { makePicture } from '../support/gateways/shared/pictures.ts';
import { call } from './call.ts';

describe('ApimodelsStandIn', () => {
  let gateway: ApimodelsStandIn;

  beforeEach(async () => {
    gateway = await new ApimodelsStandIn({ latencyMs: 1, callbacks: { speed: 0.001 } }).start();
  });
  afterEach(() => gateway.stop());

  const valid = { model: 'gpt-image-2-lite', prompt: 'a fox', size: '1024x1536', output_format: 'jpeg' };
  const headers = () => ({ authorization: `Bearer ${gateway.apiKey}` });
  const url = () => `${gateway.baseUrl}/images/generations`;
  const submit = (json: object) => call('POST', url(), { headers: headers(), json });
  const look = (id: string) => call('GET', `${url()}?task_id=${id}`, { headers: headers() });
  const base64 = async (width = 64) =>
    (await makePicture({ width, height: 64, tag: 'r' })).toString('base64');

  it('answers completed at once, and the same to a look', async () => {
    const { status, body } = await submit({ ...valid, n: 2 });

    const { data } = body as { data: { taskId: string; resultUrls: string[] } };
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { code: 200, data: { state: 'completed' } },
    });
    expect(data.resultUrls).toHaveLength(2);
    expect((await look(data.taskId)).body).toEqual(body);
    expect(gateway.bills()).toMatchObject([{ microUsd: 80_000, images: 2 }]);
    expect(gateway.violations).toEqual([]);
  });

  it.each([
    {
      wrong: 'a field nobody documented',
      change: { aspect_ratio: '1:1' },
      msg: 'unknown_parameter: aspect_ratio',
    },
    { wrong: 'automatic quality', change: { quality: 'auto' }, msg: 'Invalid parameter: quality' },
    { wrong: 'an illegal size', change: { size: '1000x1000' }, msg: 'multiples of 16' },
    {
      wrong: 'a mask without a picture',
      change: { mask_base64: 'AAAA' },
      msg: 'mask_base64 requires an image',
    },
    { wrong: 'broken base64', change: { image_base64: 'AAA*' }, msg: 'not base64' },
    {
      wrong: 'a data URI as base64',
      change: { image_base64: 'data:image/png;base64,AAAA' },
      msg: 'not base64',
    },
    { wrong: 'base64 of no picture', change: { image_base64: 'AAAA' }, msg: 'no image' },
    { wrong: 'five pictures', change: { n: 5 }, msg: 'n must be' },
    {
      wrong: 'a reference nobody can fetch',
      change: { image_url: 'http://127.0.0.1:1/a' },
      msg: 'Failed to fetch',
    },
    { wrong: 'another model', change: { model: 'gpt-image-2' }, msg: 'model not found' },
  ])('refuses and notes $wrong', async ({ change, msg }) => {
    const answer = await submit({ ...valid, ...change });

    expect(answer).toMatchObject({
      status: 400,
      body: { code: 400, msg: expect.stringContaining(msg) as unknown },
    });
    expect(gateway.violations).toHaveLength(1);
    expect(gateway.submits()).toBe(0);
  });

  it('refuses a mask that is opaque or of another size', async () => {
    const mask = async (width: number, alpha: boolean) => {
      const picture = sharp(Buffer.from(await base64(width), 'base64'));
      return (await (alpha ? picture.ensureAlpha(0.5) : picture).png().toBuffer()).toString('base64');
    };
    const image_base64 = await base64();

    const answers = [
      await submit({ ...valid, image_base64, mask_base64: await mask(64, false) }),
      await submit({ ...valid, image_base64, mask_base64: await mask(32, true) }),
      await submit({ ...valid, image_base64, mask_base64: await mask(64, true) }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([400, 400, 200]);
  });

  it('tells errors by code on HTTP 200 when told to', async () => {
    gateway.behaviour.errorsOnHttp200 = true;

    expect(await look('unknown')).toMatchObject({ status: 200, body: { code: 404, msg: 'Task not found' } });
  });

  it('answers pending and hides the result in a JSON string', async () => {
    gateway.behaviour.answers = 'pending';
    gateway.behaviour.resultsAs = 'json-string';

    const { data } = (await submit(valid)).body as { data: { taskId: string } };
    gateway.finish(data.taskId);
    const seen = await look(data.taskId);

    expect(data).toEqual({ taskId: data.taskId, state: 'pending' });
    expect(seen.body).toMatchObject({
      data: { state: 'completed', resultJson: expect.stringMatching(/^\{"resultUrls":\["http/) as unknown },
    });
  });

  it('keeps an uploaded file where it can be fetched again', async () => {
    const form = new FormData();
    form.append(
      'file',
      new Blob([Uint8Array.from(Buffer.from(await base64(), 'base64'))], { type: 'image/png' }),
      'a.png',
    );
    const answer = await fetch(`${gateway.baseUrl}/files`, {
      method: 'POST',
      headers: headers(),
      body: form,
    });
    const { data } = (await answer.json()) as { data: { publicUrl: string } };

    expect((await submit({ ...valid, image_url: data.publicUrl })).status).toBe(200);
  });

  it('repeats a callback until it is taken, then sends the ordered copies', async () => {
    const statuses = [500, 503, 200, 200];
    const bodies: string[] = [];
    const receiver = createServer((request, response) => {
      request.on('data', (chunk: Buffer) => bodies.push(chunk.toString()));
      request.on('end', () => response.writeHead(statuses[bodies.length - 1] ?? 200).end());
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    const callback_url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
    gateway.callbacks.behaviour = { ...gateway.callbacks.behaviour, when: 'early', copies: 2 };

    const answer = await submit({ ...valid, callback_url });
    receiver.close();

    const { data } = answer.body as { data: { taskId: string } };
    expect(gateway.sentCallbacks.map(({ status }) => status)).toEqual([500, 503, 200, 200]);
    expect(new Set(bodies).size).toBe(1);
    expect(JSON.parse(String(bodies[0]))).toMatchObject({
      code: 200,
      data: {
        taskId: data.taskId,
        state: 'completed',
        param: '{"prompt":"a fox"}',
        resultJson: expect.stringMatching(/resultUrls/) as unknown,
        failCode: null,
      },
    });
  });
});
