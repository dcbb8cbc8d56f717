import { stat } from 'node:fs/promises';
import type { FitLimits, FittedImage, StoredImage } from '../core/ports/media.ts';
import type { DerivedStore } from './derived-store.ts';
import type { ImageCodec } from './image-codec.ts';
import { tooManyBytes } from './staging-area.ts';

export interface FitDependencies {
  readonly codec: ImageCodec;
  readonly derived: DerivedStore;
  /** Where the original can be read. */
  readonly local: (image: StoredImage) => Promise<string>;
  /** Work that is under way, by copy, so that two who want the same one wait for the same one. */
  readonly inProgress: Map<string, Promise<FittedImage>>;
}

/**
 * A file that a platform takes: the original where it fits, else the first rung of a ladder that does: full size at
 * quality 90, at 80, then smaller and smaller. JPEG without chroma loss, WebP where there is transparency. Never
 * enlarged. Copies are kept and used again.
 */
export async function fitForUpload(
  image: StoredImage,
  limits: FitLimits,
  deps: FitDependencies,
): Promise<FittedImage> {
  const allowedScale = Math.min(1, (limits.maxEdgeSum ?? Infinity) / (image.width + image.height));
  if (allowedScale === 1 && image.byteLength <= limits.maxBytes) return original(image, deps);

  for (const { quality, scale } of RUNGS) {
    const edge = Math.floor(Math.max(image.width, image.height) * Math.min(scale, allowedScale));
    const fitted = await copyOnce(image, { quality, edge: Math.max(1, edge) }, deps);
    if (fitted.byteLength <= limits.maxBytes) return fitted;
  }
  throw tooManyBytes(limits.maxBytes);
}

const RUNGS = [
  { quality: 90, scale: 1 },
  { quality: 80, scale: 1 },
  { quality: 80, scale: 0.75 },
  { quality: 80, scale: 0.5 },
  { quality: 75, scale: 0.35 },
  { quality: 75, scale: 0.2 },
] as const;

async function original(image: StoredImage, { local }: FitDependencies): Promise<FittedImage> {
  const { mediaType, width, height, byteLength } = image;
  return { path: await local(image), mediaType, width, height, byteLength, reencoded: false };
}

interface Copy {
  readonly quality: number;
  /** Longest edge, in pixels. */
  readonly edge: number;
}

function copyOnce(image: StoredImage, copy: Copy, deps: FitDependencies): Promise<FittedImage> {
  const key = `${image.sha256} ${copy.edge} ${copy.quality}`;
  const running = deps.inProgress.get(key);
  if (running) return running;
  const started = findOrEncode(image, copy, deps).finally(() => deps.inProgress.delete(key));
  deps.inProgress.set(key, started);
  return started;
}

async function findOrEncode(image: StoredImage, copy: Copy, deps: FitDependencies): Promise<FittedImage> {
  const { codec, derived } = deps;
  for (const type of ['jpg', 'webp'] as const) {
    const path = await derived.find(image.sha256, copyName(copy, type));
    if (path) return describe(path, type, codec);
  }
  const source = await deps.local(image);
  const type = (await isOpaque(source, image, codec)) ? 'jpg' : 'webp';
  const pipeline = codec
    // What was accepted once is delivered as far as it can be read.
    .open(source, { failOn: 'none' })
    .autoOrient()
    .resize({ width: copy.edge, height: copy.edge, fit: 'inside', withoutEnlargement: true });
  const encoded = await codec.encode(
    type === 'jpg'
      ? pipeline.removeAlpha().jpeg({ quality: copy.quality, chromaSubsampling: '4:4:4' })
      : pipeline.webp({ quality: copy.quality, effort: 2 }),
    type,
  );
  const path = await derived.put(image.sha256, copyName(copy, type), encoded);
  const { width, height, byteLength } = encoded;
  return { path, mediaType: MEDIA_TYPES[type], width, height, byteLength, reencoded: true };
}

const MEDIA_TYPES = { jpg: 'image/jpeg', webp: 'image/webp' } as const;

function copyName({ edge, quality }: Copy, extension: string): string {
  return `${edge}-q${quality}.${extension}`;
}

async function describe(path: string, type: 'jpg' | 'webp', codec: ImageCodec): Promise<FittedImage> {
  const { width, height } = await codec.readMetadata(path);
  const { size: byteLength } = await stat(path);
  return { path, mediaType: MEDIA_TYPES[type], width, height, byteLength, reencoded: true };
}

async function isOpaque(path: string, image: StoredImage, codec: ImageCodec): Promise<boolean> {
  if (image.mediaType === 'image/jpeg') return true;
  const { hasAlpha } = await codec.readMetadata(path);
  if (!hasAlpha) return true;
  const { isOpaque: opaque } = await codec.run(() => codec.open(path).stats());
  return opaque;
}
