import { leaseMs, stepMember } from '../generation/effects.ts';
import { isInFlight } from '../generation/generation.ts';
import type { Generation, Part } from '../generation/generation.ts';
import { beginSubmit } from '../generation/attempt-transitions.ts';
import type { OwnGateway } from '../own-key/own-key-ring.ts';
import type { ImageProvider } from '../ports/image-provider.ts';
import type { ClaimedPart } from '../storage/ready-set.ts';
import { accountOf, heldFor, shortHoldMs } from './gateway-pace.ts';
import { laneName } from '../own-key/own-lane.ts';
import { lanesOf } from './lanes-of.ts';
import type { WorkedLane } from './lanes-of.ts';
import type { LookSchedule } from './look-schedule.ts';
import { reroute } from './reroute.ts';
import type { Refused } from './reroute.ts';
import { SubmitCall } from './submit-call.ts';
import { takeBack } from './take-back.ts';
import { laneOf } from './worker-context.ts';
import type { WorkerContext } from './worker-context.ts';

/**
 * Works one gateway's lane: claims the fair next part and submits it. A submit runs outside any job slot, owned by this
 * process through a lease: it may last minutes, and hundreds of them hold nothing but their sockets.
 */
export class LaneSubmitter {
  readonly #context: WorkerContext;
  readonly #call: SubmitCall;
  readonly #worked: ReadonlyMap<string, WorkedLane>;
  readonly #running = new Set<Promise<void>>();
  readonly #working = new Map<string, Promise<void>>();
  readonly #again = new Set<string>();
  #stopped = false;

  /** @param schedules when each gateway's tasks are looked at */
  constructor(context: WorkerContext, schedules: ReadonlyMap<string, LookSchedule>) {
    this.#context = context;
    const lanes = lanesOf(context.router.providers, context.ownKeys?.gateways ?? []);
    this.#worked = new Map(lanes.map((worked) => [worked.lane, worked]));
    this.#call = new SubmitCall(context, schedules);
  }

  /** Claims and starts everything that may start in this lane now. A call during another makes that one look again. */
  async work(lane: string): Promise<void> {
    if (this.#working.has(lane)) {
      this.#again.add(lane);
      await this.#working.get(lane);
      return;
    }
    const work = this.#claimUntilQuiet(lane).finally(() => this.#working.delete(lane));
    this.#working.set(lane, work);
    await work;
  }

  /** Claims no more; resolves when the submits in flight have been answered. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.allSettled([...this.#working.values()]);
    await Promise.allSettled([...this.#running]);
  }

  get inFlight(): number {
    return this.#running.size;
  }

  async #claimUntilQuiet(lane: string): Promise<void> {
    do {
      this.#again.delete(lane);
      await this.#claimAll(lane);
    } while (this.#again.has(lane) && !this.#stopped);
  }

  async #claimAll(lane: string): Promise<void> {
    const { ready, userConcurrent, now, health } = this.#context;
    const worked = this.#worked.get(lane);
    if (!worked) return;
    const { concurrency } = laneOf(this.#context, worked.provider);
    while (!this.#stopped) {
      const { state } = worked.isOwn ? { state: 'ok' } : await health.get(lane);
      if (!(await this.#context.hasRoom())) return;
      const heldMs = worked.isOwn ? 0 : heldFor(this.#context, lane, 'submit');
      if (heldMs > 0 && heldMs <= shortHoldMs) return;
      // A closed lane is not drained: its work is taken elsewhere, or waits for the probe.
      const laneLimit = state === 'probing' ? 1 : concurrency;
      const claimed = await ready.claim(lane, {
        laneLimit,
        userLimit: userConcurrent,
        leaseUntil: now() + leaseMs,
      });
      if (!claimed) return;
      const task: Promise<void> = this.#guarded(worked, claimed).finally(() => this.#running.delete(task));
      this.#running.add(task);
      if (claimed.othersWait === false) return;
    }
  }

  /** One claimed part, under its lease; a bug ends here and the lease brings the part back. */
  async #guarded(worked: WorkedLane, claimed: ClaimedPart): Promise<void> {
    const { leases, steps, logger } = this.#context;
    const member = stepMember('submit', claimed.generationId, claimed.part);
    try {
      await leases.during(steps.of('submit'), [member], () => this.#submit(worked, claimed));
    } catch (error) {
      logger.error(
        { generationId: claimed.generationId, part: claimed.part, error },
        'A submit step broke off',
      );
    }
  }

  async #submit(worked: WorkedLane, claimed: ClaimedPart): Promise<void> {
    const { lane } = worked;
    const { store, now, randomId, owner } = this.#context;
    // Good enough to begin with: the beginning is written upon the record as it is.
    const recent = store.recent(claimed.generationId);
    const generation = isWaitingIn(lane, recent, claimed) ? recent : await store.get(claimed.generationId);
    const part = generation?.parts[claimed.part];
    if (!generation || !part || !isWaitingIn(lane, generation, claimed)) {
      await this.#unclaim(lane, claimed, generation);
      return;
    }
    const asked = worked.isOwn
      ? await this.#ownGateway(worked.provider, generation)
      : ((await this.#mayAsk(lane, generation, part)) ?? { client: worked.provider });
    if ('reason' in asked) {
      // The change that takes the part elsewhere ends the claim, so that a crash in between loses nothing.
      await reroute(this.#context, generation.id, part.index, asked);
      await this.#unclaim(lane, claimed, await store.get(generation.id));
      return;
    }
    const attemptId = `${generation.id}-${randomId()}`;
    const submittedAt = now();
    const begun = await store
      .transition(generation.id, (current) => {
        const next = beginSubmit(current, part.index, {
          id: attemptId,
          provider: part.provider,
          ...('keyId' in asked ? { keyId: asked.keyId } : {}),
          owner,
          submittedAt,
          deadlineAt: submittedAt + laneOf(this.#context, worked.provider).deadlineMs,
        });
        return next && { next };
      })
      .catch(async (error: unknown) => {
        if (await this.#isGone(generation.id)) return undefined;
        await takeBack(this.#context, { generationId: generation.id, index: part.index, attemptId });
        throw error;
      });
    if (begun?.kind !== 'changed') {
      await this.#unclaim(lane, claimed, begun?.generation);
      return;
    }
    await this.#call.send(asked.client, begun.generation, part.index, attemptId);
  }

  async #isGone(generationId: string): Promise<boolean> {
    return this.#context.store.get(generationId).then(
      (generation) => generation === undefined,
      () => false,
    );
  }

  async #unclaim(lane: string, claimed: ClaimedPart, generation: Generation | undefined): Promise<void> {
    const { ready, wakeUps } = this.#context;
    const lanes = await ready.unclaim(lane, claimed, {
      active: generation?.parts.some(isInFlight) ?? false,
    });
    await wakeUps.wake('submit', lanes);
  }

  /** The gateway with the asker's own key, or why it cannot be asked so. */
  async #ownGateway({ id }: ImageProvider, { requester }: Generation): Promise<OwnGateway | Refused> {
    const found = await this.#context.ownKeys?.current({ userId: requester.userId, gateway: id });
    if (found?.kind !== 'open') return { reason: `own-key-${found?.kind ?? 'missing'}`, final: true };
    const retryAfterMs = heldFor(this.#context, accountOf(id, found.keyId), 'submit');
    return retryAfterMs > 0 ? { reason: 'provider-rate-limited', retryAfterMs } : found;
  }

  /** Why the gateway must not be asked now, if so: a named one is asked always, a bad one only for its probe. */
  async #mayAsk(lane: string, generation: Generation, part: Part): Promise<Refused | undefined> {
    const { health } = this.#context;
    const retryAfterMs = heldFor(this.#context, lane, 'submit');
    if (retryAfterMs > 0) return { reason: 'provider-rate-limited', exactOnly: true, retryAfterMs };
    const { state } = await health.get(lane);
    if (state === 'ok') return undefined;
    if (generation.request.provider === lane && !part.refusedBy.includes(lane)) return undefined;
    if (state === 'probing') return (await health.takeProbe(lane)) ? undefined : { reason: 'open' };
    return { reason: state };
  }
}

function isWaitingIn(
  lane: string,
  generation: Generation | undefined,
  { part: index }: ClaimedPart,
): boolean {
  const part = generation?.parts[index];
  if (part?.state !== 'waiting' || generation?.cancelRequestedAt !== undefined) return false;
  return laneName(part.provider, generation?.payer) === lane;
}
