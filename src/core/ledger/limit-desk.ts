// prettier-ignore
import type {
  AppliedLimits, LimitOverride, LimitRules, Limits, LimitScope, Payer, ScopeUsage,
} from '../ports/limits.ts';
import { limitPeriods } from '../ports/limits.ts';
import { appliedLimits, overridesOf } from './applied-limits.ts';
import type { DefaultLimits, Overrides } from './applied-limits.ts';
import { endOfPeriod, periodOf } from './scopes.ts';

/** Where limits set by command are kept, beside the counters that they are held against. */
export interface LimitStore {
  /** Another value after every change. */
  version(): Promise<string>;
  /** All of them, with the version that they are of. */
  read(): Promise<{ version: string; overrides: readonly LimitOverride[] }>;
  write(
    override: Omit<LimitOverride, 'value'> & { value: LimitOverride['value'] | undefined },
  ): Promise<void>;
  grant(
    scope: LimitScope,
    grant: { unit: LimitOverride['unit']; amount: number; period: string; key?: string | undefined },
  ): Promise<boolean>;
  reset(scope: LimitScope, periods: readonly string[], at: number): Promise<void>;
  counted(scope: LimitScope, period: string): Promise<Counted>;
}

/** Since the last reset, and what was granted. */
export interface Counted {
  readonly images: { readonly used: number; readonly granted: number };
  readonly microUsd: { readonly used: number; readonly granted: number };
}

export interface LimitDeskConfig {
  readonly store: LimitStore;
  readonly defaults: DefaultLimits;
  /** The operator's file as it is now. */
  readonly rules: () => LimitRules;
  readonly now: () => number;
}

/** Who may do how much, and what admins change about it. */
export class LimitDesk implements Limits {
  readonly #config: LimitDeskConfig;
  /** What was set by command, as of the version that was read last. */
  #known: { readonly version: string; readonly overrides: Overrides } | undefined;

  constructor(config: LimitDeskConfig) {
    this.#config = config;
  }

  async resolve(who: Payer, at: number = this.#config.now()): Promise<AppliedLimits> {
    const { defaults, rules } = this.#config;
    const overrides = await this.#overrides();
    return appliedLimits(who, at, { defaults, rules: rules(), overrides });
  }

  async setLimit({ scope, unit, period, value }: Parameters<Limits['setLimit']>[0]): Promise<void> {
    const kept = value === 'none' ? null : value === 'default' ? undefined : value;
    await this.#config.store.write({ scope, unit, period, value: kept });
  }

  grant({ scope, unit, amount, period, key }: Parameters<Limits['grant']>[0]): Promise<boolean> {
    const { store, now } = this.#config;
    return store.grant(scope, { unit, amount, key, period: periodOf(period, now()) });
  }

  async reset(scope: LimitScope): Promise<void> {
    const at = this.#config.now();
    await this.#config.store.reset(
      scope,
      limitPeriods.map((period) => periodOf(period, at)),
      at,
    );
  }

  async list(): Promise<readonly LimitOverride[]> {
    return (await this.#config.store.read()).overrides;
  }

  async usage(scope: LimitScope): Promise<readonly ScopeUsage[]> {
    const { store, now } = this.#config;
    const at = now();
    const counted = await Promise.all(
      limitPeriods.map(async (period) => {
        const { images, microUsd } = await store.counted(scope, periodOf(period, at));
        const endsAt = endOfPeriod(period, at);
        return [
          { period, unit: 'images', ...images, endsAt },
          { period, unit: 'microUsd', ...microUsd, endsAt },
        ] as const;
      }),
    );
    return counted.flat();
  }

  /** One small read where nothing has changed. */
  async #overrides(): Promise<Overrides> {
    const { store } = this.#config;
    const version = await store.version();
    if (this.#known?.version === version) return this.#known.overrides;
    const { version: fresh, overrides } = await store.read();
    this.#known = { version: fresh, overrides: overridesOf(overrides) };
    return this.#known.overrides;
  }
}
