/** The promises, as lines of the table. Each must be zero. */
export const promises = {
  'outcomes-missing': 'outcomes missing',
  'outcomes-doubled': 'outcomes told twice',
  'posts-doubled': 'posts doubled',
  'posts-misplaced': 'posts in a wrong place',
  'submits-doubled': 'submits doubled',
  'charged-wrongly': 'user charged wrongly',
  'ledger-differs': 'ledger cost differs from the bill',
  'prompt-of-others': "messages about someone else's prompt",
  'acted-unasked': 'bought without an acknowledgement',
  'left-behind': 'work left behind',
  'protocol-broken': 'breaches of a gateway’s documentation',
} as const;

export type PromiseKind = keyof typeof promises;

/** One promise that was not kept. */
export interface Finding {
  readonly kind: PromiseKind;
  readonly text: string;
  readonly generationId?: string;
  readonly marker?: string;
}

/** A thing that is counted without being wrong. */
export interface Remark {
  readonly what: string;
  readonly text: string;
}
