import type { ErrorCode } from '../errors.ts';
import type { Generation, LedgerScope, Part } from '../generation/generation.ts';
import { partRefused } from '../generation/ending-transitions.ts';
import { waitAgain } from '../generation/waiting-transitions.ts';
import { hasDollarLimit } from '../ledger/scopes.ts';
import type { AppliedLimits } from '../ports/limits.ts';
import { planInputOf } from '../routing/plan-input.ts';
import type { Route } from '../routing/router.ts';
import type { WorkerContext } from './worker-context.ts';

export interface Refused {
  /** Why the part cannot stay: its lane is closed, or this attempt was refused there. */
  readonly reason: 'put-aside' | 'open' | ErrorCode;
  readonly attemptId?: string;
  /** Only gateways that do it without a change (what a 429 allows). */
  readonly exactOnly?: boolean;
  /** The gateway will not take this part later either. */
  readonly final?: boolean;
  /** How long the gateway asked us to wait. */
  readonly retryAfterMs?: number;
}

/** How long a gateway that has just refused a part is not asked again for it as another gateway's substitute. */
const notAgainMs = 30_000;

/**
 * Takes a part that its gateway will not make to the next that can, within the limits; what cannot go anywhere waits
 * for its gateway where waiting helps, and fails with nothing bought where it does not.
 */
export async function reroute(
  context: WorkerContext,
  generationId: string,
  index: number,
  refused: Refused,
): Promise<void> {
  const { store, now, logger } = context;
  const generation = await store.get(generationId);
  const part = generation?.parts[index];
  if (!generation || !part) return;
  const attempt = refused.attemptId === undefined ? {} : { attemptId: refused.attemptId };
  const code = codeOf(refused.reason);
  // The day of the reservation counts, and who asked is who they were then.
  const applied = await context.limits.resolve(generation.requester, generation.createdAt);
  for (const route of await otherRoutes(context, generation, part, { ...refused, limits: applied })) {
    const { provider, plan, price, perSubmit } = route;
    const moved = await store.transition(generationId, (current) => {
      if (current.parts[index]?.provider !== part.provider) return undefined;
      const next = waitAgain(current, index, {
        ...attempt,
        code,
        refused: refused.final ?? false,
        place: { provider: provider.id, applied: plan.applied, changes: plan.changes, price, perSubmit },
        now: now(),
      });
      return next && { next, limits: applied.limits.filter(({ scope }) => isCounted(scope, current)) };
    });
    if (moved.kind === 'refused') continue;
    if (moved.kind === 'changed') {
      logger.info(
        { generationId, part: index, from: part.provider, to: provider.id, code },
        'Gateway changed',
      );
    }
    return;
  }
  await stay(context, generation, part, refused, code);
}

async function otherRoutes(
  context: WorkerContext,
  generation: Generation,
  part: Part,
  { exactOnly, limits }: Refused & { readonly limits: AppliedLimits },
): Promise<readonly Route[]> {
  const { router, health, publicUrl, now } = context;
  // Who pays with their own key has asked for that gateway and no other.
  if (generation.payer) return [];
  const states = await health.getMany(router.providers.map(({ id }) => id));
  const excluded = new Set([part.provider, ...part.refusedBy]);
  for (const [id, { state }] of states) if (state !== 'ok') excluded.add(id);
  // Two gateways that both have no time now must not hand a part to and fro.
  for (const { provider, state, finishedAt = 0 } of part.attempts) {
    if (state === 'failed' && now() - finishedAt < notAgainMs) excluded.add(provider);
  }
  const { input, ratioOpen } = planInputOf(
    { ...generation.request, count: part.count },
    generation.references,
    { mask: generation.mask !== undefined, publicAddress: publicUrl !== undefined },
  );
  const { routes } = router.routes({
    input,
    ratioOpen,
    excluded,
    ...(generation.request.provider ? { named: generation.request.provider } : {}),
  });
  return routes.filter(
    ({ provider, plan, price }) =>
      (!exactOnly || plan.changes.length === 0) &&
      (limits.gateways?.includes(provider.id) ?? true) &&
      isAgreedTo(price, generation, part) &&
      (price.microUsdPerImage !== undefined || !hasDollarLimit(limits.limits)),
  );
}

/** Whether it costs no more in all than what was agreed to, or what needs no agreement. */
function isAgreedTo(price: Route['price'], { parts, ceilingMicroUsd }: Generation, part: Part): boolean {
  if (ceilingMicroUsd === undefined) return true;
  const others = parts.filter(({ index }) => index !== part.index);
  const kept = others.reduce(
    (sum, { payment }) => sum + payment.reservedMicroUsd - payment.releasedMicroUsd,
    0,
  );
  return kept + part.count * (price.microUsdPerImage ?? 0) <= ceilingMicroUsd;
}

/** A limit that was set since counts none of what this request has reserved. */
function isCounted(scope: LedgerScope, { scopes }: Generation): boolean {
  return scopes.some(
    ({ kind, id, period }) => kind === scope.kind && id === scope.id && period === scope.period,
  );
}

/** No other gateway takes it. */
async function stay(
  context: WorkerContext,
  generation: Generation,
  part: Part,
  refused: Refused,
  code: ErrorCode,
): Promise<void> {
  const { store, now, lanes } = context;
  const at = now();
  const wait = await waitFor(context, part, refused, at);
  const waitingSince = generation.startedAt ?? part.stalledSince ?? at;
  const deadlineAt = waitingSince + (lanes.get(part.provider)?.deadlineMs ?? 0);
  const given = refused.attemptId === undefined ? {} : { attemptId: refused.attemptId };
  await store.transition(generation.id, (current) => {
    if (wait === undefined || at + wait > deadlineAt) {
      const next = partRefused(current, part.index, code, at, refused.attemptId);
      return next && { next };
    }
    const next = waitAgain(current, part.index, {
      ...given,
      code,
      refused: false,
      notBefore: at + wait,
      now: at,
    });
    return next && { next };
  });
}

/** How long waiting for the same gateway makes sense, milliseconds; undefined where it does not. */
async function waitFor(
  context: WorkerContext,
  part: Part,
  refused: Refused,
  at: number,
): Promise<number | undefined> {
  const tries = part.attempts.filter(({ state }) => state === 'failed').length;
  switch (refused.reason) {
    case 'open': {
      const { until } = await context.health.get(part.provider);
      return Math.max(1_000, (until ?? at + 2_000) - at);
    }
    case 'provider-rate-limited':
      return refused.retryAfterMs ?? Math.min(30_000, 2_000 * 2 ** tries);
    case 'provider-unreachable':
    case 'provider-unavailable':
      return Math.min(30_000, 1_000 * 2 ** tries);
    default:
      return undefined;
  }
}

function codeOf(reason: Refused['reason']): ErrorCode {
  if (reason === 'put-aside') return 'provider-unauthorized';
  if (reason === 'open') return 'provider-unavailable';
  return reason;
}
