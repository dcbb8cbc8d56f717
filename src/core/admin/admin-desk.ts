import { AppError } from '../errors.ts';
import { dayOf } from '../ledger/scopes.ts';
// prettier-ignore
import type {
  Admin, AdminActor, AdminState, Block, BlockResult, GatewayReport, Grant, LimitChange, LimitLine, Pause, Span,
  SpendReport,
} from '../ports/admin.ts';
import type { AuditLog, AuditRecord, AuditSearch } from '../ports/audit.ts';
import type { Json } from '../ports/delivery-channel.ts';
import type { Limits, LimitScope } from '../ports/limits.ts';
import type { RedisLedger } from '../storage/redis-ledger.ts';
import type { RedisSpendBook } from '../storage/redis-spend-book.ts';
import type { AdminStore } from './admission.ts';
import { ledgerCsv } from './ledger-csv.ts';
import { limitLines } from './limit-lines.ts';
import { spendReport } from './spend-report.ts';

export interface AdminDeskConfig {
  readonly store: AdminStore;
  readonly audit: AuditLog;
  readonly ledger: Pick<RedisLedger, 'lines' | 'totals'>;
  readonly book: RedisSpendBook;
  readonly limits: Limits;
  readonly adminIds: ReadonlySet<string>;
  readonly gateways: () => Promise<readonly GatewayReport[]>;
  /** Requests with something left to happen. */
  readonly unfinished: () => Promise<number>;
  /** Withdraws what a person has waiting, in one chat or anywhere; resolves to how many. */
  readonly withdraw: (userId: string, chatId: string | undefined) => Promise<number>;
  readonly now: () => number;
}

/** What admins do, within their reach, and written down. */
export class AdminDesk implements Admin {
  readonly #config: AdminDeskConfig;

  constructor(config: AdminDeskConfig) {
    this.#config = config;
  }

  async block(by: AdminActor, { userId, reason }: { userId: string; reason: string }): Promise<BlockResult> {
    const { store, adminIds, now, withdraw } = this.#config;
    if (adminIds.has(userId)) return { kind: 'is-admin' };
    const block: Block = { userId, reason, by: by.userId, at: now(), ...within(by) };
    await store.setBlock(block);
    await this.#note(by, 'admin.block', userId, { reason });
    return { kind: 'blocked', block, withdrawn: await withdraw(userId, by.chatId) };
  }

  async unblock(by: AdminActor, userId: string): Promise<boolean> {
    const removed = await this.#config.store.removeBlock({ userId, ...within(by) });
    if (removed) await this.#note(by, 'admin.unblock', userId);
    return removed;
  }

  blocks(by: AdminActor): Promise<readonly Block[]> {
    return this.#config.store.blocks(by.chatId);
  }

  async pause(by: AdminActor, wish: { mode: Pause['mode']; reason?: string }): Promise<AdminState> {
    if (wish.mode === 'drain') onlyEverywhere(by);
    const { store, now } = this.#config;
    await store.setPause({ ...wish, by: by.userId, at: now(), ...within(by) });
    await this.#note(by, `admin.${wish.mode}`, undefined, { reason: wish.reason });
    return this.state(by);
  }

  async resume(by: AdminActor): Promise<boolean> {
    const removed = await this.#config.store.removePause(by.chatId);
    if (removed) await this.#note(by, 'admin.resume');
    return removed;
  }

  async state(by: AdminActor): Promise<AdminState> {
    const { store, unfinished } = this.#config;
    const [[pause], count] = await Promise.all([store.pauses(by.chatId), unfinished()]);
    return { unfinished: count, ...(pause ? { pause } : {}) };
  }

  async limits(by: AdminActor, scope: LimitScope): Promise<readonly LimitLine[]> {
    if (!isOwnChat(by, scope)) onlyEverywhere(by);
    return limitLines(scope, this.#config.limits);
  }

  async setLimit(by: AdminActor, change: LimitChange): Promise<void> {
    const { scope, unit, period, value } = change;
    if (by.chatId !== undefined) {
      const lines = isOwnChat(by, scope) ? await this.limits(by, scope) : [];
      const present = lines.find((line) => line.unit === unit && line.period === period);
      const isLower = typeof value === 'number' && value <= (present?.limit ?? Infinity);
      // Raising it would spend the money of whoever runs the bot.
      if (!present || !isLower) onlyEverywhere(by);
    }
    await this.#config.limits.setLimit(change);
    await this.#note(by, 'admin.limit', `${scope.kind}:${scope.id}`, { unit, period, value });
  }

  async grant(by: AdminActor, grant: Grant): Promise<void> {
    onlyEverywhere(by);
    const { scope, unit, period, amount } = grant;
    await this.#config.limits.grant(grant);
    await this.#note(by, 'admin.grant', `${scope.kind}:${scope.id}`, { unit, period, amount });
  }

  async reset(by: AdminActor, scope: LimitScope): Promise<void> {
    onlyEverywhere(by);
    await this.#config.limits.reset(scope);
    await this.#note(by, 'admin.reset', `${scope.kind}:${scope.id}`);
  }

  async gateways(by: AdminActor): Promise<readonly GatewayReport[]> {
    onlyEverywhere(by);
    return this.#config.gateways();
  }

  async spend(by: AdminActor, period: 'day' | 'month'): Promise<SpendReport> {
    const { book, ledger, now } = this.#config;
    const day = dayOf(now());
    await book.keep();
    return spendReport({ period: period === 'day' ? day : day.slice(0, 7), ...within(by) }, { book, ledger });
  }

  async *ledgerCsv(by: AdminActor, span: Span): AsyncGenerator<string> {
    const { ledger } = this.#config;
    await this.#note(by, 'admin.export', undefined, { from: span.from, to: span.to });
    yield* ledgerCsv({ ...span, ...within(by), lines: (page) => ledger.lines(page) });
  }

  audit(by: AdminActor, wanted: AuditSearch): Promise<readonly AuditRecord[]> {
    return this.#config.audit.search({ ...wanted, ...within(by) });
  }

  #note(
    by: AdminActor,
    action: string,
    about?: string,
    facts: { readonly [key: string]: Json | undefined } = {},
  ): Promise<void> {
    const entry = { action, by: by.userId, facts, ...within(by) };
    return this.#config.audit.append(about === undefined ? entry : { ...entry, about });
  }
}

/** @throws AppError `admin-only` for an admin of one chat */
export function onlyEverywhere({ chatId }: AdminActor): void {
  if (chatId === undefined) return;
  throw new AppError('Only an admin of everything may do that', { code: 'admin-only' });
}

function isOwnChat({ chatId }: AdminActor, { kind, id }: LimitScope): boolean {
  return kind === 'chat' && id === chatId;
}

function within({ chatId }: AdminActor): { chatId?: string } {
  return chatId === undefined ? {} : { chatId };
}
