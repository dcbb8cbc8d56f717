import { z } from 'zod';
import type { Json } from '../../core/ports/delivery-channel.ts';
import type { Intake } from '../../core/ports/intake.ts';

/** What was done already for an event, so that after a crash it is not done again. */
export interface IntakeNote {
  /** The status message that was sent. */
  readonly status?: { readonly chatId: number; readonly messageId: number };
  /** Pictures were about to be sent on a press. */
  readonly sending?: boolean;
}

/** The part of an intake record that is worked on. */
export interface SavedEvent {
  readonly key: string;
  readonly note?: Json;
  /** How often it was begun, this time included. */
  readonly tries?: number;
}

/** One event on its way to a generation or an answer. */
export class IntakeEvent {
  /** The request key. */
  readonly key: string;
  readonly #intake: Pick<Intake, 'note'>;
  #note: IntakeNote;
  #failures: number;

  constructor({ key, note, tries = 1 }: SavedEvent, intake: Pick<Intake, 'note'>) {
    this.key = key;
    this.#intake = intake;
    this.#note = readNote(note);
    this.#failures = tries - 1;
  }

  get note(): IntakeNote {
    return this.#note;
  }

  /** How often it has failed by now, this time included. Rejects while the store is away: that is nobody's failure. */
  async failed(): Promise<number> {
    await this.#intake.note(this.key, { ...this.#note });
    return (this.#failures += 1);
  }

  /** Kept in memory first: a store that is away must not make this process forget what it sent. */
  async add(note: IntakeNote): Promise<void> {
    this.#note = { ...this.#note, ...note };
    await this.#intake.note(this.key, { ...this.#note });
  }
}

function readNote(note: Json | undefined): IntakeNote {
  const { status, sending } = noteSchema.safeParse(note).data ?? {};
  return { ...(status ? { status } : {}), ...(sending === undefined ? {} : { sending }) };
}

const noteSchema = z.object({
  status: z.object({ chatId: z.number(), messageId: z.number() }).optional(),
  sending: z.boolean().optional(),
});
