import type { Core } from '../../../core/core.ts';
import { type Generation, isTerminal, statusOf } from '../../../core/generation/generation.ts';
import type { Logger } from '../../../core/ports/logger.ts';
import type { EventStream } from './event-stream.ts';
import type { GenerationViewer } from './generation-viewer.ts';

export interface FollowOptions {
  readonly core: Core;
  readonly viewer: GenerationViewer;
  readonly logger: Logger;
  readonly locale: string;
  /** How often the place in line is looked at anew, milliseconds. */
  readonly tickMs: number;
}

/** Ticks between two signs of life, which also look for changes whose announcement was lost. */
const ticksPerBeat = 5;

interface Followed {
  latest: Generation;
  sent: string;
  readonly watch: { stop(): void };
}

/**
 * Sends the present state of generations, then every change and preview, until all have ended or `stop` is called.
 * Several changes that come faster than they can be written become one.
 */
export function followGenerations(
  generations: readonly Generation[],
  stream: EventStream,
  options: FollowOptions,
): { stop(): void } {
  const { core, viewer, logger, locale, tickMs } = options;
  const followed = new Map<string, Followed>();
  const changed = new Set<string>();
  let isWriting = false;
  let ticks = 0;

  const timer = setInterval(tick, tickMs);
  for (const generation of generations) follow(generation);
  if (followed.size === 0) stop();
  void write();
  // What happened between the caller's look and our watch is not lost.
  for (const { id } of generations) void refresh(id);

  function follow(generation: Generation): void {
    const { id } = generation;
    const watch = core.watch(id, (event) => {
      if (event.kind === 'generation') update(event.generation);
      else if (followed.has(id) && !stream.isBehind) {
        stream.send('preview', JSON.stringify({ id, image: `data:image/jpeg;base64,${event.jpeg.toString('base64')}` })); // prettier-ignore
      }
    });
    followed.set(id, { latest: generation, sent: '', watch });
    changed.add(id);
  }

  function update(generation: Generation): void {
    const entry = followed.get(generation.id);
    if (!entry || generation.version < entry.latest.version) return;
    entry.latest = generation;
    changed.add(generation.id);
    void write();
  }

  async function refresh(id: string): Promise<void> {
    try {
      const generation = await core.get(id);
      if (generation) update(generation);
    } catch (error) {
      logger.debug({ err: error, generationId: id }, 'State of a followed generation not read');
    }
  }

  async function write(): Promise<void> {
    if (isWriting) return;
    isWriting = true;
    try {
      for (let id = first(changed); id !== undefined; id = first(changed)) await writeOne(id);
    } catch (error) {
      // The next tick tries again.
      logger.debug({ err: error }, 'State of a followed generation not written');
    } finally {
      isWriting = false;
    }
  }

  async function writeOne(id: string): Promise<void> {
    const entry = followed.get(id);
    if (!entry) return void changed.delete(id);
    const { latest } = entry;
    const text = JSON.stringify(await viewer.view(latest, locale));
    if (text !== entry.sent) stream.send('generation', text);
    entry.sent = text;
    if (entry.latest === latest) changed.delete(id);
    if (!isTerminal(statusOf(latest))) return;
    entry.watch.stop();
    followed.delete(id);
    if (followed.size === 0) stop();
  }

  function tick(): void {
    ticks += 1;
    const isBeat = ticks % ticksPerBeat === 0;
    // The first watch of a process may begin a little late, so the first tick looks too.
    const isLook = isBeat || ticks === 1;
    if (isBeat) stream.beat();
    for (const [id, { latest }] of followed) {
      if (statusOf(latest) === 'queued') changed.add(id);
      if (isLook) void refresh(id);
    }
    void write();
  }

  function stop(): void {
    clearInterval(timer);
    for (const { watch } of followed.values()) watch.stop();
    followed.clear();
    stream.end();
  }

  return { stop };
}

function first<T>(set: ReadonlySet<T>): T | undefined {
  return set.values().next().value;
}
