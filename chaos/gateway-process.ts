import { writeFileSync } from 'node:fs';
import { startGateways } from '../test/support/gateways/serve.ts';
import type { RunningGateways } from '../test/support/gateways/serve.ts';
import type { GatewayStandIn } from '../test/support/gateways/shared/gateway-stand-in.ts';
import type { CallKind, Misbehaviour } from '../test/support/gateways/shared/misbehaviour.ts';
import type { GatewayEvidence, GatewayRequest, InjectedFault } from './evidence.ts';
import { serveLink } from './link.ts';
import { markerPattern } from './plan.ts';
import { Seeded } from './seeded.ts';
import { Traps } from './trap.ts';
import type { Trap } from './trap.ts';

/** The gateways of a run, in a process of their own; what goes wrong is decided by the seed, call by call. */

/** How many of a thousand calls go wrong in which way. */
const submitFaults: readonly (readonly [perMille: number, how: Misbehaviour])[] = [
  [12, { kind: 'acceptThenRespond', status: 504, body: '<html>504 Gateway Time-out</html>', headers: { 'content-type': 'text/html' } }], // prettier-ignore
  [12, { kind: 'acceptThenDropSocket' }],
  [6, { kind: 'htmlError', accepted: true }],
  [6, { kind: 'htmlError' }],
  [5, { kind: 'garbageJson' }],
  [3, { kind: 'hang' }],
  [6, { kind: 'dropSocketBefore' }],
  [8, { kind: 'rateLimited' }],
  [8, { kind: 'rateLimited', retryAfter: '1' }],
  [4, { kind: 'error', error: 'serverError' }],
  [8, { kind: 'failAtSubmit', reason: 'moderation' }],
  [1, { kind: 'badKey' }],
  [1, { kind: 'noBalance' }],
  [8, { kind: 'failLate', reason: 'moderation' }],
  [4, { kind: 'failLate', reason: 'fault' }],
  [3, { kind: 'neverFinish' }],
  [5, { kind: 'finishLate', ms: 25_000 }],
  [10, { kind: 'finishLate', ms: 3_000 }],
  [4, { kind: 'succeedWithoutUrl' }],
  [4, { kind: 'slowBody', ms: 800 }],
  [8, { kind: 'numbersAsStrings' }],
  [8, { kind: 'unknownExtraFields' }],
];
const lookFaults: readonly (readonly [number, Misbehaviour])[] = [
  [10, { kind: 'htmlError' }],
  [10, { kind: 'dropSocketBefore' }],
  [5, { kind: 'garbageJson' }],
  [5, { kind: 'slowBody', ms: 500 }],
  [5, { kind: 'rateLimited', retryAfter: '1' }],
  [5, { kind: 'numbersAsStrings' }],
];
const resultFaults: readonly (readonly [number, Misbehaviour])[] = [
  [10, { kind: 'notFoundFirst' }],
  [10, { kind: 'truncated' }],
  [5, { kind: 'wrongContentType' }],
  [10, { kind: 'dropSocketBefore' }],
  [3, { kind: 'notAnImage' }],
  [5, { kind: 'slowBody', ms: 500 }],
];

const traps = new Traps();
const faults: InjectedFault[] = [];
const calls: GatewayRequest[] = [];
let gateways: RunningGateways | undefined;
let forged = 0;
let calm = false;
let late = true;

serveLink({
  start: async ({ seed }: { seed: number }) => {
    gateways = await startGateways({ common: { keptRequests: 200 } });
    const chance = Seeded.of(seed, 'gateways');
    const marker = markerPattern(seed);
    for (const gateway of gateways.all) {
      watch(gateway, marker);
      plan(gateway, 'submit', submitFaults, { chance, marker });
      plan(gateway, 'poll', lookFaults, { chance, marker });
      plan(gateway, 'batch', lookFaults, { chance, marker });
      plan(gateway, 'upload', lookFaults, { chance, marker });
      plan(gateway, 'result', resultFaults, { chance, marker });
    }
    setInterval(() => changeMoods(chance), 300).unref();
    return gateways.environment;
  },
  arm: (trap: Trap) => traps.arm(trap),
  disarm: () => traps.disarm(),
  aimAt: (pids: readonly number[]) => traps.aimAt(pids),
  /** From now on no task outlasts its deadline. */
  noMoreLate: () => {
    late = false;
  },
  /** Markers of the prompts whose task will never end. */
  endless: () => faults.filter(({ kind }) => kind === 'neverFinish').map(({ marker }) => marker),
  /** From now on everything works. */
  calm: () => {
    calm = true;
  },
  evidence: (path: string) => {
    writeFileSync(path, JSON.stringify(evidence()));
  },
});

/** Notes every call that costs or tells something; answers false, so that nothing goes wrong by it. */
function watch(gateway: GatewayStandIn, marker: RegExp): void {
  const kinds: readonly CallKind[] = ['submit', 'poll', 'batch', 'upload', 'result'];
  for (const on of kinds) {
    gateway.misbehave({
      on,
      times: Infinity,
      how: { kind: 'unknownExtraFields' },
      when: ({ method, path, query, body }) => {
        const found = markerOf(body, marker);
        calls.push({
          gateway: gateway.name,
          at: Date.now(),
          what: `${on} ${method} ${path}${query.size > 0 ? `?${query.toString()}` : ''}`,
          ...(found === undefined ? {} : { marker: found }),
        });
        return false;
      },
    });
  }
}

function markerOf(body: unknown, marker: RegExp): string | undefined {
  const prompt = typeof body === 'object' && body !== null && 'prompt' in body ? body.prompt : undefined;
  return typeof prompt === 'string' ? prompt.match(marker)?.[0] : undefined;
}

function plan(
  gateway: GatewayStandIn,
  on: CallKind,
  list: readonly (readonly [number, Misbehaviour])[],
  { chance, marker }: { chance: Seeded; marker: RegExp },
): void {
  // One draw a call, shared by all ways in which it may go wrong.
  let draw = 0;
  list.forEach(([perMille, how], index) => {
    gateway.misbehave({
      on,
      times: Infinity,
      how,
      when: ({ body, path }) => {
        if (index === 0) draw = calm ? Infinity : chance.next() * 1000;
        const isHit = draw >= 0 && draw < perMille;
        draw -= perMille;
        if (!isHit || (!late && outlastsDeadline(how))) return false;
        const found = markerOf(body, marker);
        const reason = 'reason' in how && how.reason ? ` ${how.reason}` : '';
        const detail = how.kind === 'finishLate' ? ` ${how.ms}` : reason;
        faults.push({
          at: Date.now(),
          where: `${gateway.name} ${on} ${path}`,
          kind: `${how.kind}${detail}`,
          ...(found === undefined ? {} : { marker: found }),
        });
        return true;
      },
    });
  });
}

function outlastsDeadline(how: Misbehaviour): boolean {
  return how.kind === 'neverFinish' || (how.kind === 'finishLate' && how.ms > 10_000);
}

/** Latencies wander, and apimodels changes how it answers and calls back. */
function changeMoods(chance: Seeded): void {
  if (!gateways) return;
  for (const gateway of gateways.all) gateway.latencyMs = chance.between(100, 500);
  const { apimodels } = gateways;
  apimodels.behaviour.answers = chance.pick(['sync', 'pending', 'pending']);
  apimodels.callbacks.behaviour.when = chance.pick(['at-end', 'early', 'never']);
  apimodels.callbacks.behaviour.copies = chance.between(1, 3);
  const last = apimodels.sentCallbacks.findLast(({ status }) => status !== undefined && status < 300);
  if (last && chance.chance(0.2)) void forge(last.url, chance);
}

/** A stranger who knows, or guesses, an address. */
async function forge(url: string, chance: Seeded): Promise<void> {
  if (!gateways) return;
  forged += 1;
  const other = chance.pick([...gateways.apimodels.tasks.keys()]);
  const guessed = chance.chance(0.5) ? url.replace(/.$/, 'x') : url;
  await gateways.apimodels.callbacks.forge(guessed, {
    taskId: other,
    state: 'completed',
    resultUrls: ['http://127.0.0.1:9/forged.png'],
  });
}

function evidence(): GatewayEvidence {
  const all = gateways?.all ?? [];
  return {
    tasks: all.flatMap((gateway) => {
      const bills = new Map(gateway.bills().map((bill) => [bill.taskId, bill]));
      return [...gateway.tasks.values()].map((task) => ({
        gateway: gateway.name,
        id: task.id,
        prompt: task.prompt,
        submittedAt: task.submittedAt,
        endsAt: task.endsAt,
        state: gateway.state(task),
        images: task.pictures.length,
        billedMicroUsd: bills.get(task.id)?.microUsd ?? 0,
      }));
    }),
    calls,
    faults,
    violations: all.flatMap((gateway) =>
      [...gateway.violations, ...gateway.cdn.violations].map((violation) => `${gateway.name}: ${violation}`),
    ),
    callbacks: { sent: gateways?.apimodels.sentCallbacks.length ?? 0, forged },
  };
}
