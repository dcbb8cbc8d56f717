import { issuesText } from '../shared/refusal-text.ts';
import type { BotContext } from './bot-context.ts';
import { discordTranslator, type DiscordTranslator } from './discord-messages.ts';
import { requesterOf, type DiscordInteraction } from './interaction.ts';
import type { OrderDraft } from './order-draft.ts';
import { missingPermissions } from './permissions.ts';
import type { Plan } from './plan-interaction.ts';

/** An order from a draft, or the sentence why there is none. */
export function planOrder(
  draft: OrderDraft,
  interaction: DiscordInteraction,
  context: BotContext,
  options: { readonly private?: boolean } = {},
): Plan {
  const translator = discordTranslator(interaction.locale);
  if (draft.issues.length > 0) {
    return { kind: 'say', text: issuesText(draft.issues, translator.common) };
  }
  const isPrivate = options.private === true || wantsPrivate(draft, interaction);
  const request = { ...draft.request, private: isPrivate };
  return (
    refusedPlace(interaction, isPrivate, translator) ?? {
      kind: 'order',
      private: isPrivate,
      place: (target) =>
        context.core.request({
          requestKey: requestKey(interaction),
          requester: requesterOf(interaction),
          placeId: interaction.placeId,
          target,
          request,
          references: draft.references,
          ...(draft.mask ? { mask: draft.mask } : {}),
          ...(draft.parent ? { parent: draft.parent } : {}),
        }),
    }
  );
}

/** What the request says about privacy, else what was settled in advance. */
function wantsPrivate({ request }: OrderDraft, { privateByDefault }: DiscordInteraction): boolean {
  return typeof request.private === 'boolean' ? request.private : privateByDefault;
}

/** The idempotency key of whatever an interaction becomes. */
export function requestKey({ id }: { readonly id: string }): string {
  return `discord:${id}`;
}

/** The sentence for a place where the result could not be posted; undefined where it can. */
export function refusedPlace(
  interaction: DiscordInteraction,
  isPrivate: boolean,
  translator: DiscordTranslator,
): Plan | undefined {
  if (isPrivate) return undefined;
  const missing = missingPermissions({
    permissions: interaction.appPermissions,
    inThread: interaction.inThread,
    botInChannel: interaction.botInChannel,
    directMessage: interaction.guildId === undefined,
  });
  if (missing.length === 0) return undefined;
  const permissions = missing.map((key) => translator.say(key)).join(', ');
  return { kind: 'say', text: translator.say('answer.permissions', { permissions }) };
}
