import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Core } from '../../../core/core.ts';
import type { AdminActor } from '../../../core/ports/admin.ts';
import { blockLines, gatewayLines, spendLines, stateText } from '../../shared/admin/admin-text.ts';
import { carryOutAdminOrder } from '../../shared/admin/carry-out-admin-order.ts';
import { carryOutModerationOrder } from '../../shared/admin/carry-out-moderation-order.ts';
import { blockAsker, decideReport } from '../../shared/admin/decide-report.ts';
import { readAdminOrder } from '../../shared/admin/read-admin-order.ts';
import { readModerationOrder } from '../../shared/admin/read-moderation-order.ts';
import { createTranslator } from '../../shared/messages.ts';
import { noticeText } from '../../shared/notice-text.ts';
import { type AdminOverview, viewGateway, viewReport, viewSpend } from './admin-view.ts';
import { localeOf } from './generation-routes.ts';
import { HttpProblem } from './http-problem.ts';

const pauseSchema = z.strictObject({
  mode: z.enum(['pause', 'drain']).default('pause'),
  reason: z.string().trim().max(300).optional(),
});
const blockSchema = z.strictObject({ reason: z.string().trim().max(300).default('') });
const decisionSchema = z.strictObject({
  decision: z.enum(['remove', 'block', 'dismiss']),
  index: z.int().min(0).max(99),
  reason: z.string().max(300).default(''),
});
const userSchema = z.object({ userId: z.string().regex(/^[a-z]+:[\w-]{1,100}$/) });
const orderSchema = z.strictObject({ words: z.string().max(1_000) });
const periodSchema = z.object({ period: z.enum(['day', 'month']).default('day') });
const daysSchema = z.object({ days: z.coerce.number().int().min(1).max(400).optional() });

const instant = z.coerce.number().int().min(0).optional();
const auditSchema = z.object({
  ...{ about: z.string().optional(), who: z.string().optional(), chatId: z.string().optional() },
  ...{ action: z.string().optional(), text: z.string().optional(), since: instant, until: instant },
  ...{ skip: instant, limit: z.coerce.number().int().min(1).max(500).optional() },
});

const dayMs = 86_400_000;
const shownNotices = 20;

/**
 * What admins do, over HTTP. Whoever passes the guard is one: they sit at this machine, or know the password of all of it.
 * Money is dollars, instants are Unix milliseconds.
 */
export function addAdminRoutes(
  app: FastifyInstance,
  {
    core,
    now,
    randomId,
  }: { readonly core: Core; readonly now: () => number; readonly randomId: () => string },
): void {
  const { admin, notices } = core;
  const translatorOf = (request: FastifyRequest) => createTranslator(localeOf(request));

  /** `AdminOverview`: how everything stands, in sentences. */
  app.get('/api/admin', async (request): Promise<AdminOverview> => {
    const by = actorOf(request);
    const translator = translatorOf(request);
    const [state, gateways, today, month, blocks, told] = await Promise.all([
      admin.state(by),
      admin.gateways(by),
      admin.spend(by, 'day'),
      admin.spend(by, 'month'),
      admin.blocks(by),
      notices.recent({ limit: shownNotices }),
    ]);
    return {
      isPaused: state.pause !== undefined,
      state: stateText(state, translator),
      gateways: gatewayLines(gateways, translator),
      today: spendLines(today, translator),
      month: spendLines(month, translator),
      blocks: blocks
        .filter(({ chatId }) => chatId === undefined)
        .map((block) => ({ userId: block.userId, text: blockLines([block], translator).join('') })),
      warnings: told.map((one) => {
        const report = viewReport(one.notice);
        return { at: one.at, text: noticeText(one, translator), ...(report ? { report } : {}) };
      }),
    };
  });

  /** `{ words }`, as after `/admin` in a chat, or `moderation` and the words after that command; `{ lines }` is the answer, `download` the address of a file. */
  app.post('/api/admin/orders', async (request) => {
    const { words } = valid(orderSchema, request.body);
    const translator = translatorOf(request);
    const by = actorOf(request);
    const place = { chatId: by.userId, userKey: (id: string) => `web:${id}` };
    const [, moderation] = /^moderation\b\s*([\s\S]*)$/u.exec(words.trim()) ?? [];
    if (moderation !== undefined) {
      const order = readModerationOrder(moderation, place);
      if (!order) return { lines: [translator.say('moderation.unknown')] };
      const { lines: said } = await carryOutModerationOrder(order, by, {
        core,
        translator,
        chatId: by.userId,
      });
      return { lines: said };
    }
    const read = readAdminOrder(words, place);
    if (!read) return { lines: [translator.say('admin.unknown')] };
    const { order } = read;
    if (order.kind === 'ledger') {
      const download = `/api/admin/ledger.csv${order.days === undefined ? '' : `?days=${order.days}`}`;
      return { lines: [], download };
    }
    const { lines } = await carryOutAdminOrder(order, by, {
      core,
      translator,
      now,
      key: `web:${randomId()}`,
    });
    return { lines };
  });

  /** `{ pause?, unfinished }`; `PUT { mode?, reason? }` takes no new requests, `DELETE` takes them again. */
  app.get('/api/admin/pause', (request) => admin.state(actorOf(request)));
  app.put('/api/admin/pause', (request) => {
    const { mode, reason } = valid(pauseSchema, request.body ?? {});
    return admin.pause(actorOf(request), { mode, ...(reason ? { reason } : {}) });
  });
  app.delete('/api/admin/pause', async (request) => {
    await admin.resume(actorOf(request));
    return admin.state(actorOf(request));
  });

  /** `{ gateways: GatewayView[] }`, in order of preference. Waits up to five seconds for balances. */
  app.get('/api/admin/gateways', async (request) => ({
    gateways: (await admin.gateways(actorOf(request))).map(viewGateway),
  }));

  /** `SpendView` of today, or with `period=month` of this month. */
  app.get('/api/admin/spend', async (request) =>
    viewSpend(await admin.spend(actorOf(request), valid(periodSchema, request.query).period)),
  );

  /** `{ blocks }`, newest first; `PUT /:userId { reason }` keeps somebody out, `DELETE /:userId` lets them in (204). */
  app.get('/api/admin/blocks', async (request) => ({ blocks: await admin.blocks(actorOf(request)) }));
  app.put('/api/admin/blocks/:userId', async (request) => {
    const { userId } = valid(userSchema, request.params);
    const { reason } = valid(blockSchema, request.body ?? {});
    const given = reason || translatorOf(request).say('admin.no-reason');
    const result = await admin.block(actorOf(request), { userId, reason: given });
    if (result.kind === 'is-admin') throw new HttpProblem('is-admin');
    return result;
  });
  app.delete('/api/admin/blocks/:userId', async (request, reply) => {
    const { userId } = valid(userSchema, request.params);
    if (!(await admin.unblock(actorOf(request), userId))) throw new HttpProblem('not-blocked');
    return reply.code(204).send();
  });

  /** `{ decision: remove | block | dismiss, index, reason? }` about a reported picture; `{ text }` says what came of it. */
  app.post<{ Params: { id: string } }>('/api/admin/reports/:id', async (request) => {
    const { decision: kind, index, reason } = valid(decisionSchema, request.body);
    const { userId } = actorOf(request);
    const deps = { core, translator: translatorOf(request), now, key: `web:${randomId()}` };
    const generationId = request.params.id;
    if (kind === 'block') return { text: await blockAsker(generationId, { userId, reason }, deps) };
    return { text: await decideReport({ kind, generationId, index }, userId, deps) };
  });

  /** The ledger of this month, or of the last `days`, as CSV, sent while it is read. */
  app.get('/api/admin/ledger.csv', (request, reply) => {
    const { days } = valid(daysSchema, request.query);
    const at = now();
    const from = days === undefined ? monthOf(at) : at - (at % dayMs) - (days - 1) * dayMs;
    const name = `ledger-${dayOf(from)}-${dayOf(at)}.csv`;
    reply.headers({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}"`,
    });
    return reply.send(Readable.from(admin.ledgerCsv(actorOf(request), { from, to: at + 1 })));
  });

  /** `{ entries }` of the audit log, newest first; by `about`, `who`, `chatId`, `action`, `text`, `since`, `until`, in pages. */
  app.get('/api/admin/audit', async (request) => {
    const given = Object.entries(valid(auditSchema, request.query)).filter(
      ([, value]) => value !== undefined,
    );
    return { entries: await admin.audit(actorOf(request), Object.fromEntries(given)) };
  });
}

function actorOf({ userId }: FastifyRequest): AdminActor {
  return { userId };
}

/** @throws HttpProblem `malformed` */
function valid<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new HttpProblem('malformed', { cause: parsed.error });
  return parsed.data;
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

function monthOf(at: number): number {
  return Date.parse(`${dayOf(at).slice(0, 7)}-01T00:00:00.000Z`);
}
