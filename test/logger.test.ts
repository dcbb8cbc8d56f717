import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { DeliveryError, ProviderError } from '../src/core/errors.ts';
import { createLogger } from '../src/logger.ts';
import { HiddenWords } from '../src/logging/hidden-words.ts';

function makeLogger(options: { secrets?: string[]; level?: 'info' | 'debug' } = {}) {
  const lines: string[] = [];
  const logger = createLogger({
    level: options.level ?? 'info',
    secrets: options.secrets ?? [],
    stream: { write: (line) => void lines.push(line) },
  });
  return { logger, lines, only: () => JSON.parse(lines.join('')) as Record<string, unknown> };
}

function foreignError(message: string, members: object): Error {
  const error = Object.assign(new Error(message), members);
  delete error.stack;
  return error;
}

describe('a line', () => {
  it('holds level, time, process, fields and message', () => {
    const { logger, only } = makeLogger();

    logger.info({ generationId: 'g1' }, 'Generation queued');

    expect(only()).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as unknown,
      pid: process.pid,
      generationId: 'g1',
      msg: 'Generation queued',
    });
  });

  it('is left out below the level', () => {
    const { logger, lines } = makeLogger();

    logger.debug({}, 'Looked');

    expect(lines).toEqual([]);
  });
});

it('masks secrets that became known while it ran, as long as they are used', () => {
  const lines: string[] = [];
  const hidden = new HiddenWords();
  const logger = createLogger({
    ...{ level: 'info', secrets: [], hidden },
    stream: { write: (line) => void lines.push(line) },
  });

  hidden.add('own/key+0001=');
  logger.info({ url: 'https://x/?k=own%2Fkey%2B0001%3D' }, 'own/key+0001= was used');
  for (let index = 0; index < 1_000; index += 1) hidden.add(`another-key-${index}`);
  logger.info({}, 'own/key+0001= is long gone; another-key-999 is not');

  expect(lines[0]).not.toMatch(/own.*0001/);
  expect(lines[1]).toContain('own/key+0001= is long gone; [masked] is not');
});

describe('an error', () => {
  it('of ours keeps its message and what it knows', () => {
    const { logger, only } = makeLogger();
    const error = new ProviderError('The gateway refused the model', {
      code: 'provider-unsupported',
      provider: 'gccai',
      phase: 'submit',
      statusCode: 400,
      providerMessage: 'model not found',
      cause: foreignError('POST https://x.y/?key=hidden {"prompt":"hidden"}', { code: 'ECONNRESET' }),
    });

    logger.warn({ error }, 'Submit refused');

    expect(only()).toMatchObject({
      error: {
        name: 'ProviderError',
        code: 'provider-unsupported',
        statusCode: 400,
        message: 'The gateway refused the model',
        provider: 'gccai',
        phase: 'submit',
        providerMessage: 'model not found',
        cause: { name: 'Error', code: 'ECONNRESET' },
      },
    });
    expect(JSON.stringify(only())).not.toContain('hidden');
  });

  it.each([
    {
      library: 'discord.js',
      error: foreignError('Unknown Webhook: hidden', {
        name: 'DiscordAPIError[10015]',
        code: 10015,
        status: 404,
        method: 'PATCH',
        url: 'https://discord.com/api/v10/webhooks/123456/aW50ZXJhY3Rpb246hidden/messages/@original?with=hidden',
        rawError: { message: 'hidden' },
        requestBody: { json: { content: 'hidden' } },
      }),
      logged: {
        name: 'DiscordAPIError[10015]',
        code: 10015,
        statusCode: 404,
        method: 'PATCH',
        route: '/api/v10/webhooks/:id/:token/messages/@original',
      },
    },
    {
      library: 'grammY',
      error: foreignError("Call to 'sendPhoto' failed! (400: hidden)", {
        name: 'GrammyError',
        error_code: 400,
        method: 'sendPhoto',
        description: 'hidden',
        payload: { caption: 'hidden' },
      }),
      logged: { name: 'GrammyError', code: 400, method: 'sendPhoto' },
    },
    {
      library: 'ioredis',
      error: foreignError('OOM command not allowed, hidden', {
        name: 'ReplyError',
        command: { args: ['hidden'] },
      }),
      logged: { name: 'ReplyError', code: 'OOM' },
    },
    {
      library: 'JSON.parse',
      error: foreignError('Unexpected token h, "hidden" is not valid JSON', { name: 'SyntaxError' }),
      logged: { name: 'SyntaxError' },
    },
    {
      library: 'zod',
      error: foreignError('hidden', {
        name: 'ZodError',
        issues: z.object({ data: z.array(z.string()) }).safeParse({ data: [7] }).error?.issues,
      }),
      logged: { name: 'ZodError', misfits: ['data.0 invalid_type'] },
    },
  ])('of $library is reduced to what is harmless', ({ error, logged }) => {
    const { logger, only } = makeLogger();

    logger.error({ error, nested: [{ reason: error }] }, 'Failed');

    expect(only()).toMatchObject({ error: logged, nested: [{ reason: logged }] });
    expect(Object.keys(only()['error'] as object).sort()).toEqual(Object.keys(logged).sort());
    expect(JSON.stringify(only())).not.toContain('hidden');
  });

  it('is reduced at every depth of its causes, and in groups', () => {
    const { logger, only } = makeLogger();
    const inner = foreignError('hidden', { code: 'ECONNREFUSED' });
    const group = Object.assign(new AggregateError([inner, 'text'], 'hidden'), { stack: '' });
    const error = new DeliveryError('Not sent', {
      code: 'delivery-unavailable',
      platform: 'discord',
      cause: group,
    });

    logger.error({ err: error }, 'Failed');

    expect(only()['err']).toEqual({
      name: 'DeliveryError',
      code: 'delivery-unavailable',
      message: 'Not sent',
      platform: 'discord',
      cause: { name: 'AggregateError', errors: [{ name: 'Error', code: 'ECONNREFUSED' }] },
    });
  });

  it('that is a bug tells where in the code it happened', () => {
    const { logger, only } = makeLogger();

    logger.error(new TypeError('hidden\n    at hidden'), 'Bug');

    const { frames, ...rest } = only()['err'] as { frames: string[] };
    expect(rest).toEqual({ name: 'TypeError' });
    expect(frames[0]).toMatch(/logger\.test\.ts:\d+:\d+\)?$/);
    expect(JSON.stringify(only())).not.toContain('hidden');
  });

  it('in the built program is told by the place in its source', () => {
    const { logger, only } = makeLogger();
    const folder = mkdtempSync(join(tmpdir(), 'limner-map-'));
    const built = join(folder, 'dist', 'main.js');
    mkdirSync(dirname(built));
    // Line 2, column 5 of the built file is line 8, column 3 of the source.
    const map = { version: 3, sources: ['../src/core/step.ts'], names: [], mappings: ';IAOE' };
    writeFileSync(`${built}.map`, JSON.stringify(map));
    const error = new TypeError('Bug');
    error.stack = `TypeError: Bug\n    at take (${pathToFileURL(built).href}:2:5)\n    at node:internal/x:1:2`;

    logger.error(error, 'Bug');
    rmSync(folder, { recursive: true });

    expect(only()['err']).toEqual({
      name: 'TypeError',
      frames: ['take (src/core/step.ts:8:3)', 'node:internal/x:1:2'],
    });
  });
});

describe('a secret', () => {
  const secrets = ['p"ass\\word/1', 'abc', 'abcdef', 'abcdefgh-longer'];

  it.each([
    ['in a field', { note: 'x p"ass\\word/1 y' }, 'm', { note: 'x [masked] y' }],
    ['in the message', {}, 'got p"ass\\word/1', { msg: 'got [masked]' }],
    ['inside an address', { note: 'p%22ass%5Cword%2F1' }, 'm', { note: '[masked]' }],
    ['that begins like another', { note: 'abcdefgh-longer abcdef' }, 'm', { note: '[masked] [masked]' }],
    ['in a list', { notes: [['abcdef']] }, 'm', { notes: [['[masked]']] }],
    ['in a name', { ['abcdef']: 1 }, 'm', { '[masked]': 1 }],
  ])('of the configuration is masked %s', (_, fields, message, expected) => {
    const { logger, only } = makeLogger({ secrets });

    logger.info(fields, message);

    expect(only()).toMatchObject(expected);
  });

  it.each([
    ['https://api.telegram.org/bot123:AAE-x_y/getMe', 'https://api.telegram.org/bot[masked]/getMe'],
    ['token 1234567890:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsawx', 'token [masked]'],
    ['https://x.y/z?key=abc123&size=1', 'https://x.y/z?key=[masked]&size=1'],
    ['https://x.y/z?a=1&X-Amz-Signature=0f&b', 'https://x.y/z?a=1&X-Amz-Signature=[masked]&b'],
    ['Authorization: Bearer abc.def', 'Authorization: [masked]'],
    ['{"authorization":"Basic dXNlcjpwYXNz"}', '{"authorization":"[masked]"}'],
    ['sent Bearer abcdefgh12', 'sent Bearer [masked]'],
    ['sk-proj-0123456789abcdef01', '[masked]'],
    ['PATCH /webhooks/1234/aW50ZXJhY3Rpb246MTIz/messages', 'PATCH /webhooks/1234/[masked]/messages'],
    [
      // Assembled here, so that no tool takes it for a real one.
      ['MTIzNDU2Nzg5MDEyMzQ1Njc4', 'GabcdE', 'abcdefghijklmnopqrstuvwxyz0123456789ab'].join('.'),
      '[masked]',
    ],
    ['The Bot is ready: 3 basic commands, monkey=1', 'The Bot is ready: 3 basic commands, monkey=1'],
  ])('that has a known shape is masked: %s', (text, expected) => {
    const { logger, only } = makeLogger();

    logger.info({ text }, 'm');

    expect(only()['text']).toBe(expected);
  });

  it('is masked by the name of its field, and so is a prompt', () => {
    const { logger, only } = makeLogger();

    logger.info(
      { headers: { Cookie: 'a', Accept: 'b' }, request: { prompt: 'a cat', token: undefined } },
      'm',
    );

    expect(only()).toMatchObject({
      headers: { Cookie: '[masked]', Accept: 'b' },
      request: { prompt: '[masked]' },
    });
  });
});

it('logs bytes by their number, links by their host and large numbers as text', () => {
  const { logger, only } = makeLogger();

  logger.info(
    { bytes: new Uint8Array(7), url: new URL('https://x.y/z?sig=1'), big: 1n, at: new Date(0) },
    'm',
  );

  expect(only()).toMatchObject({
    bytes: '[7 bytes]',
    url: 'https://x.y',
    big: '1',
    at: '1970-01-01T00:00:00.000Z',
  });
});

it('survives what refers to itself', () => {
  const { logger, lines } = makeLogger();
  const loop: { self?: object } = {};
  loop.self = loop;

  logger.info({ loop }, 'm');

  expect(lines.join('')).toContain('[deep]');
});
