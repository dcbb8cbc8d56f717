import { dayOf } from '../ledger/scopes.ts';
import type { StoreConnection } from './connection.ts';
import { keyPrefix, keys, lifetimes } from './keys.ts';
import type { LedgerLine, RedisLedger } from './redis-ledger.ts';

/** String: the ledger line up to which the book is kept. */
const cursorKey = `${keyPrefix}book`;
/** Set: chats in which money moved since somebody looked at their limits. */
const movedKey = `${keyPrefix}book-moved`;
const pageSize = 1_000;
const ranked = 200;

/**
 * Writes a page, unless another process was faster: (cursor, chats; expected, next, additions, chats…) → 1 when written.
 * An addition is a sorted set's name, a member, an amount and the set's lifetime.
 */
const turnPageScript = `
if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2])
for _, one in ipairs(cjson.decode(ARGV[3])) do
  redis.call('ZINCRBY', '${keyPrefix}' .. one[1], one[3], one[2])
  redis.call('EXPIRE', '${keyPrefix}' .. one[1], one[4])
end
for index = 4, #ARGV do redis.call('SADD', KEYS[2], ARGV[index]) end
return 1`;

/** What is added up, for a day and for a month each. */
type Sum =
  /** Pictures and dollars, by user and by chat; ranks whose exact sums the ledger's counters have. */
  | 'users'
  | 'chats'
  /** Dollars that gateways cost, and that were lost there. */
  | 'cost'
  | 'lost'
  /** One chat's users. */
  | `users-in:${string}`
  | `images-in:${string}`;

/**
 * Who and what the ledger's counters have something about: sums by user, chat and gateway, kept by reading each of the
 * ledger's lines once, whoever reads it.
 */
export class RedisSpendBook {
  readonly #redis: StoreConnection;
  readonly #ledger: Pick<RedisLedger, 'lines'>;

  constructor(redis: StoreConnection, ledger: Pick<RedisLedger, 'lines'>) {
    this.#redis = redis;
    this.#ledger = ledger;
  }

  /** Reads on to the ledger's end. */
  async keep(): Promise<void> {
    for (;;) {
      const cursor = (await this.#redis.get(cursorKey)) ?? '';
      const lines = await this.#ledger.lines({
        limit: pageSize,
        ...(cursor === '' ? {} : { after: cursor }),
      });
      const last = lines.at(-1);
      if (!last) return;
      const additions = additionsOf(lines);
      const moved = new Set(lines.map(({ chatId }) => chatId));
      await this.#redis.eval(
        ...[turnPageScript, 2, cursorKey, movedKey],
        ...[cursor, last.id, JSON.stringify(additions), ...moved],
      );
      if (lines.length < pageSize) return;
    }
  }

  /** The first two hundred members of a sum, largest first. */
  async sums(sum: Sum, period: string): Promise<ReadonlyMap<string, number>> {
    const flat = await this.#redis.zrevrange(nameOf(sum, period, keyPrefix), 0, ranked - 1, 'WITHSCORES');
    const sums = new Map<string, number>();
    for (let index = 0; index < flat.length; index += 2) sums.set(flat[index] ?? '', Number(flat[index + 1]));
    return sums;
  }

  /** What the ledger's counters say of each, charged. */
  async charged(
    kind: 'user' | 'chat',
    ids: readonly string[],
    period: string,
  ): Promise<readonly { id: string; images: number; microUsd: number }[]> {
    return Promise.all(
      ids.map(async (id) => {
        const [images, microUsd] = await this.#redis.hmget(keys.ledger(kind, id, period), 'ci', 'cu');
        return { id, images: Number(images ?? 0), microUsd: Number(microUsd ?? 0) };
      }),
    );
  }

  /** Chats in which money moved; they are named until `looked` is told of them. */
  moved(): Promise<readonly string[]> {
    return this.#redis.smembers(movedKey);
  }

  async looked(chatIds: readonly string[]): Promise<void> {
    if (chatIds.length > 0) await this.#redis.srem(movedKey, ...chatIds);
  }
}

function additionsOf(lines: readonly LedgerLine[]): readonly (readonly [string, string, number, number])[] {
  const sums = new Map<string, readonly [string, string, number, number]>();
  for (const line of lines) {
    const day = dayOf(line.at);
    for (const period of [day, day.slice(0, 7)]) {
      const life = period === day ? lifetimes.ledgerDay : lifetimes.ledgerMonth;
      for (const { sum, member, amount } of movementsOf(line)) {
        const name = nameOf(sum, period);
        const key = `${name} ${member}`;
        sums.set(key, [name, member, (sums.get(key)?.[2] ?? 0) + amount, life]);
      }
    }
  }
  return [...sums.values()];
}

/** A reservation adds nothing, but makes its user and chat known in the period whose counters it moved. */
function movementsOf(line: LedgerLine): readonly { sum: Sum; member: string; amount: number }[] {
  const { kind, userId, chatId, provider = '', images, microUsd } = line;
  // Moves its asker's own counter of pictures and nothing else.
  if (line.payer) return kind === 'reserve' ? [{ sum: 'users', member: userId, amount: 0 }] : [];
  switch (kind) {
    case 'reserve':
    case 'capture': {
      const amount = kind === 'capture' ? microUsd : 0;
      return [
        { sum: 'users', member: userId, amount },
        { sum: 'chats', member: chatId, amount },
        { sum: `users-in:${chatId}`, member: userId, amount },
        { sum: `images-in:${chatId}`, member: userId, amount: kind === 'capture' ? images : 0 },
      ];
    }
    case 'cost':
      return [{ sum: 'cost', member: provider, amount: microUsd }];
    case 'write-off':
      return [{ sum: 'lost', member: provider, amount: microUsd }];
    case 'release':
      return [];
  }
}

function nameOf(sum: Sum, period: string, prefix = ''): string {
  return `${prefix}book:${sum}:${period}`;
}
