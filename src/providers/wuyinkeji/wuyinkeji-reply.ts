import { z } from 'zod';
import { asRecord, looseText } from '../shared/reply-fields.ts';

const submitReply = z.object({ data: z.object({ id: z.string().min(1) }) });

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
  const data = asRecord(asRecord(json)?.['data']);
  const status = looseText(data?.['status']);
  if (!data || status === undefined) return undefined;
  const message = data['message'];
  return {
    status: status.trim().toLowerCase(),
    urls: resultUrls(data['result']),
    message: typeof message === 'string' ? message : '',
  };
}

function resultUrls(result: unknown): string[] {
  if (Array.isArray(result)) return result.flatMap(resultUrls);
  if (typeof result === 'object' && result !== null && 'url' in result) return resultUrls(result.url);
  return typeof result === 'string' && /^https?:\/\//i.test(result) ? [result] : [];
}
