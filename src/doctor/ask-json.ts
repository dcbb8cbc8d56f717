/** What a server answered. */
export interface Answered {
  readonly status: number;
  /** Undefined when the body is no JSON. */
  readonly json: unknown;
  /** The server's clock less ours, milliseconds, to about a second; undefined where it tells no date. */
  readonly aheadMs: number | undefined;
}

/** It could not be asked: the system's code, such as ECONNREFUSED, which holds nothing of the address. */
export interface Unreachable {
  readonly unreachable: string;
}

const timeoutMs = 10_000;
const maxBytes = 1024 * 1024;

/** One GET. Never rejects, and tells nothing of the address: it may hold a token. */
export async function askJson(
  url: string,
  { headers = {}, signal, now }: { headers?: Record<string, string>; signal: AbortSignal; now: () => number },
): Promise<Answered | Unreachable> {
  const askedAt = now();
  try {
    const answer = await fetch(url, {
      headers,
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
    const answeredAt = now();
    const text = (await answer.text()).slice(0, maxBytes);
    const date = Date.parse(answer.headers.get('date') ?? '');
    // The header counts whole seconds, cut off.
    const aheadMs = Number.isNaN(date) ? undefined : date + 500 - (askedAt + answeredAt) / 2;
    return { status: answer.status, json: parse(text), aheadMs };
  } catch (error) {
    return { unreachable: codeOf(error) };
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The code of the deepest cause that has one. */
export function codeOf(error: unknown): string {
  let code = 'no answer';
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth += 1) {
    if (cause.name === 'TimeoutError') code = 'no answer in time';
    if ('code' in cause && typeof cause.code === 'string' && /^[\w-]+$/.test(cause.code)) code = cause.code;
  }
  return code;
}
