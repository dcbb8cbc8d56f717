/** What one check came to: a sentence, and where something is to be done, what. */
export interface Finding {
  readonly level: 'ok' | 'warning' | 'problem';
  /** What was looked at: a platform, a gateway, the store … */
  readonly subject: string;
  readonly sentence: string;
  readonly advice?: string;
}

/** Looks at one thing. Never rejects; names no token, key, address with a secret, or user. */
export type Check = (signal: AbortSignal) => Promise<readonly Finding[]>;

export function ok(subject: string, sentence: string): Finding {
  return { level: 'ok', subject, sentence };
}

export function warning(subject: string, sentence: string, advice: string): Finding {
  return { level: 'warning', subject, sentence, advice };
}

export function problem(subject: string, sentence: string, advice: string): Finding {
  return { level: 'problem', subject, sentence, advice };
}
