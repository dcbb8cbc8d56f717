import type { Json } from './delivery-channel.ts';

/** An event of a platform, written down before it is acknowledged. */
export interface IntakeRecord {
  /** The request key: unique per event. */
  readonly key: string;
  readonly platform: string;
  /** The raw events, in order of arrival; more than one for an album. */
  readonly payloads: readonly Json[];
  /** What the receiver noted on the way: acknowledged, status message sent. */
  readonly note?: Json;
  readonly receivedAt: number;
  /** How often it was handed out, 1 for the first time. */
  readonly tries: number;
}

/**
 * Keeps an accepted event safe between its arrival and the generation (or the refusal) that it becomes. One write
 * before the acknowledgement; whatever a crash leaves behind is handed out again after the owner's lease (3 s).
 */
export interface Intake {
  /**
   * Writes the event down; the caller holds it then (renewed while this process lives) and must `finish` it.
   * @throws AppError `store-unavailable` after at most 300 ms
   */
  begin(event: {
    key: string;
    platform: string;
    payload: Json;
    /** Whose event it is, so that it can be forgotten with them. */
    userId?: string;
  }): Promise<'new' | 'duplicate'>;
  /**
   * Adds to a collected event (an album); it is handed to the platform's handler `delayMs` after the last piece.
   * @throws AppError `store-unavailable`
   */
  collect(event: {
    key: string;
    pieceKey: string;
    platform: string;
    payload: Json;
    userId?: string;
    delayMs: number;
  }): Promise<void>;
  /** Replaces the note. */
  note(key: string, note: Json): Promise<void>;
  /** The event became a generation or an answer; forgotten except for its key, which stays a duplicate for a day. */
  finish(key: string): Promise<void>;
  /**
   * Forgets an event that `begin` could not write down in time, should it have been written down by then after all; not
   * where another process has it.
   */
  withdraw(key: string): Promise<void>;
  /**
   * Hands out what a crash left behind and what was collected, to one holder at a time. A handler that throws gets it
   * again a little later, at most 5 times.
   */
  serve(platform: string, handler: (record: IntakeRecord) => Promise<void>): { stop(): Promise<void> };
}
