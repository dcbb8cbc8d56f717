import { asRecord, firstText, looseList } from '../shared/reply-fields.ts';

export type ApimodelsState = 'pending' | 'processing' | 'completed' | 'failed';

export interface ApimodelsTask {
  readonly id: string | undefined;
  /** Undefined: a word that nobody has seen; looked at again. */
  readonly state: ApimodelsState | undefined;
  readonly urls: readonly string[];
  readonly message: string;
  readonly failCode: string | undefined;
}

const words: Readonly<Record<string, ApimodelsState>> = {
  pending: 'pending',
  queued: 'pending',
  processing: 'processing',
  running: 'processing',
  completed: 'completed',
  success: 'completed',
  succeeded: 'completed',
  failed: 'failed',
  fail: 'failed',
  error: 'failed',
};

/** The task in `data` of a submit, a look or a callback; undefined when there is none. */
export function readTask(json: unknown): ApimodelsTask | undefined {
  const data = asRecord(asRecord(json)?.['data']);
  if (!data) return undefined;
  const word = firstText(data['state'], data['status'])?.toLowerCase();
  const id = firstText(data['taskId'], data['task_id']);
  if (id === undefined && word === undefined) return undefined;
  return {
    id,
    state: word === undefined ? undefined : words[word],
    urls: urlsOf(data),
    message: firstText(data['failMsg'], data['message'], data['msg']) ?? '',
    failCode: firstText(data['failCode']),
  };
}

/** `resultUrls`, and the same inside the text `resultJson`, which may be null or no JSON at all. */
function urlsOf(data: Readonly<Record<string, unknown>>): readonly string[] {
  const direct = httpUrls(data['resultUrls']);
  return direct.length > 0 ? direct : httpUrls(asRecord(parseText(data['resultJson']))?.['resultUrls']);
}

function httpUrls(value: unknown): string[] {
  return looseList
    .parse(value)
    .filter((entry): entry is string => typeof entry === 'string' && /^https?:\/\//i.test(entry));
}

function parseText(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return undefined;
  }
}
