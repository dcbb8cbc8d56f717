import { z } from 'zod';
import { looseNumber, looseText } from '../shared/reply-fields.ts';

const submitReply = z.object({ data: z.object({ id: z.string().min(1) }) });

const detailReply = z.object({
  data: z.object({
    status: looseText,
    result: z.unknown(),
    message: z.string().nullish().catch(undefined),
    count: looseNumber,
  }),
});

export interface WuyinkejiTask {
  /** As the gateway writes it: a number in most replies, a word in some. */
  readonly status: string;
  /** Only what `data.result` holds: `data.request` echoes the references. */
  readonly urls: readonly string[];
  readonly message: string;
}

/** Undefined when the reply names no task. */
export function readSubmit(json: unknown): string | undefined {
  return submitReply.safeParse(json).data?.data.id;
}

/** Undefined when the reply does not describe a task. */
export function readDetail(json: unknown): WuyinkejiTask | undefined {
  const data = detailReply.safeParse(json).data?.data;
  if (data?.status === undefined) return undefined;
  return {
    status: data.status.trim().toLowerCase(),
    urls: resultUrls(data.result),
    message: data.message ?? '',
  };
}

function resultUrls(result: unknown): string[] {
  if (Array.isArray(result)) return result.flatMap(resultUrls);
  if (typeof result === 'object' && result !== null && 'url' in result) return resultUrls(result.url);
  return typeof result === 'string' && /^https?:\/\//i.test(result) ? [result] : [];
}
