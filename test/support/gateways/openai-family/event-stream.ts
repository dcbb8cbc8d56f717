import { setTimeout as sleep } from 'node:timers/promises';
import { DropConnection } from '../shared/gateway-stand-in.ts';

/** How a stand-in writes server-sent events; every variant was seen in the field or follows from a document. */
export interface StreamStyle {
  /**
   * `documented`: `image_generation.*` or `image_edit.*` by route. `generation-everywhere`: the first on both routes.
   * `bare`: `partial_image`, `completed`.
   */
  names: 'documented' | 'generation-everywhere' | 'bare';
  finalWord: 'completed' | 'complete' | 'done';
  /** Where the name stands: the `event:` line, the JSON field `type`, or both. */
  nameIn: 'both' | 'event' | 'type';
  /** Where the picture stands in an event. */
  pictureIn: 'b64_json' | 'data-uri' | 'data-array' | 'url' | 'broken';
  /** The JSON field `type` comes after the picture. */
  typeLast: boolean;
  /** Slashes as `\\/`, as some writers of JSON do. */
  escapeSlashes: boolean;
  /** Closes with `data: [DONE]`. */
  done: boolean;
  /** Writes `: keep-alive` comments in between. */
  comments: boolean;
  /** At most this many partial pictures, fewer than asked. */
  mostPartials: number;
  /**
   * `error-event` and `error-data` end with a failure, `no-final` with nothing, `drop` in the middle of the final,
   * `drop-after-final` behind the first final, `stays-open` not at all.
   */
  ending: 'final' | 'no-final' | 'drop' | 'drop-after-final' | 'stays-open' | 'error-event' | 'error-data';
  lineEnd: '\n' | '\r\n';
  /** The stream is cut into pieces of this size, wherever that falls; 0 = one piece an event. */
  pieceBytes: number;
  /** Before each event, in milliseconds. */
  delayMs: number;
}

export const DOCUMENTED_STREAM: StreamStyle = {
  names: 'documented',
  finalWord: 'completed',
  nameIn: 'both',
  pictureIn: 'b64_json',
  typeLast: false,
  escapeSlashes: false,
  done: false,
  comments: false,
  mostPartials: 3,
  ending: 'final',
  lineEnd: '\n',
  pieceBytes: 0,
  delayMs: 0,
};

export interface StreamedPicture {
  bytes: Buffer;
  url: string;
  extra: Record<string, unknown>;
}

/** What goes into the events of one call. */
export interface StreamContent {
  route: 'generations' | 'edits';
  /** In their own time. */
  partials: AsyncIterable<Buffer>;
  /** Waits for the end of the work. */
  outcome: () => Promise<{ finals: readonly StreamedPicture[] } | { error: Record<string, unknown> }>;
  /** Fields of every event. */
  common: Record<string, unknown>;
}

/** The body of an event stream, piece by piece. */
export async function* writeEvents(content: StreamContent, style: StreamStyle): AsyncGenerator<Uint8Array> {
  const encode = (text: string) => Buffer.from(text.replaceAll('\n', style.lineEnd), 'utf8');
  const final = finalName(content, style);
  for await (const text of eventTexts(content, style)) {
    if (style.delayMs > 0) await sleep(style.delayMs, undefined, { ref: false });
    const bytes = encode(text);
    if (style.ending === 'drop' && text.includes(final)) {
      yield bytes.subarray(0, bytes.length >> 1);
      await sleep(5);
      throw new DropConnection();
    }
    yield* cut(bytes, style.pieceBytes);
  }
  if (style.ending === 'stays-open') await new Promise(() => undefined);
  if (style.ending !== 'drop-after-final') return;
  await sleep(5);
  throw new DropConnection();
}

const STREAM_ERROR = { message: 'The server had an error', type: 'server_error', param: null, code: null };

async function* eventTexts(content: StreamContent, style: StreamStyle): AsyncGenerator<string> {
  if (style.comments) yield ': keep-alive\n\n';
  let index = 0;
  for await (const bytes of content.partials) {
    if (index >= style.mostPartials) break;
    const picture = style.pictureIn === 'data-uri' ? dataUri(bytes) : bytes.toString('base64');
    const data = { b64_json: picture, partial_image_index: index, ...content.common };
    yield event(style, name(content, style, 'partial_image'), data);
    if (style.comments) yield ': keep-alive\n\n';
    index += 1;
  }
  const outcome = await content.outcome();
  if (style.ending === 'error-event') yield errorEvent(STREAM_ERROR);
  else if (style.ending === 'error-data') yield `data: ${JSON.stringify({ error: STREAM_ERROR })}\n\n`;
  else if ('error' in outcome) yield errorEvent(outcome.error);
  else if (style.ending !== 'no-final') {
    const finals = style.ending === 'drop-after-final' ? outcome.finals.slice(0, 1) : outcome.finals;
    for (const final of finals) {
      const data = { ...pictureField(style, final), ...content.common, ...final.extra };
      yield event(style, finalName(content, style), data);
    }
  }
  if (style.done) yield 'data: [DONE]\n\n';
}

function errorEvent(error: Record<string, unknown>): string {
  return `event: error\ndata: ${JSON.stringify({ type: 'error', error })}\n\n`;
}

function event(style: StreamStyle, eventName: string, data: Record<string, unknown>): string {
  const line = style.nameIn === 'type' ? '' : `event: ${eventName}\n`;
  const type = style.nameIn === 'event' ? {} : { type: eventName };
  const json = JSON.stringify(style.typeLast ? { ...data, ...type } : { ...type, ...data });
  return `${line}data: ${style.escapeSlashes ? json.replaceAll('/', '\\/') : json}\n\n`;
}

function finalName(content: StreamContent, style: StreamStyle): string {
  return name(content, style, style.finalWord);
}

function name(content: StreamContent, style: StreamStyle, word: string): string {
  if (style.names === 'bare') return word;
  const isEdit = content.route === 'edits' && style.names === 'documented';
  return `${isEdit ? 'image_edit' : 'image_generation'}.${word}`;
}

function pictureField(style: StreamStyle, final: { bytes: Buffer; url: string }): Record<string, unknown> {
  switch (style.pictureIn) {
    case 'b64_json':
      return { b64_json: final.bytes.toString('base64') };
    case 'data-uri':
      return { b64_json: dataUri(final.bytes) };
    case 'data-array':
      return { data: [{ b64_json: final.bytes.toString('base64') }] };
    case 'url':
      return { b64_json: '', url: final.url };
    case 'broken':
      return { b64_json: '*not base64*' };
  }
}

export function dataUri(bytes: Buffer): string {
  return `data:image/png;base64,${bytes.toString('base64')}`;
}

function* cut(bytes: Buffer, pieceBytes: number): Generator<Uint8Array> {
  const size = pieceBytes > 0 ? pieceBytes : Math.max(1, bytes.length);
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}
