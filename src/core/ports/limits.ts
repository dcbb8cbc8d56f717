import type { LedgerScope, Requester } from '../generation/generation.ts';
import type { Quality } from '../generation/image-request.ts';
import type { ScopeLimit } from './generation-store.ts';

/** Whom a limit is for, without its period. A server is a chat; the id of `all` is `all`. */
export type LimitScope = Pick<LedgerScope, 'kind' | 'id'>;
export type LimitUnit = 'images' | 'microUsd';
/** UTC days and calendar months. */
export type LimitPeriod = 'day' | 'month';

/** Amounts per period; absent: not said here, null: expressly no limit. */
export type Allowance = {
  readonly [Period in LimitPeriod]?: { readonly [Unit in LimitUnit]?: number | null };
};

/** Who asks, as far as limits are concerned. */
export type Payer = Pick<Requester, 'userId' | 'chatId' | 'roles'>;

/** What its members may do. The first tier of the operator's that names somebody is theirs. */
export interface Tier {
  readonly name: string;
  /** For each member by themselves. */
  readonly limits?: Allowance;
  readonly concurrent?: number;
  readonly queued?: number;
  /** Absent: all. */
  readonly gateways?: readonly string[];
  readonly qualities?: readonly Quality[];
  /** A price beyond this has to be agreed to; null: none has. */
  readonly confirmAboveMicroUsd?: number | null;
  readonly members: {
    readonly users: ReadonlySet<string>;
    readonly roles: ReadonlySet<string>;
    readonly chats: ReadonlySet<string>;
    readonly lists: ReadonlySet<string>;
  };
}

/** What the operator's file says; it may change while Limner runs. */
export interface LimitRules {
  readonly tiers: readonly Tier[];
  /** Whose it is that nobody names. */
  readonly defaultTier?: string;
  /** Users and chats by the list's name; together they may have a budget. */
  readonly lists: ReadonlyMap<string, ReadonlySet<string>>;
  /** For each chat by itself. */
  readonly chat?: Allowance;
  /** By scope, as `<kind>:<id>`. */
  readonly budgets: ReadonlyMap<string, Allowance>;
}

/** Everything that applies to one who asks, at one instant. */
export interface AppliedLimits {
  readonly tier?: string;
  readonly concurrent: number;
  readonly queued: number;
  /** The counters that a request moves. */
  readonly scopes: readonly LedgerScope[];
  /** What it must keep, without what was granted: that is added where it is checked. */
  readonly limits: readonly ScopeLimit[];
  /** Absent: all. */
  readonly gateways?: readonly string[];
  readonly qualities?: readonly Quality[];
  /** A price beyond this has to be agreed to; absent: none has. */
  readonly confirmAboveMicroUsd?: number;
}

/** One limit set by command; null: expressly none. */
export interface LimitOverride {
  readonly scope: LimitScope;
  readonly period: LimitPeriod;
  readonly unit: LimitUnit;
  readonly value: number | null;
}

/** What one scope has used in the present day or month. */
export interface ScopeUsage {
  readonly period: LimitPeriod;
  readonly unit: LimitUnit;
  /** Since the last reset, if there was one in this period; reserved amounts included. */
  readonly used: number;
  /** Granted beyond the limit for this period; may be negative. */
  readonly granted: number;
  /** When the period ends (Unix ms). */
  readonly endsAt: number;
}

/**
 * Limits by user, role, chat, list and in total. Later ones win: the environment, the operator's file, what was set by
 * command. Commands hold for all processes from the next request on.
 */
export interface Limits {
  /** @param at Unix ms, of which the days and months are meant; now unless given */
  resolve(who: Payer, at?: number): Promise<AppliedLimits>;
  /** Sets a limit: a number (micro-dollars), `none`, or `default` to go by the environment and the file again. */
  setLimit(change: {
    scope: LimitScope;
    unit: LimitUnit;
    period: LimitPeriod;
    value: number | 'none' | 'default';
  }): Promise<void>;
  /**
   * Adds to what a scope may use in the present day or month. With a `key`, once only, however often it is called.
   * Resolves to false where the key was used before.
   */
  grant(grant: {
    scope: LimitScope;
    unit: LimitUnit;
    amount: number;
    period: LimitPeriod;
    key?: string;
  }): Promise<boolean>;
  /** The limits of a scope count from zero again; the ledger's sums stay. What is under way counts for the time before. */
  reset(scope: LimitScope): Promise<void>;
  /** What was set by command. */
  list(): Promise<readonly LimitOverride[]>;
  usage(scope: LimitScope): Promise<readonly ScopeUsage[]>;
}

export const limitUnits = ['images', 'microUsd'] as const satisfies readonly LimitUnit[];
export const limitPeriods = ['day', 'month'] as const satisfies readonly LimitPeriod[];
