import type { CallOptions } from '../../../core/ports/image-provider.ts';
import { readEnvelope } from '../envelope.ts';
import type { GatewayClient } from '../gateway-client.ts';
import { refusalError } from '../gateway-error.ts';

const TIMEOUT_MS = 15_000;

/**
 * Lists the models, which costs nothing, to see whether the key is taken. A gateway without such a list is left alone.
 * @throws ProviderError, phase `poll`, when the key is refused or the gateway cannot be reached
 */
export async function checkKey(input: {
  readonly client: GatewayClient;
  readonly provider: string;
  /** With `/v1`. */
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly options: CallOptions;
}): Promise<void> {
  const { client, provider, options } = input;
  const reply = await client.call({
    phase: 'poll',
    method: 'GET',
    url: `${input.baseUrl}/models`,
    headers: input.headers,
    timeoutMs: options.timeoutMs ?? TIMEOUT_MS,
    signal: options.signal,
  });
  if (reply.status !== 401 && reply.status !== 403) return;
  const message = client.excerpt(readEnvelope(reply.json)?.message ?? '');
  throw refusalError({ provider, phase: 'poll', status: reply.status, message });
}
