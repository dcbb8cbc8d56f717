/** What goes wrong. */
export type How =
  /** 429 with `Retry-After`, `retry_after` and the X-RateLimit headers. */
  | { kind: 'rate-limited'; retryAfterMs: number; global?: boolean; scope?: 'user' | 'global' | 'shared' }
  /** 429 as Cloudflare answers it: HTML, no `Retry-After`. */
  | { kind: 'banned' }
  /** Any other status, unprocessed; JSON with `code`, or HTML as from a proxy when there is no code. */
  | { kind: 'status'; status: number; code?: number; message?: string }
  /** Never answered, not processed. */
  | { kind: 'hang' }
  /** The connection is cut before anything is processed. */
  | { kind: 'drop-before' }
  /** Everything is done, then the connection is cut: the answer is lost. */
  | { kind: 'drop-after' }
  /** Processed after `ms`; with `answerOnly`, processed at once and answered after `ms`. */
  | { kind: 'slow'; ms: number; answerOnly?: boolean };

export interface MisbehaviourRequest {
  /** Tried against `METHOD /path` with real ids and against the route with `:names`; CDN paths start with `/cdn`. */
  readonly match: string | RegExp;
  /** How often; 1 by default. */
  readonly times?: number;
  readonly how: How;
}

export interface PlannedMisbehaviour {
  readonly how: How;
  readonly match: string | RegExp;
  left: number;
  hits: number;
  /** Behaves again at once. */
  stop(): void;
}

/** The list of things that shall go wrong, first planned first. */
export class MisbehaviourPlan {
  private readonly planned: PlannedMisbehaviour[] = [];

  add(request: MisbehaviourRequest): PlannedMisbehaviour {
    const entry: PlannedMisbehaviour = {
      how: request.how,
      match: request.match,
      left: request.times ?? 1,
      hits: 0,
      stop: () => {
        entry.left = 0;
      },
    };
    this.planned.push(entry);
    return entry;
  }

  clear(): void {
    for (const entry of this.planned) entry.left = 0;
  }

  /** The first plan that fits, used up once. */
  take(descriptions: readonly string[]): How | undefined {
    const entry = this.planned.find(
      (item) => item.left > 0 && descriptions.some((text) => fits(item.match, text)),
    );
    if (!entry) return undefined;
    entry.left -= 1;
    entry.hits += 1;
    return entry.how;
  }
}

function fits(match: string | RegExp, text: string): boolean {
  return typeof match === 'string' ? text.includes(match) : match.test(text);
}
