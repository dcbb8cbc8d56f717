import type { Core } from '../../core/core.ts';
import { picturesOf, type Generation, type Requester } from '../../core/generation/generation.ts';
import type { ImageRequestInput } from '../../core/generation/image-request.ts';
import type { DeliveryTarget } from '../../core/ports/delivery-channel.ts';
import type { RegionResult, RegionSession, RegionWish } from '../../core/ports/regions.ts';
import { settingsOf } from './edit-settings.ts';
import { gridMask } from './region-grid.ts';

/** What Select region on a picture of ours asks for. Undefined when there is no such picture. */
export function regionWishOf(
  source: { readonly generation: Generation; readonly index: number },
  requester: Requester,
  target: DeliveryTarget,
): RegionWish | undefined {
  const { generation, index } = source;
  const picture = picturesOf(generation)[index];
  if (!picture || picture.deletedAt !== undefined) return undefined;
  // As with every edit: the settings it was made with, but for the shape, which is the picture's own.
  return {
    requester,
    target,
    references: [picture],
    parent: { generationId: generation.id, index },
    request: { ...settingsOf(generation), private: generation.request.private },
  };
}

export interface GridOrder {
  readonly session: RegionSession;
  /** See `RegionOrder.sender`. */
  readonly sender: string;
  readonly request: ImageRequestInput;
  readonly target: DeliveryTarget;
}

/** Sends the cells that are marked. `nothing-marked` where none is. */
export async function sendGrid(
  core: Pick<Core, 'regions' | 'media'>,
  { session, sender, request, target }: GridOrder,
): Promise<RegionResult | { readonly kind: 'nothing-marked' }> {
  const [picture] = session.references;
  const cells = await core.regions.cells(session.id);
  if (!picture || cells.length === 0) return { kind: 'nothing-marked' };
  const image = await core.media.stage(await gridMask(picture, cells));
  try {
    const mask = { kind: 'staged', image } as const;
    return await core.regions.send({ id: session.id, sender, request, mask, target });
  } finally {
    await core.media.discard(image);
  }
}
