import sharp from 'sharp';
import { request } from 'undici';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OpenAiStandIn } from '../support/gateways/openai.ts';
import { makePicture } from '../support/gateways/shared/pictures.ts';
import { call } from './call.ts';

describe('OpenAiStandIn', () => {
  let gateway: OpenAiStandIn;

  beforeEach(async () => {
    gateway = await new OpenAiStandIn({ latencyMs: 1, reportsUsage: false }).start();
  });
  afterEach(() => gateway.stop());

  const headers = () => ({ authorization: `Bearer ${gateway.apiKey}` });
  const valid = { model: 'gpt-image-2', prompt: 'a fox', size: '1024x1024', quality: 'low' };
  const generate = (json: object) =>
    call('POST', `${gateway.baseUrl}/images/generations`, { headers: headers(), json });
  const edit = (fields: Record<string, string>, files: { name: string; bytes: Buffer; type?: string }[]) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    for (const { name, bytes, type } of files)
      form.append(name, new Blob([Uint8Array.from(bytes)], { type: type ?? 'image/png' }), `${name}.png`);
    return fetch(`${gateway.baseUrl}/images/edits`, { method: 'POST', headers: headers(), body: form });
  };

  it('takes the documented request, answers base64 and bills the table', async () => {
    const { status, body } = await generate({ ...valid, n: 2, moderation: 'low', user: 'u1' });

    const { data } = body as { data: { b64_json: string }[] };
    const sizes = await Promise.all(
      data.map(({ b64_json }) => sharp(Buffer.from(b64_json, 'base64')).metadata()),
    );
    expect(status).toBe(200);
    expect(sizes).toMatchObject([
      { width: 1024, height: 1024, format: 'png' },
      { width: 1024, height: 1024, format: 'png' },
    ]);
    expect(gateway.bills()).toMatchObject([{ microUsd: 12_000, images: 2 }]);
    expect(gateway.violations).toEqual([]);
  });

  it.each([
    { wrong: 'response_format', change: { response_format: 'b64_json' }, code: 'unknown_parameter' },
    { wrong: 'a transparent background', change: { background: 'transparent' }, code: 'invalid_value' },
    { wrong: 'an odd side', change: { size: '1000x1000' }, code: 'invalid_value' },
    { wrong: 'a side over 3840', change: { size: '3856x1296' }, code: 'invalid_value' },
    { wrong: 'too few pixels', change: { size: '512x512' }, code: 'invalid_value' },
    { wrong: 'too many pixels', change: { size: '3840x2176' }, code: 'invalid_value' },
    { wrong: 'n as text', change: { n: '1' }, code: 'invalid_type' },
    { wrong: 'eleven pictures', change: { n: 11 }, code: 'invalid_value' },
    { wrong: 'compression of a png', change: { output_compression: 50 }, code: 'invalid_value' },
    { wrong: 'a foreign model', change: { model: 'dall-e-3' }, code: 'unsupported_model' },
    {
      wrong: 'a wide size on an old model',
      change: { model: 'gpt-image-1', size: '2048x1152' },
      code: 'invalid_value',
    },
    { wrong: 'no prompt', change: { prompt: undefined }, code: 'missing_required_parameter' },
    { wrong: 'an endless prompt', change: { prompt: 'x'.repeat(32_001) }, code: 'string_above_max_length' },
  ])('refuses and notes $wrong', async ({ change, code }) => {
    const answer = await generate({ ...valid, ...change });

    expect(answer).toMatchObject({ status: 400, body: { error: { type: 'invalid_request_error', code } } });
    expect(gateway.violations).toHaveLength(1);
    expect(gateway.submits()).toBe(0);
  });

  it('allows exactly 3:1', async () => {
    expect((await generate({ ...valid, size: '3072x1024' })).status).toBe(200);
  });

  it('refuses a wrong key without noting a violation', async () => {
    const answer = await call('POST', `${gateway.baseUrl}/images/generations`, {
      headers: { authorization: 'Bearer other' },
      json: valid,
    });

    expect(answer).toMatchObject({ status: 401, body: { error: { code: 'invalid_api_key' } } });
    expect(gateway.violations).toEqual([]);
  });

  it('edits with a mask that fits the first picture', async () => {
    const picture = await makePicture({ width: 64, height: 32, tag: 'a' });
    const mask = await sharp(picture).ensureAlpha(0.5).png().toBuffer();
    const { size: _size, ...fields } = valid;

    const answer = await edit(fields, [
      { name: 'image[]', bytes: picture },
      { name: 'mask', bytes: mask },
    ]);

    expect(answer.status).toBe(200);
    expect([...gateway.tasks.values()]).toMatchObject([
      { pictures: [{ width: 1536, height: 1024 }], mask: { width: 64, height: 32, hasAlpha: true } },
    ]);
  });

  it('refuses edits with a bad mask, no picture, input_fidelity or a wrong type', async () => {
    const picture = await makePicture({ width: 64, height: 64, tag: 'a' });
    const small = await sharp(picture).resize(32, 32).ensureAlpha(0.5).png().toBuffer();
    const image = { name: 'image[]', bytes: picture };
    const messages = async (answer: Response) =>
      ((await answer.json()) as { error: { message: string } }).error.message;

    const answers = [
      await edit(valid, [image, { name: 'mask', bytes: picture }]).then(messages),
      await edit(valid, [image, { name: 'mask', bytes: small }]).then(messages),
      await edit(valid, []).then(messages),
      await edit({ ...valid, input_fidelity: 'high' }, [image]).then(messages),
      await edit(valid, [{ ...image, type: 'image/jpeg' }]).then(messages),
      await edit(valid, Array(17).fill(image)).then(messages),
    ];

    expect(answers).toEqual([
      'The mask must have an alpha channel.',
      'The mask must have the size of the first image.',
      "Missing required parameter: 'image'.",
      'input_fidelity is not supported for gpt-image-2.',
      'The file is no image/jpeg.',
      'Too many images: at most 16.',
    ]);
    expect(gateway.submits()).toBe(0);
  });

  it('streams partial pictures and the final one under the names of the route', async () => {
    const answer = await request(`${gateway.baseUrl}/images/generations`, {
      method: 'POST',
      headers: { ...headers(), 'content-type': 'application/json' },
      body: JSON.stringify({ ...valid, stream: true, partial_images: 2 }),
    });

    const names = [...(await answer.body.text()).matchAll(/^event: (.+)$/gm)].map((match) => match[1]);
    expect(answer.headers['content-type']).toBe('text/event-stream');
    expect(names).toEqual([
      'image_generation.partial_image',
      'image_generation.partial_image',
      'image_generation.completed',
    ]);
  });

  it('bills by tokens when told to, so that usage explains the invoice', async () => {
    const byTokens = await new OpenAiStandIn({ latencyMs: 1, billing: 'tokens' }).start();
    const answer = await call('POST', `${byTokens.baseUrl}/images/generations`, {
      headers: { authorization: `Bearer ${byTokens.apiKey}` },
      json: valid,
    });
    await byTokens.stop();

    expect(answer.body).toMatchObject({ usage: { input_tokens: 2, output_tokens: 200, total_tokens: 202 } });
    expect(byTokens.billedMicroUsd()).toBe(6_010);
  });
});
