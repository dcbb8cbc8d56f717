import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Core, ProviderSummary, QuotaLine } from '../../../core/core.ts';
// prettier-ignore
import {
  backgrounds, formats, maxCount, maxPromptLength, maxReferences, qualities, ratios, resolutions,
} from '../../../core/generation/image-request.ts';
import type { AccessGuard } from '../access/access-guard.ts';
import { HttpProblem } from './http-problem.ts';
import { maxBodyBytes, maxFileBytes } from './read-order.ts';

const loginSchema = z.object({ password: z.string().max(1000) });

/** Quota, what can be asked for, and the password. */
export function addAccountRoutes(app: FastifyInstance, options: { core: Core; guard: AccessGuard }): void {
  const { core, guard } = options;

  /** What is used and left today. Money in dollars. */
  app.get('/api/quota', async ({ userId }) => {
    const { lines, ...rest } = await core.quota({ userId, chatId: userId });
    return { lines: lines.map(viewLine), ...rest };
  });

  /** What the page needs to offer controls: gateways, words, limits. */
  app.get('/api/config', (request, reply) => {
    guard.recognise(request, reply);
    const providers = core.providers().map(viewProvider);
    return reply.send({
      providers,
      // Nothing is bought: the page says so.
      sandboxOnly: providers.every(({ id }) => id === 'sandbox'),
      words: { ratios, resolutions, qualities, formats, backgrounds },
      limits: { maxCount, maxPromptLength, maxReferences, maxFileBytes, maxBodyBytes },
    });
  });

  /** 204 and a cookie for the right password. */
  app.post('/api/login', { config: { access: 'unlocked' } }, (request, reply) => {
    const parsed = loginSchema.safeParse(request.body);
    if (!parsed.success) throw new HttpProblem('malformed');
    guard.signIn(request, reply, parsed.data.password);
    guard.recognise(request, reply);
    return reply.code(204).send();
  });

  app.post('/api/logout', { config: { access: 'unlocked' } }, (_request, reply) => {
    guard.signOut(reply);
    return reply.code(204).send();
  });
}

function viewLine({ scope, unit, used, limit }: QuotaLine) {
  const inUnit = (amount: number) => (unit === 'microUsd' ? amount / 1_000_000 : amount);
  return {
    scope,
    unit: unit === 'microUsd' ? 'usd' : unit,
    used: inUnit(used),
    ...(limit === undefined ? {} : { limit: inUnit(limit), left: inUnit(Math.max(0, limit - used)) }),
  };
}

function viewProvider({ id, title, state, limits, microUsdPerImage, priceAssumed }: ProviderSummary) {
  const {
    maxReferences: references,
    mask,
    previews,
    ratios: exactRatios,
    resolutions: exactResolutions,
  } = limits;
  return {
    id,
    title,
    state,
    maxReferences: references,
    mask,
    previews,
    ratios: exactRatios,
    resolutions: exactResolutions,
    ...(microUsdPerImage === undefined ? {} : { usdPerImage: microUsdPerImage / 1_000_000 }),
    priceAssumed,
  };
}
