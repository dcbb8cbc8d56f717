import { eventually, patienceMs } from '../eventually.ts';
import type { InlineAnswer, InlineQueryRecord } from './model.ts';
import type { Update } from './update-queue.ts';

/** What somebody wrote behind the bot's name, and what the bot offers. */
export class InlineHandle {
  private readonly record: InlineQueryRecord;
  /** Absent where the bot has no inline mode or did not ask for such updates. */
  readonly update: Update | undefined;

  constructor(record: InlineQueryRecord, update: Update | undefined) {
    this.record = record;
    this.update = update;
  }

  get id(): string {
    return this.record.id;
  }

  /** The answer, or `undefined` while there is none. */
  get current(): InlineAnswer | undefined {
    return this.record.answer;
  }

  /** Waits for the answer. */
  async answer(timeoutMs = patienceMs): Promise<InlineAnswer> {
    return eventually(
      () => {
        if (!this.record.answer) throw new Error('The inline query was not answered');
        return this.record.answer;
      },
      { timeoutMs },
    );
  }
}
