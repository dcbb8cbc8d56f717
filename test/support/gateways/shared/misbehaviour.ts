import type { RecordedRequest } from './http-listener.ts';

/** The calls of a gateway that can be told to misbehave; `result` is the download of a finished picture. */
export type CallKind = 'submit' | 'poll' | 'batch' | 'upload' | 'result' | 'other';

/** Errors for which every gateway has an envelope of its own. */
export type DocumentedError =
  | 'badKey'
  | 'noBalance'
  | 'forbidden'
  | 'moderation'
  | 'rateLimited'
  | 'badParameter'
  | 'serverError'
  | 'noSuchTask';

/** What a reply looks like before it is written: an object becomes JSON, a string or bytes are sent as they are. */
export interface StandInReply {
  status: number;
  headers?: Record<string, string>;
  body: unknown;
}

/**
 * One way of misbehaving. "accepted" variants run the call first, so the task exists and is billed although the caller
 * never learns of it.
 */
export type Misbehaviour =
  /** This very answer instead of the real one; nothing is accepted. */
  | { kind: 'respond'; status: number; body: unknown; headers?: Record<string, string> }
  /** The call takes effect, and this answer is sent: a 504 after the task was made. */
  | { kind: 'acceptThenRespond'; status: number; body: unknown; headers?: Record<string, string> }
  /** The gateway's own envelope for this error; nothing is accepted. */
  | { kind: 'error'; error: DocumentedError }
  | { kind: 'badKey' }
  | { kind: 'noBalance' }
  /** 429; `retryAfter` is the literal header (seconds or a date), absent = no header. */
  | { kind: 'rateLimited'; retryAfter?: string }
  | { kind: 'failAtSubmit'; reason?: 'moderation' | 'badParameter' }
  /** Accepts the task and fails it when it would have been done. */
  | { kind: 'failLate'; reason?: 'moderation' | 'fault' | 'reference'; message?: string }
  | { kind: 'neverFinish' }
  /** The task takes this much longer than usual. */
  | { kind: 'finishLate'; ms: number }
  /** Claims success and names no picture. */
  | { kind: 'succeedWithoutUrl' }
  | { kind: 'dropSocketBefore' }
  | { kind: 'acceptThenDropSocket' }
  /** Never answers; the task is made unless `accepted` is false. */
  | { kind: 'hang'; accepted?: boolean }
  /** Headers at once, the body in pieces spread over `ms`. */
  | { kind: 'slowBody'; ms: number }
  /** 200 and a body that breaks off in the middle; the call took effect. */
  | { kind: 'garbageJson' }
  /** 502 with an HTML page; nothing is accepted unless `accepted`. */
  | { kind: 'htmlError'; status?: number; accepted?: boolean }
  | { kind: 'numbersAsStrings' }
  | { kind: 'unknownExtraFields' }
  /** Downloads only. */
  | { kind: 'notFoundFirst' }
  | { kind: 'redirect'; to?: string }
  | { kind: 'redirectLoop' }
  | { kind: 'wrongContentType'; contentType?: string }
  | { kind: 'notAnImage' }
  | { kind: 'truncated' }
  | { kind: 'hugeBody'; bytes: number }
  | { kind: 'expired' };

export interface MisbehaviourOrder {
  on: CallKind;
  /** How many calls it holds for; default 1, `Infinity` for all. */
  times?: number;
  how: Misbehaviour;
  /** Only calls that satisfy this. */
  when?: (request: RecordedRequest) => boolean;
}

/** The orders that are still open, oldest first. */
export class MisbehaviourBook {
  private orders: { order: MisbehaviourOrder; left: number }[] = [];

  add(order: MisbehaviourOrder): void {
    this.orders.push({ order, left: order.times ?? 1 });
  }

  clear(): void {
    this.orders = [];
  }

  /** Takes one use of the oldest order that fits, if there is one. */
  take(on: CallKind, request: RecordedRequest): Misbehaviour | undefined {
    const found = this.orders.find(
      ({ order, left }) => left > 0 && order.on === on && (order.when?.(request) ?? true),
    );
    if (!found) return undefined;
    found.left -= 1;
    return found.order.how;
  }
}

/** Every number of a JSON value as a string, as some gateways send them. */
export function numbersAsStrings(value: unknown): unknown {
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.map(numbersAsStrings);
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, numbersAsStrings(entry)]));
}

/** Adds fields nobody documented to every object of a JSON value. */
export function withExtraFields(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withExtraFields);
  if (!isPlainObject(value)) return value;
  const entries = Object.entries(value).map(([key, entry]) => [key, withExtraFields(entry)]);
  return { x_trace: { node: 'a1', at: 1 }, ...Object.fromEntries(entries), x_tags: ['extra', null] };
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
