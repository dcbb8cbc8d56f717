import { request } from 'undici';

export interface Answer {
  status: number;
  body: unknown;
}

/** One call to a stand-in; an answer that is not JSON comes back as text. */
export async function call(
  method: 'GET' | 'POST',
  url: string,
  options: { headers?: Record<string, string>; json?: unknown } = {},
): Promise<Answer> {
  const response = await request(url, {
    method,
    headers: {
      ...(options.json === undefined ? {} : { 'content-type': 'application/json' }),
      ...options.headers,
    },
    body: options.json === undefined ? null : JSON.stringify(options.json),
  });
  const text = await response.body.text();
  try {
    return { status: response.statusCode, body: JSON.parse(text) as unknown };
  } catch {
    return { status: response.statusCode, body: text };
  }
}
