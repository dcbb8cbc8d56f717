import type { AdminNotice } from '../../../core/ports/admin-notices.ts';
import type { GatewayReport, SpendReport } from '../../../core/ports/admin.ts';

/** How everything stands, in sentences for people. */
export interface AdminOverview {
  readonly isPaused: boolean;
  readonly state: string;
  readonly gateways: readonly string[];
  readonly today: readonly string[];
  readonly month: readonly string[];
  readonly blocks: readonly { readonly userId: string; readonly text: string }[];
  /** What admins were told lately, newest first; instants are Unix milliseconds. */
  readonly warnings: readonly { readonly at: number; readonly text: string; readonly report?: ReportView }[];
}

/** A report that can be decided about. */
export interface ReportView {
  readonly generationId: string;
  /** Position of the picture, from 0. */
  readonly index: number;
  /** Whether there is a post to delete. */
  readonly isPosted: boolean;
}

/** Undefined for every other notice. */
export function viewReport(notice: AdminNotice): ReportView | undefined {
  if (notice.kind !== 'report' || notice.index === undefined) return undefined;
  const { generationId, index, isPosted = false } = notice;
  return { generationId, index, isPosted };
}

/** A gateway for programs. Durations are milliseconds, money is dollars. */
export interface GatewayView extends Omit<GatewayReport, 'balance'> {
  /** Absent where the gateway tells none; null where it did not answer. */
  readonly balance?: { readonly text: string; readonly usd?: number } | null;
}

/** Spending for programs. Money is dollars. */
export interface SpendView {
  readonly period: string;
  readonly images: number;
  readonly chargedUsd: number;
  readonly costUsd: number;
  readonly writtenOffUsd: number;
  readonly byGateway: readonly {
    readonly id: string;
    readonly costUsd: number;
    readonly writtenOffUsd: number;
  }[];
  readonly byChat: readonly ShareView[];
  readonly byUser: readonly ShareView[];
}

interface ShareView {
  readonly id: string;
  readonly images: number;
  readonly usd: number;
}

export function viewGateway({ balance, ...report }: GatewayReport): GatewayView {
  if (balance === undefined) return report;
  if (balance === 'failed') return { ...report, balance: null };
  const { text, microUsd } = balance;
  return { ...report, balance: { text, ...(microUsd === undefined ? {} : { usd: dollars(microUsd) }) } };
}

export function viewSpend(report: SpendReport): SpendView {
  const { period, images, chargedMicroUsd, costMicroUsd = 0, writtenOffMicroUsd = 0 } = report;
  const share = ({ id, images: count, microUsd }: SpendReport['byUser'][number]): ShareView => ({
    ...{ id, images: count, usd: dollars(microUsd) },
  });
  return {
    ...{ period, images, chargedUsd: dollars(chargedMicroUsd) },
    ...{ costUsd: dollars(costMicroUsd), writtenOffUsd: dollars(writtenOffMicroUsd) },
    byGateway: report.byGateway.map(({ id, ...gateway }) => ({
      ...{ id, costUsd: dollars(gateway.costMicroUsd), writtenOffUsd: dollars(gateway.writtenOffMicroUsd) },
    })),
    byChat: report.byChat.map(share),
    byUser: report.byUser.map(share),
  };
}

function dollars(microUsd: number): number {
  return microUsd / 1_000_000;
}
