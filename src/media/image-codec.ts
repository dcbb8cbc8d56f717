import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import PQueue from 'p-queue';
import type sharpPackage from 'sharp';
import type { Metadata, Sharp, SharpOptions } from 'sharp';
import type { PixelSize } from '../core/generation/image-request.ts';
import type { StagedImage } from '../core/ports/media.ts';
import { MediaError } from './media-error.ts';
import type { MediaLimits } from './media-limits.ts';
import type { StagingArea } from './staging-area.ts';

/** Pixels as a decoder of ours gives them: four bytes each, red, green, blue, alpha. */
export interface RawPixels {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
  readonly hasAlpha: boolean;
}

export interface EncodedImage extends StagedImage {
  readonly width: number;
  readonly height: number;
}

/** sharp with our limits: few at once, one thread each, no cache, pixels and time bounded. */
export interface ImageCodec {
  readonly limits: MediaLimits;
  /** Opens a file, encoded bytes or raw pixels; nothing is decoded before the pipeline runs. */
  open(input: string | Uint8Array | RawPixels, options?: SharpOptions): Sharp;
  /** A black picture without alpha. */
  openBlack(size: PixelSize): Sharp;
  /** Reads a header, of a file or in its first bytes: cheap, so it waits for nobody's turn. */
  readMetadata(input: string | Uint8Array): Promise<Metadata>;
  /** Runs `task` when its turn has come, and turns what sharp throws into a `MediaError`. */
  run<T>(task: () => Promise<T>): Promise<T>;
  /** Runs a pipeline into a staged file. */
  encode(pipeline: Sharp, extension: string): Promise<EncodedImage>;
}

export function createImageCodec({
  limits,
  staging,
}: {
  limits: MediaLimits;
  staging: StagingArea;
}): ImageCodec {
  const queue = new PQueue({ concurrency: limits.codecConcurrency });

  const run = <T>(task: () => Promise<T>): Promise<T> => queue.add(() => translated(task));

  return {
    limits,
    run,
    // The limit on pixels is told by whoever asks, so that the sentence can name it.
    readMetadata: (input) =>
      translated(() => openSharp()(input, { failOn: 'error', limitInputPixels: false }).metadata()),
    open(input, options) {
      const common: SharpOptions = {
        failOn: 'error',
        limitInputPixels: limits.maxPixels,
        sequentialRead: true,
        ...options,
      };
      const sharp = openSharp();
      const pipeline = isRawPixels(input)
        ? sharp(input.data, { ...common, raw: { width: input.width, height: input.height, channels: 4 } })
        : sharp(input, common);
      return pipeline.timeout({ seconds: Math.ceil(limits.codecTimeoutMs / 1000) });
    },
    openBlack: ({ width, height }) =>
      openSharp()({
        create: { width, height, channels: 3, background: '#000000' },
        limitInputPixels: limits.maxPixels,
      }),
    encode: (pipeline, extension) =>
      run(async () => {
        const path = await staging.newPath(extension);
        try {
          const { width, height, size } = await pipeline.toFile(path);
          return { path, sha256: await hashFile(path), byteLength: size, width, height };
        } catch (error) {
          await rm(path, { force: true });
          throw error;
        }
      }),
  };
}

const load = createRequire(import.meta.url);
let loaded: typeof sharpPackage | undefined;

/** Comes with the first picture: a process that waits or receives does without libvips until then. */
function openSharp(): typeof sharpPackage {
  if (loaded) return loaded;
  loaded = load('sharp') as typeof sharpPackage;
  // Both are settings of the whole process: libvips keeps one thread pool and one cache.
  loaded.cache(false);
  loaded.concurrency(1);
  return loaded;
}

async function translated<T>(task: () => Promise<T>): Promise<T> {
  try {
    return await task();
  } catch (error) {
    throw toMediaError(error);
  }
}

function isRawPixels(input: string | Uint8Array | RawPixels): input is RawPixels {
  return typeof input === 'object' && 'data' in input;
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 }))
    hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** sharp's errors carry no code, only libvips' words. */
function toMediaError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof MediaError || 'code' in error) return error;
  if (/timeout/i.test(error.message)) return decodeTimedOut(error);
  if (/pixel limit/i.test(error.message)) return tooManyPixels(error);
  if (
    /No space left|Disk quota|Read-only file system|Permission denied|Input\/output error/i.test(
      error.message,
    )
  )
    return error;
  return damaged(error);
}

export function damaged(cause?: unknown): MediaError {
  return new MediaError('The picture is damaged or cut off', {
    code: 'media-not-image',
    reason: 'damaged',
    cause,
  });
}

export function tooManyPixels(cause?: unknown): MediaError {
  return new MediaError('The picture has too many pixels', {
    code: 'media-too-large',
    reason: 'pixels',
    cause,
  });
}

export function decodeTimedOut(cause?: unknown): MediaError {
  return new MediaError('The picture took too long to decode', {
    code: 'media-timeout',
    reason: 'decode-time',
    cause,
  });
}
