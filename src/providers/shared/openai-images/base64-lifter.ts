/** Where the base64 of one picture goes while it arrives. Each call settles before the next one is made. */
export interface LiftTarget {
  write(base64: string): Promise<void>;
  end(): Promise<void>;
  /** The answer broke off inside the picture. */
  fail(error: unknown): void;
}

export interface LifterOptions {
  /** Everything that is no picture, in order; a picture has left the mark of its index, see `liftedIndex`. */
  onText(text: string): void;
  /** Asked at the first character of each picture. An empty string is no picture. */
  openTarget(index: number): LiftTarget;
}

/**
 * Takes the pictures out of a JSON answer or an event stream while its bytes arrive, so that neither a string of tens
 * of megabytes is held nor `JSON.parse` blocks on one: the value of every `b64_json`, and every string that is a
 * `data:image…` URI, goes to a target piece by piece, and the rest comes out as text.
 *
 * No JSON string can contain either pattern by accident: its quotes would be escaped.
 */
export class Base64Lifter {
  readonly #options: LifterOptions;
  readonly #decoder = new TextDecoder();
  /** Bytes that cannot be judged before more arrive. */
  #carry: Buffer = Buffer.alloc(0);
  #inPicture = false;
  #target: LiftTarget | undefined;
  #count = 0;
  #byteBefore = 0;

  constructor(options: LifterOptions) {
    this.#options = options;
  }

  async push(chunk: Uint8Array): Promise<void> {
    let rest: Buffer = this.#carry.length > 0 ? Buffer.concat([this.#carry, chunk]) : asBuffer(chunk);
    this.#carry = Buffer.alloc(0);
    while (rest.length > 0) {
      rest = this.#inPicture ? await this.#takePicture(rest) : this.#takeText(rest);
    }
  }

  /** After the last chunk. A picture that was not closed fails. */
  finish(): void {
    if (this.#inPicture) this.abort(new Error('The answer ended inside a picture'));
    else this.#emit(this.#carry);
    this.#options.onText(this.#decoder.decode());
  }

  abort(error: unknown): void {
    this.#target?.fail(error);
    this.#target = undefined;
  }

  #emit(bytes: Buffer): void {
    if (bytes.length === 0) return;
    this.#byteBefore = bytes.at(-1) ?? 0;
    this.#options.onText(this.#decoder.decode(bytes, { stream: true }));
  }

  /** Passes text on, at most up to the quote that opens a picture, and returns what follows that. */
  #takeText(bytes: Buffer): Buffer {
    let from = 0;
    for (;;) {
      const found = findPicture(bytes, from, this.#byteBefore);
      if (found.kind === 'elsewhere') {
        from = found.at;
        continue;
      }
      this.#emit(bytes.subarray(0, found.at));
      if (found.kind === 'picture') {
        this.#inPicture = true;
        return bytes.subarray(found.at);
      }
      this.#carry = Buffer.from(bytes.subarray(found.at));
      return Buffer.alloc(0);
    }
  }

  /** Hands the picture over up to its closing quote and returns what follows, the quote included. */
  async #takePicture(bytes: Buffer): Promise<Buffer> {
    const end = bytes.indexOf(QUOTE);
    const whole = bytes.subarray(0, end < 0 ? bytes.length : end);
    const piece = end < 0 ? withoutOpenEscape(whole) : whole;
    if (end < 0) this.#carry = Buffer.from(whole.subarray(piece.length));
    if (piece.length > 0) {
      this.#target ??= this.#options.openTarget(this.#count);
      await this.#target.write(unescape(piece));
    }
    if (end < 0) return Buffer.alloc(0);
    this.#inPicture = false;
    if (this.#target) {
      await this.#target.end();
      this.#target = undefined;
      this.#options.onText(`${MARK}${this.#count}`);
      this.#count += 1;
    }
    return bytes.subarray(end);
  }
}

const MARK = 'lifted-picture-';

/** Which picture a string of the remaining text stands for; undefined when it is an ordinary string. */
export function liftedIndex(value: string): number | undefined {
  return value.startsWith(MARK) ? Number(value.slice(MARK.length)) : undefined;
}

const KEY = Buffer.from('"b64_json"');
const DATA_URI = Buffer.from('"data:image');
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;

/** `picture`: its first character is at `at`. `elsewhere`: look on from `at`. `none`: what is from `at` must wait. */
interface Finding {
  kind: 'picture' | 'elsewhere' | 'none';
  at: number;
}

function findPicture(bytes: Buffer, from: number, byteBefore: number): Finding {
  const key = bytes.indexOf(KEY, from);
  const uri = bytes.indexOf(DATA_URI, from);
  if (uri >= 0 && (key < 0 || uri < key)) {
    const before = uri > 0 ? bytes[uri - 1] : byteBefore;
    return { kind: before === BACKSLASH ? 'elsewhere' : 'picture', at: uri + 1 };
  }
  if (key < 0) return { kind: 'none', at: startOfOpenPattern(bytes, from) };
  const value = skipToValue(bytes, key + KEY.length);
  if (value >= bytes.length) return { kind: 'none', at: key };
  if (bytes[value] === QUOTE) return { kind: 'picture', at: value + 1 };
  return { kind: 'elsewhere', at: key + KEY.length };
}

/** The place after blanks and one colon. */
function skipToValue(bytes: Buffer, from: number): number {
  let at = skipBlanks(bytes, from);
  if (bytes[at] === COLON) at = skipBlanks(bytes, at + 1);
  return at;
}

function skipBlanks(bytes: Buffer, from: number): number {
  let at = from;
  while (bytes[at] === 0x20 || bytes[at] === 0x09 || bytes[at] === 0x0a || bytes[at] === 0x0d) at += 1;
  return at;
}

/** Where a pattern may have begun that the chunk cut off; the end when there is none. */
function startOfOpenPattern(bytes: Buffer, from: number): number {
  const quote = bytes.lastIndexOf(QUOTE);
  if (quote < from) return bytes.length;
  const tail = bytes.subarray(quote);
  const isOpen = [KEY, DATA_URI].some(
    (pattern) => tail.length < pattern.length && pattern.subarray(0, tail.length).equals(tail),
  );
  return isOpen ? quote : bytes.length;
}

/** Some writers send `\/` for a slash and `\u002B` for a plus. What no base64 holds is left out, whatever it is. */
function unescape(piece: Buffer): string {
  const text = piece.toString('latin1');
  if (!text.includes('\\')) return text;
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|(.)|$)/gs, (_, code?: string, letter?: string) => {
    if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
    return letter === '/' ? '/' : '';
  });
}

/** Cuts off an escape that the end of the chunk may have split; the longest has six characters. */
function withoutOpenEscape(piece: Buffer): Buffer {
  const escape = piece.lastIndexOf(BACKSLASH);
  return escape >= 0 && piece.length - escape < 6 ? piece.subarray(0, escape) : piece;
}

function asBuffer(chunk: Uint8Array): Buffer {
  return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
}
