import type { AdminState, Block, GatewayReport, LimitLine, SpendReport } from '../../../core/ports/admin.ts';
import type { AuditRecord } from '../../../core/ports/audit.ts';
import type { LimitScope } from '../../../core/ports/limits.ts';
import { formatDuration, formatMoney } from '../format.ts';
import type { MessageTranslator } from '../messages.ts';

/** How every gateway is, a line each. */
export function gatewayLines(
  reports: readonly GatewayReport[],
  translator: MessageTranslator,
): readonly string[] {
  return reports.map((report) => {
    const { ended, failed, waiting, running, halfMs, mostMs, balance } = report;
    const errors = ended === 0 ? 'none' : Math.round((failed / ended) * 100);
    const pieces = [
      translator.say(`admin.gateway-${report.state}`),
      translator.say('admin.gateway-load', { running, waiting }),
      halfMs === undefined || mostMs === undefined
        ? ''
        : translator.say('admin.gateway-latency', {
            half: formatDuration(halfMs, translator),
            most: formatDuration(mostMs, translator),
          }),
      translator.say('admin.gateway-errors', { errors, ended }),
      balance === undefined
        ? ''
        : balance === 'failed'
          ? translator.say('admin.gateway-no-balance')
          : translator.say('admin.gateway-balance', { balance: balance.text }),
    ];
    return `${report.title}: ${pieces.filter((piece) => piece !== '').join(' · ')}`;
  });
}

/** What a day or a month went to. */
export function spendLines(report: SpendReport, translator: MessageTranslator): readonly string[] {
  const money = (microUsd: number): string => formatMoney(microUsd, translator.locale);
  const { period, images, chargedMicroUsd, costMicroUsd, writtenOffMicroUsd, byGateway, byChat, byUser } =
    report;
  const share = ({ id, images: count, microUsd }: SpendReport['byUser'][number]): string =>
    translator.say('admin.spend-share', { id, images: count, charged: money(microUsd) });
  const section = (title: 'gateway' | 'chat' | 'user', lines: readonly string[]): readonly string[] =>
    lines.length === 0 ? [] : ['', translator.say(`admin.spend-by-${title}`), ...lines];
  return [
    translator.say('admin.spend', { period, images, charged: money(chargedMicroUsd) }),
    ...(costMicroUsd === undefined || writtenOffMicroUsd === undefined
      ? []
      : [translator.say('admin.spend-cost', { cost: money(costMicroUsd), lost: money(writtenOffMicroUsd) })]),
    ...section(
      'gateway',
      byGateway.map(({ id, ...gateway }) =>
        translator.say('admin.spend-gateway', {
          id,
          cost: money(gateway.costMicroUsd),
          lost: money(gateway.writtenOffMicroUsd),
        }),
      ),
    ),
    ...section('chat', byChat.map(share)),
    ...section('user', byUser.map(share)),
  ];
}

/** What a scope has used, and of how much. */
export function limitTexts(
  scope: LimitScope,
  lines: readonly LimitLine[],
  translator: MessageTranslator,
): readonly string[] {
  return [
    translator.say('admin.limits-of', { scope: nameOfScope(scope, translator) }),
    ...lines.map(({ period, unit, used, limit }) => {
      const amount = (value: number): string | number =>
        unit === 'images' ? value : formatMoney(value, translator.locale);
      return translator.say(`admin.limit-${unit === 'images' ? 'images' : 'money'}`, {
        period,
        used: amount(used),
        limit: limit === undefined ? 'none' : amount(limit),
      });
    }),
  ];
}

export function nameOfScope({ kind, id }: LimitScope, translator: MessageTranslator): string {
  if (kind === 'all') return translator.say('admin.everybody');
  return kind === 'user' ? id : `${kind}:${id}`;
}

export function blockLines(blocks: readonly Block[], translator: MessageTranslator): readonly string[] {
  if (blocks.length === 0) return [translator.say('admin.blocks-none')];
  return blocks.map(({ userId, chatId = 'none', reason, by, at }) =>
    translator.say('admin.block-line', {
      userId,
      chat: chatId,
      reason: reason || 'none',
      by,
      day: dayOf(at),
    }),
  );
}

export function auditLines(
  records: readonly AuditRecord[],
  translator: MessageTranslator,
): readonly string[] {
  if (records.length === 0) return [translator.say('admin.audit-none')];
  return records.map(({ at, action, by = 'limner', about = '', chatId = '', facts = {} }) => {
    const known = Object.entries(facts).filter(([, value]) => value !== undefined && value !== '');
    const words = known.map(
      ([name, value]) => `${name}=${typeof value === 'object' ? JSON.stringify(value) : String(value)}`,
    );
    const when = new Date(at).toISOString().slice(0, 16).replace('T', ' ');
    return [when, action, by, about, chatId, words.join(' ')].filter((word) => word !== '').join(' · ');
  });
}

export function stateText({ pause, unfinished }: AdminState, translator: MessageTranslator): string {
  if (!pause) return translator.say('admin.running', { unfinished });
  return translator.say('admin.paused', { mode: pause.mode, unfinished, reason: pause.reason ?? 'none' });
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
