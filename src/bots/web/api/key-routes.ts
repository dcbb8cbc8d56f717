import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Core } from '../../../core/core.ts';
import { createTranslator } from '../../shared/messages.ts';
import { keepText, keptKeyLines, removedText } from '../../shared/own-key-text.ts';
import { localeOf } from './generation-routes.ts';
import { HttpProblem } from './http-problem.ts';
import type { KeysView } from './keys-view.ts';

const bodySchema = z.object({ key: z.string().min(1).max(1_000) });
const gatewaySchema = z.object({ gateway: z.string().max(40) });

export interface KeyRoutesOptions {
  readonly core: Core;
  readonly providerTitle?: ((id: string) => string) | undefined;
}

/** The caller's own keys at gateways. A key goes in and never comes out again. */
export function addKeyRoutes(app: FastifyInstance, { core, providerTitle }: KeyRoutesOptions): void {
  const { ownKeys } = core;
  const options = (request: Parameters<typeof localeOf>[0]) => ({
    translator: createTranslator(localeOf(request)),
    providerTitle,
  });

  /** For which gateways keys are taken, and which are kept: never more than a key's last four characters. */
  app.get('/api/keys', async (request): Promise<KeysView> => {
    const kept = await ownKeys.list(request.userId);
    return {
      gateways: ownKeys.gateways.map((id) => ({ id, title: providerTitle?.(id) ?? id })),
      kept: kept.map(({ gateway, end }) => ({
        gateway,
        title: providerTitle?.(gateway) ?? gateway,
        ...(end === undefined ? {} : { end }),
      })),
      lines: keptKeyLines(kept, ownKeys, options(request)),
    };
  });

  /** Body `{ "key": "…" }`. `{ kept, message }`: whether it was kept, and what to say. */
  app.put('/api/keys/:gateway', async (request) => {
    const body = bodySchema.safeParse(request.body);
    const { gateway } = gatewaySchema.parse(request.params);
    if (!body.success) throw new HttpProblem('malformed');
    const owner = { userId: request.userId, gateway };
    const result = await ownKeys.keep(owner, ownKeys.seal(owner, body.data.key));
    return { kept: result.kind === 'kept', message: keepText(result, ownKeys, options(request)) };
  });

  /** `{ message }`: what was removed. */
  app.delete('/api/keys/:gateway', async (request) => {
    const { gateway } = gatewaySchema.parse(request.params);
    const removed = await ownKeys.remove(request.userId, gateway);
    return { message: removedText(removed, ownKeys, options(request)) };
  });
}
