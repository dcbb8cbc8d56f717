import { z } from 'zod';
import type { RefusedOrderStore } from '../moderation/refused-order-desk.ts';
import type { RefusedOrder } from '../ports/refused-orders.ts';
import type { StoreConnection } from './connection.ts';
import { keys } from './keys.ts';

const keptSeconds = 7 * 86_400;

/** Strings of JSON under their asker's name: `/privacy` shows and deletes them. */
export class RedisRefusedOrderStore implements RefusedOrderStore {
  readonly #redis: StoreConnection;

  constructor(redis: StoreConnection) {
    this.#redis = redis;
  }

  async save(userId: string, order: RefusedOrder): Promise<void> {
    await this.#redis.set(keyOf(userId, order.id), JSON.stringify(order), 'EX', keptSeconds);
  }

  async find(userId: string, id: string): Promise<RefusedOrder | undefined> {
    const text = await this.#redis.get(keyOf(userId, id));
    return text === null ? undefined : (shape.parse(JSON.parse(text)) as unknown as RefusedOrder);
  }
}

/** A record of ours; only what its readers rely on is looked at. */
const shape = z.looseObject({
  id: z.string(),
  request: z.looseObject({ prompt: z.string() }),
  references: z.array(z.looseObject({ kind: z.string() })),
});

function keyOf(userId: string, id: string): string {
  return keys.person(userId, `refused:${id}`);
}
