import type { ProgressView } from '../../core/ports/delivery-channel.ts';
import type { Button } from './buttons.ts';
import { clockTime, formatDuration, formatMoney } from './format.ts';
import type { MessageTranslator } from './messages.ts';

export interface ProgressTextOptions {
  readonly now: () => number;
  readonly providerTitle?: (id: string) => string;
  /**
   * How times are written. `elapsing`: as durations, for a message that is edited while they pass. `lasting`: by the clock,
   * so that the message stays true until its stage changes. Or as the platform counts them itself, without an edit.
   */
  readonly times?: 'elapsing' | 'lasting' | ((at: number) => string);
}

/** What can be done about a generation that is under way. */
export function progressButtons({ generation }: ProgressView): readonly Button[] {
  const { id, toConfirm } = generation;
  return toConfirm
    ? [
        { verb: 'make', id },
        { verb: 'cancel', id },
      ]
    : [{ verb: 'cancel', id }];
}

/** What the status message says while a generation is under way: where it stands, then how long. */
export function progressLines(
  view: ProgressView,
  translator: MessageTranslator,
  options: ProgressTextOptions,
): readonly string[] {
  const time = [askedText(view, translator, options), expectedText(view, translator, options)];
  return [stageLine(view, translator, options), time.filter((text) => text !== '').join(' · ')].filter(
    (line) => line !== '',
  );
}

function stageLine(view: ProgressView, translator: MessageTranslator, options: ProgressTextOptions): string {
  const { toConfirm } = view.generation;
  if (view.stage === 'confirming' && toConfirm) {
    const price = formatMoney(toConfirm.microUsd, translator.locale);
    return translator.say('progress.confirming', { price, assumed: toConfirm.assumed ? 'yes' : 'no' });
  }
  const id = view.generation.parts.find((part) => part.state !== 'succeeded')?.provider;
  const provider =
    id === undefined ? translator.say('provider.unnamed') : (options.providerTitle?.(id) ?? id);
  const stage = translator.say(`progress.${view.stage}`, { provider });
  const details = [];
  const { position, progress } = view;
  if (view.stage === 'waiting' && position !== undefined) {
    const key = options.times === 'lasting' ? 'progress.position-then' : 'progress.position';
    details.push(translator.say(key, { position }));
  }
  if (view.stage === 'drawing' && progress !== undefined && options.times !== 'lasting') {
    details.push(translator.say('progress.percent', { percent: Math.round(progress) }));
  }
  return [stage, ...details].join(' · ');
}

function askedText(
  { generation: { createdAt } }: ProgressView,
  translator: MessageTranslator,
  { now, times }: ProgressTextOptions,
): string {
  if (typeof times === 'function') return translator.say('progress.asked', { when: times(createdAt) });
  if (times === 'lasting') return '';
  return translator.say('progress.elapsed', { duration: formatDuration(now() - createdAt, translator) });
}

/** By when it is usually done; for what takes longer, when it is given up. Nothing that could turn out to be untrue. */
function expectedText(
  { stage, expectedAt, deadlineAt }: ProgressView,
  translator: MessageTranslator,
  { now, times }: ProgressTextOptions,
): string {
  if (expectedAt === undefined || stage === 'collecting') return '';
  // Others may come before it, so this does not last; and in a line nothing takes longer than usual.
  if (stage === 'waiting' && (times === 'lasting' || expectedAt <= now())) return '';
  const until = (at: number): string => translator.say('unit.in', { duration: formatDuration(at - now(), translator) }); // prettier-ignore
  const when = typeof times === 'function' ? times : times === 'lasting' ? clockTime(translator) : until;
  if (expectedAt <= now()) {
    if (deadlineAt === undefined || deadlineAt <= now()) return translator.say('progress.longer');
    return translator.say('progress.longer-until', { when: when(deadlineAt) });
  }
  return translator.say('progress.expected-at', { when: when(expectedAt) });
}
