import type { StepKind } from '../generation/effects.ts';
import { isInFlight } from '../generation/generation.ts';
import type { Generation } from '../generation/generation.ts';
import { submissionUnknown } from '../generation/ending-transitions.ts';
import { waitOver } from '../generation/waiting-transitions.ts';
import type { DueSet } from '../storage/due-set.ts';
import { laneName } from '../own-key/own-lane.ts';
import { collectPart } from './collect-part.ts';
import { deliverGeneration } from './deliver-generation.ts';
import { giveUpWaiting } from './give-up-waiting.ts';
import type { WorkerContext } from './worker-context.ts';

/** Takes one step, which the caller has leased from the set it is in. */
export async function runLeasedStep(context: WorkerContext, steps: DueSet, member: string): Promise<void> {
  const { leases, store, logger } = context;
  const [, generationId = '', part] = member.split(':');
  const kind = kindOf(member);
  try {
    await leases.during(steps, [member], async () => {
      const generation = await store.get(generationId);
      if (generation) await run(context, kind, generation, Number(part));
      // Nothing can be done for a record that is gone, ever.
      else await steps.remove(member);
    });
  } catch (error) {
    logger.error({ step: kind, generationId, error }, 'A step broke off and is taken again');
  }
}

function kindOf(member: string): StepKind {
  return member.slice(0, member.indexOf(':')) as StepKind;
}

async function run(
  context: WorkerContext,
  kind: StepKind,
  generation: Generation,
  part: number,
): Promise<void> {
  const generationId = generation.id;
  switch (kind) {
    case 'collect':
      return collectPart(context, generation, part);
    case 'deliver':
      return deliverGeneration(context, generation);
    case 'requeue':
      await context.store.transition(generationId, (current) => {
        const next = waitOver(current, part);
        return next && { next };
      });
      return;
    case 'expire':
      // One without a part is of an older version: waits in line are seen to by the sweeper now.
      if (Number.isNaN(part)) return context.steps.of('expire').remove(`expire:${generationId}`);
      return giveUpWaiting(context, generationId);
    case 'submit':
      return abandonedSubmit(context, generation, part);
  }
}

/** A worker died (or was silent too long) between claiming a part and storing what the gateway answered. */
async function abandonedSubmit(context: WorkerContext, generation: Generation, index: number): Promise<void> {
  const { store, ready, logger, now, wakeUps } = context;
  const steps = context.steps.of('submit');
  const generationId = generation.id;
  const part = generation.parts[index];
  const member = `submit:${generationId}:${index}`;
  if (!part) return steps.remove(member);
  if (part.state === 'waiting') {
    // The intention was never written, so nothing was bought: back to its place.
    const claimed = { generationId, part: index, userId: generation.requester.userId };
    const lanes = await ready.unclaim(laneName(part.provider, generation.payer), claimed, {
      active: generation.parts.some(isInFlight),
      ...(part.notBefore === undefined && !generation.cancelRequestedAt
        ? { place: { sequence: part.sequence, weight: part.count } }
        : {}),
    });
    await wakeUps.wake('submit', lanes);
    return;
  }
  const attempt = part.attempts.find(({ state }) => state === 'submitting');
  if (!attempt) return steps.remove(member);
  logger.error(
    { generationId, attemptId: attempt.id, provider: attempt.provider, owner: attempt.owner },
    'A submit lost its worker; its outcome is unknown',
  );
  await store.transition(generationId, (current) => {
    const next = submissionUnknown(current, attempt.id, now());
    return next && { next };
  });
}
