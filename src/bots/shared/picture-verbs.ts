import { livePictures, statusOf, type Generation } from '../../core/generation/generation.ts';
import type { GeneratedImage } from '../../core/generation/generation.ts';
import type { Resolution } from '../../core/generation/image-request.ts';
import { outcomeVerbs, type Button } from './buttons.ts';
import type { MessageTranslator } from './messages.ts';

export interface ResultButtonsOptions {
  /** Only this picture is shown. */
  readonly only?: number | undefined;
  readonly larger?: (picture: GeneratedImage) => readonly Resolution[];
  readonly canShare?: boolean;
}

/** Errors after which other words may be what helps. */
const aboutWords = new Set<string>(['refused-by-rules', 'refused-by-check', 'provider-moderated']);

/** The buttons under an outcome, in order. Shown alone, one of several pictures is named by each of them. */
export function resultButtons(generation: Generation, options: ResultButtonsOptions = {}): readonly Button[] {
  const { id, parent, retriedAs } = generation;
  const { only, larger, canShare = false } = options;
  const live = livePictures(generation);
  const shown = live.filter(({ index }) => only === undefined || index === only);
  const status = statusOf(generation);
  const verbs = outcomeVerbs({
    status: shown.length > 0 ? 'succeeded' : status === 'canceled' ? 'canceled' : 'failed',
    retried: retriedAs !== undefined,
    larger: shown.flatMap(({ picture }) => larger?.(picture) ?? []),
    hasParent: parent !== undefined,
    canShare,
    isAboutWords: status === 'failed' && aboutWords.has(generation.error?.code ?? ''),
  });
  // One that is left of several, or shown alone, is meant without asking.
  const index = shown.length === 1 ? shown[0]?.index : undefined;
  const isNamed = index !== undefined && generation.parts.flatMap(({ images }) => images).length > 1;
  return verbs.map((verb) => (isNamed ? { verb, id, index } : { verb, id }));
}

/** The picture that a button means: the one it names, the only one; undefined where it has to be asked for. */
export function meantPicture(generation: Generation, index: number | undefined): number | undefined {
  const live = livePictures(generation);
  if (index !== undefined) return live.some((one) => one.index === index) ? index : undefined;
  return live.length === 1 ? live[0]?.index : undefined;
}

/** The short ids by which /show finds the pictures. */
export function pictureIdsText(generation: Generation, translator: MessageTranslator, only?: number): string {
  const ids = livePictures(generation)
    .filter(({ index }) => only === undefined || index === only)
    .map(({ picture }) => picture.pictureId);
  return ids.length === 0 ? '' : translator.say('outcome.ids', { ids: ids.join(', '), count: ids.length });
}
