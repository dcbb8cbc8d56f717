import { createParser } from 'eventsource-parser';
import type { EventSourceMessage } from 'eventsource-parser';
import type { ImageSink } from '../../../core/ports/image-provider.ts';
import { Base64Lifter, liftedIndex } from './base64-lifter.ts';
import type { LiftTarget } from './base64-lifter.ts';
import { eventKind } from './event-kind.ts';
import { heldBytes, holdingTarget, stagingTarget } from './picture-intake.ts';
import type { LiftedPicture } from './picture-intake.ts';

export interface ReadAnswerInput {
  readonly body: AsyncIterable<Uint8Array>;
  readonly contentType: string | undefined;
  readonly sink: ImageSink;
  readonly onPreview?: ((bytes: Uint8Array) => void) | undefined;
  /** How many final pictures were asked for: a stream is not waited for once they are there. */
  readonly count: number;
}

/** An answer without its pictures, which `pictures` holds by the marks that `liftedIndex` reads. */
export interface Answer {
  readonly pictures: readonly LiftedPicture[];
  readonly content:
    | { readonly kind: 'json'; readonly value: unknown }
    /** Every event that is neither a preview nor noise, in order; `broken` when the stream did not end by itself. */
    | { readonly kind: 'events'; readonly events: readonly AnswerEvent[]; readonly broken?: unknown }
    /** Neither JSON nor events. */
    | { readonly kind: 'text'; readonly text: string };
}

export interface AnswerEvent {
  readonly kind: 'final' | 'error';
  readonly data: unknown;
}

const MAX_TEXT_LENGTH = 4 * 1024 * 1024;
const MAX_PREVIEW_LENGTH = 24 * 1024 * 1024;

/**
 * Reads an answer of the Images API to its end. Whether it is JSON or an event stream is decided by what comes, never
 * by what was asked. Final pictures go to the sink while they arrive, previews to `onPreview`.
 * @throws whatever `body` or the sink throws
 */
export async function readAnswer(input: ReadAnswerInput): Promise<Answer> {
  const reader = new AnswerReader(input);
  try {
    for await (const chunk of input.body) {
      await reader.push(chunk);
      if (reader.isComplete) break;
    }
  } catch (error) {
    return reader.breakOff(error);
  }
  return reader.finish();
}

class AnswerReader {
  readonly #input: ReadAnswerInput;
  readonly #lifter: Base64Lifter;
  readonly #pictures: LiftedPicture[] = [];
  readonly #events: AnswerEvent[] = [];
  readonly #parser = createParser({ onEvent: (message) => this.#take(message) });
  #isStream: boolean | undefined;
  #done = false;
  #text = '';
  /** What came since the last event ended; tells what the picture that comes next is. */
  #current = '';

  constructor(input: ReadAnswerInput) {
    this.#input = input;
    this.#isStream = /^text\/event-stream\b/i.test(input.contentType ?? '') ? true : undefined;
    this.#lifter = new Base64Lifter({
      onText: (text) => this.#onText(text),
      openTarget: (index) => this.#openTarget(index),
    });
  }

  get isComplete(): boolean {
    return this.#done || this.#finals >= this.#input.count;
  }

  get #finals(): number {
    return this.#events.filter(({ kind }) => kind === 'final').length;
  }

  push(chunk: Uint8Array): Promise<void> {
    return this.#lifter.push(chunk);
  }

  finish(): Answer {
    this.#lifter.finish();
    const pictures = this.#pictures;
    if (this.#isStream) {
      // A last event may lack the blank line that would end it.
      this.#parser.feed('\n\n');
      return { pictures, content: { kind: 'events', events: this.#events } };
    }
    try {
      return { pictures, content: { kind: 'json', value: JSON.parse(this.#text) as unknown } };
    } catch {
      return { pictures, content: { kind: 'text', text: this.#text } };
    }
  }

  /** A stream that broke after its final picture has delivered all the same. */
  breakOff(error: unknown): Answer {
    this.#lifter.abort(error);
    if (!this.#isStream || this.#finals === 0) throw error;
    return { pictures: this.#pictures, content: { kind: 'events', events: this.#events, broken: error } };
  }

  #onText(text: string): void {
    this.#isStream ??= looksLikeStream((this.#text + text).trimStart());
    if (!this.#isStream) {
      this.#text += text;
      if (this.#text.length > MAX_TEXT_LENGTH) throw new Error('The answer has more text than expected');
      return;
    }
    const held = this.#text;
    this.#text = '';
    this.#current = (this.#current + held + text).slice(-MAX_EVENT_HEAD);
    this.#parser.feed(held + text);
    const end = Math.max(this.#current.lastIndexOf('\n\n'), this.#current.lastIndexOf('\n\r\n'));
    if (end >= 0) this.#current = this.#current.slice(end);
  }

  #openTarget(index: number): LiftTarget {
    const keep = (picture: LiftedPicture): void => {
      this.#pictures[index] = picture;
    };
    const isFinal = !this.#isStream || eventKind(this.#current) === 'final';
    return isFinal ? stagingTarget(this.#input.sink, keep) : holdingTarget(MAX_PREVIEW_LENGTH, keep);
  }

  #take(message: EventSourceMessage): void {
    if (message.data.trim() === '[DONE]') {
      this.#done = true;
      return;
    }
    const data = parse(message.data);
    switch (eventKind(`event: ${message.event ?? ''}\ndata: ${message.data}`)) {
      case 'partial':
        return this.#preview(data);
      case 'final':
        this.#events.push({ kind: 'final', data });
        return;
      case 'error':
        this.#events.push({ kind: 'error', data });
        return;
      case 'unnamed':
        if (hasPicture(data)) this.#events.push({ kind: 'final', data });
        return;
      case 'other':
    }
  }

  #preview(data: unknown): void {
    const { b64_json: mark } = (data ?? {}) as { b64_json?: unknown };
    const index = typeof mark === 'string' ? liftedIndex(mark) : undefined;
    const picture = index === undefined ? undefined : this.#pictures[index];
    if (index === undefined || picture?.kind !== 'held') return;
    this.#pictures[index] = { kind: 'held', pieces: [] };
    const bytes = heldBytes(picture.pieces);
    if (bytes.byteLength === 0) return;
    try {
      this.#input.onPreview?.(bytes);
    } catch {
      // A preview that nobody could use must not cost the picture that was paid for.
    }
  }
}

const FIELD_NAMES = ['event:', 'data:', 'id:', 'retry:', ':'];

/** By the first characters; undefined while there are too few of them. */
function looksLikeStream(start: string): boolean | undefined {
  if (FIELD_NAMES.some((name) => start.startsWith(name))) return true;
  return FIELD_NAMES.some((name) => name.startsWith(start)) ? undefined : false;
}

const MAX_EVENT_HEAD = 8_192;

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function hasPicture(data: unknown): boolean {
  if (typeof data !== 'object' || data === null) return false;
  return 'b64_json' in data || 'url' in data || 'data' in data;
}
