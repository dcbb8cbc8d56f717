import { lookMember } from '../generation/effects.ts';
import type { Generation } from '../generation/generation.ts';
import type { ImageProvider, ProviderTask } from '../ports/image-provider.ts';
import type { GenerationStore } from '../ports/generation-store.ts';
import { lawKey } from '../storage/look-laws.ts';
import type { TaskKind } from '../storage/look-laws.ts';
import { kindOf } from './look-schedule.ts';
import type { LookedAt } from './look-schedule.ts';

/** One attempt that is looked at, and all that a look must know of it. */
export interface WatchedTask extends LookedAt {
  readonly generationId: string;
  readonly attemptId: string;
  readonly task: ProviderTask;
  /** Unix ms. */
  readonly deadlineAt: number;
  /** The user was told that the deadline is over. */
  readonly late: boolean;
  /** Answers in a row that the gateway does not know the task. */
  readonly missingCount: number;
  /** Percent, as this process has shown it last. */
  shownProgress?: number;
}

/** Some 300 bytes each; of twice as many at the most. */
const remembered = 60_000;

/**
 * The tasks of one gateway, by their members in its due set. What is true of a task when it begins stays true until its
 * deadline or until its member leaves the set, so it is read from the store once and not at every look.
 */
export class WatchedTasks {
  readonly #store: Pick<GenerationStore, 'getMany' | 'recent'>;
  readonly #provider: ImageProvider;
  readonly #now: () => number;
  readonly #kinds = new Map<string, TaskKind>();
  /** The ones that were used lately, and those that were before: forgotten together when the younger half is full. */
  #young = new Map<string, WatchedTask>();
  #old = new Map<string, WatchedTask>();

  constructor(config: {
    store: Pick<GenerationStore, 'getMany' | 'recent'>;
    provider: ImageProvider;
    now: () => number;
  }) {
    this.#store = config.store;
    this.#provider = config.provider;
    this.#now = config.now;
  }

  /** What is to be looked at, and the members that stand for nothing any more. */
  async load(
    members: readonly string[],
  ): Promise<{ tasks: readonly WatchedTask[]; gone: readonly string[] }> {
    const tasks: WatchedTask[] = [];
    const unknown: string[] = [];
    for (const member of members) {
      const known = this.#known(member);
      if (known) tasks.push(known);
      else unknown.push(member);
    }
    if (unknown.length === 0) return { tasks, gone: [] };
    const generations = await this.#generationsOf(unknown);
    const gone: string[] = [];
    for (const member of unknown) {
      const task = this.#read(member, generations);
      if (!task) gone.push(member);
      else tasks.push(task);
      if (task && !task.late && task.missingCount === 0) this.#remember(task);
    }
    return { tasks, gone };
  }

  /** One that has just been submitted here need not be read, where it says that it is looked at. */
  async #generationsOf(members: readonly string[]): Promise<ReadonlyMap<string, Generation>> {
    const generations = new Map<string, Generation>();
    const unread = new Set<string>();
    for (const member of members) {
      const id = member.slice(0, member.indexOf(':'));
      const recent = this.#store.recent(id);
      if (recent && this.#read(member, new Map([[id, recent]]))?.late === false) generations.set(id, recent);
      else unread.add(id);
    }
    for (const one of await this.#store.getMany([...unread])) generations.set(one.id, one);
    return generations;
  }

  forget({ member }: WatchedTask): void {
    this.#young.delete(member);
    this.#old.delete(member);
  }

  #known(member: string): WatchedTask | undefined {
    const young = this.#young.get(member);
    const task = young ?? this.#old.get(member);
    if (!task) return undefined;
    // Some process may have told the user already.
    if (this.#now() >= task.deadlineAt) {
      this.forget(task);
      return undefined;
    }
    if (!young) this.#remember(task);
    return task;
  }

  #remember(task: WatchedTask): void {
    if (this.#young.size >= remembered) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(task.member, task);
  }

  #read(member: string, generations: ReadonlyMap<string, Generation>): WatchedTask | undefined {
    const [id = '', index, position] = member.split(':');
    const part = generations.get(id)?.parts[Number(index)];
    const attempt = part?.attempts[Number(position)];
    if (!part || !attempt?.task || (attempt.state !== 'running' && attempt.state !== 'late'))
      return undefined;
    if (member !== lookMember(id, part.index, Number(position), attempt)) return undefined;
    const { task, submittedAt, deadlineAt, missingCount = 0 } = attempt;
    return {
      ...{ member, generationId: id, attemptId: attempt.id, task, submittedAt, deadlineAt, missingCount },
      kind: this.#shared(kindOf(this.#provider, part)),
      late: attempt.state === 'late',
    };
  }

  /** One object for all tasks of a kind. */
  #shared(kind: TaskKind): TaskKind {
    const key = lawKey(kind);
    const known = this.#kinds.get(key) ?? kind;
    this.#kinds.set(key, known);
    return known;
  }
}
