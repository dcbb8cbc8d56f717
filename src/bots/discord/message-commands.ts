import { planCollect } from './blend-answers.ts';
import type { BotContext } from './bot-context.ts';
import { collectCommand, stickerCommand } from './discord-commands.ts';
import type { DiscordTranslator } from './discord-messages.ts';
import { planDescribe } from './helper-answers.ts';
import { describeCommand } from './helper-commands.ts';
import type { DiscordInteraction } from './interaction.ts';
import type { Plan } from './plan-interaction.ts';
import { planSticker } from './sticker-answers.ts';

/** The commands below Apps on any message, but for "Edit image". Undefined for that one and for unknown ones. */
export function planMessageCommand(
  command: Extract<DiscordInteraction, { kind: 'message-command' }>,
  context: BotContext,
  translator: DiscordTranslator,
): Promise<Plan> | undefined {
  if (command.name === collectCommand) return planCollect(command, context, translator);
  if (command.name === stickerCommand) return planSticker(command, context, translator);
  if (command.name === describeCommand) return planDescribe(command, context, translator);
  return undefined;
}
