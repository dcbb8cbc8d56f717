import type { Refusal } from '../../../core/core.ts';
import type { ErrorCode } from '../../../core/errors.ts';
import { plainInstant } from '../../shared/format.ts';
import { createTranslator } from '../../shared/messages.ts';
import { errorText, refusalText } from '../../shared/refusal-text.ts';

/** What people read for an error code that is nobody's generation. */
export function errorSentence(code: ErrorCode, locale: string): string {
  return errorText(code, createTranslator(locale));
}

/** Why a request was not accepted, and what to do; a line each where several words are wrong. */
export function refusalSentence(refusal: Refusal, locale: string, now: () => number): string {
  const translator = createTranslator(locale);
  return refusalText(refusal, translator, { formatInstant: plainInstant(translator, now) });
}
