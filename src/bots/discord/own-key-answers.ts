import { ButtonStyle, ComponentType } from '@discordjs/core/http-only';
import type { SealedKey } from '../../core/ports/own-keys.ts';
import { keepText, keptKeyLines, removedText } from '../shared/own-key-text.ts';
import { truncate } from '../shared/text.ts';
import type { BotContext } from './bot-context.ts';
import type { MessagePayload } from './discord-api.ts';
import type { DiscordTranslator } from './discord-messages.ts';
import { userKey, type DiscordInteraction, type InteractionOrigin } from './interaction.ts';
import { plainText, textMessage } from './message-parts.ts';
import { keyForm, ownKeyFields, ownKeyForm } from './own-key-form.ts';
import type { Plan } from './plan-interaction.ts';

type Of<K extends DiscordInteraction['kind']> = Extract<DiscordInteraction, { kind: K }>;

/** `/key set`, `show` and `remove`: always private. */
export function planKey(
  interaction: Of<'command'>,
  context: BotContext,
  translator: DiscordTranslator,
): Plan {
  const { ownKeys } = context.core;
  if (interaction.subcommand === 'set') {
    if (ownKeys.gateways.length === 0) return { kind: 'say', text: translator.common.say('own-key.off') };
    const form = keyForm(ownKeys.gateways, translator, context.providerTitle);
    return { kind: 'form', form, remember: false };
  }
  const isRemoval = interaction.subcommand === 'remove';
  return { kind: 'answer', answer: () => keysAnswer(interaction, isRemoval, context, translator) };
}

/** The form with the key, which was encrypted when it came. Undefined for any other. */
export function planKeyForm(
  interaction: Of<'form'>,
  context: BotContext,
  translator: DiscordTranslator,
): Plan | undefined {
  if (interaction.customId !== ownKeyForm) return undefined;
  const { ownKeys } = context.core;
  const gateway = interaction.choices.get(ownKeyFields.gateway)?.[0] ?? '';
  const sealed = (interaction.texts.get(ownKeyFields.key) ?? '') as SealedKey;
  return {
    kind: 'answer',
    answer: async () => {
      const result = await ownKeys.keep({ userId: userKey(interaction.userId), gateway }, sealed);
      return textMessage(plainText(keepText(result, ownKeys, optionsOf(context, translator))));
    },
  };
}

/** A button that takes a key back. Undefined for any other. */
export function planKeyButton(
  interaction: Of<'button'>,
  context: BotContext,
  translator: DiscordTranslator,
): Plan | undefined {
  const [, gateway] = /^ownkey:remove:([a-z]{1,40})$/.exec(interaction.customId) ?? [];
  if (gateway === undefined) return undefined;
  return { kind: 'update', update: () => removeAnswer(interaction, gateway, context, translator) };
}

/** Which keys are kept, each with a button that takes it back; the only one is taken back at once where that is asked. */
async function keysAnswer(
  origin: InteractionOrigin,
  isRemoval: boolean,
  context: BotContext,
  translator: DiscordTranslator,
): Promise<MessagePayload> {
  const { ownKeys } = context.core;
  const kept = await ownKeys.list(userKey(origin.userId));
  const [first] = kept;
  if (isRemoval && first && kept.length === 1)
    return removeAnswer(origin, first.gateway, context, translator);
  const lines = keptKeyLines(kept, ownKeys, optionsOf(context, translator));
  const buttons = kept.map(({ gateway }) => ({
    type: ComponentType.Button,
    style: ButtonStyle.Danger,
    label: truncate(
      translator.common.say('own-key.remove', { provider: context.providerTitle(gateway) }),
      80,
    ),
    custom_id: `ownkey:remove:${gateway}`,
  }));
  const rows = buttons.map((button) => ({ type: ComponentType.ActionRow, components: [button] }));
  return textMessage(lines.map(plainText).join('\n'), rows);
}

async function removeAnswer(
  { userId }: InteractionOrigin,
  gateway: string,
  context: BotContext,
  translator: DiscordTranslator,
): Promise<MessagePayload> {
  const { ownKeys } = context.core;
  const removed = await ownKeys.remove(userKey(userId), gateway);
  return textMessage(plainText(removedText(removed, ownKeys, optionsOf(context, translator))));
}

function optionsOf({ providerTitle }: BotContext, { common }: DiscordTranslator) {
  return { translator: common, providerTitle };
}
