import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Core } from './core/core.ts';
import type { RunningCore } from './core/create-core.ts';
import { dayOf } from './core/ledger/scopes.ts';

/** Prometheus metrics of this process and of the store it shares; gateways are the only labels. */
export function createMetrics(
  running: Pick<RunningCore, 'ledger' | 'laneSizes'>,
  core: Core,
): () => Promise<string> {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const waiting = gauge(registry, 'limner_lane_waiting', 'Parts of generations that wait for a gateway', [
    'provider',
  ]);
  const inFlight = gauge(registry, 'limner_lane_running', 'Tasks that a gateway works on', ['provider']);
  const usable = gauge(
    registry,
    'limner_provider_up',
    '1 when a gateway is asked, 0 when it is put aside or open',
    ['provider'],
  );
  const pictures = gauge(registry, 'limner_pictures_today', 'Pictures charged today (UTC)');
  const charged = gauge(registry, 'limner_charged_usd_today', 'Dollars charged to users today (UTC)');
  const cost = gauge(registry, 'limner_cost_usd_today', 'Dollars that gateways cost today (UTC)');
  const lost = gauge(registry, 'limner_written_off_usd_today', 'Dollars written off today (UTC)');
  return async () => {
    for (const [provider, size] of await running.laneSizes()) {
      waiting.set({ provider }, size.waiting);
      inFlight.set({ provider }, size.running);
    }
    for (const { id, state } of core.providers()) usable.set({ provider: id }, state === 'ok' ? 1 : 0);
    const totals = await running.ledger.totals({ kind: 'all', id: 'all', period: dayOf(Date.now()) });
    pictures.set(totals.capturedImages);
    charged.set(totals.capturedMicroUsd / 1e6);
    cost.set(totals.costMicroUsd / 1e6);
    lost.set(totals.writtenOffMicroUsd / 1e6);
    return registry.metrics();
  };
}

function gauge(registry: Registry, name: string, help: string, labelNames: string[] = []): Gauge {
  return new Gauge({ name, help, labelNames, registers: [registry] });
}
