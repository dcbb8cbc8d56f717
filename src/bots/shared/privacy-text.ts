import type { Forgotten, PersonalSummary } from '../../core/ports/privacy.ts';
import type { MessageTranslator } from './messages.ts';

/** What is stored about a person, a line each; the last says what they can do about it. */
export function summaryLines(summary: PersonalSummary, translator: MessageTranslator): readonly string[] {
  const { requests, unfinished, pictures, references, ledgerLines, others, since } = summary;
  const item = (
    key: 'unfinished' | 'pictures' | 'references' | 'ledger',
    count: number,
  ): readonly string[] => (count === 0 ? [] : [`• ${translator.say(`privacy.${key}`, { count })}`]);
  const lines = [
    ...(requests === 0
      ? []
      : [`• ${translator.say('privacy.requests', { count: requests, since: dayOf(since) })}`]),
    ...item('unfinished', unfinished),
    ...item('pictures', pictures),
    ...item('references', references),
    ...item('ledger', ledgerLines),
    ...(others.some(isSum) ? [`• ${translator.say('privacy.sums')}`] : []),
    ...others.filter((other) => !isSum(other)).map((other) => `• ${otherText(other, translator)}`),
  ];
  if (lines.length === 0) return [translator.say('privacy.nothing')];
  return [translator.say('privacy.title'), ...lines, translator.say('privacy.choices')];
}

/** There is one for every day and month, which nobody wants to read one by one. */
function isSum({ name }: PersonalSummary['others'][number]): boolean {
  return name.startsWith('book ');
}

/** Keys are the one thing that has a name of its own: people want to know that it is not kept as it is. */
function otherText(
  { name, count }: PersonalSummary['others'][number],
  translator: MessageTranslator,
): string {
  if (name.endsWith('key')) return translator.say('privacy.own-keys', { count });
  return translator.say('privacy.other', { name, count });
}

export function isEmpty({ requests, ledgerLines, others }: PersonalSummary): boolean {
  return requests + ledgerLines + others.length === 0;
}

export function forgottenText(
  { requests, pictures, later }: Forgotten,
  translator: MessageTranslator,
): string {
  const deleted = translator.say('privacy.deleted', { requests, pictures });
  return later === 0 ? deleted : `${deleted} ${translator.say('privacy.later', { count: later })}`;
}

/** What stands beside one of several files of an export; with the last, what is in none of them. */
export function partText(
  part: { readonly number: number; readonly count: number; readonly left: number },
  translator: MessageTranslator,
): string {
  const { number, count, left } = part;
  return [
    number === 1 ? translator.say('privacy.export-here') : '',
    count === 1 ? '' : translator.say('privacy.export-part', { number, count }),
    left > 0 && number === count ? translator.say('privacy.export-left', { count: left }) : '',
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

/** "24.5 MiB". */
export function formatBytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}

/** An export goes behind a link where one file of the chat could not hold it. */
export function needsLink({ byteLength }: PersonalSummary, maxBytes: number): boolean {
  return byteLength * 1.02 + 65_536 > maxBytes * 0.8;
}

function dayOf(at: number | undefined): string {
  return new Date(at ?? 0).toISOString().slice(0, 10);
}
