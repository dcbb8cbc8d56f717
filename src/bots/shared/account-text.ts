import type { CanceledGeneration, Quota, QuotaLine } from '../../core/core.ts';
import { statusOf, type Generation } from '../../core/generation/generation.ts';
import { formatMoney, type FormatInstant } from './format.ts';
import type { MessageTranslator } from './messages.ts';
import { oneLine, truncate } from './text.ts';

export interface QuotaTextOptions {
  readonly formatInstant: FormatInstant;
  readonly providerTitle?: (id: string) => string;
}

/** The answer to /quota, a line each. */
export function quotaLines(
  quota: Quota,
  translator: MessageTranslator,
  options: QuotaTextOptions,
): readonly string[] {
  const titles = (ids: readonly string[]): string =>
    ids.map((id) => options.providerTitle?.(id) ?? id).join(', ');
  const lines = shares(quota.lines).map(({ scope, period, images, money }) =>
    translator.say(`quota.${scope}`, {
      period,
      images: translator.say('quota.images', { used: images?.used ?? 0, limit: images?.limit ?? 'none' }),
      money: translator.say('quota.money', {
        used: formatMoney(money?.used ?? 0, translator.locale),
        limit: money?.limit === undefined ? 'none' : formatMoney(money.limit, translator.locale),
      }),
    }),
  );
  lines.push(
    translator.say('quota.unfinished', {
      unfinished: quota.unfinished,
      concurrent: quota.concurrentLimit,
      queued: quota.queuedLimit,
    }),
    translator.say('quota.resets', { when: options.formatInstant(quota.resetsAt), period: 'day' }),
    translator.say('quota.resets', { when: options.formatInstant(quota.monthResetsAt), period: 'month' }),
  );
  if (quota.ownKeys.length > 0)
    lines.push(translator.say('quota.own-keys', { providers: titles(quota.ownKeys) }));
  if (quota.assumedPrices.length > 0) {
    lines.push(translator.say('quota.assumed', { providers: titles(quota.assumedPrices) }));
  }
  if (quota.unknownPrices.length > 0) {
    lines.push(translator.say('quota.unknown', { providers: titles(quota.unknownPrices) }));
  }
  return lines;
}

interface Share extends Pick<QuotaLine, 'scope' | 'period'> {
  readonly images: QuotaLine | undefined;
  readonly money: QuotaLine | undefined;
}

/** Pictures and money of one scope and period beside each other. */
function shares(lines: readonly QuotaLine[]): readonly Share[] {
  const found = new Map<string, Share>();
  for (const line of lines) {
    const key = `${line.scope} ${line.period}`;
    const share = found.get(key) ?? { ...line, images: undefined, money: undefined };
    found.set(key, { ...share, [line.unit === 'images' ? 'images' : 'money']: line });
  }
  return [...found.values()];
}

/** The answer to /cancel and to the button, with the money rule said. */
export function cancelText(canceled: readonly CanceledGeneration[], translator: MessageTranslator): string {
  if (canceled.length === 0) return translator.say('answer.cancel-nothing');
  const bought = canceled.filter((entry) => entry.bought).length;
  const free = canceled.length - bought;
  return [
    free > 0 ? translator.say('answer.canceled-free', { count: free }) : '',
    bought > 0 ? translator.say('answer.canceled-bought', { count: bought }) : '',
  ]
    .filter((sentence) => sentence !== '')
    .join('\n');
}

/** One entry of /history: its status and the beginning of its prompt. */
export function historyLine(generation: Generation, translator: MessageTranslator, maxPrompt = 80): string {
  const status = translator.say(`status.${statusOf(generation)}`);
  return `${status} · ${truncate(oneLine(generation.request.prompt), maxPrompt)}`;
}
