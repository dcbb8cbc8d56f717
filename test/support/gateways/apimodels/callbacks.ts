import { setTimeout as sleep } from 'node:timers/promises';
import { request } from 'undici';

/** How callbacks are sent. */
export interface CallbackBehaviour {
  now: () => number;
  /** Multiplies every wait: retries after 1, 2 and 4 s, 10 s for an answer, 30 min of later attempts. Default 1. */
  speed: number;
  /** How often each callback is sent even though it was taken; default 1. */
  copies: number;
  /** `at-end` of the task; `early`: the submit is answered only after the callback was; or `never`. */
  when: 'at-end' | 'early' | 'never';
}

export interface SentCallback {
  url: string;
  body: unknown;
  headers: Record<string, string>;
  /** Undefined when nobody answered in time. */
  status: number | undefined;
  at: number;
}

const RETRY_WAITS_MS = [1_000, 2_000, 4_000];
const ANSWER_TIMEOUT_MS = 10_000;
const RESEND_EVERY_MS = 60_000;
const RESEND_FOR_MS = 30 * 60_000;

/** Sends completion callbacks as documented: unsigned, three quick retries, then for half an hour until a 2xx. */
export class ApimodelsCallbacks {
  readonly sent: SentCallback[] = [];
  behaviour: CallbackBehaviour;
  private readonly abort = new AbortController();

  constructor(behaviour: Partial<CallbackBehaviour>) {
    this.behaviour = { now: Date.now, speed: 1, copies: 1, when: 'at-end', ...behaviour };
  }

  stop(): void {
    this.abort.abort();
  }

  /** Sends the callback of a task once it has ended; resolves when the submit may be answered. */
  async promise(url: string, ended: Promise<unknown>, body: () => Record<string, unknown>): Promise<void> {
    const { when, copies } = this.behaviour;
    if (when === 'never') return;
    const send = async () => {
      await ended;
      for (let copy = 0; copy < copies; copy += 1) await this.sendUntilTaken(url, body());
    };
    const sending = send().catch((error: unknown) => {
      if (!this.abort.signal.aborted) throw error;
    });
    if (when === 'early') await sending;
  }

  /** Posts anything to an address, once, as a stranger would who knows the address; resolves with the status. */
  async forge(url: string, body: unknown): Promise<number | undefined> {
    return this.sendOnce(url, body);
  }

  private async sendUntilTaken(url: string, body: unknown): Promise<void> {
    const { speed } = this.behaviour;
    const waits = [0, ...RETRY_WAITS_MS, ...resendWaits()];
    for (const waitMs of waits) {
      await sleep(waitMs * speed, undefined, { signal: this.abort.signal, ref: false });
      const status = await this.sendOnce(url, body);
      if (status !== undefined && status >= 200 && status < 300) return;
    }
  }

  private async sendOnce(url: string, body: unknown): Promise<number | undefined> {
    const headers = { 'content-type': 'application/json' };
    const at = this.behaviour.now();
    const timeout = AbortSignal.timeout(Math.max(50, ANSWER_TIMEOUT_MS * this.behaviour.speed));
    const signal = AbortSignal.any([this.abort.signal, timeout]);
    let status: number | undefined;
    try {
      const response = await request(url, { method: 'POST', headers, body: JSON.stringify(body), signal });
      status = response.statusCode;
      await response.body.dump();
    } catch {
      this.abort.signal.throwIfAborted();
    }
    this.sent.push({ url, body, headers, status, at });
    return status;
  }
}

function resendWaits(): number[] {
  return Array.from({ length: RESEND_FOR_MS / RESEND_EVERY_MS }, () => RESEND_EVERY_MS);
}
