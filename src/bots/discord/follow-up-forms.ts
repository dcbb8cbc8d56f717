import { ComponentType, TextInputStyle } from '@discordjs/core/http-only';
import { livePictures, type Generation } from '../../core/generation/generation.ts';
import { buildButtonId, type Button, type Verb } from '../shared/buttons.ts';
import { asWritten } from '../shared/edit-settings.ts';
import type { MessageKey } from '../shared/messages.ts';
import { truncate } from '../shared/text.ts';
import type { DiscordTranslator } from './discord-messages.ts';
import { formFields } from './edit-form.ts';

/** The field that says how different a variation should be. */
export const strengthField = 'strength';
/** Among the pictures that can be deleted: all of them. */
export const allPictures = 'all';

/** Forms are about a message without a trace of their own: what they are about stands in their id, as in a button's. */
export function followUpForm(button: Button, generation: Generation, translator: DiscordTranslator): object {
  const { common } = translator;
  const title = truncate(common.say(`button.${button.verb}`), 45);
  return { custom_id: buildButtonId(button), title, components: fieldsOf(button, generation, translator) };
}

/** The form behind Reuse and Rephrase: the request as one would write it. */
export function reuseForm(
  source: Pick<Generation, 'id' | 'request'>,
  translator: DiscordTranslator,
  verb: 'reuse' | 'rephrase' = 'reuse',
): object {
  const input = {
    type: ComponentType.TextInput,
    custom_id: formFields.prompt,
    style: TextInputStyle.Paragraph,
    required: true,
    max_length: maxText,
    value: truncate(asWritten(source), maxText),
  };
  return {
    custom_id: buildButtonId({ verb, id: source.id }),
    title: truncate(translator.common.say(`button.${verb}`), 45),
    components: [label(translator.common.say('follow.reuse'), input)],
  };
}

const maxText = 4_000;

function fieldsOf(button: Button, generation: Generation, translator: DiscordTranslator): readonly object[] {
  const { common } = translator;
  const live = livePictures(generation);
  const pictures = live.map(({ index }) => ({
    label: common.say('follow.picture', { number: index + 1 }),
    value: String(index),
  }));
  const isAsked = button.index === undefined && live.length > 1;
  if (isDeletion(button.verb)) {
    const one = String(button.index ?? live[0]?.index ?? 0);
    const choices = isAsked
      ? [...pictures, { label: common.say('follow.all'), value: allPictures }]
      : [{ label: common.say('follow.delete-this'), value: one }];
    // Nothing is chosen beforehand: choosing it is the second thought.
    return [label(common.say('follow.delete'), select(formFields.which, choices))];
  }
  return [
    ...(isAsked ? [label(common.say('follow.which'), select(formFields.which, pictures, 0))] : []),
    ...(button.verb === 'vary'
      ? [label(common.say('follow.how-much'), select(strengthField, strengths(common.say), 0))]
      : []),
  ];
}

export function isDeletion(verb: Verb): boolean {
  return verb === 'delete' || verb === 'drop';
}

function strengths(say: (key: MessageKey) => string) {
  return (['subtle', 'strong'] as const).map((value) => ({ label: say(`follow.${value}`), value }));
}

function select(
  name: string,
  options: readonly { readonly label: string; readonly value: string }[],
  chosen?: number,
): object {
  return {
    type: ComponentType.StringSelect,
    custom_id: name,
    required: true,
    options: options.map((option, index) => ({ ...option, default: index === chosen })),
  };
}

function label(text: string, component: object): object {
  return { type: ComponentType.Label, label: truncate(text, 45), component };
}
