import { eventually, patienceMs } from '../eventually.ts';
import type { CallbackAnswer, CallbackRecord } from './model.ts';
import type { Update } from './update-queue.ts';

/** A pressed button, and the bot's answer to it. */
export class CallbackHandle {
  private readonly record: CallbackRecord;
  readonly update: Update | undefined;

  constructor(record: CallbackRecord, update: Update | undefined) {
    this.record = record;
    this.update = update;
  }

  /** The answer, or `undefined` while the client still shows its spinner. */
  get current(): CallbackAnswer | undefined {
    return this.record.answer;
  }

  /** Waits for the answer. */
  async answer(timeoutMs = patienceMs): Promise<CallbackAnswer> {
    return eventually(
      () => {
        if (!this.record.answer) throw new Error(`The press of "${this.record.data}" was not answered`);
        return this.record.answer;
      },
      { timeoutMs },
    );
  }
}
