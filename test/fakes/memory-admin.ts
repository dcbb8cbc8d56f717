import type { Admin, Block, Pause } from '../../src/core/ports/admin.ts';
import type { AuditRecord } from '../../src/core/ports/audit.ts';

/** What admins do, in memory; gateways and spending are made up. */
export function createMemoryAdmin(): Admin {
  const blocks = new Map<string, Block>();
  const entries: AuditRecord[] = [];
  let pause: Pause | undefined;
  const note = (action: string, by: string, about = ''): void =>
    void entries.unshift({ id: String(entries.length), at: Date.now(), action, by, about });
  const state = async () => ({ unfinished: 2, ...(pause ? { pause } : {}) });
  return {
    async block(by, { userId, reason }) {
      if (userId === 'telegram:1') return { kind: 'is-admin' };
      const block = { userId, reason, by: by.userId, at: Date.now() };
      blocks.set(userId, block);
      note('admin.block', by.userId, userId);
      return { kind: 'blocked', block, withdrawn: 0 };
    },
    unblock: async (_by, userId) => blocks.delete(userId),
    blocks: async () => [...blocks.values()],
    pause(by, { mode, reason }) {
      pause = { mode, by: by.userId, at: Date.now(), ...(reason === undefined ? {} : { reason }) };
      note(`admin.${mode}`, by.userId);
      return state();
    },
    async resume() {
      const was = pause !== undefined;
      pause = undefined;
      return was;
    },
    state,
    limits: async () => [],
    setLimit: async () => undefined,
    grant: async () => undefined,
    reset: async () => undefined,
    gateways: async () => [
      {
        ...{ id: 'gccai', title: 'GCC AI', state: 'ok', waiting: 1, running: 3, ended: 40, failed: 2 },
        ...{ halfMs: 21_000, mostMs: 48_000, balance: { text: '$12.50', microUsd: 12_500_000 } },
      },
      {
        id: 'aizfw',
        title: 'aizfw',
        state: 'put-aside',
        waiting: 0,
        running: 0,
        ended: 0,
        failed: 0,
        balance: 'failed',
      },
    ],
    spend: async (_by, period) => ({
      ...{ period: period === 'day' ? '2026-11-21' : '2026-11', images: 7, chargedMicroUsd: 350_000 },
      ...{ costMicroUsd: 280_000, writtenOffMicroUsd: 40_000 },
      byGateway: [{ id: 'gccai', costMicroUsd: 280_000, writtenOffMicroUsd: 40_000 }],
      byChat: [{ id: 'discord:9', images: 7, microUsd: 350_000 }],
      byUser: [{ id: 'discord:42', images: 7, microUsd: 350_000 }],
    }),
    async *ledgerCsv(_by, { from, to }) {
      yield 'time,kind\r\n';
      yield `${from},${to}\r\n`;
    },
    audit: async (_by, { about }) => entries.filter((entry) => about === undefined || entry.about === about),
  };
}
