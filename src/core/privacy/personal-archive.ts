import { Readable } from 'node:stream';
import { picturesOf } from '../generation/generation.ts';
import type { Generation } from '../generation/generation.ts';
import type { ArchiveEntry, Media, StoredImage } from '../ports/media.ts';
import type { PrivacyStore } from './privacy-store.ts';

export interface ArchiveDependencies {
  readonly store: PrivacyStore;
  readonly media: Media;
}

/** An original with the name it has in an archive. */
export interface ArchivedOriginal {
  readonly name: string;
  readonly image: StoredImage;
}

/** The lists of an export: everything about a person but the pictures themselves. Each is read while it is written. */
export function personalLists(userId: string, { store }: ArchiveDependencies): readonly ArchiveEntry[] {
  return [
    { name: 'requests.json', text: () => Readable.from(jsonList(store.generations(userId), forExport)) },
    { name: 'ledger.json', text: () => Readable.from(jsonList(store.ledgerLines(userId), (line) => line)) },
    { name: 'other.json', text: () => Readable.from(jsonList(store.others(userId), (other) => other)) },
  ];
}

/** Every original that is still kept, each once, newest request first. */
export async function* personalOriginals(
  userId: string,
  { store, media }: ArchiveDependencies,
): AsyncGenerator<ArchivedOriginal> {
  const seen = new Set<string>();
  for await (const generation of store.generations(userId)) {
    for (const original of originalsOf(generation)) {
      if (seen.has(original.name) || !(await media.exists(original.image))) continue;
      seen.add(original.name);
      yield original;
    }
  }
}

export function entryOf({ name, image }: ArchivedOriginal, media: Media): ArchiveEntry {
  return { name, byteLength: image.byteLength, bytes: () => media.open(image) };
}

function originalsOf(generation: Generation): ArchivedOriginal[] {
  const given = [...generation.references, ...(generation.mask ? [generation.mask] : [])];
  return [
    ...picturesOf(generation).map((image) => ({
      name: `pictures/${image.pictureId}.${extensionOf(image)}`,
      image,
    })),
    ...given.map((image) => ({ name: `references/${image.sha256}.${extensionOf(image)}`, image })),
  ];
}

function extensionOf({ mediaType }: StoredImage): string {
  return mediaType === 'image/jpeg' ? 'jpg' : mediaType.slice('image/'.length);
}

/** A record without what it needs to be delivered and looked for: tokens of a platform, tasks of a gateway. */
function forExport(generation: Generation): object {
  const {
    target,
    requestKey: _key,
    delivery,
    parts,
    version: _version,
    scopes: _scopes,
    ...rest
  } = generation;
  return {
    ...rest,
    platform: target.platform,
    delivery: { state: delivery.state, messages: delivery.receipt?.messages ?? [] },
    parts: parts.map(({ attempts, ...part }) => ({
      ...part,
      attempts: attempts.map(({ id, provider, state, submittedAt, finishedAt, revisedPrompt }) => ({
        ...{ id, provider, state, submittedAt, finishedAt, revisedPrompt },
      })),
    })),
  };
}

async function* jsonList<T>(items: AsyncIterable<T>, shown: (item: T) => unknown): AsyncGenerator<string> {
  let separator = '[\n';
  for await (const item of items) {
    yield `${separator}${JSON.stringify(shown(item))}`;
    separator = ',\n';
  }
  yield separator === '[\n' ? '[]\n' : '\n]\n';
}
