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

/** One event on its way to a generation or an answer. */
export class IntakeEvent {
  /** The request key. */
  readonly key: string;
  readonly #intake: Pick<Intake, 'note'>;
  #note: IntakeNote;

  constructor(key: string, note: Json | undefined, intake: Pick<Intake, 'note'>) {
    this.key = key;
    this.#intake = intake;
    this.#note = readNote(note);
  }

  get note(): IntakeNote {
    return this.#note;
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
