import { request } from 'undici';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StreamStyle } from '../support/gateways/openai-family/event-stream.ts';
import { makePicture, readPictureTag } from '../support/gateways/shared/pictures.ts';
import { XinliuStandIn } from '../support/gateways/xinliu.ts';
import { call } from './call.ts';

describe('XinliuStandIn', () => {
  let gateway: XinliuStandIn;

  beforeEach(async () => {
    gateway = await new XinliuStandIn({ latencyMs: 1, cdnRequiresUserAgent: false }).start();
  });
  afterEach(() => gateway.stop());

  const valid = { model: 'gpt-image-2-pro', prompt: 'a fox' };
  const headers = () => ({ authorization: `Bearer ${gateway.apiKey}` });
  const generate = (json: object, host = gateway.origin) =>
    call('POST', `${host}/v1/images/generations`, { headers: headers(), json });
  const streamText = async (json: object) => {
    const answer = await request(`${gateway.origin}/v1/images/generations`, {
      method: 'POST',
      headers: { ...headers(), 'content-type': 'application/json' },
      body: JSON.stringify(json),
    });
    return answer.body.text();
  };

  it('answers with a link and an empty b64_json', async () => {
    const { body } = await generate(valid);

    expect(body).toMatchObject({
      data: [{ url: expect.stringMatching(/^http/) as unknown, b64_json: '', revised_prompt: '' }],
    });
    expect(gateway.violations).toEqual([]);
  });

  it.each([
    { wrong: 'response_format', change: { response_format: 'url' }, code: 'unknown_parameter' },
    { wrong: 'exactly 3:1', change: { size: '3072x1024' }, code: 'invalid_value' },
    { wrong: 'a transparent background', change: { background: 'transparent' }, code: 'invalid_value' },
    { wrong: 'a model it does not sell', change: { model: 'gpt-image-1' }, code: 'unsupported_model' },
    { wrong: 'a mask', change: { mask: 'x' }, code: 'unknown_parameter' },
    { wrong: 'a reference that is no picture', change: { image: ['AAAA'] }, code: 'invalid_value' },
    { wrong: 'a stream without partial pictures', change: { stream: true }, code: null },
    { wrong: 'a stream with none', change: { stream: true, partial_images: 0 }, code: null },
  ])('refuses and notes $wrong', async ({ change, code }) => {
    const answer = await generate({ ...valid, ...change });

    expect(answer).toMatchObject({ status: 400, body: { error: { code } } });
    expect(gateway.violations).toHaveLength(1);
    expect(gateway.submits()).toBe(0);
  });

  it('refuses a stream without partial pictures in the words of the documentation', async () => {
    expect((await generate({ ...valid, stream: true })).body).toEqual({
      error: {
        message: 'Streaming must have non-zero partial images',
        type: 'invalid_request_error',
        code: null,
      },
    });
  });

  it('takes references as address, data URI and bare base64, mixed and in order', async () => {
    const first = await generate(valid);
    const { url } = (first.body as { data: { url: string }[] }).data[0] ?? { url: '' };
    const inline = (await makePicture({ width: 64, height: 64, tag: 'inline' })).toString('base64');

    const answer = await generate({ ...valid, image: [url, `data:image/png;base64,${inline}`, inline] });
    const refused = await generate({ ...valid, image: [`${url}-gone`] });

    const references = [...gateway.tasks.values()].map((task) =>
      task.references.map(({ bytes }) => readPictureTag(bytes)),
    );
    const [bought = { id: '' }] = gateway.tasks.values();
    expect([answer.status, refused.status]).toEqual([200, 400]);
    expect(references).toEqual([[], [`${bought.id}_0`, 'inline', 'inline']]);
  });

  it('fails before the gateway on 522 and after it on 504', async () => {
    gateway.primary.fail({ status: 522, forwards: false });
    gateway.primary.fail({ status: 504, forwards: true });

    const before = await generate(valid, gateway.primary.url);
    const submitsBefore = gateway.submits();
    const after = await generate(valid, gateway.primary.url);

    expect([before.status, submitsBefore, after.status, gateway.submits()]).toEqual([522, 0, 504, 1]);
  });

  it('serves the same account through both hosts', async () => {
    const answers = await Promise.all(gateway.baseUrls.map((host) => generate(valid, host)));

    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(gateway.requests.map(({ headers: sent }) => sent['via'])).toContain('1.1 front');
  });

  it('is out of channels or balance on order, and starts nothing', async () => {
    gateway.runOutOfChannels();
    gateway.runOutOfBalance('402');
    gateway.runOutOfBalance('403');

    const answers = [await generate(valid), await generate(valid), await generate(valid)];

    expect(answers).toMatchObject([
      {
        status: 503,
        body: { error: { message: expect.stringMatching(/^No available channel/) as unknown } },
      },
      { status: 402, body: { error: { code: null } } },
      { status: 403, body: { error: { code: 'insufficient_user_quota' } } },
    ]);
    expect(gateway.submits()).toBe(0);
  });

  const endings: { style: Partial<StreamStyle>; events: string[] }[] = [
    { style: {}, events: ['image_generation.partial_image', 'image_generation.completed'] },
    { style: { ending: 'no-final' }, events: ['image_generation.partial_image'] },
    { style: { mostPartials: 0, finalWord: 'done' }, events: ['image_generation.done'] },
    { style: { names: 'bare' }, events: ['partial_image', 'completed'] },
    { style: { ending: 'error-event' }, events: ['image_generation.partial_image', 'error'] },
    { style: { nameIn: 'type', done: true, comments: true }, events: [] },
  ];
  it.each(endings)('writes streams in the style $style', async ({ style, events }) => {
    gateway.style = { ...gateway.style, ...style };

    const text = await streamText({ ...valid, stream: true, partial_images: 1 });

    expect([...text.matchAll(/^event: (.+)$/gm)].map((match) => match[1])).toEqual(events);
    expect(text.includes('data: [DONE]')).toBe(style.done ?? false);
  });

  it('streams although JSON was asked for, when told to', async () => {
    gateway.answersWith = 'sse';

    expect(await streamText(valid)).toMatch(/^event: image_generation\.completed/);
  });
});
