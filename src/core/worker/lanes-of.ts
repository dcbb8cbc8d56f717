import { laneName } from '../own-key/own-lane.ts';
import type { ImageProvider } from '../ports/image-provider.ts';

/** A lane that a worker works, with the gateway at its end. */
export interface WorkedLane {
  readonly lane: string;
  /** For a lane of own keys only what it can do: each task is submitted and looked at with its asker's key. */
  readonly provider: ImageProvider;
  readonly isOwn: boolean;
}

/** The lanes of the operator's gateways, and those of the gateways for which people bring keys. */
export function lanesOf(
  providers: readonly ImageProvider[],
  ownGateways: readonly ImageProvider[],
): readonly WorkedLane[] {
  return [
    ...providers.map((provider) => ({ lane: provider.id, provider, isOwn: false })),
    ...ownGateways.map((provider) => ({ lane: laneName(provider.id, 'own-key'), provider, isOwn: true })),
  ];
}
