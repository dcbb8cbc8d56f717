import { ComponentType, TextInputStyle } from '@discordjs/core/http-only';
import { truncate } from '../shared/text.ts';
import type { DiscordTranslator } from './discord-messages.ts';

/** Names of the form's fields. */
export const formFields = { prompt: 'prompt', which: 'which', files: 'files' } as const;

/** What a form is about. Everything else is asked or looked up when it comes back, however much later. */
export type FormTarget =
  /** A picture of ours; without an index the form asks which. */
  | { readonly kind: 'own'; readonly generationId: string; readonly index?: number }
  /** A foreign message, written down under the id of the interaction that opened the form. */
  | { readonly kind: 'foreign'; readonly interactionId: string };

export interface EditFormInput {
  readonly target: FormTarget;
  readonly translator: DiscordTranslator;
  /** Words that stand in the form already. */
  readonly prompt?: string;
  /** How many pictures there are to choose from. */
  readonly pictures: number;
}

/** The form behind "Edit" and "Edit image": the words, which picture where there are several, more pictures. */
export function editForm({ target, translator, prompt, pictures }: EditFormInput): object {
  const fields = [
    label(translator.say('form.prompt'), {
      type: ComponentType.TextInput,
      custom_id: formFields.prompt,
      style: TextInputStyle.Paragraph,
      required: true,
      max_length: maxPrompt,
      placeholder: truncate(translator.say('form.prompt-hint'), 100),
      ...(prompt === undefined ? {} : { value: truncate(prompt, maxPrompt) }),
    }),
    ...(pictures > 1 ? [label(translator.say('form.which'), whichField(pictures, translator))] : []),
    label(translator.say('form.files'), {
      type: ComponentType.FileUpload,
      custom_id: formFields.files,
      required: false,
      min_values: 0,
      max_values: 10,
    }),
  ];
  return { custom_id: formId(target), title: translator.say('form.title'), components: fields };
}

/** `edit:<generation>[:<index>]` or `form:<interaction>`. */
export function formId(target: FormTarget): string {
  if (target.kind === 'foreign') return `form:${target.interactionId}`;
  return ['edit', target.generationId, ...(target.index === undefined ? [] : [target.index])].join(':');
}

export function parseFormId(text: string): FormTarget | undefined {
  const [, kind, id, index] = /^(edit|form):([\w-]{1,50})(?::(\d{1,2}))?$/.exec(text) ?? [];
  if (id === undefined) return undefined;
  if (kind === 'form') return { kind: 'foreign', interactionId: id };
  return { kind: 'own', generationId: id, ...(index === undefined ? {} : { index: Number(index) }) };
}

/** Discord's limit for a text field. */
const maxPrompt = 4_000;

function whichField(pictures: number, translator: DiscordTranslator): object {
  return {
    type: ComponentType.StringSelect,
    custom_id: formFields.which,
    required: true,
    options: Array.from({ length: pictures }, (_, index) => ({
      label: translator.say('form.which-option', { number: index + 1 }),
      value: String(index),
      default: index === 0,
    })),
  };
}

function label(text: string, component: object): object {
  return { type: ComponentType.Label, label: truncate(text, 45), component };
}
