import type { Content, MessageRecord } from '../test/support/telegram/model.ts';
import type { TelegramStandin } from '../test/support/telegram/telegram-standin.ts';
import type { BotMessage, PlatformRequest } from './evidence.ts';

/** Every message of the bot on Telegram, as evidence; some were deleted by people: `<chat>:<message>`. */
export function messagesOn(standin: TelegramStandin, takenAway: ReadonlySet<string>): BotMessage[] {
  const chats = [...standin.backend.world.chats.values()];
  return chats.flatMap((chat) =>
    [...chat.messages.values()]
      .filter(({ from }) => from === undefined)
      .map((message) => {
        const id = `${chat.id}:${message.id}`;
        const now = shaOf(message.content);
        const ever = message.history.flatMap((content) => shaOf(content) ?? []);
        const isVisible = message.deletedAt === undefined && !chat.deleted;
        return {
          platform: 'telegram',
          place: String(chat.id),
          id: String(message.id),
          visible: isVisible,
          takenAway: takenAway.has(id),
          ...(chat.type === 'private' ? { onlyFor: `telegram:${chat.id}` } : {}),
          text: wordsOf(message.content),
          texts: message.history.map(wordsOf),
          buttons: buttonsOf(message),
          loading: false,
          pictures: [...new Set([...ever, ...(now === undefined ? [] : [now])])],
          shownNow: now === undefined || !isVisible ? [] : [now],
          ...(message.replyToId === undefined ? {} : { replyTo: String(message.replyToId) }),
          ...(message.mediaGroupId === undefined ? {} : { album: message.mediaGroupId }),
          at: message.sentAt,
        } satisfies BotMessage;
      }),
  );
}

/** What the bot asked of Telegram. */
export function requestsOn(standin: TelegramStandin): PlatformRequest[] {
  return standin.requests.map(({ method, payload, files, at, outcome }) => ({
    platform: 'telegram',
    at,
    what: method,
    outcome: JSON.stringify(outcome ?? 'open'),
    files: files.map(({ sha256 }) => sha256),
    text: JSON.stringify(payload).slice(0, 600),
  }));
}

export function wordsOf(content: Content): string {
  if (content.kind === 'text') return content.text;
  return 'caption' in content ? content.caption : '';
}

export function shaOf(content: Content): string | undefined {
  if (content.kind === 'photo') {
    const { name = '', sha256 } = content.photo.uploaded;
    // Previews are no pictures of the outcome.
    return name.startsWith('preview-') ? undefined : sha256;
  }
  return content.kind === 'document' ? content.file.sha256 : undefined;
}

export function buttonsOf({ markup }: MessageRecord): string[] {
  if (markup?.kind !== 'inline') return [];
  return markup.rows.flat().flatMap(({ callback_data: data }) => (data === undefined ? [] : [data]));
}

/** A message that ends a request. */
export function isOutcome(message: MessageRecord): boolean {
  const buttons = buttonsOf(message);
  if (buttons.some((button) => /^(again|retry|show|edit):/.test(button))) return true;
  if (message.content.kind !== 'text' || buttons.length > 0) return false;
  return !isProgress(message.content.text);
}

export function isProgress(text: string): boolean {
  return text.startsWith('Received;') || text.startsWith('Ready;') || text.includes('Waiting for a turn');
}
