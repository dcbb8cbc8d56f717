import type { AuditRecord, AuditSearch } from './audit.ts';
import type { LimitPeriod, LimitScope, LimitUnit } from './limits.ts';

/** Somebody whom an entrance has found to be an admin. */
export interface AdminActor {
  readonly userId: string;
  /** All that they may decide about: this chat. Absent: everything. */
  readonly chatId?: string;
}

/** A person who may not ask for pictures, in one chat or (without one) anywhere. */
export interface Block {
  readonly userId: string;
  readonly chatId?: string;
  readonly reason: string;
  readonly by: string;
  /** Unix milliseconds. */
  readonly at: number;
}

/** Nothing new is taken, in one chat or (without one) anywhere; what was accepted is finished. */
export interface Pause {
  readonly chatId?: string;
  /** `drain`: admins are told when nothing is left to do. */
  readonly mode: 'pause' | 'drain';
  readonly reason?: string;
  readonly by: string;
  /** Unix milliseconds. */
  readonly at: number;
}

export type BlockResult =
  /** `withdrawn`: how many of their requests were still waiting, and wait no more; nothing was charged for them. */
  | { readonly kind: 'blocked'; readonly block: Block; readonly withdrawn: number }
  /** Those who run the bot cannot be kept out of it. */
  | { readonly kind: 'is-admin' };

export interface AdminState {
  /** The one that holds here: that of everything before that of the chat. */
  readonly pause?: Pause;
  /** Requests with something left to happen. */
  readonly unfinished: number;
}

/** How a gateway is. Shares and durations are of the last 24 hours. */
export interface GatewayReport {
  readonly id: string;
  readonly title: string;
  readonly state: 'ok' | 'put-aside' | 'open' | 'probing';
  /** When it may be asked again (Unix ms). */
  readonly until?: number;
  readonly waiting: number;
  readonly running: number;
  /** Tasks that ended; those refused for what was asked do not count. */
  readonly ended: number;
  /** Those of them that came to nothing or whose fate is unknown. */
  readonly failed: number;
  /** Half of the tasks took no longer, and nine in ten; absent while too few were seen. Milliseconds. */
  readonly halfMs?: number;
  readonly mostMs?: number;
  /** Absent where the gateway tells none; `failed` where it did not answer. */
  readonly balance?: { readonly text: string; readonly microUsd?: number } | 'failed';
}

/** What one person, chat or gateway accounts for. Money in micro-dollars. */
export interface SpendShare {
  readonly id: string;
  readonly images: number;
  readonly microUsd: number;
}

export interface GatewayCost {
  readonly id: string;
  readonly costMicroUsd: number;
  readonly writtenOffMicroUsd: number;
}

export interface SpendReport {
  /** UTC day ("2026-11-21") or month ("2026-11"). */
  readonly period: string;
  readonly images: number;
  readonly chargedMicroUsd: number;
  /** Of a single chat not known to its own admins. */
  readonly costMicroUsd?: number;
  readonly writtenOffMicroUsd?: number;
  /** Dearest first, at most ten each. What gateways cost counts on the day on which it was booked. */
  readonly byGateway: readonly GatewayCost[];
  readonly byChat: readonly SpendShare[];
  readonly byUser: readonly SpendShare[];
}

/** What one scope has used in a day or month, and of how much. Money in micro-dollars. */
export interface LimitLine {
  readonly period: LimitPeriod;
  readonly unit: LimitUnit;
  readonly used: number;
  readonly granted: number;
  /** With what was granted; absent: no limit. */
  readonly limit?: number;
  /** When the period ends (Unix ms). */
  readonly endsAt: number;
}

export interface LimitChange {
  readonly scope: LimitScope;
  readonly unit: LimitUnit;
  readonly period: LimitPeriod;
  /** `default`: as the settings and the file say. */
  readonly value: number | 'none' | 'default';
}

export interface Grant {
  readonly scope: LimitScope;
  readonly unit: LimitUnit;
  readonly period: LimitPeriod;
  readonly amount: number;
  /** The same key grants once. */
  readonly key?: string;
}

/** Milliseconds; from inclusive, to exclusive. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * What admins do. Every change is written to the audit log. Entrances check who somebody is; what reaches beyond an
 * actor's chat is refused here too. @throws AppError `admin-only`
 */
export interface Admin {
  /** Keeps somebody out, on every platform under this user key; the reason is what they read. */
  block(by: AdminActor, wish: { userId: string; reason: string }): Promise<BlockResult>;
  /** False when nobody had blocked them. */
  unblock(by: AdminActor, userId: string): Promise<boolean>;
  /** Newest first. */
  blocks(by: AdminActor): Promise<readonly Block[]>;
  pause(by: AdminActor, wish: { mode: Pause['mode']; reason?: string }): Promise<AdminState>;
  /** False when nothing was paused. */
  resume(by: AdminActor): Promise<boolean>;
  state(by: AdminActor): Promise<AdminState>;
  /** What holds for a user, a chat, a role, a list or all; an admin of a chat sees that chat's. */
  limits(by: AdminActor, scope: LimitScope): Promise<readonly LimitLine[]>;
  /** An admin of a chat may lower that chat's own limit. */
  setLimit(by: AdminActor, change: LimitChange): Promise<void>;
  grant(by: AdminActor, grant: Grant): Promise<void>;
  /** Limits count from zero again; what was spent stays known. */
  reset(by: AdminActor, scope: LimitScope): Promise<void>;
  gateways(by: AdminActor): Promise<readonly GatewayReport[]>;
  spend(by: AdminActor, period: 'day' | 'month'): Promise<SpendReport>;
  /** The ledger's lines as CSV, in pieces of whole lines, the first with the names of the columns. */
  ledgerCsv(by: AdminActor, span: Span): AsyncIterable<string>;
  audit(by: AdminActor, wanted: AuditSearch): Promise<readonly AuditRecord[]>;
}
