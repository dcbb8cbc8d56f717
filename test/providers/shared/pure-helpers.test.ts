import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProviderError } from '../../../src/core/errors.ts';
import { classifyMessage } from '../../../src/providers/shared/classify-message.ts';
import { readEnvelope, saysTaskIsMissing } from '../../../src/providers/shared/envelope.ts';
import { refusalError } from '../../../src/providers/shared/gateway-error.ts';
import { isLegalSize, nearestLegalSize } from '../../../src/providers/shared/legal-size.ts';
import { redact } from '../../../src/providers/shared/redact.ts';
import { looseNumber, looseText, microUsd } from '../../../src/providers/shared/reply-fields.ts';
import { retryAfterMs } from '../../../src/providers/shared/retry-after.ts';
import { splitUrl } from '../../../src/providers/shared/split-url.ts';
import { tryBaseUrls } from '../../../src/providers/shared/try-base-urls.ts';

const now = Date.UTC(2026, 10, 21, 12, 0, 0);

describe('retryAfterMs', () => {
  it.each([
    { header: undefined, ms: undefined },
    { header: '', ms: undefined },
    { header: 'soon', ms: undefined },
    { header: '0', ms: 0 },
    { header: '7', ms: 7_000 },
    { header: '0.25', ms: 250 },
    { header: '86400', ms: 600_000 },
    { header: 'Sat, 21 Nov 2026 12:00:30 GMT', ms: 30_000 },
    { header: 'Sat, 21 Nov 2026 11:00:00 GMT', ms: 0 },
  ])('reads $header as $ms', ({ header, ms }) => {
    expect(retryAfterMs(header, now)).toBe(ms);
  });
});

describe('redact', () => {
  it.each([
    { text: 'key k-123456 is wrong', secrets: ['k-123456'], shown: 'key [removed] is wrong' },
    { text: 'GET /x?id=1&key=abc failed', secrets: [], shown: 'GET /x?id=1&key=[removed] failed' },
    {
      text: 'no https://a.example/m/1.png?sig=zz here',
      secrets: [],
      shown: 'no https://a.example/m/1.png?[removed] here',
    },
    { text: 'Authorization: Bearer abcdef123456', secrets: [], shown: 'Authorization: Bearer[removed]' },
    {
      text: 'Incorrect API key provided: sk-abc123def',
      secrets: [],
      shown: 'Incorrect API key provided: sk-[removed]',
    },
    { text: 'a\n  b\t c', secrets: ['', 'a'], shown: 'a b c' },
  ])('shows "$text" as "$shown"', ({ text, secrets, shown }) => {
    expect(redact(text, secrets)).toBe(shown);
  });

  it('cuts after 300 characters', () => {
    expect(redact('x'.repeat(5_000), [])).toHaveLength(300);
  });
});

describe('classifyMessage', () => {
  it.each([
    { text: '提示词违规', meaning: 'moderation' },
    { text: '可能因安全政策被拦截', meaning: 'moderation' },
    { text: 'Your request was rejected by the safety system. invalid prompt', meaning: 'moderation' },
    { text: 'Your request could not be used to generate an image', meaning: 'moderation' },
    { text: 'Content policy violation', meaning: 'moderation' },
    { text: '余额不足', meaning: 'balance' },
    { text: 'Insufficient balance, please top up', meaning: 'balance' },
    { text: '请求密钥KEY不正确！', meaning: 'auth' },
    { text: 'Incorrect API key provided', meaning: 'auth' },
    { text: 'invalid token', meaning: 'auth' },
    { text: '请求过于频繁', meaning: 'rate' },
    { text: 'Rate limit reached', meaning: 'rate' },
    { text: '图片下载失败', meaning: 'reference' },
    { text: 'failed to download image', meaning: 'reference' },
    { text: '转发请求失败: 存在未绑定的参数: model', meaning: 'parameter' },
    { text: 'invalid size 5:4', meaning: 'parameter' },
    { text: 'unknown parameter foo', meaning: 'parameter' },
    { text: 'model gpt-image-9 not found', meaning: 'parameter' },
    { text: '系统繁忙', meaning: undefined },
    { text: 'Bad Request', meaning: undefined },
    { text: 'invalid prompt', meaning: undefined },
    { text: '', meaning: undefined },
  ])('takes "$text" for $meaning', ({ text, meaning }) => {
    expect(classifyMessage(text)).toBe(meaning);
  });

  it.each([
    { code: 'moderation_blocked', meaning: 'moderation' },
    { code: 451, meaning: 'moderation' },
    { code: 'CONTENT_MODERATION', meaning: 'moderation' },
    { code: 'insufficient_user_quota', meaning: 'balance' },
    { code: 'unknown_parameter', meaning: 'parameter' },
    { code: 'something_new', meaning: undefined },
  ])('takes the code $code for $meaning', ({ code, meaning }) => {
    expect(classifyMessage('', code)).toBe(meaning);
  });
});

describe('readEnvelope', () => {
  it.each([
    { json: { code: 200, data: {} }, read: { code: 200, refused: false, message: '' } },
    { json: { code: '200', msg: '成功', data: {} }, read: { code: 200, refused: false, message: '成功' } },
    { json: { code: 0, msg: null }, read: { code: 0, refused: false } },
    { json: { code: 202, data: {} }, read: { code: 202, refused: false } },
    { json: { id: 'x', error: null }, read: { refused: false } },
    {
      json: { code: 402, msg: '余额不足', data: null },
      read: { code: 402, refused: true, message: '余额不足' },
    },
    {
      json: { error: { code: 402, message: 'm', type: 't' } },
      read: { code: 402, refused: true, message: 'm' },
    },
    { json: { error: { code: null, message: 'm', type: 't' } }, read: { errorCode: 't', refused: true } },
    { json: { error: 'text' }, read: { refused: true, message: 'text' } },
    { json: { status: 400, error: 'Bad Request', message: 'why' }, read: { refused: true, message: 'why' } },
    { json: { success: false, message: 'no' }, read: { refused: true, message: 'no' } },
    { json: { code: 'quota', message: 'no', data: null }, read: { errorCode: 'quota', refused: true } },
    { json: { code: 'success', data: {} }, read: { refused: false } },
  ])('reads $json', ({ json, read }) => {
    expect(readEnvelope(json)).toMatchObject(read);
  });

  it.each([null, undefined, 'text', 5, ['a']])('finds none in %o', (json) => {
    expect(readEnvelope(json)).toBeUndefined();
  });

  it.each([
    { message: '任务不存在', missing: true },
    { message: 'task not found', missing: true },
    { message: 'Task does not exist or has expired', missing: true },
    { message: 'No handler found for GET /v1/result/x', missing: false },
    { message: 'not found', missing: false },
  ])('takes "$message" for a missing task: $missing', ({ message, missing }) => {
    expect(saysTaskIsMissing(message)).toBe(missing);
  });
});

describe('refusalError', () => {
  it('never calls a server error on submit harmless, whatever it says', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 500, max: 599 }),
        fc.constantFrom('', '违规', '余额', 'invalid size'),
        (status, message) => {
          const { code } = refusalError({ provider: 'p', phase: 'submit', status, message });
          expect(code).toBe([521, 522, 525].includes(status) ? 'provider-unreachable' : 'submission-unknown');
        },
      ),
    );
  });

  it('takes no redirect of a submit for an answer, unless its words name a refusal', () => {
    const redirect = { provider: 'p', phase: 'submit', status: 302, bodyCode: 200 } as const;

    expect(refusalError({ ...redirect, message: '' }).code).toBe('submission-unknown');
    expect(refusalError({ ...redirect, message: 'insufficient balance' }).code).toBe('provider-unauthorized');
    expect(refusalError({ ...redirect, status: 200, message: '' }).code).toBe('provider-rejected');
  });

  it('looks again after every kind of trouble with a look, but for the key', () => {
    for (const status of [400, 404, 408, 409, 418, 429, 500, 502, 504, 524]) {
      expect(refusalError({ provider: 'p', phase: 'poll', status, message: '' }).retryable).toBe(true);
    }
    expect(refusalError({ provider: 'p', phase: 'poll', status: 401, message: '' })).toMatchObject({
      code: 'provider-unauthorized',
      retryable: false,
    });
  });
});

describe('nearestLegalSize', () => {
  const edge = fc.integer({ min: 256, max: 3840 });

  it.each(['up-to-3', 'below-3'] as const)('is legal for everything a request can ask for (%s)', (rule) => {
    fc.assert(
      fc.property(edge, edge, (width, height) => {
        fc.pre(Math.max(width / height, height / width) <= 3);
        const size = nearestLegalSize({ width, height }, rule);
        expect(isLegalSize(size, rule)).toBe(true);
        const drift = Math.abs(Math.log(((size.width / size.height) * height) / width));
        expect(drift).toBeLessThan(0.06);
      }),
      { numRuns: 2_000 },
    );
  });

  it('leaves a legal size alone', () => {
    expect(nearestLegalSize({ width: 1600, height: 1200 })).toEqual({ width: 1600, height: 1200 });
  });
});

describe('tryBaseUrls', () => {
  const failure = (code: 'provider-unreachable' | 'submission-unknown') =>
    new ProviderError('x', { code, provider: 'p', phase: 'submit' });

  it('goes on only after a request that was not taken, and throws the last failure', async () => {
    const tried: string[] = [];
    const attempt = (code: 'provider-unreachable' | 'submission-unknown') => (baseUrl: string) => {
      tried.push(baseUrl);
      return Promise.reject(failure(code));
    };

    await expect(tryBaseUrls(['a', 'b'], attempt('provider-unreachable'))).rejects.toMatchObject({
      code: 'provider-unreachable',
    });
    await expect(tryBaseUrls(['c', 'd'], attempt('submission-unknown'))).rejects.toMatchObject({
      code: 'submission-unknown',
    });

    expect(tried).toEqual(['a', 'b', 'c']);
  });
});

describe('microUsd', () => {
  it.each([
    { dollars: 0.05279, amount: 52_790 },
    { dollars: 0, amount: 0 },
    { dollars: -1, amount: undefined },
    { dollars: Number.NaN, amount: undefined },
    { dollars: undefined, amount: undefined },
  ])('turns $dollars into $amount', ({ dollars, amount }) => {
    expect(microUsd(dollars)).toBe(amount);
  });
});

describe('looseNumber and looseText', () => {
  it.each([
    { value: 4.5, number: 4.5, text: '4.5' },
    { value: ' -12.50 ', number: -12.5, text: ' -12.50 ' },
    { value: '1e3', number: undefined, text: '1e3' },
    { value: '', number: undefined, text: '' },
    { value: Infinity, number: undefined, text: undefined },
    { value: null, number: undefined, text: undefined },
    { value: ['1'], number: undefined, text: undefined },
    { value: true, number: undefined, text: undefined },
  ])('take $value for what it is', ({ value, number, text }) => {
    expect(looseNumber(value)).toBe(number);
    expect(looseText(value)).toBe(text);
  });
});

describe('splitUrl', () => {
  const asParsed = (url: string) => {
    const { origin, pathname, search } = new URL(url);
    return { origin, path: pathname + search };
  };
  const urls = [
    'https://gateway.example/v1/tasks/a-b_c%20d?key=1',
    'https://gateway.example/v1/tasks/..',
    'https://gateway.example/v1/tasks/%2E%2e/x?y=/../z',
    'https://gateway.example/v1/ü?q="#fragment',
    'https://gateway.example',
    'https://gateway.example?a=/b',
    'HTTPS://user:word@Gateway.Example:443/a',
    'http://127.0.0.1:8080/a//b/?',
    'http://gateway.example\\a/b',
  ];

  it('halves an address as a parser does, also when its origin was seen before', () => {
    for (const url of [...urls, ...urls]) expect(splitUrl(url), url).toEqual(asParsed(url));
  });

  it('does so for any path', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), fc.string(), (url, more) => {
        for (const one of [url, `${url}/${more}`, url]) expect(splitUrl(one)).toEqual(asParsed(one));
      }),
    );
  });
});
