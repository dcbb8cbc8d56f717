import type { GenerationOrder, Refusal } from '../core.ts';
import type { ImageRequestInput } from '../generation/image-request.ts';
import type { Preset, Presets } from '../ports/presets.ts';
import type { DefaultWords, Settings } from '../ports/settings.ts';
import { renderTemplate } from '../presets/render-template.ts';

export interface FillDependencies {
  readonly settings: Settings;
  readonly presets: Presets;
}

type Words = Record<string, unknown>;

/** What a preset speaks of where its user gave pictures and no words. */
const unnamedSubject = 'the subject of the first picture';

/**
 * Fills in what an order leaves out: from its preset, then from what the asker settled for themselves, then from what is
 * settled for the place. What stands in the order wins; what nobody settled keeps the common defaults.
 */
export async function fillWords(
  order: GenerationOrder,
  deps: FillDependencies,
): Promise<GenerationOrder | { readonly refusal: Refusal }> {
  const { preset: wanted, ...request } = order.request;
  const { userId, chatId } = order.requester;
  const { personal, place } = await deps.settings.here({ userId, placeId: order.placeId });
  const preset = isGiven(wanted) ? await deps.presets.find(String(wanted), chatId) : undefined;
  if (isGiven(wanted) && !preset) {
    const names = (await deps.presets.list(chatId)).map(({ name }) => name).join(' ');
    const issue = { field: 'preset', problem: 'not-allowed', allowed: names } as const;
    return { refusal: { code: 'invalid-input', issues: [{ ...issue, given: String(wanted).slice(0, 60) }] } };
  }
  const brought = preset ? await deps.presets.referencesOf(preset, chatId) : [];
  const references = [...(order.references ?? []), ...brought];
  const words = fill(request, [
    preset?.words,
    // A picture that is changed keeps its shape, whatever its owner likes for new ones.
    shapeless(personal, references.length > 0),
    shapeless(place, references.length > 0),
  ]);
  if (preset) words['prompt'] = promptOf(preset, request, references.length > 0);
  return { ...order, request: words as ImageRequestInput, references };
}

/** Whether the answer is private, by the same order of precedence; what an entrance must know before it answers. */
export function isPrivateByDefault(
  asked: unknown,
  { personal, place }: { readonly personal: DefaultWords; readonly place: DefaultWords },
): boolean {
  if (typeof asked === 'boolean') return asked;
  return personal.private ?? place.private ?? false;
}

function fill(request: ImageRequestInput, layers: readonly (object | undefined)[]): Words {
  const words: Words = Object.fromEntries(Object.entries(request).filter(([, value]) => isGiven(value)));
  for (const layer of layers) {
    for (const [name, value] of Object.entries(layer ?? {})) {
      // An exact size is the shape and the resolution in one.
      if (words['size'] !== undefined && (name === 'ratio' || name === 'resolution')) continue;
      if (value !== undefined) words[name] ??= value;
    }
  }
  return words;
}

function shapeless(
  { ratio, resolution, quality, format, private: isPrivate }: DefaultWords,
  hasPictures: boolean,
): object {
  return { resolution, quality, format, private: isPrivate, ...(hasPictures ? {} : { ratio }) };
}

function promptOf({ template }: Preset, { prompt }: ImageRequestInput, hasPictures: boolean): string {
  const words = typeof prompt === 'string' ? prompt.trim() : '';
  if (words !== '') return renderTemplate(template, words);
  // Without words and without a picture there is nothing to draw, and the request says so.
  return hasPictures ? renderTemplate(template, unnamedSubject) : '';
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}
