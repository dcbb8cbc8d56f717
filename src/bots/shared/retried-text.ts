import { statusOf, type Generation } from '../../core/generation/generation.ts';
import type { MessageTranslator } from './messages.ts';

/**
 * Why a press of Retry makes nothing: `standing` is what stands for the `pressed` failure, an earlier retry or the same
 * generation, whose submit was given up as unknown and has brought the picture since.
 */
export function retriedText(
  { pressed, standing }: { readonly pressed: string | undefined; readonly standing: Generation },
  translator: MessageTranslator,
): string {
  const cameAfterAll = standing.id === pressed && statusOf(standing) === 'succeeded';
  return translator.say(
    cameAfterAll && standing.retriedAs === undefined ? 'answer.came-after-all' : 'answer.retried-already',
  );
}
