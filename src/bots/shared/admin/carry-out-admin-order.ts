import type { Core } from '../../../core/core.ts';
import { AppError, assertNever } from '../../../core/errors.ts';
import type { AdminActor } from '../../../core/ports/admin.ts';
import type { MessageTranslator } from '../messages.ts';
import { errorText } from '../refusal-text.ts';
import {
  auditLines,
  blockLines,
  gatewayLines,
  limitTexts,
  nameOfScope,
  spendLines,
  stateText,
} from './admin-text.ts';
import type { AdminOrder } from './read-admin-order.ts';

/** The answer to an admin: lines, and perhaps a file. */
export interface AdminReply {
  readonly lines: readonly string[];
  /** It tells of other people, so it is nobody else's business. */
  readonly isPrivate: boolean;
  readonly file?: { readonly name: string; readonly content: AsyncIterable<string> };
}

export interface AdminDependencies {
  readonly core: Pick<Core, 'admin' | 'notices'>;
  readonly translator: MessageTranslator;
  readonly now: () => number;
  /** Of the order itself: what would add up is done once, however often this runs. */
  readonly key: string;
}

const dayMs = 86_400_000;
const shownEntries = 20;

/** Does what an admin orders and says what came of it. */
export async function carryOutAdminOrder(
  order: AdminOrder,
  by: AdminActor,
  deps: AdminDependencies,
): Promise<AdminReply> {
  try {
    return await carryOut(order, by, deps);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'admin-only') throw error;
    return open([errorText('admin-only', deps.translator)]);
  }
}

async function carryOut(order: AdminOrder, by: AdminActor, deps: AdminDependencies): Promise<AdminReply> {
  const { core, translator, now } = deps;
  const { admin } = core;
  switch (order.kind) {
    case 'help':
      return open([stateText(await admin.state(by), translator), '', translator.say('admin.help')]);
    case 'limits': {
      const lines = await admin.limits(by, order.scope);
      return closed(limitTexts(order.scope, lines, translator));
    }
    case 'limit': {
      const { scope, period, amount } = order;
      await admin.setLimit(by, { scope, period, unit: amount.unit, value: amount.value });
      return closed(limitTexts(scope, await admin.limits(by, scope), translator));
    }
    case 'grant': {
      const { scope, period, amount } = order;
      await admin.grant(by, { scope, period, unit: amount.unit, amount: amount.value, key: deps.key });
      return closed(limitTexts(scope, await admin.limits(by, scope), translator));
    }
    case 'reset':
      await admin.reset(by, order.scope);
      return open([translator.say('admin.reset', { scope: nameOfScope(order.scope, translator) })]);
    case 'block': {
      const { userId, reason } = order;
      const result = await admin.block(by, { userId, reason: reason || translator.say('admin.no-reason') });
      if (result.kind === 'is-admin') return open([translator.say('admin.is-admin', { userId })]);
      const { block, withdrawn } = result;
      return closed([
        translator.say('admin.blocked', {
          userId,
          withdrawn,
          reason: block.reason,
          where: block.chatId ? 'here' : 'all',
        }),
      ]);
    }
    case 'unblock': {
      const { userId } = order;
      const removed = await admin.unblock(by, userId);
      return closed([translator.say(removed ? 'admin.unblocked' : 'admin.was-not-blocked', { userId })]);
    }
    case 'blocks':
      return closed(blockLines(await admin.blocks(by), translator));
    case 'pause':
    case 'drain': {
      const reason = order.reason === undefined ? {} : { reason: order.reason };
      return open([stateText(await admin.pause(by, { mode: order.kind, ...reason }), translator)]);
    }
    case 'resume': {
      const resumed = await admin.resume(by);
      return open([resumed ? translator.say('admin.resumed') : stateText(await admin.state(by), translator)]);
    }
    case 'gateways':
      return closed(gatewayLines(await admin.gateways(by), translator));
    case 'spend':
      return closed(spendLines(await admin.spend(by, order.period), translator));
    case 'ledger': {
      const at = now();
      const today = at - (at % dayMs);
      const from = order.days === undefined ? monthOf(at) : today - (order.days - 1) * dayMs;
      const name = `ledger-${dayOf(from)}-${dayOf(at)}.csv`;
      return {
        ...closed([translator.say('admin.ledger', { from: dayOf(from), to: dayOf(at) })]),
        file: { name, content: admin.ledgerCsv(by, { from, to: at + 1 }) },
      };
    }
    case 'warnings':
      return warnings(order, by, deps);
    case 'audit': {
      const about = order.about === undefined ? {} : { about: order.about };
      return closed(auditLines(await admin.audit(by, { ...about, limit: shownEntries }), translator));
    }
    default:
      return assertNever(order);
  }
}

async function warnings(
  { wish }: Extract<AdminOrder, { kind: 'warnings' }>,
  { userId, chatId }: AdminActor,
  { core: { notices }, translator }: AdminDependencies,
): Promise<AdminReply> {
  if (chatId === undefined) return open([translator.say('admin.warnings-always')]);
  if (wish === 'on') await notices.follow(userId, chatId);
  if (wish === 'off') await notices.unfollow(userId, chatId);
  const on = await notices.isFollowing(userId, chatId);
  return open([translator.say(on ? 'admin.warnings-on' : 'admin.warnings-off')]);
}

function open(lines: readonly string[]): AdminReply {
  return { lines, isPrivate: false };
}

function closed(lines: readonly string[]): AdminReply {
  return { lines, isPrivate: true };
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

function monthOf(at: number): number {
  return Date.parse(`${dayOf(at).slice(0, 7)}-01T00:00:00.000Z`);
}
