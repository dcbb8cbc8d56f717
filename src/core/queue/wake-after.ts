import type { Aftermath } from '../storage/operations.ts';
import type { Stage, WakeUps } from './wake-ups.ts';

/** Sees to what a stored change calls for: in this process where it works and has room, else by waking another. */
export async function wakeAfter(
  wakeUps: WakeUps,
  aftermath: Aftermath,
  worker: { takes(stage: Stage, id: string): boolean } | undefined,
): Promise<void> {
  const others = (stage: Stage, ids: readonly string[]): string[] =>
    ids.filter((id) => !worker?.takes(stage, id));
  const waysOf = (kind: 'collect' | 'deliver'): string[] => [
    ...new Set(aftermath.steps.filter((step) => step.kind === kind).map(({ way }) => way)),
  ];
  await Promise.all([
    wakeUps.wake('submit', others('submit', [...aftermath.lanes])),
    wakeUps.wake('collect', others('collect', waysOf('collect'))),
    wakeUps.wake('deliver', others('deliver', waysOf('deliver'))),
  ]);
}
