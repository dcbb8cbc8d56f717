import { ButtonStyle, ComponentType } from '@discordjs/core/http-only';
import type { ExportPart } from '../../core/ports/privacy.ts';
import { buildPrivacyButtonId, type PrivacyWish } from '../shared/privacy-buttons.ts';
import {
  forgottenText,
  formatBytes,
  isEmpty,
  needsLink,
  partText,
  summaryLines,
} from '../shared/privacy-text.ts';
import type { BotContext } from './bot-context.ts';
import type { MessagePayload } from './discord-api.ts';
import type { DiscordTranslator } from './discord-messages.ts';
import { maxRequestBytes } from './fit-pictures.ts';
import { userKey, type InteractionOrigin } from './interaction.ts';
import { filePart, plainText, textMessage, textPart } from './message-parts.ts';
import type { Plan } from './plan-interaction.ts';

/** The answer to /privacy: what is stored, with buttons that export and delete it. */
export async function privacyAnswer(
  origin: InteractionOrigin,
  { core }: BotContext,
  translator: DiscordTranslator,
): Promise<MessagePayload> {
  const summary = await core.privacy.summary(userKey(origin.userId));
  const text = summaryLines(summary, translator.common).map(plainText).join('\n');
  if (isEmpty(summary)) return textMessage(text);
  const { Primary, Danger } = ButtonStyle;
  return textMessage(text, [
    row([button('export', Primary, translator), button('delete', Danger, translator)]),
  ]);
}

/** A button under /privacy. */
export function planPrivacyButton(
  wish: PrivacyWish,
  interaction: InteractionOrigin,
  context: BotContext,
  translator: DiscordTranslator,
): Plan {
  const { core } = context;
  const say = translator.common.say;
  switch (wish) {
    case 'export':
      return { kind: 'answers', answers: () => exportAnswers(interaction, context, translator) };
    case 'delete': {
      const buttons = [
        button('delete-all', ButtonStyle.Danger, translator),
        button('keep', ButtonStyle.Secondary, translator),
      ];
      return { kind: 'answer', answer: async () => textMessage(say('privacy.sure'), [row(buttons)]) };
    }
    case 'delete-all':
      return {
        kind: 'update',
        update: async () => {
          const forgotten = await core.privacy.forget(userKey(interaction.userId));
          return textMessage(forgottenText(forgotten, translator.common));
        },
      };
    case 'keep':
      return { kind: 'update', update: async () => textMessage(say('privacy.kept')) };
  }
}

/** The export as files, a message each; behind a link where they would be several. */
async function* exportAnswers(
  { userId, sizeLimit }: InteractionOrigin,
  { core }: BotContext,
  { common }: DiscordTranslator,
): AsyncGenerator<MessagePayload> {
  const person = userKey(userId);
  const maxBytes = Math.min(sizeLimit, maxRequestBytes);
  const link = needsLink(await core.privacy.summary(person), maxBytes)
    ? await core.privacy.exportLink(person)
    : undefined;
  if (link) {
    const { url, byteLength } = link;
    yield textMessage(common.say('privacy.export-link', { url, size: formatBytes(byteLength) }));
    return;
  }
  const { parts, left } = await core.privacy.export(person, { maxBytes });
  try {
    for (const [index, part] of parts.entries()) {
      yield partMessage(part, partText({ number: index + 1, count: parts.length, left }, common));
    }
  } finally {
    for (const part of parts) await core.privacy.discard(part);
  }
}

function partMessage({ name, path }: ExportPart, text: string): MessagePayload {
  return {
    components: [textPart(text), filePart(name)],
    attachments: [{ id: 0, filename: name }],
    files: [{ name, mediaType: 'application/zip', content: { path } }],
  };
}

function button(wish: PrivacyWish, style: ButtonStyle, translator: DiscordTranslator): object {
  const label = translator.common.say(`privacy.${wish}`);
  return { type: ComponentType.Button, style, label, custom_id: buildPrivacyButtonId(wish) };
}

function row(components: readonly object[]): object {
  return { type: ComponentType.ActionRow, components };
}
