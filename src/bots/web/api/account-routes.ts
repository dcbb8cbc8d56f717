import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Core } from '../../../core/core.ts';
import type { AccessGuard } from '../access/access-guard.ts';
import { createTranslator } from '../../shared/messages.ts';
import { type ConfigView, viewConfig, viewQuota } from './account-view.ts';
import { localeOf } from './generation-routes.ts';
import { HttpProblem } from './http-problem.ts';
import { maxBodyBytes, maxFileBytes } from './read-order.ts';
import { viewSettings } from './settings-view.ts';

const loginSchema = z.object({ password: z.string().max(1000) });

/** Quota, what can be asked for, and the password. */
export function addAccountRoutes(app: FastifyInstance, options: { core: Core; guard: AccessGuard }): void {
  const { core, guard } = options;

  app.get('/api/quota', async ({ userId }) => viewQuota(await core.quota({ userId, chatId: userId })));

  /** What the page needs to offer controls; a browser becomes somebody here at the latest. */
  app.get('/api/config', async (request, reply) => {
    guard.recognise(request, reply);
    const [presets, settled] = await Promise.all([
      core.presets.list(request.userId),
      core.settings.personal(request.userId),
    ]);
    const settings = viewSettings(settled, createTranslator(localeOf(request)));
    const offers = { hasHelper: core.promptHelper.isOffered, hasOwnKeys: core.ownKeys.gateways.length > 0 };
    const config = viewConfig(core.providers(), presets, offers, { maxFileBytes, maxBodyBytes });
    return reply.send({ ...config, settings } satisfies ConfigView);
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
