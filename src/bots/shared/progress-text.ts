import type { ProgressView } from '../../core/ports/delivery-channel.ts';
import { formatDuration } from './format.ts';
import type { MessageTranslator } from './messages.ts';

export interface ProgressTextOptions {
  readonly now: () => number;
  readonly providerTitle?: (id: string) => string;
  /**
   * Writes the elapsed time and the expected end where the platform shows them itself without an edit (Discord);
   * plain durations otherwise.
   */
  readonly relative?: (at: number) => string;
}

/** What the status message says while a generation is under way: where it stands, then how long. */
export function progressLines(
  view: ProgressView,
  translator: MessageTranslator,
  options: ProgressTextOptions,
): readonly string[] {
  return [stageLine(view, translator, options), timeLine(view, translator, options)].filter((l) => l !== '');
}

function stageLine(view: ProgressView, translator: MessageTranslator, options: ProgressTextOptions): string {
  const id = view.generation.parts.find((part) => part.state !== 'succeeded')?.provider;
  const provider =
    id === undefined ? translator.say('provider.unnamed') : (options.providerTitle?.(id) ?? id);
  const stage = translator.say(`progress.${view.stage}`, { provider });
  const details = [];
  if (view.stage === 'waiting' && view.position !== undefined) {
    details.push(translator.say('progress.position', { position: view.position }));
  }
  if (view.stage === 'drawing' && view.progress !== undefined) {
    details.push(translator.say('progress.percent', { percent: Math.round(view.progress) }));
  }
  return [stage, ...details].join(' · ');
}

function timeLine(view: ProgressView, translator: MessageTranslator, options: ProgressTextOptions): string {
  const now = options.now();
  const begun = view.generation.createdAt;
  const elapsed = options.relative
    ? options.relative(begun)
    : translator.say('progress.elapsed', { duration: formatDuration(now - begun, translator) });
  if (view.expectedAt === undefined) return elapsed;
  return `${elapsed} · ${expectedText(view.expectedAt, now, translator, options)}`;
}

function expectedText(
  expectedAt: number,
  now: number,
  translator: MessageTranslator,
  options: ProgressTextOptions,
): string {
  if (expectedAt <= now) return translator.say('progress.longer');
  if (options.relative) return translator.say('progress.expected-at', { when: options.relative(expectedAt) });
  return translator.say('progress.expected', { duration: formatDuration(expectedAt - now, translator) });
}
