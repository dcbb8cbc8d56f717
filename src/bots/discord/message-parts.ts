import { ButtonStyle, ComponentType } from '@discordjs/core/http-only';
import { buildButtonId, type Button, type Verb } from '../shared/buttons.ts';
import { truncate } from '../shared/text.ts';
import type { MessagePayload } from './discord-api.ts';
import type { DiscordTranslator } from './discord-messages.ts';

/** Discord's limit for all text of one message. */
const maxText = 4_000;
/** Discord's limit for the description of a picture. */
export const maxAltText = 1_024;

/** A block of text in Discord's markdown. Words of users go through `plainText` first. */
export function textPart(text: string): object {
  return { type: ComponentType.TextDisplay, content: truncate(text, maxText) };
}

/** Pictures side by side; each is a file of the same message. One that is covered is shown on a click. */
export function galleryPart(
  pictures: readonly {
    readonly name: string;
    readonly altText: string;
    readonly isCovered?: boolean | undefined;
  }[],
): object {
  return {
    type: ComponentType.MediaGallery,
    items: pictures.map(({ name, altText, isCovered }) => ({
      media: { url: `attachment://${name}` },
      ...(altText === '' ? {} : { description: truncate(altText, maxAltText) }),
      ...(isCovered ? { spoiler: true } : {}),
    })),
  };
}

/** A file that is no picture to be looked at: the untouched original. */
export function filePart(name: string): object {
  return { type: ComponentType.File, file: { url: `attachment://${name}` } };
}

/** A row of buttons with the words of the reader's language. */
export function buttonsPart(buttons: readonly Button[], translator: DiscordTranslator): object {
  return {
    type: ComponentType.ActionRow,
    components: buttons.map((button) => buttonPart(button, translator)),
  };
}

/** Buttons in rows of at most five, the most that a row takes. */
export function buttonRows(buttons: readonly Button[], translator: DiscordTranslator): readonly object[] {
  const rows = Math.ceil(buttons.length / 5);
  return Array.from({ length: rows }, (_, row) =>
    buttonsPart(buttons.slice(row * 5, row * 5 + 5), translator),
  );
}

/** A line of text with a button at its end. */
export function sectionPart(text: string, button: Button, translator: DiscordTranslator): object {
  return {
    type: ComponentType.Section,
    components: [textPart(text)],
    accessory: buttonPart(button, translator),
  };
}

/** A message that is one text and perhaps buttons. */
export function textMessage(text: string, extra: readonly object[] = []): MessagePayload {
  return { components: [textPart(text), ...extra], attachments: [], files: [] };
}

/** Text as it was written: no character of it is read as markdown, a mention or a time stamp. */
export function plainText(text: string): string {
  return text.replace(/[\\*_~`|<>[\]]/g, '\\$&').replace(/^(\s*)([#-]|\d+\.)/gm, '$1\\$2');
}

function buttonPart(button: Button, translator: DiscordTranslator): object {
  return {
    type: ComponentType.Button,
    style: styles[button.verb] ?? ButtonStyle.Secondary,
    label: translator.common.say(`button.${button.verb}`),
    custom_id: buildButtonId(button),
  };
}

const styles: Partial<Record<Verb, ButtonStyle>> = {
  retry: ButtonStyle.Primary,
  make: ButtonStyle.Primary,
  delete: ButtonStyle.Danger,
  drop: ButtonStyle.Danger,
};
