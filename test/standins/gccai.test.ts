import sharp from 'sharp';
import { FormData, request } from 'undici';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GccaiStandIn } from '../support/gateways/gccai.ts';
import type { GccaiStandInOptions } from '../support/gateways/gccai.ts';
import { makePicture } from '../support/gateways/shared/pictures.ts';
import { call } from './call.ts';

describe('GccaiStandIn', () => {
  let gateway: GccaiStandIn;

  async function restart(options: GccaiStandInOptions = {}): Promise<void> {
    await gateway?.stop();
    gateway = await new GccaiStandIn({ latencyMs: Infinity, ...options }).start();
  }
  beforeEach(() => restart());
  afterEach(() => gateway.stop());

  const minimal = { model: 'gpt-image-2-official', prompt: 'a fox' };
  const headers = () => ({ authorization: `Bearer ${gateway.apiKey}` });
  const submit = (json: object) =>
    call('POST', `${gateway.baseUrl}/v1/images/generations`, { headers: headers(), json });
  const submitted = async (json: object) =>
    ((await submit(json)).body as { data: { task_id: string }[] }).data[0]?.task_id ?? '';
  const look = (id: string) => call('GET', `${gateway.baseUrl}/v1/tasks/${id}`, { headers: headers() });
  const batch = (ids: readonly string[]) =>
    call('POST', `${gateway.baseUrl}/v1/tasks/batch`, { headers: headers(), json: { task_ids: ids } });
  async function upload(bytes: Buffer, mediaType: string): Promise<{ status: number; url: string }> {
    const form = new FormData();
    form.append('file', new File([bytes], 'a.png', { type: mediaType }));
    const answer = await request(`${gateway.baseUrl}/v1/uploads/images`, {
      method: 'POST',
      headers: headers(),
      body: form,
    });
    return { status: answer.statusCode, ...((await answer.body.json()) as { url: string }) };
  }

  it('takes the minimal request and answers with url, cost and expiry', async () => {
    const id = await submitted(minimal);
    gateway.setProgress(id, 40);
    const running = await look(id);
    gateway.finish(id);
    const done = await look(id);

    expect(running.body).toMatchObject({ code: 200, data: { id, status: 'submitted', progress: 40 } });
    expect(done.body).toMatchObject({
      data: {
        status: 'completed',
        progress: 100,
        cost: 0.005976,
        result: {
          images: [
            {
              url: [expect.stringMatching(/_0\.png$/) as unknown],
              expires_at: expect.any(Number) as unknown,
            },
          ],
        },
      },
    });
    expect(gateway.violations).toEqual([]);
  });

  it.each([
    { wrong: 'an unknown field', change: { response_format: 'url' } },
    { wrong: 'n as text', change: { n: '2' } },
    { wrong: 'five pictures', change: { n: 5 } },
    { wrong: 'another model', change: { model: 'gpt-image-2' } },
    { wrong: 'a mask without references', change: { mask_url: 'http://127.0.0.1/mask.png' } },
    { wrong: 'compression above 100', change: { output_format: 'jpeg', output_compression: 101 } },
    { wrong: 'an inline reference', change: { image_urls: ['data:image/png;base64,AA=='] } },
    { wrong: 'a size off the grid', change: { size: '1000x1000' } },
    { wrong: 'seventeen references', change: { image_urls: Array(17).fill('http://127.0.0.1/a') } },
  ])('refuses and notes $wrong', async ({ change }) => {
    const answer = await submit({ ...minimal, ...change });

    expect(answer).toMatchObject({ status: 400, body: { error: { code: 400 } } });
    expect(gateway.violations).toHaveLength(1);
    expect(gateway.submits()).toBe(0);
  });

  it.each([
    { change: { background: 'transparent' }, violation: 'background transparent is silently ignored' },
    { change: { output_compression: 80 }, violation: 'output_compression has no effect on png' },
  ])('takes $change and notes that it has no effect', async ({ change, violation }) => {
    expect(await submit({ ...minimal, ...change })).toMatchObject({ status: 200 });
    expect(gateway.violations).toEqual([violation]);
  });

  it('makes n pictures of the table size in the format asked for', async () => {
    const id = await submitted({ ...minimal, size: '9:21', resolution: '2k', output_format: 'webp', n: 3 });
    gateway.finish(id);
    const { body } = await look(id);

    const { images } = (body as { data: { result: { images: { url: string[] }[] } } }).data.result;
    const last = await request(String(images[2]?.url[0]), { headers: { 'user-agent': 'Mozilla/5.0' } });
    const metadata = await sharp(await last.body.arrayBuffer()).metadata();
    expect(images).toHaveLength(3);
    expect(metadata).toMatchObject({ width: 1152, height: 2688, format: 'webp' });
  });

  it('answers a batch in another order, without the ids it does not know', async () => {
    const first = await submitted(minimal);
    const second = await submitted(minimal);

    const answer = await batch([first, 'task_unknown', second]);

    expect(answer.body).toMatchObject({ code: 200, data: [{ id: second }, { id: first }] });
    expect((await batch([])).status).toBe(400);
    expect((await batch(Array(51).fill(first))).status).toBe(400);
  });

  it('checks that an uploaded mask has alpha and the size of the first reference', async () => {
    const reference = await upload(await makePicture({ width: 64, height: 48, tag: 'r' }), 'image/png');
    const opaque = await upload(await makePicture({ width: 64, height: 48, tag: 'm' }), 'image/png');
    const transparent = { r: 0, g: 0, b: 0, alpha: 0 };
    const bytes = await sharp({ create: { width: 64, height: 48, channels: 4, background: transparent } })
      .png()
      .toBuffer();
    const mask = await upload(bytes, 'image/png');

    const wrong = await submitted({ ...minimal, image_urls: [reference.url], mask_url: opaque.url });
    const right = await submitted({ ...minimal, image_urls: [reference.url], mask_url: mask.url });
    await Promise.all([wrong, right].map((id) => gateway.requireTask(id).referencesSettled));
    gateway.finish();

    expect((await look(wrong)).body).toMatchObject({
      data: { status: 'failed', error: { message: 'the mask image has no alpha channel' } },
    });
    expect((await look(right)).body).toMatchObject({ data: { status: 'completed' } });
  });

  it('refuses an upload that is no picture', async () => {
    expect(await upload(Buffer.from('hello'), 'image/png')).toMatchObject({ status: 400 });
  });
});
