import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createOpenaiChatModel } from '../../../src/chat/openai-chat-model.ts';
import { cleanSuggestion, maxSuggestion } from '../../../src/core/helper/clean-suggestion.ts';
import { PromptDesk, type PromptDeskConfig } from '../../../src/core/helper/prompt-desk.ts';
import type { Refusal } from '../../../src/core/core.ts';
import type { HelpResult } from '../../../src/core/ports/prompt-helper.ts';
import { checkChatModel } from '../../../src/doctor/check-chat-model.ts';
import { createMemoryPromptStore } from '../../fakes/memory-prompt-store.ts';
import { startChatEndpoint, type ChatEndpoint, type ChatTrouble } from '../../support/chat-endpoint.ts';

let chat: ChatEndpoint;
let serial = 0;
const lines: string[] = [];
const log = (fields: object, message: string) => void lines.push(`${message} ${JSON.stringify(fields)}`);
const logger = { debug: log, info: log, warn: log, error: log };
const requester = { userId: 'test:1', chatId: 'test:chat', locale: 'de' };

beforeAll(async () => {
  chat = await startChatEndpoint();
});
beforeEach(() => {
  chat.asked.length = 0;
  chat.answers.length = 0;
  chat.trouble = undefined;
  chat.isNewer = false;
  lines.length = 0;
});
afterAll(() => chat.close());

const modelOf = (changes: object = {}) =>
  createOpenaiChatModel({
    ...{ baseUrl: chat.baseUrl, apiKey: chat.apiKey, timeoutMs: 5_000 },
    ...{ model: chat.model, visionModel: chat.visionModel },
    ...changes,
  });
const deskOf = (changes: Partial<PromptDeskConfig> = {}) =>
  new PromptDesk({
    store: createMemoryPromptStore(),
    media: {
      importReference: () => expect.fail('nothing is to be fetched'),
      open: () => expect.fail('nothing is to be read'),
      preview: () => expect.fail('nothing is to be shown'),
    },
    hold: () => Promise.resolve(),
    admission: async () => undefined,
    moderation: { judge: async () => ({ kind: 'pass', spoiler: false }) },
    ...{ model: modelOf(), dailyLimit: 50, logger, now: () => 1_000 },
    ...changes,
  });
const expand = (desk: PromptDesk, prompt = 'a castle', key = `key:${(serial += 1)}`): Promise<HelpResult> =>
  desk.change({ requester, key, change: 'expand', prompt, words: { ratio: '16:9' } });
const refusedWith = (code: Refusal['code']) => ({ kind: 'refused', refusal: { code } });

describe('the prompt helper', () => {
  it('has a prompt written anew and keeps it for whoever asked, with what they wrote', async () => {
    const desk = deskOf();
    const result = await expand(desk);

    if (result.kind !== 'suggested') return expect.fail('refused');
    const { suggestion } = result;
    expect(suggestion).toMatchObject({
      ...{ kind: 'expand', text: 'a castle, at dusk', original: 'a castle', words: { ratio: '16:9' } },
    });
    expect(chat.asked).toMatchObject([{ model: 'words-1', text: 'a castle' }]);
    expect(await desk.find(suggestion.id, requester.userId)).toEqual(suggestion);
    expect(await desk.find(suggestion.id, 'test:2')).toBe('not-yours');
  });

  it('asks the model once for an event that comes again', async () => {
    const desk = deskOf();
    const first = await expand(desk, 'a castle', 'same');

    expect(await expand(desk, 'a castle', 'same')).toEqual(first);
    expect(chat.asked).toHaveLength(1);
  });

  it('says in which language to describe and into which to translate', async () => {
    const desk = deskOf();
    await desk.change({ requester, key: 'language', change: 'translate', prompt: 'ein Schloss' });

    expect(chat.asked[0]?.task).toMatch(/Translate into English.*German/);
  });

  it.each<[ChatTrouble, Refusal['code'], boolean]>([
    [429, 'helper-away', true],
    [500, 'helper-away', true],
    [403, 'helper-away', true],
    ['html', 'helper-away', false],
    ['nonsense', 'helper-away', false],
    ['empty', 'helper-away', false],
    ['huge', 'helper-away', false],
    ['refusal', 'helper-refused', false],
    ['filtered', 'helper-refused', false],
    ['content-policy', 'helper-refused', false],
  ])('says no when the model answers with %s, as %s, once', async (trouble, code, isFree) => {
    const desk = deskOf({ dailyLimit: 1 });
    chat.trouble = trouble;
    expect(await expand(desk, 'a secret castle')).toEqual(refusedWith(code));

    chat.trouble = undefined;
    expect((await expand(desk)).kind).toBe(isFree ? 'suggested' : 'refused');
    expect(chat.asked).toHaveLength(isFree ? 2 : 1);
    expect(lines.join()).not.toMatch(/castle|chat-key/);
  });

  it('gives up on a model that takes too long, or is not there, without its address in the log', async () => {
    chat.trouble = 'late';
    const slow = deskOf({ model: modelOf({ timeoutMs: 60 }), dailyLimit: 1 });
    expect(await expand(slow)).toEqual(refusedWith('helper-away'));
    // It may have been paid for.
    expect(await expand(slow)).toEqual(refusedWith('helper-limit'));
    const gone = deskOf({ model: modelOf({ baseUrl: 'http://127.0.0.1:2/v1' }) });
    expect(await expand(gone)).toEqual(refusedWith('helper-away'));
    expect(lines.join()).not.toContain('127.0.0.1');
  });

  it('takes a refusal in plain words for one', async () => {
    chat.answers.push('REFUSED.');
    expect(await expand(deskOf())).toEqual(refusedWith('helper-refused'));
  });

  it('learns the newer name of the limit from a model that wants it', async () => {
    chat.isNewer = true;
    const model = modelOf();
    const ask = { task: 'say', material: { text: 'this' } };
    expect(await model.answer(ask)).toBe('this, at dusk');
    expect(await model.answer(ask)).toBe('this, at dusk');
    expect(chat.asked).toHaveLength(2);
  });

  it('asks nothing for people who are kept out, for refused words, or for none', async () => {
    const blocked = deskOf({ admission: async () => ({ code: 'blocked', reason: 'spam' }) });
    expect(await expand(blocked)).toMatchObject({ refusal: { code: 'blocked' } });
    const judge = (word: string): PromptDeskConfig['moderation'] => ({
      judge: async (_, { prompt }) =>
        prompt.includes(word)
          ? { kind: 'refused', refusal: { code: 'refused-by-rules' } }
          : { kind: 'pass', spoiler: false },
    });
    expect(await expand(deskOf({ moderation: judge('castle') }))).toEqual(refusedWith('refused-by-rules'));
    expect(await expand(deskOf(), '  ')).toMatchObject({ refusal: { code: 'invalid-input' } });
    expect(await expand(deskOf(), 'x'.repeat(4_001))).toMatchObject({ refusal: { code: 'invalid-input' } });
    expect(chat.asked).toEqual([]);
    // What the model writes is judged as well.
    expect(await expand(deskOf({ moderation: judge('dusk') }))).toEqual(refusedWith('refused-by-rules'));
  });

  it('offers nothing without a model', async () => {
    const desk = deskOf({ model: undefined });
    expect(desk.isOffered).toBe(false);
    expect(await expand(desk)).toEqual(refusedWith('helper-off'));
  });
});

describe('a suggestion', () => {
  it.each([
    ['two\n  lines', 'two lines'],
    ['"a hill"', 'a hill'],
    ['“a hill”', 'a hill'],
    ['"HELLO" on a sign', '"HELLO" on a sign'],
    ['"HELLO" and "BYE"', '"HELLO" and "BYE"'],
    ['```text\na hill\n```', 'a hill'],
    ['<think>hm, a hill</think>\na hill', 'a hill'],
    ['a hill --ar 16:9 --v 6', 'a hill'],
    ['a hill --count 4, at night', 'a hill at night'],
    ['a hill —count', 'a hill count'],
    ['a \u202ehill\u0007', 'a hill'],
    ['مرحبا', 'مرحبا'],
    ['\ud800', '\ufffd'],
  ])('%j becomes %j', (answer, text) => {
    expect(cleanSuggestion(answer)).toBe(text);
  });

  it('ends between words where it is too long', () => {
    const text = cleanSuggestion('word '.repeat(1_000));
    expect(text.length).toBeLessThanOrEqual(maxSuggestion);
    expect(text).toMatch(/ word$/);
  });
});

describe('the check of the chat model', () => {
  const options = { signal: new AbortController().signal, now: () => 0 };
  it.each([
    [{}, 'ok', /key is accepted, and words-1 is there/],
    [{ apiKey: 'another' }, 'problem', /refuses the key \(401\)/],
    [{ visionModel: 'eyes-9' }, 'warning', /does not name eyes-9/],
    [{ baseUrl: 'http://127.0.0.1:2/v1' }, 'warning', /could not be reached \(ECONNREFUSED\)/],
  ])('with %j says %s', async (changes, level, sentence) => {
    const { baseUrl, apiKey, model, visionModel } = chat;
    const config = { baseUrl, apiKey, model, visionModel, ...changes };
    const [finding] = await checkChatModel(config, options);
    expect(finding).toMatchObject({ level, sentence: expect.stringMatching(sentence) as string });
    expect(JSON.stringify(finding)).not.toContain('127.0.0.1');
  });
});

it('the stand-in takes only pictures that were made smaller', async () => {
  const jpeg = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
    .jpeg()
    .toBuffer();
  expect(await modelOf().answer({ task: 'look', material: { jpeg } })).toContain('lighthouse');
  expect(chat.asked).toMatchObject([{ model: 'eyes-1', picture: { width: 8, hasMetadata: false } }]);
  const large = { task: 'look', material: { jpeg: new Uint8Array(2_000_000) } };
  await expect(modelOf().answer(large)).rejects.toMatchObject({ code: 'helper-away' });
});
