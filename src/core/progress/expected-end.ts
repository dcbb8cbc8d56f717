import { isOpen } from '../generation/generation.ts';
import type { Generation, Part } from '../generation/generation.ts';
import { quantileMs } from '../looks/duration-law.ts';
import type { PlaceInLine } from '../ports/generation-store.ts';
import type { ImageProvider } from '../ports/image-provider.ts';
import type { LookLaws } from '../storage/look-laws.ts';
import { kindOf, sharpened } from '../worker/look-schedule.ts';

/** The share of a kind's tasks that are done by the instant that is named to users. */
const promisedShare = 0.75;
/** What a gateway says about one task narrows its law; of what is left then, the middle. */
const hintedShare = 0.5;

export interface ExpectedEndDependencies {
  readonly laws: Pick<LookLaws, 'get'>;
  readonly now: () => number;
  readonly providerOf: (id: string) => ImageProvider | undefined;
}

export interface LineDependencies extends ExpectedEndDependencies {
  /** How many tasks of a gateway are under way at once. */
  readonly placesOf: (providerId: string) => number;
  /** How many generations of one person are. */
  readonly userPlaces: number;
}

/**
 * By when the last of the open parts is usually done (Unix ms), counted from its submit: it does not move away as time
 * passes, so a task that takes longer is seen to. Undefined while a part waits, or too few of its kind were seen.
 *
 * @param progress percent, where the gateway tells
 */
export async function expectedEndOf(
  deps: ExpectedEndDependencies,
  { parts }: Pick<Generation, 'parts'>,
  progress: number | undefined,
): Promise<number | undefined> {
  const drawn = parts.filter((part) => isOpen(part) && part.state !== 'collecting');
  const ends = await Promise.all(drawn.map((part) => expectedEndOfPart(deps, part, progress)));
  if (ends.length === 0 || ends.includes(undefined)) return undefined;
  return Math.max(...ends.map((end) => end ?? 0));
}

/**
 * By when what still waits is usually done (Unix ms), as things stand: the pictures before it take the lane's places in turn,
 * or its asker's own ones. Moves away while nothing moves. Undefined where too few of its kind were seen.
 */
export async function expectedEndInLine(
  { laws, now, providerOf, placesOf, userPlaces }: LineDependencies,
  { parts }: Pick<Generation, 'parts'>,
  { position, ownBefore, isParked }: PlaceInLine,
): Promise<number | undefined> {
  const waiting = parts.filter(({ state }) => state === 'waiting');
  const [first] = waiting;
  const provider = first && providerOf(first.provider);
  const known = provider && (await laws.get(kindOf(provider, first)));
  if (!known) return undefined;
  const places = isParked ? userPlaces : placesOf(provider.id);
  const turns = ((isParked ? ownBefore : position) + waiting.length) / Math.max(1, places);
  const waitMs = turns * quantileMs(known.law, hintedShare);
  return now() + Math.round(waitMs + quantileMs(known.law, promisedShare));
}

async function expectedEndOfPart(
  { laws, now, providerOf }: ExpectedEndDependencies,
  part: Part,
  progress: number | undefined,
): Promise<number | undefined> {
  const provider = providerOf(part.provider);
  const attempt = part.attempts.find(({ state }) => state === 'submitting' || state === 'running');
  const known = provider && attempt && (await laws.get(kindOf(provider, part)));
  if (!attempt || !known) return undefined;
  const elapsedMs = Math.max(0, now() - attempt.submittedAt);
  const hinted = sharpened(known, progress, elapsedMs);
  const ms =
    hinted === known.law ? quantileMs(known.law, promisedShare) : quantileMs(hinted, hintedShare, elapsedMs);
  return attempt.submittedAt + Math.round(ms);
}
