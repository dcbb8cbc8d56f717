import { numbered, withAvatar } from './avatar-option.ts';
import type { BotContext } from './bot-context.ts';
import type { DiscordTranslator } from './discord-messages.ts';
import type { DiscordInteraction } from './interaction.ts';
import { draftOfCommand, mayBePicture } from './order-draft.ts';
import type { Plan } from './plan-interaction.ts';
import { planOrder } from './plan-order.ts';

/** `/imagine` and `/edit`: an order, or the sentence why there is none. */
export async function planDrawing(
  command: Extract<DiscordInteraction, { kind: 'command' }>,
  context: BotContext,
  translator: DiscordTranslator,
): Promise<Plan> {
  if ([...command.attachments.values()].some((file) => !mayBePicture(file))) {
    return { kind: 'say', text: translator.common.say('error.media-not-image') };
  }
  const plain = draftOfCommand(command.options, command.attachments);
  const draft = await withAvatar(plain, command, context, translator);
  if ('sentence' in draft) return { kind: 'say', text: draft.sentence };
  return planOrder(numbered(draft), command, context);
}
