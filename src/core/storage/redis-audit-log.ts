import { z } from 'zod';
import type { AuditEntry, AuditLog, AuditRecord, AuditSearch } from '../ports/audit.ts';
import type { StoreConnection } from './connection.ts';
import { keyPrefix } from './keys.ts';

/** Stream: one entry per decision. */
export const auditKey = `${keyPrefix}audit`;
const kept = 50_000;
const pageSize = 500;

/** The audit log as a capped stream, one JSON field an entry. */
export class RedisAuditLog implements AuditLog {
  readonly #redis: StoreConnection;

  constructor(redis: StoreConnection) {
    this.#redis = redis;
  }

  async append(entry: AuditEntry): Promise<void> {
    await this.#redis.xadd(auditKey, 'MAXLEN', '~', kept, '*', 'e', JSON.stringify(entry));
  }

  async search(wanted: AuditSearch): Promise<readonly AuditRecord[]> {
    const { since = 0, until, skip = 0, limit = 50 } = wanted;
    const found: AuditRecord[] = [];
    let newest = until === undefined ? '+' : `(${until}-0`;
    let passed = 0;
    for (;;) {
      const page = await this.#redis.xrevrange(auditKey, newest, String(since), 'COUNT', pageSize);
      for (const [id, [, text = '']] of page) {
        const record = recordOf(id, text);
        if (!isMeant(record, wanted)) continue;
        passed += 1;
        if (passed <= skip) continue;
        found.push(record);
        if (found.length >= limit) return found;
      }
      const last = page.at(-1);
      if (!last || page.length < pageSize) return found;
      newest = `(${last[0]}`;
    }
  }
}

/** A record of ours; only what its readers rely on is looked at. */
const shape = z.looseObject({ action: z.string() });

function recordOf(id: string, text: string): AuditRecord {
  const entry = shape.parse(JSON.parse(text)) as unknown as AuditEntry;
  return { ...entry, id, at: Number(id.split('-')[0]) };
}

function saysIt(record: AuditRecord, text: string): boolean {
  return JSON.stringify(record).toLowerCase().includes(text.toLowerCase());
}

function isMeant(record: AuditRecord, { by, about, who, chatId, action, text }: AuditSearch): boolean {
  return (
    (by === undefined || record.by === by) &&
    (about === undefined || record.about === about) &&
    (who === undefined || record.by === who || record.about === who) &&
    (text === undefined || saysIt(record, text)) &&
    (chatId === undefined || record.chatId === chatId) &&
    (action === undefined || record.action.startsWith(action))
  );
}
