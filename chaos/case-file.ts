import { openSync, readSync, closeSync } from 'node:fs';
import { join } from 'node:path';
import { picturesOf } from '../src/core/generation/generation.ts';
import type { Attempt, Generation, Part } from '../src/core/generation/generation.ts';
import { fileNameOf } from '../src/media/file-store.ts';
import { readPictureTag } from '../test/support/gateways/shared/pictures.ts';
import type { Asked, BotMessage, GatewayEvidence, PlatformEvidence, SoldTask } from './evidence.ts';
import type { StoreContent } from './store-reading.ts';

/** An attempt with the task that it bought. */
export interface Purchase {
  readonly generation: Generation;
  readonly part: Part;
  readonly attempt: Attempt;
  readonly task?: SoldTask;
}

/** Everything that is known at the end, joined. */
export interface CaseFile {
  readonly seed: number;
  readonly store: StoreContent;
  readonly platforms: PlatformEvidence;
  readonly gateways: GatewayEvidence;
  readonly asked: readonly Asked[];
  readonly byId: ReadonlyMap<string, Generation>;
  readonly byMarker: ReadonlyMap<string, readonly Generation[]>;
  readonly markerOf: ReadonlyMap<string, string>;
  /** The request that a generation came from. */
  readonly askOf: ReadonlyMap<string, Asked>;
  readonly generationOf: ReadonlyMap<Asked, Generation>;
  readonly purchases: readonly Purchase[];
  /** Tasks that no attempt accounts for. */
  readonly strays: readonly SoldTask[];
  /** The generation that a picture belongs to, by content. */
  readonly ownerOfPicture: ReadonlyMap<string, Generation>;
  /** Messages by `<platform>:<place>:<id>`. */
  readonly messages: ReadonlyMap<string, BotMessage>;
  /** Pictures whose tag names another prompt than the one they were stored for. */
  readonly mixedUp: readonly { generation: Generation; text: string }[];
}

export interface CaseInput {
  readonly seed: number;
  readonly marker: RegExp;
  readonly store: StoreContent;
  readonly platforms: PlatformEvidence;
  readonly web: readonly Asked[];
  readonly gateways: GatewayEvidence;
  readonly dataDir: string;
}

export function openCase(input: CaseInput): CaseFile {
  const { seed, marker, store, platforms, gateways, web } = input;
  const markerIn = (text: string): string | undefined => text.match(marker)?.[0];
  const byId = new Map(store.generations.map((generation) => [generation.id, generation]));
  const markerOf = new Map<string, string>();
  const byMarker = new Map<string, Generation[]>();
  for (const generation of store.generations) {
    const found = markerIn(generation.request.prompt);
    if (found === undefined) continue;
    markerOf.set(generation.id, found);
    byMarker.set(found, [...(byMarker.get(found) ?? []), generation]);
  }
  const asked = [...platforms.asked, ...web];
  const { askOf, generationOf } = joinAsks(asked, store.generations, byId, byMarker);
  const { purchases, strays } = joinTasks(gateways.tasks, byMarker, markerIn);
  const ownerOfPicture = new Map<string, Generation>();
  for (const generation of store.generations) {
    for (const image of picturesOf(generation)) ownerOfPicture.set(image.sha256, generation);
  }
  return {
    ...{
      seed,
      store,
      platforms,
      gateways,
      asked,
      byId,
      byMarker,
      markerOf,
      askOf,
      generationOf,
      purchases,
      strays,
    },
    ownerOfPicture,
    messages: new Map(platforms.messages.map((one) => [`${one.platform}:${one.place}:${one.id}`, one])),
    mixedUp: mixedUp(store.generations, gateways.tasks, { dataDir: input.dataDir, markerIn }),
  };
}

function joinAsks(
  asked: readonly Asked[],
  generations: readonly Generation[],
  byId: ReadonlyMap<string, Generation>,
  byMarker: ReadonlyMap<string, readonly Generation[]>,
): { askOf: Map<string, Asked>; generationOf: Map<Asked, Generation> } {
  const byKey = new Map(generations.map((generation) => [generation.requestKey, generation]));
  const askOf = new Map<string, Asked>();
  const generationOf = new Map<Asked, Generation>();
  for (const ask of asked) {
    const ofKey = ask.key === undefined ? undefined : (byKey.get(ask.key) ?? byId.get(ask.key));
    // A press of Retry makes one generation, whoever presses how often: it is found by what it retries.
    const retried = byMarker.get(ask.marker)?.find(({ retryOf }) => retryOf !== undefined);
    const generation = ofKey ?? (ask.what === 'retry' ? retried : undefined);
    if (!generation) continue;
    askOf.set(generation.id, ask);
    generationOf.set(ask, generation);
  }
  return { askOf, generationOf };
}

/** Which attempt bought which task: by the task's id where it is known, else by gateway, prompt and time. */
function joinTasks(
  tasks: readonly SoldTask[],
  byMarker: ReadonlyMap<string, readonly Generation[]>,
  markerIn: (text: string) => string | undefined,
): { purchases: Purchase[]; strays: SoldTask[] } {
  const all = new Map<string, Purchase[]>();
  for (const [marker, generations] of byMarker) {
    all.set(
      marker,
      generations.flatMap((generation) =>
        generation.parts.flatMap((part) => part.attempts.map((attempt) => ({ generation, part, attempt }))),
      ),
    );
  }
  const strays: SoldTask[] = [];
  const matched = new Map<Attempt, SoldTask>();
  const left: SoldTask[] = [];
  for (const task of tasks) {
    const candidates = all.get(markerIn(task.prompt) ?? '') ?? [];
    const known = candidates.find(
      ({ attempt }) => attempt.provider === task.gateway && attempt.task?.id === task.id,
    );
    if (known && !matched.has(known.attempt)) matched.set(known.attempt, task);
    else left.push(task);
  }
  for (const task of left.sort((a, b) => a.submittedAt - b.submittedAt)) {
    const candidates = (all.get(markerIn(task.prompt) ?? '') ?? []).filter(
      ({ attempt, part }) =>
        attempt.provider === task.gateway &&
        !matched.has(attempt) &&
        attempt.submittedAt <= task.submittedAt + 5 &&
        part.count >= task.images &&
        (attempt.task === undefined || attempt.task.id === task.id),
    );
    // Rather not one that the gateway refused; of the others the one that was begun last before the task came into being.
    const bought = candidates.sort(
      (a, b) => Number(isRefused(a)) - Number(isRefused(b)) || b.attempt.submittedAt - a.attempt.submittedAt,
    )[0];
    if (bought) matched.set(bought.attempt, task);
    else strays.push(task);
  }
  const purchases = [...all.values()].flat().map((purchase) => {
    const task = matched.get(purchase.attempt);
    return task ? { ...purchase, task } : purchase;
  });
  return { purchases, strays };
}

function isRefused({ attempt }: Purchase): boolean {
  return attempt.state === 'failed' && attempt.errorCode !== 'submission-unknown';
}

function mixedUp(
  generations: readonly Generation[],
  tasks: readonly SoldTask[],
  { dataDir, markerIn }: { dataDir: string; markerIn: (text: string) => string | undefined },
): { generation: Generation; text: string }[] {
  const taskOf = new Map(tasks.map((task) => [task.id, task]));
  const found: { generation: Generation; text: string }[] = [];
  for (const generation of generations) {
    for (const image of picturesOf(generation)) {
      const name = fileNameOf(image);
      const tag = tagOf(join(dataDir, 'media', name.slice(0, 2), name));
      if (tag === 'missing')
        found.push({ generation, text: `the original ${image.sha256} is not on the disk` });
      const task = taskOf.get(tag?.replace(/_\d+$/, '') ?? '');
      if (!task) continue;
      if (markerIn(task.prompt) !== markerIn(generation.request.prompt)) {
        found.push({ generation, text: `picture ${image.pictureId} was made for “${task.prompt}”` });
      }
    }
  }
  return found;
}

function tagOf(path: string): string | undefined {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    return 'missing';
  }
  const head = Buffer.alloc(2_048);
  const read = readSync(file, head, 0, head.length, 0);
  closeSync(file);
  return readPictureTag(head.subarray(0, read));
}
