import { z } from 'zod';
import type { RefusedOrderStore } from '../moderation/refused-order-desk.ts';
import type { RefusedOrder } from '../ports/refused-orders.ts';
import type { StoreConnection } from './connection.ts';
import { keys } from './keys.ts';

const keptSeconds = 7 * 86_400;
/** Of one person: whoever has words refused all day long must not fill the store. */
const mostKept = 20;

/** Strings of JSON under their asker's name, and a list of their ids, newest first: `/privacy` shows and deletes them. */
export class RedisRefusedOrderStore implements RefusedOrderStore {
  readonly #redis: StoreConnection;

  constructor(redis: StoreConnection) {
    this.#redis = redis;
  }

  async save(userId: string, order: RefusedOrder): Promise<void> {
    const latest = keys.person(userId, 'refused');
    const replies = await this.#redis
      .multi()
      .set(keyOf(userId, order.id), JSON.stringify(order), 'EX', keptSeconds)
      .lpush(latest, order.id)
      .expire(latest, keptSeconds)
      .lrange(latest, mostKept, -1)
      .ltrim(latest, 0, mostKept - 1)
      .exec();
    const [, tooOld] = replies?.[3] ?? [];
    const surplus = z
      .array(z.string())
      .parse(tooOld)
      .map((id) => keyOf(userId, id));
    if (surplus.length > 0) await this.#redis.del(...surplus);
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
