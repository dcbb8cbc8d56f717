import { inTime } from '../worker/in-time.ts';
import type { GatewayReport } from '../ports/admin.ts';
import type { ImageProvider } from '../ports/image-provider.ts';
import { attemptCounts } from '../storage/attempt-counts.ts';
import type { StoreConnection } from '../storage/connection.ts';
import { gatewayLatency } from '../storage/gateway-latency.ts';
import type { ProviderHealthBoard } from '../storage/provider-health.ts';
import type { ReadySet } from '../storage/ready-set.ts';

/** How long a gateway is waited for to tell its balance, milliseconds. */
const balanceTimeoutMs = 5_000;

export interface GatewayReportsDependencies {
  readonly redis: StoreConnection;
  readonly providers: readonly ImageProvider[];
  readonly health: Pick<ProviderHealthBoard, 'get'>;
  readonly ready: Pick<ReadySet, 'size'>;
  readonly now: () => number;
}

/** How every gateway is, in order of preference. */
export function gatewayReports(deps: GatewayReportsDependencies): Promise<readonly GatewayReport[]> {
  return Promise.all(deps.providers.map((provider) => reportOf(provider, deps)));
}

async function reportOf(provider: ImageProvider, deps: GatewayReportsDependencies): Promise<GatewayReport> {
  const { redis, health, ready, now } = deps;
  const { id, title } = provider;
  const [{ state, until }, { waiting, running }, counts, latency, balance] = await Promise.all([
    health.get(id),
    ready.size(id),
    attemptCounts(redis, id, now()),
    gatewayLatency(redis, provider),
    balanceOf(provider),
  ]);
  return {
    ...{ id, title, state, waiting, running, ...counts, ...latency },
    ...(until === undefined ? {} : { until }),
    ...(balance === undefined ? {} : { balance }),
  };
}

async function balanceOf(provider: ImageProvider): Promise<GatewayReport['balance']> {
  if (!provider.balance) return undefined;
  const signal = AbortSignal.timeout(balanceTimeoutMs);
  const asked = provider.balance({ signal, timeoutMs: balanceTimeoutMs });
  // Whatever went wrong there is the gateway's; how it is otherwise is told all the same.
  return inTime(asked, balanceTimeoutMs + 500, 'provider-unavailable').catch(() => 'failed' as const);
}
