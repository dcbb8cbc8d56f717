import type { LedgerScope } from '../generation/generation.ts';
import type { ScriptedRedis } from './connection.ts';
import { keys } from './keys.ts';

/** Sums of one scope and period. Committed is captured plus what is reserved at the moment; limits count it. */
export interface LedgerTotals {
  readonly committedImages: number;
  readonly committedMicroUsd: number;
  readonly capturedImages: number;
  readonly capturedMicroUsd: number;
  readonly costMicroUsd: number;
  readonly writtenOffMicroUsd: number;
}

/** One movement of money, as it was written with the transition that caused it. */
export interface LedgerLine {
  readonly id: string;
  readonly at: number;
  readonly kind: 'reserve' | 'capture' | 'release' | 'cost' | 'write-off';
  readonly generationId: string;
  readonly part: number;
  readonly images: number;
  readonly microUsd: number;
  readonly userId: string;
  readonly chatId: string;
  /** The gateway, for cost and write-off. */
  readonly provider?: string;
  /** Who paid the gateway, where it was not the operator. */
  readonly payer?: 'own-key';
}

/** Reads the ledger; its lines are written by the generation store, in the transition that moves the money. */
export class RedisLedger {
  readonly #redis: ScriptedRedis;

  constructor(redis: ScriptedRedis) {
    this.#redis = redis;
  }

  async totals(scope: LedgerScope): Promise<LedgerTotals> {
    const values = await this.#redis.hmget(
      keys.ledger(scope.kind, scope.id, scope.period),
      ...['i', 'u', 'ci', 'cu', 'cost', 'off'],
    );
    const [images, microUsd, capturedImages, capturedMicroUsd, cost, writtenOff] = values.map((value) =>
      Number(value ?? 0),
    );
    return {
      committedImages: images ?? 0,
      committedMicroUsd: microUsd ?? 0,
      capturedImages: capturedImages ?? 0,
      capturedMicroUsd: capturedMicroUsd ?? 0,
      costMicroUsd: cost ?? 0,
      writtenOffMicroUsd: writtenOff ?? 0,
    };
  }

  /** Lines in order, from after the line `after`, at most `limit`. */
  async lines(options: { after?: string; limit: number }): Promise<readonly LedgerLine[]> {
    const from = options.after === undefined ? '-' : `(${options.after}`;
    const entries = await this.#redis.xrange(keys.ledgerLines(), from, '+', 'COUNT', options.limit);
    return entries.map(([id, fields]) => lineOf(id, fields));
  }

  /** Forgets lines from before an instant. */
  async trim(before: number): Promise<void> {
    await this.#redis.xtrim(keys.ledgerLines(), 'MINID', '~', String(before));
  }
}

function lineOf(id: string, fields: readonly string[]): LedgerLine {
  const named = new Map<string, string>();
  for (let index = 0; index < fields.length; index += 2)
    named.set(fields[index] ?? '', fields[index + 1] ?? '');
  const provider = named.get('v');
  const userId = named.get('s') ?? '';
  return {
    id,
    at: Number(id.split('-')[0]),
    kind: named.get('k') as LedgerLine['kind'],
    generationId: named.get('g') ?? '',
    part: Number(named.get('p')),
    images: Number(named.get('i')),
    microUsd: Number(named.get('u')),
    userId,
    chatId: named.get('h') || userId,
    ...(provider ? { provider } : {}),
    ...(named.get('o') === 'own-key' ? { payer: 'own-key' } : {}),
  };
}
