import type { LedgerLine } from '../storage/redis-ledger.ts';

const columns = [
  'time',
  'kind',
  'generation',
  'part',
  'pictures',
  'usd',
  'user',
  'chat',
  'gateway',
  'payer',
] as const;
const pageSize = 1_000;

export interface LedgerCsvOptions {
  /** Pages of the ledger in order, from after a line. */
  readonly lines: (page: { after: string; limit: number }) => Promise<readonly LedgerLine[]>;
  /** Unix ms; from inclusive, to exclusive. */
  readonly from: number;
  readonly to: number;
  /** This chat's lines only. */
  readonly chatId?: string;
}

/** The ledger as CSV (RFC 4180), a page at a time. */
export async function* ledgerCsv({ lines, from, to, chatId }: LedgerCsvOptions): AsyncGenerator<string> {
  yield csvRow(columns);
  // The last place that a line of the millisecond before can have.
  let after = `${Math.max(0, from - 1)}-${from > 0 ? '18446744073709551615' : '0'}`;
  for (;;) {
    const page = await lines({ after, limit: pageSize });
    const wanted = page.filter((line) => line.at < to && (chatId === undefined || line.chatId === chatId));
    if (wanted.length > 0) yield wanted.map(rowOf).join('');
    const last = page.at(-1);
    if (!last || page.length < pageSize || last.at >= to) return;
    after = last.id;
  }
}

function rowOf(line: LedgerLine): string {
  const { at, kind, generationId, part, images, microUsd, userId, chatId, provider = '', payer = '' } = line;
  return csvRow([
    new Date(at).toISOString(),
    ...[kind, generationId, part, images, microUsd / 1_000_000, userId, chatId, provider, payer],
  ]);
}

/** One row. A text that a spreadsheet would take for a formula is marked as text. */
export function csvRow(values: readonly (string | number)[]): string {
  return `${values.map(cellOf).join(',')}\r\n`;
}

function cellOf(value: string | number): string {
  // Never "1e-7": not every reader of the file understands that.
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : value.toFixed(6);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
