import type { ResultImage, TaskStatus } from '../../core/ports/image-provider.ts';
import { taskError } from '../shared/gateway-error.ts';
import { microUsd } from '../shared/reply-fields.ts';
import type { GccaiImage, GccaiTask } from './gccai-reply.ts';

const provider = 'gccai';

export interface StatusContext {
  /** Where relative result addresses live. */
  readonly uploadHost: string;
  /** Submitted references, which some answers list before the results. */
  readonly referenceUrls: readonly string[];
  redact(text: string): string;
}

const running = { state: 'running' } as const;

/** What one task's reply means; most say "not yet", which needs no context. */
export function statusOf(task: GccaiTask, context: () => StatusContext): TaskStatus {
  const { progress } = task;
  if (task.state === 'running') return progress === undefined ? running : { state: 'running', progress };
  const costMicroUsd = microUsd(task.cost);
  const cost = costMicroUsd === undefined ? {} : { costMicroUsd };
  switch (task.state) {
    case 'failed': {
      const message = context().redact(task.message);
      const error = taskError({ provider, message, errorCode: task.errorCode, costMicroUsd });
      return { state: 'failed', error, ...cost };
    }
    case 'succeeded':
      // None is told as none: what was paid for nothing is written off by the caller.
      return { state: 'succeeded', images: resultImages(task.images, context()), ...cost };
  }
}

/**
 * The outcome of a submit that made several tasks: over when none of them runs, and a success when one of them is.
 */
export function mergeStatuses(statuses: readonly TaskStatus[]): TaskStatus {
  const running = statuses.filter((status) => status.state === 'running');
  const costMicroUsd = totalCost(statuses);
  const cost = costMicroUsd === undefined ? {} : { costMicroUsd };
  if (running.length > 0) return { state: 'running', ...meanProgress(statuses) };
  const images = statuses.flatMap((status) => (status.state === 'succeeded' ? status.images : []));
  const succeeded = statuses.some((status) => status.state === 'succeeded');
  if (succeeded) return { state: 'succeeded', images, ...cost };
  const failed = statuses.find((status) => status.state === 'failed');
  return failed ? { ...failed, ...cost } : { state: 'missing' };
}

function totalCost(statuses: readonly TaskStatus[]): number | undefined {
  const costs = statuses.flatMap((status) =>
    'costMicroUsd' in status && status.costMicroUsd !== undefined ? [status.costMicroUsd] : [],
  );
  return costs.length === 0 ? undefined : costs.reduce((sum, part) => sum + part, 0);
}

function meanProgress(statuses: readonly TaskStatus[]): { progress?: number } {
  const known = statuses.map((status) => (status.state === 'running' ? (status.progress ?? 0) : 100));
  const told = statuses.some((status) => status.state === 'running' && status.progress !== undefined);
  return told ? { progress: Math.round(known.reduce((sum, part) => sum + part, 0) / known.length) } : {};
}

function resultImages(images: readonly GccaiImage[], context: StatusContext): ResultImage[] {
  const inputs = new Set(context.referenceUrls.map(withoutQuery));
  return images
    .map((image) => ({
      ...image,
      url: image.url.startsWith('/') ? `${context.uploadHost}${image.url}` : image.url,
    }))
    .filter(({ url }) => !inputs.has(withoutQuery(url)))
    .map(({ url, expiresAt }) => ({
      kind: 'remote',
      url,
      ...(expiresAt === undefined ? {} : { expiresAt }),
    }));
}

function withoutQuery(url: string): string {
  return url.split(/[?#]/, 1)[0] ?? url;
}
