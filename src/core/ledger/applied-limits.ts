import type { LedgerScope } from '../generation/generation.ts';
import type { ScopeLimit } from '../ports/generation-store.ts';
// prettier-ignore
import type {
  Allowance, AppliedLimits, LimitOverride, LimitRules, LimitScope, LimitUnit, Payer, Tier,
} from '../ports/limits.ts';
import { allowancesOf, kindOfPeriod, scopesOf } from './scopes.ts';
import type { LedgerLimits } from './scopes.ts';

/** What the environment sets, where nothing else says otherwise. */
export type DefaultLimits = LedgerLimits & {
  readonly userConcurrent: number;
  readonly userQueued: number;
  /** A price beyond this has to be agreed to; absent: none has. */
  readonly confirmAboveMicroUsd?: number;
};

/** Limits set by command, by scope as `<kind>:<id>`. */
export type Overrides = ReadonlyMap<string, Allowance>;

export const noRules: LimitRules = { tiers: [], lists: new Map(), budgets: new Map() };

export function scopeKey({ kind, id }: LimitScope): string {
  return `${kind}:${id}`;
}

/** Everything that applies to one who asks: the environment, over it the file, over that what was set by command. */
export function appliedLimits(
  who: Payer,
  at: number,
  sources: { defaults: DefaultLimits; rules: LimitRules; overrides: Overrides },
): AppliedLimits {
  const { defaults, rules, overrides } = sources;
  const tier = tierOf(who, rules);
  const base = allowancesOf(defaults);
  const said = (scope: LimitScope): readonly (Allowance | undefined)[] => [
    rules.budgets.get(scopeKey(scope)),
    overrides.get(scopeKey(scope)),
  ];
  const layersOf = (scope: LimitScope): readonly (Allowance | undefined)[] => {
    if (scope.kind === 'user') return [base.user, tier?.limits, ...said(scope)];
    if (scope.kind === 'chat') return [base.chat, rules.chat, ...said(scope)];
    return [scope.kind === 'all' ? base.all : undefined, ...said(scope)];
  };
  const groups = groupsOf(who, rules).filter((scope) => said(scope).some((one) => one !== undefined));
  const scopes = scopesOf(who, at, groups);
  return {
    ...(tier ? { tier: tier.name } : {}),
    concurrent: tier?.concurrent ?? defaults.userConcurrent,
    queued: tier?.queued ?? defaults.userQueued,
    scopes,
    limits: scopes.flatMap((scope) => limitOf(scope, layersOf(scope))),
    ...(tier?.gateways ? { gateways: tier.gateways } : {}),
    ...(tier?.qualities ? { qualities: tier.qualities } : {}),
    ...confirmRule(tier, defaults),
  };
}

function confirmRule(
  tier: Tier | undefined,
  defaults: DefaultLimits,
): Pick<AppliedLimits, 'confirmAboveMicroUsd'> {
  const said = tier?.confirmAboveMicroUsd;
  const above = said === undefined ? defaults.confirmAboveMicroUsd : (said ?? undefined);
  return above === undefined ? {} : { confirmAboveMicroUsd: above };
}

/** Limits set by command, arranged by their scope. */
export function overridesOf(list: readonly LimitOverride[]): Overrides {
  const overrides = new Map<string, Allowance>();
  for (const { scope, period, unit, value } of list) {
    const known = overrides.get(scopeKey(scope));
    overrides.set(scopeKey(scope), { ...known, [period]: { ...known?.[period], [unit]: value } });
  }
  return overrides;
}

/** The first tier that names them in some way, else the default one. */
function tierOf(who: Payer, { tiers, defaultTier, lists }: LimitRules): Tier | undefined {
  const named = tiers.find(
    ({ members }) =>
      members.users.has(who.userId) ||
      members.chats.has(who.chatId) ||
      (who.roles ?? []).some((role) => members.roles.has(role)) ||
      [...members.lists].some((list) => isOnList(who, lists.get(list))),
  );
  return named ?? tiers.find(({ name }) => name === defaultTier);
}

/** Roles and lists of theirs: counted only where somebody has set a limit for them. */
function groupsOf(who: Payer, { lists }: LimitRules): readonly LimitScope[] {
  const mine = [...lists].filter(([, members]) => isOnList(who, members));
  return [
    ...(who.roles ?? []).map((id) => ({ kind: 'role', id }) as const),
    ...mine.map(([id]) => ({ kind: 'list', id }) as const),
  ];
}

function isOnList(who: Payer, members: ReadonlySet<string> | undefined): boolean {
  return members !== undefined && (members.has(who.userId) || members.has(who.chatId));
}

function limitOf(scope: LedgerScope, layers: readonly (Allowance | undefined)[]): ScopeLimit[] {
  const period = kindOfPeriod(scope.period);
  const amount = (unit: LimitUnit): number | undefined =>
    layers.map((layer) => layer?.[period]?.[unit]).findLast((value) => value !== undefined) ?? undefined;
  const [images, microUsd] = [amount('images'), amount('microUsd')];
  if (images === undefined && microUsd === undefined) return [];
  return [
    {
      scope,
      ...(images === undefined ? {} : { images }),
      ...(microUsd === undefined ? {} : { microUsd }),
    },
  ];
}
