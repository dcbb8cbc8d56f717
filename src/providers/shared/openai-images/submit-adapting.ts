import { submitImages } from './submit-images.ts';
import type { HttpRefusal, ImagesCall, MadeImages } from './submit-images.ts';
import { asRecord, firstText } from '../reply-fields.ts';

export interface AdaptingCall extends Omit<ImagesCall, 'call'> {
  /** The call without the named parts; asked again after each refusal that names one. */
  readonly build: (without: ReadonlySet<string>) => ImagesCall['call'];
  /** Fields that may be left out without making another picture. */
  readonly droppable: readonly string[];
  /** What this gateway is known not to take; grows, and is kept by the caller. */
  readonly without: Set<string>;
  /** A part to leave out that the common reading of a refusal does not find. */
  readonly adapt?: (refusal: HttpRefusal) => string | undefined;
}

const MAX_TRIES = 4;

/**
 * A paid call that is repeated without a field only when the gateway refused that very field with a 400: it was read,
 * it was refused before any work, and nothing was bought.
 */
export async function submitAdapting(input: AdaptingCall): Promise<MadeImages> {
  const { build, without, droppable } = input;
  for (let tries = 1; ; tries += 1) {
    let refusal: HttpRefusal | undefined;
    const readRefusal: NonNullable<ImagesCall['readRefusal']> = (seen) => {
      refusal = seen;
      return input.readRefusal?.(seen);
    };
    try {
      return await submitImages({ ...input, call: build(without), readRefusal });
    } catch (error) {
      const refused = refusal?.status === 400 ? refusal : undefined;
      const part = refused && (input.adapt?.(refused) ?? refusedField(refused, droppable));
      if (part === undefined || without.has(part) || tries === MAX_TRIES) throw error;
      without.add(part);
    }
  }
}

/** The field that an `unknown_parameter` names, when it may be left out. */
function refusedField({ envelope, message }: HttpRefusal, droppable: readonly string[]): string | undefined {
  const isUnknown =
    /unknown_parameter/i.test(envelope?.errorCode ?? '') || /unknown parameter/i.test(message);
  if (!isUnknown) return undefined;
  const named = firstText(asRecord(envelope?.fields['error'])?.['param']);
  return droppable.find((field) => field === named || message.includes(`'${field}'`));
}
