import { ProviderError } from '../errors.ts';
import type { ImageProvider, TaskStatus } from '../ports/image-provider.ts';
import type { KeyOwner } from '../ports/own-keys.ts';
import type { DueSet } from '../storage/due-set.ts';
import { accountOf } from './gateway-pace.ts';
import { KeyRefusals } from './key-refusals.ts';
import { TaskWatcher } from './look-at-tasks.ts';
import type { LookSchedule } from './look-schedule.ts';
import type { WorkerContext } from './worker-context.ts';

/** Tasks that were bought with one key. */
interface Group {
  readonly owner: KeyOwner;
  readonly keyId: string;
  readonly members: string[];
}

/** Looks at a gateway's tasks that people paid with keys of their own, each with the key that bought it. */
export class OwnTaskWatcher {
  readonly #context: WorkerContext;
  readonly #provider: ImageProvider;
  readonly #due: DueSet;
  readonly #schedule: LookSchedule;
  readonly #refusals = new KeyRefusals();

  constructor(context: WorkerContext, provider: ImageProvider, due: DueSet, schedule: LookSchedule) {
    this.#context = context;
    this.#provider = provider;
    this.#due = due;
    this.#schedule = schedule;
  }

  /** Sees to leased members, as `TaskWatcher.look` does. */
  async look(members: readonly string[], leasedUntil?: number): Promise<void> {
    // Held from where each is looked at: the way there is two short reads, far within the lease.
    const groups = await this.#grouped(members);
    await Promise.all(groups.map((group) => this.#lookAt(group, leasedUntil)));
  }

  async #lookAt({ owner, keyId, members }: Group, leasedUntil?: number): Promise<void> {
    const found = await this.#context.ownKeys?.byId(owner, keyId);
    // Without its key a task is looked at in vain until its deadline: whoever pays may have ended the key for good.
    const client = found?.kind === 'open' ? found.client : withoutKey(this.#provider);
    const account = accountOf(this.#provider.id, keyId);
    const watcher = new TaskWatcher(
      this.#context,
      client,
      this.#due,
      this.#schedule,
      account,
      this.#refusals,
    );
    await watcher.look(members, leasedUntil);
  }

  async #grouped(members: readonly string[]): Promise<readonly Group[]> {
    const ids = [...new Set(members.map((member) => member.split(':')[0] ?? ''))];
    const generations = new Map((await this.#context.store.getMany(ids)).map((one) => [one.id, one]));
    const groups = new Map<string, Group>();
    for (const member of members) {
      const [id = '', index, position] = member.split(':');
      const generation = generations.get(id);
      const userId = generation?.requester.userId ?? '';
      const keyId = generation?.parts[Number(index)]?.attempts[Number(position)]?.keyId ?? '';
      const name = `${keyId} ${userId}`;
      const group = groups.get(name) ?? {
        owner: { userId, gateway: this.#provider.id },
        keyId,
        members: [],
      };
      group.members.push(member);
      groups.set(name, group);
    }
    return [...groups.values()];
  }
}

/** The gateway, as it answers somebody without a key. */
function withoutKey({ id, title, model, limits, prices }: ImageProvider): ImageProvider {
  const refused = (phase: 'submit' | 'poll'): Promise<never> =>
    Promise.reject(
      new ProviderError('The key is gone', { code: 'provider-unauthorized', provider: id, phase }),
    );
  return {
    ...{ id, title, model, prices },
    limits: { ...limits, pollBatchSize: 1 },
    plan: () => ({ unable: 'public-address' }),
    submit: () => refused('submit'),
    poll: (): Promise<TaskStatus> => refused('poll'),
    close: () => Promise.resolve(),
  };
}
