import { readFile } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { decode as decodeBmp } from 'bmp-ts';
import heicDecode from 'heic-decode';

/** What the worker is started with. */
export interface DecodeTask {
  readonly path: string;
  readonly format: 'heic' | 'bmp';
  readonly maxPixels: number;
}

/** What it answers, once. */
export type DecodeAnswer =
  | { kind: 'pixels'; data: ArrayBuffer; width: number; height: number; hasAlpha: boolean }
  | { kind: 'too-many-pixels' }
  | { kind: 'damaged'; message: string };

interface Rgba {
  data: Uint8Array | Uint8ClampedArray;
  width: number;
  height: number;
}

async function answer(task: DecodeTask): Promise<DecodeAnswer> {
  const bytes = await readFile(task.path);
  const pixels =
    task.format === 'heic' ? await heicPixels(bytes, task.maxPixels) : bmpPixels(bytes, task.maxPixels);
  if (!pixels) return { kind: 'too-many-pixels' };
  const hasAlpha = settleAlpha(pixels.data);
  return {
    kind: 'pixels',
    data: ownBuffer(pixels.data),
    width: pixels.width,
    height: pixels.height,
    hasAlpha,
  };
}

async function heicPixels(bytes: Buffer, maxPixels: number): Promise<Rgba | undefined> {
  const images = await heicDecode.all({ buffer: bytes });
  try {
    const first = images[0];
    if (!first) throw new Error('no picture inside');
    // The container's header was checked before; the stream inside may still claim something else.
    if (first.width * first.height > maxPixels) return undefined;
    return await first.decode();
  } finally {
    images.dispose();
  }
}

function bmpPixels(bytes: Buffer, maxPixels: number): Rgba | undefined {
  const width = bytes.readInt32LE(18);
  const height = Math.abs(bytes.readInt32LE(22));
  if (width * height > maxPixels) return undefined;
  return decodeBmp(bytes, { toRGBA: true });
}

/** Many writers leave the fourth byte at zero: a picture that would be wholly invisible is meant to be opaque. */
function settleAlpha(data: Uint8Array | Uint8ClampedArray): boolean {
  let lowest = 255;
  let highest = 0;
  for (let index = 3; index < data.length; index += 4) {
    const alpha = data[index] ?? 255;
    if (alpha < lowest) lowest = alpha;
    if (alpha > highest) highest = alpha;
  }
  if (highest === 0) for (let index = 3; index < data.length; index += 4) data[index] = 255;
  return lowest < 255 && highest > 0;
}

/** A buffer that holds these pixels and nothing else, so that it can be handed over without a copy. */
function ownBuffer(data: Uint8Array | Uint8ClampedArray): ArrayBuffer {
  const { buffer, byteOffset, byteLength } = data;
  if (buffer instanceof ArrayBuffer && byteOffset === 0 && buffer.byteLength === byteLength) return buffer;
  return new Uint8Array(data).buffer;
}

const result = await answer(workerData as DecodeTask).catch((error: unknown): DecodeAnswer => ({
  kind: 'damaged',
  message: error instanceof Error ? error.message : 'unknown',
}));
parentPort?.postMessage(result, result.kind === 'pixels' ? [result.data] : []);
