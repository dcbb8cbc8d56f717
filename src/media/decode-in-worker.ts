import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import PQueue from 'p-queue';
import { damaged, decodeTimedOut, tooManyPixels, type RawPixels } from './image-codec.ts';
import type { DecodeAnswer, DecodeTask } from './decode-worker.ts';

/** Decodes HEIC and BMP into raw pixels. */
export type DecodePixels = (path: string, format: 'heic' | 'bmp') => Promise<RawPixels>;

export interface DecodeInWorkerOptions {
  maxPixels: number;
  timeoutMs: number;
}

/**
 * Decodes in a thread of its own, one at a time, which is ended when it takes too long: neither decoder can be
 * stopped from inside, and a hostile file must cost no more than that thread.
 */
export function createWorkerDecoder({ maxPixels, timeoutMs }: DecodeInWorkerOptions): DecodePixels {
  const queue = new PQueue({ concurrency: 1 });
  return (path, format) => queue.add(() => decode({ path, format, maxPixels }, timeoutMs));
}

const fromSource = import.meta.url.endsWith('.ts');
const workerUrl = new URL(`./decode-worker.${fromSource ? 'ts' : 'js'}`, import.meta.url);

function startWorker(task: DecodeTask): Worker {
  const options = {
    workerData: task,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 256 },
    stdout: true,
    stderr: true,
  };
  return fromSource
    ? new Worker(loadFromSource(), { ...options, eval: true })
    : new Worker(workerUrl, options);
}

/** Run from source, as the tests do, a thread does not have the loader of its parent. */
function loadFromSource(): string {
  // The package's CommonJS build looks for a file that it does not have; its module build stands beside it.
  const resolved = pathToFileURL(createRequire(import.meta.url).resolve('tsx/esm/api'));
  const loader = new URL('index.mjs', resolved).href;
  return `import('${loader}').then(({ register }) => (register(), import('${workerUrl.href}')));`;
}

async function decode(task: DecodeTask, timeoutMs: number): Promise<RawPixels> {
  const worker = startWorker(task);
  let timer: NodeJS.Timeout | undefined;
  try {
    const answer = await new Promise<DecodeAnswer>((resolve, reject) => {
      timer = setTimeout(() => reject(decodeTimedOut()), timeoutMs);
      worker.once('message', resolve);
      // Out of memory, or a fault inside the decoder: the file is to blame, and only the thread is gone.
      worker.once('error', (cause) => reject(damaged(cause)));
      worker.once('exit', () => reject(damaged()));
    });
    return toPixels(answer);
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}

function toPixels(answer: DecodeAnswer): RawPixels {
  if (answer.kind === 'too-many-pixels') throw tooManyPixels();
  if (answer.kind === 'damaged') throw damaged(new Error(answer.message));
  const { data, width, height, hasAlpha } = answer;
  if (data.byteLength !== width * height * 4) throw damaged();
  return { data: Buffer.from(data), width, height, hasAlpha };
}
