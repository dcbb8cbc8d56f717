import type { DeliveryTarget } from '../ports/delivery-channel.ts';
import { isOpen, isTerminal, statusOf } from './generation.ts';
import type { Generation } from './generation.ts';

/** Where an unfinished generation stands, as its status message says it; confirming: its price is to be agreed to. */
export type Stage = 'confirming' | 'waiting' | 'submitting' | 'drawing' | 'collecting';

/** The stage that the open parts share, else the one that describes most of the waiting. */
export function stageOf({ parts, toConfirm }: Pick<Generation, 'parts' | 'toConfirm'>): Stage {
  if (toConfirm) return 'confirming';
  const open = parts.filter(isOpen);
  if (open.every(({ state }) => state === 'waiting')) return 'waiting';
  if (open.every(({ state }) => state === 'collecting')) return 'collecting';
  const drawing = open.some(({ state }) => state === 'running' || state === 'collecting');
  return drawing ? 'drawing' : 'submitting';
}

/** What its status message is to become next: a newer word on how it stands, or the outcome; undefined when it is that. */
export function nextEditOf(generation: Generation): 'progress' | 'outcome' | undefined {
  if (!isTerminal(statusOf(generation))) return 'progress';
  const { state } = generation.delivery;
  return state === 'pending' || state === 'posting' ? 'outcome' : undefined;
}

/**
 * The name of those status messages whose edits count together: `<platform>/<chat>`, and `<platform>/=<generation>` where a
 * message's edits count alone.
 */
export function editScopeOf({ id, target }: Pick<Generation, 'id' | 'target'>): string {
  return `${target.platform}/${target.chat ?? `=${id}`}`;
}

/** The platform and the chat of a scope; no chat where one message counts alone. */
export function readEditScope(scope: string): Pick<DeliveryTarget, 'platform' | 'chat'> {
  const slash = scope.indexOf('/');
  const [platform, chat] = [scope.slice(0, slash), scope.slice(slash + 1)];
  return chat.startsWith('=') ? { platform } : { platform, chat };
}
