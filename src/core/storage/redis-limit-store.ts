import type { Counted, LimitStore } from '../ledger/limit-desk.ts';
import type { LimitOverride, LimitScope } from '../ports/limits.ts';
import { limitPeriods, limitUnits } from '../ports/limits.ts';
import { kindOfPeriod } from '../ledger/scopes.ts';
import type { StoreConnection } from './connection.ts';
import { keys, lifetimes } from './keys.ts';

/** grant(counters, key of the grant; field, amount, lifetime, lifetime of the key or '') → 1, or 0 when it was granted before */
const grantScript = `
if ARGV[4] ~= '' and not redis.call('SET', KEYS[2], '1', 'NX', 'EX', ARGV[4]) then return 0 end
redis.call('HINCRBY', KEYS[1], ARGV[1], ARGV[2])
redis.call('EXPIRE', KEYS[1], ARGV[3])
return 1`;

/** reset(counters; at, lifetime): what was counted until now counts for no limit any more; the sums stay. */
const resetScript = `
local sums = redis.call('HMGET', KEYS[1], 'i', 'u')
redis.call('HSET', KEYS[1], 'ri', sums[1] or '0', 'ru', sums[2] or '0', 'ra', ARGV[1])
redis.call('EXPIRE', KEYS[1], ARGV[2])
return 1`;

const versionField = 'version';

/**
 * Limits set by command: one hash with a field for each. Grants and resets stand among the counters that they are about,
 * so that the script that reserves sees them.
 */
export class RedisLimitStore implements LimitStore {
  readonly #redis: StoreConnection;
  readonly #randomId: () => string;

  constructor(redis: StoreConnection, randomId: () => string) {
    this.#redis = redis;
    this.#randomId = randomId;
  }

  async version(): Promise<string> {
    return (await this.#redis.hget(keys.limits(), versionField)) ?? '';
  }

  async read(): Promise<{ version: string; overrides: readonly LimitOverride[] }> {
    const { [versionField]: version = '', ...fields } = await this.#redis.hgetall(keys.limits());
    return {
      version,
      overrides: Object.entries(fields).flatMap(([field, value]) => overrideOf(field, value)),
    };
  }

  async write({ value, ...override }: Parameters<LimitStore['write']>[0]): Promise<void> {
    const change = this.#redis.multi().hset(keys.limits(), versionField, this.#randomId());
    if (value === undefined) change.hdel(keys.limits(), fieldOf(override));
    else change.hset(keys.limits(), fieldOf(override), value ?? 'none');
    await change.exec();
  }

  async grant(
    { kind, id }: LimitScope,
    { unit, amount, period, key }: Parameters<LimitStore['grant']>[1],
  ): Promise<boolean> {
    const granted = await this.#redis.eval(
      grantScript,
      2,
      keys.ledger(kind, id, period),
      keys.grant(key ?? ''),
      ...[unit === 'images' ? 'gi' : 'gu', amount, lifeOf(period), key === undefined ? '' : lifetimes.grant],
    );
    return granted === 1;
  }

  async reset({ kind, id }: LimitScope, periods: readonly string[], at: number): Promise<void> {
    for (const period of periods) {
      await this.#redis.eval(resetScript, 1, keys.ledger(kind, id, period), at, lifeOf(period));
    }
  }

  async counted({ kind, id }: LimitScope, period: string): Promise<Counted> {
    const values = await this.#redis.hmget(
      keys.ledger(kind, id, period),
      ...['i', 'ri', 'gi', 'u', 'ru', 'gu'],
    );
    const [i = 0, ri = 0, gi = 0, u = 0, ru = 0, gu = 0] = values.map((value) => Number(value ?? 0));
    return { images: { used: i - ri, granted: gi }, microUsd: { used: u - ru, granted: gu } };
  }
}

function lifeOf(period: string): number {
  return kindOfPeriod(period) === 'day' ? lifetimes.ledgerDay : lifetimes.ledgerMonth;
}

/** An id may hold colons; it comes last. */
function fieldOf({ scope, period, unit }: Omit<LimitOverride, 'value'>): string {
  return `${period}:${unit}:${scope.kind}:${scope.id}`;
}

function overrideOf(field: string, value: string): LimitOverride[] {
  const [, periodName, unitName, kind, id] = /^(\w+):(\w+):(\w+):(.*)$/s.exec(field) ?? [];
  const period = limitPeriods.find((one) => one === periodName);
  const unit = limitUnits.find((one) => one === unitName);
  if (!period || !unit || id === undefined) return [];
  const scope = { kind: kind as LimitScope['kind'], id };
  return [{ scope, period, unit, value: value === 'none' ? null : Number(value) }];
}
