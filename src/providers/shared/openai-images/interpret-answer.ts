import type { ImageSink, ResultImage } from '../../../core/ports/image-provider.ts';
import { asRecord, firstText, looseList, looseNumber } from '../reply-fields.ts';
import { liftedIndex } from './base64-lifter.ts';
import type { LiftedPicture } from './picture-intake.ts';
import type { Answer } from './read-answer.ts';

/** Tokens of a call, as `usage` reports them. */
export interface TokenUsage {
  readonly textInput: number;
  readonly imageInput: number;
  readonly output: number;
}

export type Interpretation =
  | {
      readonly kind: 'pictures';
      readonly images: readonly ResultImage[];
      readonly revisedPrompt?: string;
      readonly usage?: TokenUsage;
    }
  /**
   * The answer is an error; `value` is an object with the usual `error`, for `readEnvelope`. `started`: it came in a
   * stream, so the work may have begun.
   */
  | { readonly kind: 'error'; readonly value: unknown; readonly started: boolean }
  /** Well-formed, and no picture in it. */
  | { readonly kind: 'empty'; readonly value: unknown }
  /** A stream that ended before its final event. */
  | { readonly kind: 'unfinished' }
  | { readonly kind: 'unreadable'; readonly text: string };

/** What an answer of the Images API, or of something like it, says. */
export async function interpretAnswer(answer: Answer, sink: ImageSink): Promise<Interpretation> {
  const { content, pictures } = answer;
  switch (content.kind) {
    case 'text':
      return { kind: 'unreadable', text: content.text };
    case 'json':
      return interpretValues([content.value], pictures, sink);
    case 'events': {
      const finals = content.events.filter(({ kind }) => kind === 'final').map(({ data }) => data);
      if (finals.length > 0) return interpretValues(finals, pictures, sink);
      const failure = content.events.find(({ kind }) => kind === 'error');
      if (!failure) return { kind: 'unfinished' };
      const fields = asRecord(failure.data);
      const value = fields?.['error'] === undefined ? { error: fields ?? {} } : fields;
      return { kind: 'error', value, started: true };
    }
  }
}

async function interpretValues(
  values: readonly unknown[],
  pictures: readonly LiftedPicture[],
  sink: ImageSink,
): Promise<Interpretation> {
  const items = values.flatMap(itemsOf);
  const images: ResultImage[] = [];
  for (const item of items) {
    const image = await imageOf(item, pictures, sink);
    if (image) images.push(image);
  }
  const [first] = values;
  if (images.length === 0) {
    const error = asRecord(first)?.['error'];
    const hasError = error !== undefined && error !== null && error !== '';
    return hasError ? { kind: 'error', value: first, started: false } : { kind: 'empty', value: first };
  }
  const revisedPrompt = firstText(
    ...[...items, ...values.map(asRecord)].map((item) => item?.['revised_prompt']),
  );
  const usage = values.map(usageOf).findLast((found) => found !== undefined);
  return { kind: 'pictures', images, ...(revisedPrompt && { revisedPrompt }), ...(usage && { usage }) };
}

/** `data[]` where there is one, else the value itself. */
function itemsOf(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  const fields = asRecord(value);
  if (!fields) return [];
  const list = Array.isArray(fields['data']) ? looseList.parse(fields['data']) : [fields];
  return list.map(asRecord).filter((item) => item !== undefined);
}

async function imageOf(
  item: Readonly<Record<string, unknown>>,
  pictures: readonly LiftedPicture[],
  sink: ImageSink,
): Promise<ResultImage | undefined> {
  for (const value of [item['b64_json'], item['url'], item['image_url']]) {
    if (typeof value !== 'string' || value === '') continue;
    const index = liftedIndex(value);
    if (index === undefined) {
      if (/^https?:\/\//i.test(value)) return { kind: 'remote', url: value };
      continue;
    }
    const picture = pictures[index];
    if (picture?.kind === 'staged') return { kind: 'staged', image: picture.image };
    if (picture) return { kind: 'staged', image: await sink.saveBase64(toStream(picture.pieces)) };
  }
  return undefined;
}

async function* toStream(pieces: readonly string[]): AsyncGenerator<string> {
  yield* pieces;
}

function usageOf(value: unknown): TokenUsage | undefined {
  const usage = asRecord(asRecord(value)?.['usage']);
  if (!usage) return undefined;
  const details = asRecord(usage['input_tokens_details']);
  const output = looseNumber(usage['output_tokens']);
  if (output === undefined) return undefined;
  const imageInput = looseNumber(details?.['image_tokens']) ?? 0;
  const input = looseNumber(usage['input_tokens']) ?? 0;
  const textInput = looseNumber(details?.['text_tokens']) ?? Math.max(0, input - imageInput);
  return { textInput, imageInput, output };
}
