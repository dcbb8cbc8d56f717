import type { Route } from '../routing/router.ts';
import type { StoredImage } from '../ports/media.ts';
import type { DeliveryTarget } from '../ports/delivery-channel.ts';
import { scopesOf } from '../ledger/scopes.ts';
import type { Generation, LedgerScope, Part, PictureRef, Requester } from './generation.ts';
import type { ImageRequest } from './image-request.ts';
import { reservation } from './settlement.ts';

export interface NewGeneration {
  readonly id: string;
  readonly requestKey: string;
  readonly requester: Requester;
  readonly target: DeliveryTarget;
  readonly request: ImageRequest;
  readonly references: readonly StoredImage[];
  readonly mask?: StoredImage;
  readonly parent?: PictureRef;
  readonly pictureVersion: number;
  readonly retryOf?: string;
  readonly route: Route;
  /** With their own key: nothing is taken from anybody's dollars, and no price has to be agreed to. */
  readonly payer?: Generation['payer'];
  /** The first of its places in line. */
  readonly firstPlace: number;
  readonly now: number;
  /** Counters that it moves; those of its user, its chat and all unless given. */
  readonly scopes?: readonly LedgerScope[];
  /** A price beyond this has to be agreed to first; absent: none has. */
  readonly confirmAboveMicroUsd?: number;
}

/** How long a price may be agreed to, milliseconds. */
export const confirmLifeMs = 15 * 60_000;

/** Pictures of each part: as many as one submit makes, the rest in the last. */
export function partCounts(count: number, perSubmit: number): readonly number[] {
  const counts: number[] = [];
  for (let left = count; left > 0; left -= perSubmit) counts.push(Math.min(left, perSubmit));
  return counts;
}

/** A validated request as a record: queued, reserved, not yet stored. */
export function newGeneration(input: NewGeneration): Generation {
  const { route, request, now } = input;
  const parts = partCounts(request.count, route.perSubmit).map((count, index): Part => ({
    index,
    count,
    state: 'waiting',
    provider: route.provider.id,
    applied: route.plan.applied,
    changes: route.plan.changes,
    sequence: input.firstPlace + index,
    refusedBy: [],
    price: route.price,
    payment: reservation(count, input.payer ? { assumed: false } : route.price),
    attempts: [],
    images: [],
  }));
  return {
    id: input.id,
    version: 1,
    requestKey: input.requestKey,
    createdAt: now,
    requester: input.requester,
    target: input.target,
    request,
    references: input.references,
    ...(input.mask ? { mask: input.mask } : {}),
    ...(input.parent ? { parent: input.parent } : {}),
    pictureVersion: input.pictureVersion,
    parts,
    scopes: input.scopes ?? scopesOf(input.requester, now),
    ...(input.payer ? { payer: input.payer } : priceRule(input)),
    ...(input.retryOf ? { retryOf: input.retryOf } : {}),
    delivery: { state: 'none', tries: 0 },
  };
}

/** What it may cost, and whether that has to be agreed to. */
function priceRule({
  route,
  request,
  now,
  confirmAboveMicroUsd: above,
}: NewGeneration): Pick<Generation, 'toConfirm' | 'ceilingMicroUsd'> {
  if (above === undefined) return {};
  const microUsd = request.count * (route.price.microUsdPerImage ?? 0);
  if (microUsd <= above) return { ceilingMicroUsd: above };
  const { assumed } = route.price;
  return { ceilingMicroUsd: microUsd, toConfirm: { microUsd, assumed, until: now + confirmLifeMs } };
}
