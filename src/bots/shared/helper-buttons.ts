import type { ImageRequestInput } from '../../core/generation/image-request.ts';
import type { Suggestion } from '../../core/ports/prompt-helper.ts';
import type { MessageTranslator } from './messages.ts';

/** What can become of a suggested prompt. */
export const helperVerbs = ['use', 'edit', 'keep'] as const;
export type HelperVerb = (typeof helperVerbs)[number];

export interface HelperButton {
  readonly verb: HelperVerb;
  /** The suggestion's id. */
  readonly id: string;
}

/** `help:use:<id>`. */
export function buildHelperButtonId({ verb, id }: HelperButton): string {
  return `help:${verb}:${id}`;
}

/** Undefined for anything that no button of ours carries. */
export function parseHelperButtonId(text: string): HelperButton | undefined {
  const [, word, id] = /^help:([a-z]+):([0-9a-f]{8,40})$/.exec(text) ?? [];
  const verb = helperVerbs.find((candidate) => candidate === word);
  return verb && id !== undefined ? { verb, id } : undefined;
}

/** The buttons under a suggestion, in order; there is nothing of one's own to keep where a picture was described. */
export function helperButtons(
  { id, kind, original }: Suggestion,
  { say }: MessageTranslator,
): readonly (HelperButton & { readonly label: string })[] {
  return [
    { verb: 'use', id, label: say(kind === 'describe' ? 'helper.imagine' : 'helper.use') },
    { verb: 'edit', id, label: say('helper.edit') },
    ...(original === undefined ? [] : [{ verb: 'keep', id, label: say('helper.keep') } as const]),
  ];
}

/** What stands above a suggestion. */
export function suggestionHeading({ kind }: Suggestion, { say }: MessageTranslator): string {
  return say(kind === 'describe' ? 'helper.described' : 'helper.suggested');
}

/** The request that a suggestion becomes, or the one that it was made of. */
export function suggestedRequest(suggestion: Suggestion, verb: 'use' | 'keep'): ImageRequestInput {
  const { text, original = text, words } = suggestion;
  return { ...words, prompt: verb === 'keep' ? original : text };
}

/** A suggestion as a person would write it: its words, and a flag for each word beside them. */
export function suggestionAsWritten({ text, words }: Suggestion): string {
  const flags = Object.entries(words).flatMap(([name, value]) => {
    if (name === 'prompt' || value === undefined) return [];
    if (typeof value === 'boolean') return [value ? `--${name}` : `--${name}=no`];
    return [`--${name} ${String(value)}`];
  });
  return [text, ...flags].join(' ');
}
