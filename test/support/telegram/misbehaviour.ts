import type { ErrorParameters } from './api-error.ts';
import type { JsonObject } from './params.ts';

export type HowToMisbehave =
  | { readonly kind: 'rate-limit'; readonly retryAfterSeconds: number }
  /** A 429 of a proxy in between: no JSON parameters, no header. */
  | { readonly kind: 'rate-limit-without-wait' }
  /** A gateway's HTML page instead of JSON. */
  | { readonly kind: 'server-error'; readonly status?: number }
  /** The Bot API's own JSON 500. */
  | { readonly kind: 'internal-error' }
  | { readonly kind: 'too-large' }
  | {
      readonly kind: 'refuse';
      readonly errorCode: number;
      readonly description: string;
      readonly parameters?: ErrorParameters;
    }
  /** Never answers, does nothing. */
  | { readonly kind: 'hang' }
  /** Does it, never answers. */
  | { readonly kind: 'hang-after' }
  /** Closes the connection after the request was read, does nothing. */
  | { readonly kind: 'drop-before' }
  /** Does it, then closes the connection: the answer is lost. */
  | { readonly kind: 'drop-after' }
  | { readonly kind: 'slow'; readonly delayMs: number };

export interface Misbehaviour {
  /** Method name, any case; `file` is a download, `*` is everything but getUpdates, getMe and deleteWebhook. */
  readonly method: string;
  /** How often; 1 when left out. */
  readonly times?: number;
  /** So many matching calls pass first. */
  readonly after?: number;
  readonly how: HowToMisbehave;
  /** Only calls with these arguments. */
  readonly when?: (payload: JsonObject) => boolean;
}

export interface MisbehaviourHandle {
  /** How often it happened so far. */
  readonly count: () => number;
  readonly stop: () => void;
}

interface Rule extends Misbehaviour {
  skip: number;
  left: number;
  done: number;
}

const SPARED = new Set(['getupdates', 'getme', 'deletewebhook', 'file']);

/** The list of planned faults, used up in the order in which they were planned. */
export class MisbehaviourPlan {
  private rules: Rule[] = [];

  add(misbehaviour: Misbehaviour): MisbehaviourHandle {
    const rule: Rule = {
      ...misbehaviour,
      skip: misbehaviour.after ?? 0,
      left: misbehaviour.times ?? 1,
      done: 0,
    };
    this.rules.push(rule);
    return {
      count: () => rule.done,
      stop: () => {
        rule.left = 0;
      },
    };
  }

  next(method: string, payload: JsonObject): HowToMisbehave | undefined {
    this.rules = this.rules.filter((rule) => rule.left > 0);
    const lowered = method.toLowerCase();
    for (const rule of this.rules) {
      const named = rule.method === '*' ? !SPARED.has(lowered) : rule.method.toLowerCase() === lowered;
      if (!named || (rule.when && !rule.when(payload))) continue;
      if (rule.skip > 0) {
        rule.skip -= 1;
        continue;
      }
      rule.left -= 1;
      rule.done += 1;
      return rule.how;
    }
    return undefined;
  }

  clear(): void {
    this.rules = [];
  }
}
