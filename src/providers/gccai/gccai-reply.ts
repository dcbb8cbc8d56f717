import { asRecord, firstText, looseNumber } from '../shared/reply-fields.ts';

type GccaiState = 'running' | 'succeeded' | 'failed';

export interface GccaiImage {
  /** Absolute, or a path on the upload host. */
  readonly url: string;
  /** Unix milliseconds. */
  readonly expiresAt: number | undefined;
}

export interface GccaiTask {
  readonly id: string | undefined;
  readonly state: GccaiState;
  /** Per cent. */
  readonly progress: number | undefined;
  readonly images: readonly GccaiImage[];
  /** Dollars. */
  readonly cost: number | undefined;
  readonly message: string;
  readonly errorCode: string | undefined;
}

type Fields = Readonly<Record<string, unknown>>;

/** The ids of the tasks that a submit made; usually one. Empty when the reply names none. */
export function readSubmit(json: unknown): string[] {
  const root = asRecord(json);
  const data = root?.['data'];
  const entries = Array.isArray(data) ? (data as unknown[]) : [data ?? root];
  return entries.flatMap((entry) => {
    const id = idOf(asRecord(entry));
    return id === undefined ? [] : [id];
  });
}

/** The task of a single look; undefined when the reply holds none. */
export function readTask(json: unknown): GccaiTask | undefined {
  const root = asRecord(json);
  const data = root?.['data'];
  const fields = asRecord(Array.isArray(data) ? (data as unknown[])[0] : data) ?? root;
  return fields && taskOf(fields);
}

/**
 * The tasks of a batch look, by id, whatever they are wrapped in: a list, a list inside `data`, an object keyed by id,
 * or a bare list. Undefined when the reply is nothing of the kind.
 */
export function readBatch(json: unknown): ReadonlyMap<string, GccaiTask> | undefined {
  const data = asRecord(json)?.['data'] ?? json;
  const tasks = new Map<string, GccaiTask>();
  const note = (value: unknown, key?: string): void => {
    const fields = asRecord(value);
    const task = fields && taskOf(fields);
    const id = task?.id ?? key;
    if (task && id !== undefined) tasks.set(id, task);
  };
  const fields = asRecord(data);
  const list = fields ? listIn(fields) : data;
  if (Array.isArray(list)) {
    for (const value of list as unknown[]) note(value);
    return tasks;
  }
  for (const id in fields) note(fields[id], id);
  return tasks.size > 0 ? tasks : undefined;
}

function listIn(fields: Fields): unknown {
  return ['tasks', 'results', 'items', 'list'].map((name) => fields[name]).find(Array.isArray);
}

const noImages: readonly GccaiImage[] = [];

function taskOf(fields: Fields): GccaiTask | undefined {
  const status = statusOf(fields);
  if (status === undefined) return undefined;
  const state = stateOf(status);
  const id = idOf(fields);
  const progress = progressOf(fields['progress']);
  if (state === 'running') {
    // Nearly all are, thousands of times a second, and say nothing else.
    return { id, state, progress, images: noImages, cost: undefined, message: '', errorCode: undefined };
  }
  const error = asRecord(fields['error']);
  const code = error?.['code'];
  return {
    id,
    state,
    progress,
    images: imagesOf(fields),
    cost: looseNumber(fields['cost']),
    message: firstText(error?.['message'], fields['error'], fields['message'], fields['fail_reason']) ?? '',
    errorCode: typeof code === 'number' ? String(code) : firstText(code, error?.['type']),
  };
}

function idOf(fields: Fields | undefined): string | undefined {
  return firstText(fields?.['id'], fields?.['task_id'], fields?.['taskId']);
}

function statusOf(fields: Fields | undefined): string | undefined {
  return firstText(fields?.['status'])?.toLowerCase();
}

const successes: ReadonlySet<string> = new Set(['completed', 'success', 'succeeded']);
// prettier-ignore
const failures: ReadonlySet<string> = new Set(['failed', 'failure', 'cancelled', 'canceled', 'error', 'expired']);

function stateOf(status: string): GccaiState {
  if (successes.has(status)) return 'succeeded';
  return failures.has(status) ? 'failed' : 'running';
}

/** A number from 0 to 100, `"45%"`, or a fraction; one exactly is taken for one per cent. */
function progressOf(value: unknown): number | undefined {
  const text = typeof value === 'string' ? value.replace('%', '').trim() : value;
  const number = looseNumber(text);
  if (number === undefined || number < 0) return undefined;
  const percent = number > 0 && number < 1 ? number * 100 : number;
  return Math.min(100, Math.round(percent));
}

function imagesOf(fields: Fields): GccaiImage[] {
  const images = asRecord(fields['result'])?.['images'];
  if (!Array.isArray(images)) return [];
  return (images as unknown[]).flatMap((entry) => {
    const image = asRecord(entry);
    const seconds = looseNumber(image?.['expires_at']);
    const expiresAt = seconds === undefined ? undefined : seconds * 1000;
    return urlsOf(image ? image['url'] : entry).map((url) => ({ url, expiresAt }));
  });
}

function urlsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(urlsOf);
  return typeof value === 'string' && /^(https?:\/\/|\/)/i.test(value) ? [value] : [];
}
