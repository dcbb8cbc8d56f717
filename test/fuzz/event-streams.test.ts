import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readAnswer, type Answer } from '../../src/providers/shared/openai-images/read-answer.ts';
import { interpretAnswer } from '../../src/providers/shared/openai-images/interpret-answer.ts';
import { MemorySink } from '../support/providers/memory-sink.ts';
import { anyText } from './any-text.ts';
import { fuzz, fuzzTimeoutMs } from './fuzz.ts';

const picture = Buffer.from('a picture, or so it says').toString('base64');

/** Lines of event streams and pieces of JSON answers, whole and broken. */
const line = fc.oneof(
  fc.constantFrom(
    'event: image_generation.completed',
    'event: image_generation.partial_image',
    'event: error',
    'event:',
    ': a comment',
    'id: 7',
    'retry: 1000',
    `data: {"type":"image_generation.completed","b64_json":"${picture}"}`,
    `data: {"type":"image_generation.partial_image","partial_image_index":0,"b64_json":"${picture}"}`,
    'data: {"type":"error","error":{"code":"moderation_blocked","message":"no"}}',
    'data: {"type":',
    `data: "${picture}"}`,
    `{"created":1,"data":[{"b64_json":"${picture}"}]}`,
    '{"data":[]}',
    '{"error":{"message":"x","code":"y"}}',
    '{"data":[{"url":"https://a.example/x.png"}]}',
    '{"data":[{"b64_json":"not base64 !"}]}',
    '<html>502 Bad Gateway</html>',
    '\ufeffdata: {}',
    '"b64_json"',
    '\\u0000"\\',
    '',
  ),
  fc.json(),
  anyText(30),
);
const answer = fc
  .tuple(
    fc.array(line, { maxLength: 12 }),
    fc.constantFrom('\n', '\r\n', '\n\n', '\r', ''),
    // Nothing is read after it.
    fc.constantFrom('', 'data: [DONE]\n\n'),
  )
  .map(([lines, end, last]) => Buffer.from(lines.join(end === '' ? '\n' : end) + end + last));
const contentType = fc.constantFrom(undefined, 'application/json', 'text/event-stream', 'text/html', ';;;');

async function read(bytes: Buffer, type: string | undefined, cuts: readonly number[]): Promise<Answer> {
  async function* body(): AsyncGenerator<Uint8Array> {
    let start = 0;
    for (const cut of [...cuts, bytes.length].toSorted((left, right) => left - right)) {
      if (cut > start) yield bytes.subarray(start, Math.min(cut, bytes.length));
      start = Math.max(start, cut);
    }
  }
  return readAnswer({ body: body(), contentType: type, sink: new MemorySink(), count: 100 });
}

it(
  'event streams: any answer is read to its end, and where it is cut into pieces makes no difference',
  async () => {
    await fuzz(
      fc.asyncProperty(
        answer,
        contentType,
        fc.array(fc.nat(2_000), { maxLength: 6 }),
        async (bytes, type, cuts) => {
          const whole = await meaningOf(await read(bytes, type, []));
          const inPieces = await meaningOf(await read(bytes, type, cuts));

          expect(['pictures', 'error', 'empty', 'unfinished', 'unreadable']).toContain(whole.kind);
          expect(inPieces).toEqual(whole);
        },
      ),
    );
  },
  fuzzTimeoutMs,
);

async function meaningOf(read: Answer): Promise<{ kind: string }> {
  const meaning = await interpretAnswer(read, new MemorySink());
  if (meaning.kind !== 'pictures') return meaning;
  const images = meaning.images.map((one) => (one.kind === 'remote' ? one.url : one.image.sha256));
  return { ...meaning, ...{ images } };
}
