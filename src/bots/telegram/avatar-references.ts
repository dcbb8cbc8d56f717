import { maxReferences } from '../../core/generation/image-request.ts';
import { mayUseAvatar } from '../shared/avatar-consent.ts';
import { issuesText } from '../shared/refusal-text.ts';
import type { AvatarAsk } from './avatar-flag.ts';
import type { BotContext } from './bot-context.ts';
import type { OrderAsk, TelegramFile } from './read-message.ts';
import type { Talk } from './talk.ts';
import { userKey } from './telegram-address.ts';
import { asTelegramSignal } from './telegram-api.ts';
import { telegramFailure } from './telegram-error.ts';
import { telegramTranslator } from './telegram-messages.ts';
import { patiently } from './telegram-patience.ts';

/** Somebody's avatar, to be used as a reference. */
export interface AvatarPicture {
  readonly file: TelegramFile;
  readonly name: string;
}

interface Person {
  readonly id: number;
  readonly name: string;
}

/** The avatars that a message asks for, in order; or the sentence why not. @throws what grammY throws */
export async function findAvatars(
  context: BotContext,
  talk: Talk,
  { avatars = [], reply }: Pick<OrderAsk, 'avatars' | 'reply'>,
): Promise<{ readonly pictures: readonly AvatarPicture[] } | { readonly sentence: string }> {
  const { common, say } = telegramTranslator(talk.requester.locale);
  // Each is a question to Telegram and a download: more than any request takes are not even asked for.
  if (avatars.length > maxReferences) {
    const issue = { field: 'image', problem: 'out-of-range', allowed: `0–${maxReferences}` } as const;
    return { sentence: issuesText([issue], common) };
  }
  const pictures: AvatarPicture[] = [];
  for (const ask of avatars) {
    const person = await personOf(context, talk, ask, reply?.from);
    if (!person) return { sentence: say('avatar.unknown', { name: nameOf(ask) }) };
    const { name } = person;
    const [askerId, ownerId] = [talk.requester.userId, userKey(person.id)];
    if (!(await mayUseAvatar(context.core.settings, { askerId, ownerId }))) {
      return { sentence: common.say('avatar.forbidden', { name }) };
    }
    const file = await newestPhoto(context, person.id);
    if (!file) return { sentence: common.say('avatar.none', { name }) };
    pictures.push({ file, name });
  }
  return { pictures };
}

type Replied = NonNullable<OrderAsk['reply']>['from'];

async function personOf(
  context: BotContext,
  talk: Talk,
  ask: AvatarAsk,
  replied: Replied,
): Promise<Person | undefined> {
  const { me } = context;
  const self = { id: Number(talk.requester.userId.split(':')[1]), name: talk.requester.name ?? 'me' };
  switch (ask.kind) {
    case 'me':
      return self;
    case 'near':
      // A reply to a picture of ours is about the picture, not about the bot that posted it.
      return !replied || replied.id === me.id ? self : { id: replied.id, name: replied.first_name };
    case 'user':
      return { id: ask.user.id, name: ask.user.first_name };
    case 'name': {
      const isNamed = (username: string | undefined): boolean =>
        username?.toLowerCase() === ask.name.toLowerCase();
      const admins = async (): Promise<readonly { id: number; username?: string }[]> =>
        talk.isPrivate ? [] : adminsOf(context, talk.chatId);
      const near = [me, ...(replied ? [replied] : [])].find(({ username }) => isNamed(username));
      const id = near?.id ?? context.people.find(ask.name);
      if (id !== undefined) return { id, name: ask.name };
      const admin = (await admins()).find(({ username }) => isNamed(username));
      return admin && { id: admin.id, name: ask.name };
    }
  }
}

/** Those of a group whose names Telegram tells. */
async function adminsOf(
  { api, signal }: BotContext,
  chatId: number,
): Promise<readonly { id: number; username?: string }[]> {
  try {
    return (await api.getChatAdministrators(chatId, {}, asTelegramSignal(signal))).map(({ user }) => user);
  } catch (error) {
    if (telegramFailure(error) === undefined) throw error;
    return [];
  }
}

/** The largest size of the newest profile photo; undefined for who has none, or shows none to the bot. */
async function newestPhoto({ api, signal }: BotContext, userId: number): Promise<TelegramFile | undefined> {
  try {
    const ask = () => api.getUserProfilePhotos(userId, { limit: 1 }, asTelegramSignal(signal));
    const { photos } = await patiently(ask, { repeatable: true, signal, patienceMs: 30_000 });
    const largest = photos[0]?.at(-1);
    return largest && { fileId: largest.file_id, byteLength: largest.file_size };
  } catch (error) {
    const kind = telegramFailure(error)?.kind;
    if (kind === 'gone' || kind === 'refused') return undefined;
    throw error;
  }
}

function nameOf(ask: AvatarAsk): string {
  return ask.kind === 'name' ? `@${ask.name}` : '';
}
