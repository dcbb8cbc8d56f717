import { asRecord, firstText } from '../shared/reply-fields.ts';
import { looseNumber } from '../shared/reply-fields.ts';

type AizfwState = 'queued' | 'running' | 'succeeded' | 'failed';

export interface AizfwTask {
  readonly id: string | undefined;
  /** Undefined: a word that nobody has seen; looked at again. */
  readonly state: AizfwState | undefined;
  readonly url: string | undefined;
  readonly message: string;
  readonly errorCode: string | undefined;
  /** A charge without a stated currency. */
  readonly amount: number | undefined;
}

/**
 * Reads a task from the reply of a submit or a look. The documented shape is flat; relatives of this gateway wrap it in
 * `data` (an object or a list of one) or `result` and spell the fields differently. Undefined when nothing in the reply
 * is a task.
 */
export function readTask(json: unknown): AizfwTask | undefined {
  const root = asRecord(json);
  if (!root) return undefined;
  const candidates = [root, asRecord(root['data']), firstOf(root['data']), asRecord(root['result'])];
  const found = candidates.find(
    (fields) => fields && (idOf(fields) !== undefined || statusOf(fields) !== undefined),
  );
  if (!found) return undefined;
  const error = asRecord(found['error']);
  return {
    id: idOf(found),
    state: stateOf(statusOf(found)),
    url: urlOf(found),
    message: firstText(error?.['message'], found['error'], found['message'], found['msg']) ?? '',
    errorCode: firstText(error?.['code'], found['error_code'], found['errorCode']),
    amount: looseNumber(found['amount']),
  };
}

type Fields = Readonly<Record<string, unknown>>;

function firstOf(value: unknown): Fields | undefined {
  return Array.isArray(value) ? asRecord(value[0]) : undefined;
}

function idOf(fields: Fields): string | undefined {
  return firstText(fields['id'], fields['task_id'], fields['taskId']);
}

/** A number is the HTTP status of an error page, not a task's. */
function statusOf(fields: Fields): string | undefined {
  return firstText(fields['status'], fields['task_status'], fields['taskStatus'])?.toLowerCase();
}

const words: Readonly<Record<string, AizfwState>> = {
  queued: 'queued',
  pending: 'queued',
  submitted: 'queued',
  processing: 'running',
  running: 'running',
  generating: 'running',
  in_progress: 'running',
  completed: 'succeeded',
  succeeded: 'succeeded',
  success: 'succeeded',
  done: 'succeeded',
  finished: 'succeeded',
  failed: 'failed',
  error: 'failed',
  cancelled: 'failed',
  canceled: 'failed',
  expired: 'failed',
};

function stateOf(status: string | undefined): AizfwState | undefined {
  return status === undefined ? undefined : words[status];
}

function urlOf(fields: Fields): string | undefined {
  const images = Array.isArray(fields['images']) ? (fields['images'] as unknown[]) : [];
  const first = asRecord(images[0])?.['url'] ?? images[0];
  const nested = Array.isArray(first) ? (first as unknown[])[0] : first;
  const text = firstText(
    fields['image_url'],
    fields['imageUrl'],
    fields['result_url'],
    fields['resultUrl'],
    fields['url'],
    fields['image'],
    nested,
  );
  return text !== undefined && /^https?:\/\//i.test(text) ? text : undefined;
}
