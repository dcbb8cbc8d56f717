import sharp from 'sharp';
import { request } from 'undici';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readPictureTag } from '../support/gateways/shared/pictures.ts';
import { WuyinkejiStandIn } from '../support/gateways/wuyinkeji.ts';
import { call } from './call.ts';

describe('WuyinkejiStandIn', () => {
  let gateway: WuyinkejiStandIn;

  beforeEach(async () => {
    gateway = await new WuyinkejiStandIn({ latencyMs: Infinity }).start();
  });
  afterEach(() => gateway.stop());

  const submit = (json: object, headers: Record<string, string> = { authorization: gateway.apiKey }) =>
    call('POST', `${gateway.baseUrl}/api/async/image_gpt`, { headers, json });
  const valid = () => ({ key: gateway.apiKey, prompt: 'a fox', size: '16:9' });
  const detail = (id: string) =>
    call('GET', `${gateway.baseUrl}/api/async/detail?id=${id}&key=${gateway.apiKey}`);
  const submitted = async (json: object = valid()) =>
    ((await submit(json)).body as { data: { id: string } }).data.id;

  it('takes the documented request and makes a picture of the pixel budget', async () => {
    const id = await submitted();
    expect((await detail(id)).body).toMatchObject({ code: 200, data: { status: 0, result: [] } });

    gateway.finish(id);
    const done = (await detail(id)).body as { data: { result: string[] } };

    expect(done).toMatchObject({
      data: { status: 2, request: { prompt: 'a fox', size: '16:9' }, message: '' },
    });
    const picture = await request(String(done.data.result[0]), { headers: { 'user-agent': 'Mozilla/5.0' } });
    const bytes = Buffer.from(await picture.body.arrayBuffer());
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 1672, height: 941, format: 'png' });
    expect(readPictureTag(bytes)).toBe(`${id}_0`);
    expect(gateway.bills()).toEqual([{ taskId: id, microUsd: 13_889, images: 1 }]);
    expect(gateway.violations).toEqual([]);
  });

  it.each([
    { wrong: 'a field nobody documented', change: { model: 'gpt-image-2' }, msg: '存在未绑定的参数: model' },
    { wrong: 'a size outside the list', change: { size: '5:4' }, msg: 'size参数错误' },
    { wrong: 'no prompt', change: { prompt: '' }, msg: 'prompt不能为空' },
    {
      wrong: 'a data URI as reference',
      change: { urls: ['data:image/png;base64,AA=='] },
      msg: '转发请求失败',
    },
    { wrong: 'fifteen references', change: { urls: Array(15).fill('http://127.0.0.1/a') }, msg: '超出限制' },
  ])('refuses and notes $wrong', async ({ change, msg }) => {
    const answer = await submit({ ...valid(), ...change });

    expect(answer).toMatchObject({
      status: 200,
      body: { msg: expect.stringContaining(msg) as unknown, data: null },
    });
    expect(gateway.violations).toHaveLength(1);
    expect(gateway.submits()).toBe(0);
  });

  it('refuses keys that disagree and notes a Bearer prefix', async () => {
    const disagreeing = await submit({ ...valid(), key: 'another' });
    const bearer = await submit(valid(), { authorization: `Bearer ${gateway.apiKey}` });

    expect([disagreeing.body, bearer.body]).toMatchObject([{ code: 403 }, { code: 403 }]);
    expect(gateway.violations).toEqual(['the key is sent raw, without "Bearer"']);
  });

  it('serves results only to browser-like clients', async () => {
    const id = await submitted();
    gateway.finish(id);
    const { body } = await detail(id);

    const bare = await request(String((body as { data: { result: string[] } }).data.result[0]));
    await bare.body.dump();

    expect(bare.statusCode).toBe(403);
  });

  it('fails a task whose reference cannot be fetched, with status 3 and a reason', async () => {
    const id = await submitted({ ...valid(), urls: [`${gateway.baseUrl}/not-a-picture`] });
    await gateway.requireTask(id).referencesSettled;
    gateway.finish(id);

    expect((await detail(id)).body).toMatchObject({
      data: { status: 3, result: [], message: 'reference answered 404' },
    });
    expect(gateway.billedMicroUsd()).toBe(0);
  });

  it('keeps and bills the task when it drops the answer to a submit', async () => {
    gateway.misbehave({ on: 'submit', how: { kind: 'acceptThenDropSocket' } });

    await expect(submit(valid())).rejects.toThrow();

    expect(gateway.bills()).toMatchObject([{ microUsd: 13_889, images: 1 }]);
  });
});
