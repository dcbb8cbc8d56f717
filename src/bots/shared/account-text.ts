import type { CanceledGeneration, Quota } from '../../core/core.ts';
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
  const lines = quota.lines.map((line) => {
    if (line.unit === 'images') {
      return translator.say(`quota.${line.scope}-images`, { used: line.used, limit: line.limit ?? 'none' });
    }
    return translator.say(`quota.${line.scope}-money`, {
      used: formatMoney(line.used, translator.locale),
      limit: line.limit === undefined ? 'none' : formatMoney(line.limit, translator.locale),
    });
  });
  lines.push(
    translator.say('quota.unfinished', {
      unfinished: quota.unfinished,
      concurrent: quota.concurrentLimit,
      queued: quota.queuedLimit,
    }),
    translator.say('quota.resets', { when: options.formatInstant(quota.resetsAt) }),
  );
  if (quota.assumedPrices.length > 0) {
    lines.push(translator.say('quota.assumed', { providers: titles(quota.assumedPrices) }));
  }
  if (quota.unknownPrices.length > 0) {
    lines.push(translator.say('quota.unknown', { providers: titles(quota.unknownPrices) }));
  }
  return lines;
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
