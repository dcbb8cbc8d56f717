import { boughtBeforeCancel } from '../../core/generation/ending-transitions.ts';
import type { Generation, Part } from '../../core/generation/generation.ts';
// prettier-ignore
import { changesOf, chargedOf, picturesOf, statusOf } from '../../core/generation/generation.ts';
import type { ChangedField } from '../../core/ports/image-provider.ts';
import { formatDuration, formatMoney } from './format.ts';
import type { MessageTranslator } from './messages.ts';
import { errorText } from './refusal-text.ts';
import { oneLine, truncate } from './text.ts';

export interface OutcomeTextOptions {
  /** What users read for a gateway's id; the id itself where nothing is known. */
  readonly providerTitle?: (id: string) => string;
  /** Longest prompt and revised prompt shown, in UTF-16 units (300). */
  readonly maxPrompt?: number;
}

/** The pieces of a finished generation's caption, plain text without any mark-up. Empty pieces are absent. */
export interface OutcomeText {
  /** The prompt on one line, shortened. */
  readonly prompt: string;
  /** What was asked, gateway, real pixels, time, cost, version, joined by " · "; or the sentence why there is none. */
  readonly summary: string;
  /** Everything else worth saying, a line each: changes, fail-over, what is missing, the gateway's own wording. */
  readonly notes: readonly string[];
}

/** What to write with the outcome of a finished generation. */
export function outcomeText(
  generation: Generation,
  translator: MessageTranslator,
  options: OutcomeTextOptions = {},
): OutcomeText {
  const prompt = truncate(oneLine(generation.request.prompt), options.maxPrompt ?? defaultMaxPrompt);
  const pictures = picturesOf(generation);
  if (pictures.length === 0) {
    return { prompt, summary: noPictureSentence(generation, translator, options), notes: [] };
  }
  return {
    prompt,
    summary: summaryLine(generation, translator, options),
    notes: [
      ...sandboxNote(generation, translator),
      ...changeNote(generation, translator),
      ...failoverNotes(generation, translator, options),
      ...partialNote(generation, translator, options),
      ...revisedNote(generation, translator, options),
    ],
  };
}

/** The request's words without the defaults: "16:9 · 2k · high · 3 pictures". */
export function askedText(generation: Generation, translator: MessageTranslator): string {
  const { request } = generation;
  const words = [
    request.size
      ? `${request.size.width}×${request.size.height}`
      : [request.ratio === 'auto' ? '' : request.ratio, request.resolution].filter(Boolean).join(' · '),
    request.variation === undefined ? '' : translator.say(`variation.${request.variation}`),
    request.quality === 'auto' ? '' : request.quality,
    request.count === 1 ? '' : translator.say('outcome.count', { count: request.count }),
    request.format === 'png' ? '' : request.format,
    request.background === 'auto' ? '' : request.background,
  ];
  return words.filter((word) => word !== '').join(' · ');
}

/** What the user was charged: "$0.12", "about $0.04", "free", "price unknown". */
export function costText(generation: Generation, translator: MessageTranslator): string {
  const charged = chargedOf(generation);
  if (generation.payer) return ownKeyText(generation, translator);
  const paid = generation.parts.filter((part) => part.payment.capturedImages > 0);
  if (charged.images === 0) return translator.say('outcome.not-charged');
  if (paid.some((part) => part.price.microUsdPerImage === undefined)) {
    return translator.say('outcome.price-unknown');
  }
  if (charged.microUsd === 0) return translator.say('outcome.free');
  const price = formatMoney(charged.microUsd, translator.locale);
  return paid.some((part) => part.price.assumed) ? translator.say('outcome.price-assumed', { price }) : price;
}

/** What the gateway took from the asker's own account, as it says or by the table. */
function ownKeyText({ parts }: Generation, translator: MessageTranslator): string {
  const attempts = parts.flatMap((part) => part.attempts);
  const microUsd = attempts.reduce((sum, { cost }) => sum + cost.capturedMicroUsd, 0);
  const price = microUsd === 0 ? 'none' : formatMoney(microUsd, translator.locale);
  return translator.say('outcome.own-key', { price });
}

const defaultMaxPrompt = 300;
/** The gateway that only draws on this machine; its pictures are marked. */
const sandboxId = 'sandbox';

function summaryLine(
  generation: Generation,
  translator: MessageTranslator,
  options: OutcomeTextOptions,
): string {
  const made = generation.parts.filter((part) => part.images.length > 0);
  const providers = [...new Set(made.map((part) => titleOf(part.provider, options)))];
  const pieces = [
    generation.pictureVersion > 1
      ? translator.say('outcome.version', { version: generation.pictureVersion })
      : '',
    askedText(generation, translator),
    providers.join(' + '),
    pixelsText(generation, translator),
    generation.finishedAt === undefined
      ? ''
      : formatDuration(generation.finishedAt - generation.createdAt, translator),
    costText(generation, translator),
  ];
  return pieces.filter((piece) => piece !== '').join(' · ');
}

function pixelsText(generation: Generation, translator: MessageTranslator): string {
  const sizes = picturesOf(generation).map(({ width, height, upscaledFrom }) => {
    const pixels = translator.say('outcome.pixels', { width, height });
    return upscaledFrom
      ? `${pixels} (${translator.say('outcome.upscaled', { width: upscaledFrom.width, height: upscaledFrom.height })})`
      : pixels;
  });
  return [...new Set(sizes)].join(', ');
}

function noPictureSentence(
  generation: Generation,
  translator: MessageTranslator,
  options: OutcomeTextOptions,
): string {
  if (statusOf(generation) === 'canceled') {
    return translator.say(boughtBeforeCancel(generation) ? 'outcome.canceled-bought' : 'outcome.canceled');
  }
  const error = generation.error ?? generation.parts.find((part) => part.error)?.error;
  const code = error?.code ?? 'internal';
  const sentence = errorText(
    code,
    translator,
    error?.provider === undefined ? undefined : titleOf(error.provider, options),
  );
  // Nothing of the asker's was charged here; what their gateway did, it tells them.
  if (generation.payer) return sentence;
  const charged = chargedOf(generation);
  return charged.images === 0
    ? `${sentence} ${translator.say('outcome.not-charged')}`
    : `${sentence} ${translator.say('outcome.charged', { price: costText(generation, translator) })}`;
}

function sandboxNote(generation: Generation, translator: MessageTranslator): readonly string[] {
  const drawn = generation.parts.some((part) => part.provider === sandboxId && part.images.length > 0);
  return drawn ? [translator.say('outcome.sandbox')] : [];
}

function changeNote(generation: Generation, translator: MessageTranslator): readonly string[] {
  const changes = changesOf(generation).map(({ field, from, to }) => {
    // “16:9” says what it is, “80” does not.
    const name = namedFields.has(field) ? `${translator.say(`field.${field}`)} ` : '';
    return `${name}${from} → ${to}`;
  });
  return changes.length === 0 ? [] : [translator.say('outcome.changed', { changes: changes.join(', ') })];
}

const namedFields: ReadonlySet<ChangedField> = new Set(['compression', 'quality', 'background']);

function failoverNotes(
  generation: Generation,
  translator: MessageTranslator,
  options: OutcomeTextOptions,
): readonly string[] {
  const notes = generation.parts
    .filter((part) => part.images.length > 0)
    .flatMap((part) => {
      const from = passedOver(part, generation.request.provider);
      if (from.length === 0) return [];
      return translator.say('outcome.failover', {
        from: from.map((id) => titleOf(id, options)).join(', '),
        to: titleOf(part.provider, options),
      });
    });
  return [...new Set(notes)];
}

/** Gateways that were to make a part before the one that did: the user's choice, and those that were asked in vain. */
function passedOver(part: Part, named: string | undefined): readonly string[] {
  const asked = part.attempts.filter(({ state }) => state === 'failed').map(({ provider }) => provider);
  const before = new Set([...(named === undefined ? [] : [named]), ...part.refusedBy, ...asked]);
  return [...before].filter((id) => id !== part.provider);
}

function partialNote(
  generation: Generation,
  translator: MessageTranslator,
  options: OutcomeTextOptions,
): readonly string[] {
  const made = picturesOf(generation).length;
  const asked = generation.request.count;
  if (made >= asked) return [];
  const error = generation.parts.find((part) => part.error)?.error;
  const reason = error
    ? errorText(error.code, translator, error.provider && titleOf(error.provider, options))
    : '';
  return [translator.say('outcome.partial', { made, asked, reason }).trim()];
}

function revisedNote(
  generation: Generation,
  translator: MessageTranslator,
  options: OutcomeTextOptions,
): readonly string[] {
  const revised = picturesOf(generation).find((picture) => picture.revisedPrompt)?.revisedPrompt;
  if (revised === undefined || oneLine(revised) === oneLine(generation.request.prompt)) return [];
  const prompt = truncate(oneLine(revised), options.maxPrompt ?? defaultMaxPrompt);
  return [translator.say('outcome.revised', { prompt })];
}

function titleOf(id: string, options: OutcomeTextOptions): string {
  return options.providerTitle?.(id) ?? id;
}
