import { laneName } from '../own-key/own-lane.ts';
import type { Generation } from '../generation/generation.ts';
import { keyPrefix } from './keys.ts';

/** The keys in which an older version noted where an open generation stands; now it is noted elsewhere. */
export function oldPlacesOf({ requester, parts, payer }: Generation): readonly string[] {
  const lanes = new Set(parts.map(({ provider }) => laneName(provider, payer)));
  const ofLanes = [...lanes].flatMap((lane) =>
    [`q:${requester.userId}`, 'weights', 'tie'].map((name) => `lane:${lane}:${name}`),
  );
  return [`u:${requester.userId}:unfinished`, ...ofLanes].map((name) => `${keyPrefix}${name}`);
}
