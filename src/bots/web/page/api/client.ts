import type { ConfigView, QuotaView } from '../../api/account-view.ts';
import type { GenerationView } from '../../api/generation-view.ts';
import { say } from '../say.ts';

/** What came back instead of an answer; `message` is a sentence for people. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: string;
  /** 0 where no answer came at all. */
  readonly status: number;

  constructor(message: string, code: string, status: number) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

export interface HistoryPage {
  readonly generations: readonly GenerationView[];
  readonly before?: string;
}

export type CanceledView = GenerationView & { readonly canceled: boolean; readonly bought: boolean };

/** The HTTP API, one method per route. Every method rejects with an `ApiError`. */
export const api = {
  config: () => ask<ConfigView>('/api/config'),
  quota: () => ask<QuotaView>('/api/quota'),
  login: (password: string) => ask<undefined>('/api/login', json({ password })),
  get: (id: string) => ask<GenerationView>(`/api/generations/${id}`),
  history: (limit: number, before?: string) =>
    ask<HistoryPage>(`/api/generations?limit=${limit}${before === undefined ? '' : `&before=${before}`}`),
  /** The same `key` twice is bought once. */
  create: (form: FormData, key: string) =>
    ask<{ id: string }>('/api/generations', {
      method: 'POST',
      body: form,
      headers: { 'idempotency-key': key },
    }),
  again: (id: string, key: string) =>
    ask<{ id: string }>(`/api/generations/${id}/again`, {
      method: 'POST',
      headers: { 'idempotency-key': key },
    }),
  retry: (id: string) => ask<{ id: string }>(`/api/generations/${id}/retry`, { method: 'POST' }),
  /** Deletes everything that is stored about whoever asks. */
  forgetMe: () =>
    ask<{ message: string }>('/api/privacy', { ...json({ confirm: 'delete' }), method: 'DELETE' }),
  confirm: (id: string) => ask<GenerationView>(`/api/generations/${id}/confirm`, { method: 'POST' }),
  cancel: (id: string) => ask<CanceledView>(`/api/generations/${id}`, { method: 'DELETE' }),
};

/** The sentence of whatever was thrown. */
export function sentenceOf(error: unknown): string {
  return error instanceof ApiError ? error.message : say('problem.unexpected');
}

function json(body: object): RequestInit {
  return { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
}

/** Asks one route. @throws ApiError */
export async function ask<T>(path: string, init: RequestInit = {}): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, { credentials: 'same-origin', ...init });
  } catch {
    throw new ApiError(say('problem.offline'), 'offline', 0);
  }
  if (response.status === 204) return undefined as T;
  const body: unknown = await response.json().catch(() => undefined);
  if (response.ok && body !== undefined) return body as T;
  throw errorOf(body, response.status);
}

function errorOf(body: unknown, status: number): ApiError {
  const error = (body as { error?: { code?: unknown; message?: unknown } } | undefined)?.error;
  const message = typeof error?.message === 'string' ? error.message : say('problem.unexpected');
  return new ApiError(message, typeof error?.code === 'string' ? error.code : 'unknown', status);
}
