import { z } from 'zod';
import type { RegionSession } from '../ports/regions.ts';
import type { RegionStore } from '../region/region-desk.ts';
import type { StoreConnection } from './connection.ts';
import { keyPrefix } from './keys.ts';

/** A key's value is deleted only where it is the expected one. */
const giveBackScript = `
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0`;

/** Longer than a session may be used: that is for the desk to say, by its own clock. */
const keptSeconds = 3_600;

/** Sessions as JSON strings that expire by themselves, each with who sent it and which cells are marked. */
export class RedisRegionStore implements RegionStore {
  readonly #redis: StoreConnection;

  constructor(redis: StoreConnection) {
    this.#redis = redis;
  }

  async save(session: Omit<RegionSession, 'isSent'>): Promise<void> {
    await this.#redis.set(sessionKey(session.id), JSON.stringify(session), 'EX', keptSeconds);
  }

  async find(id: string): Promise<RegionSession | undefined> {
    const [text, sender] = await this.#redis.mget(sessionKey(id), senderKey(id));
    if (!text) return undefined;
    const session = shape.parse(JSON.parse(text)) as unknown as Omit<RegionSession, 'isSent'>;
    return { ...session, isSent: sender != null };
  }

  async take(id: string, sender: string): Promise<string> {
    const taken = await this.#redis.set(senderKey(id), sender, 'EX', keptSeconds, 'NX');
    return taken === 'OK' ? sender : ((await this.#redis.get(senderKey(id))) ?? '');
  }

  async giveBack(id: string, sender: string): Promise<void> {
    await this.#redis.eval(giveBackScript, 1, senderKey(id), sender);
  }

  async setCell(id: string, cell: number, isMarked: boolean): Promise<void> {
    const key = cellsKey(id);
    if (isMarked) await this.#redis.multi().sadd(key, cell).expire(key, keptSeconds).exec();
    else await this.#redis.srem(key, cell);
  }

  async cells(id: string): Promise<readonly number[]> {
    const members = await this.#redis.smembers(cellsKey(id));
    return members.map(Number).sort((a, b) => a - b);
  }
}

/** A record of ours; only what its readers rely on is looked at. */
const shape = z.looseObject({
  id: z.string(),
  expiresAt: z.number(),
  requester: z.looseObject({ userId: z.string(), chatId: z.string(), locale: z.string() }),
  target: z.looseObject({ platform: z.string(), address: z.looseObject({}) }),
  references: z.array(z.looseObject({ sha256: z.string(), width: z.number(), height: z.number() })).min(1),
  request: z.looseObject({}),
});

function sessionKey(id: string): string {
  return `${keyPrefix}region:${id}`;
}

function senderKey(id: string): string {
  return `${keyPrefix}region:${id}:sender`;
}

function cellsKey(id: string): string {
  return `${keyPrefix}region:${id}:cells`;
}
