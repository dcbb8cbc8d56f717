import { blendPrompt } from '../../core/collections/blend-prompt.ts';
import { mayUseAvatar } from '../shared/avatar-consent.ts';
import { quickRead, type BotContext } from './bot-context.ts';
import type { DiscordTranslator } from './discord-messages.ts';
import { userKey, type DiscordInteraction } from './interaction.ts';
import { plainText } from './message-parts.ts';
import type { OrderDraft } from './order-draft.ts';

/** What the option `person` is called in a command. */
export const personOption = 'person';

/** The draft with the avatar of the person who was named as its last reference; or the sentence why not. */
export async function withAvatar(
  draft: OrderDraft,
  command: Extract<DiscordInteraction, { kind: 'command' }>,
  { core, avatarsAt }: BotContext,
  { common }: DiscordTranslator,
): Promise<OrderDraft | { readonly sentence: string }> {
  const person = command.people.get(personOption);
  if (!person || avatarsAt === undefined) return draft;
  const [askerId, ownerId] = [userKey(command.userId), userKey(person.id)];
  const name = plainText(person.name);
  if (!(await quickRead(mayUseAvatar(core.settings, { askerId, ownerId })))) {
    return { sentence: common.say('avatar.forbidden', { name }) };
  }
  if (person.avatarPath === undefined) return { sentence: common.say('avatar.none', { name }) };
  const url = `${avatarsAt}/${person.avatarPath}.png?size=1024`;
  return {
    ...draft,
    references: [...draft.references, { kind: 'url', url }],
    names: [...draft.references.map(() => undefined), person.name],
  };
}

/** Says in the words who is on which picture, where there is more than one. */
export function numbered(draft: OrderDraft): OrderDraft {
  const { names, references, request } = draft;
  const words = String(request.prompt ?? '');
  if (!names || references.length < 2 || words.trim() === '') return draft;
  return { ...draft, request: { ...request, prompt: blendPrompt(words, names) } };
}
