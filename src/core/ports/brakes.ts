/**
 * The limits of others (gateways, platforms), kept by all processes together: what one of them is told, all obey. Only
 * bad news costs anything; while all is well, nothing is asked of anyone. A way is a name that those who use it agree on:
 * a platform, one chat of it, one kind of call to a gateway.
 */
export interface Brakes {
  /** How long nothing may go this way, milliseconds; 0 while it is free. Answered from memory. */
  waitMs(way: string): number;
  /** Holds a way for every process. A hold is never shortened. */
  hold(way: string, forMs: number): void;
  /** Counts trouble over all processes in windows of this length; resolves to the count and what is left of the window. */
  countTrouble(what: string, windowMs: number): Promise<{ readonly count: number; readonly leftMs: number }>;
  /**
   * Registers this process as one that uses a limit of so and so much a second, and calls back now and whenever the number
   * of such processes changes with the part that each of them may use, from 0 to 1.
   */
  share(limit: string, listener: (part: number) => void): void;
}
