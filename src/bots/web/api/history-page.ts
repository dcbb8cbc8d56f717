import type { Core } from '../../../core/core.ts';
import type { Generation } from '../../../core/generation/generation.ts';
import { RefusedRequest } from './http-problem.ts';

export interface HistoryQuery {
  readonly userId: string;
  /** The id of the last generation seen, or an instant in Unix milliseconds; the page holds what is older. */
  readonly before: string | undefined;
  readonly limit: number;
}

export interface HistoryPage {
  /** Newest first. */
  readonly generations: readonly Generation[];
  /** What asks for the next page; absent where this one was not full. */
  readonly before?: string;
}

/** One page of a user's own generations. @throws RefusedRequest where `before` is neither an instant nor an own id */
export async function historyPage(core: Core, query: HistoryQuery): Promise<HistoryPage> {
  const generations = await olderThan(core, query);
  const last = generations.at(-1);
  return { generations, ...(last && generations.length === query.limit ? { before: last.id } : {}) };
}

/** How many requests of one user in the same millisecond are told apart. */
const atOnce = 100;

async function olderThan(
  core: Core,
  { userId, before, limit }: HistoryQuery,
): Promise<readonly Generation[]> {
  if (before === undefined || before === '') return core.history(userId, { limit });
  if (/^\d{13,15}$/.test(before)) return core.history(userId, { limit, before: Number(before) });
  const seen = await core.get(before);
  if (seen?.requester.userId !== userId) {
    const issue = { field: 'before', problem: 'not-allowed', given: before.slice(0, 40) } as const;
    throw new RefusedRequest({ code: 'invalid-input', issues: [issue] });
  }
  // Several may be as old as the last one seen to the millisecond.
  const found = await core.history(userId, { limit: limit + atOnce, before: seen.createdAt + 1 });
  const position = found.findIndex(({ id }) => id === seen.id);
  return found.slice(position + 1, position + 1 + limit);
}
