import { z } from 'zod';
import type { GatewayStandIn } from './gateway-stand-in.ts';
import type { RecordedRequest } from './http-listener.ts';
import type { CallKind, Misbehaviour, StandInReply } from './misbehaviour.ts';

/** Where a stand-in in another process is asked and told things; no gateway has such a path. */
export const controlPath = '/__standin';

const order = z.object({
  on: z.enum(['submit', 'poll', 'batch', 'upload', 'result', 'other']) satisfies z.ZodType<CallKind>,
  /** JSON knows no infinity. */
  times: z.union([z.number(), z.literal('always').transform(() => Infinity)]).optional(),
  how: z.looseObject({ kind: z.string() }),
});

/**
 * `GET /__standin` tells what was bought and what was wrong; `POST /__standin/misbehave`, `/behave`, `/latency` and
 * `/finish` do what the methods of the same names do.
 */
export function controlReply(gateway: GatewayStandIn, request: RecordedRequest): StandInReply {
  const action = request.path.slice(controlPath.length + 1);
  if (request.method === 'GET' && action === '') return { status: 200, body: summary(gateway) };
  switch (action) {
    case 'misbehave': {
      const { on, times, how } = order.parse(request.body);
      gateway.misbehave({ on, how: how as Misbehaviour, ...(times === undefined ? {} : { times }) });
      break;
    }
    case 'behave':
      gateway.behave();
      break;
    case 'latency':
      gateway.latencyMs = z.object({ ms: z.number().min(0) }).parse(request.body).ms;
      break;
    case 'finish':
      gateway.finish(z.object({ taskId: z.string().optional() }).parse(request.body ?? {}).taskId);
      break;
    default:
      return { status: 404, body: { error: `no control ${request.method} ${request.path}` } };
  }
  return { status: 200, body: { ok: true } };
}

function summary(gateway: GatewayStandIn): object {
  return {
    name: gateway.name,
    submits: gateway.submits(),
    bills: gateway.bills(),
    billedMicroUsd: gateway.billedMicroUsd(),
    duplicatePrompts: gateway.duplicatePrompts(),
    violations: [...gateway.violations, ...gateway.cdn.violations],
    downloads: gateway.cdn.downloads,
    received: gateway.received,
  };
}
