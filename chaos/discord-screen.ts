import type { DiscordStandin } from '../test/support/discord/discord-standin.ts';
import { messageFlags } from '../test/support/discord/model.ts';
import { picturesOf, visibleMessage } from '../test/support/discord/visible-message.ts';
import type { VisibleMessage } from '../test/support/discord/visible-message.ts';
import type { BotMessage, PlatformRequest } from './evidence.ts';

/** Every message of the bot on Discord, as evidence; some were deleted by people. */
export function messagesOn(standin: DiscordStandin, takenAway: ReadonlySet<string>): BotMessage[] {
  const { state } = standin;
  const shown = everShown(standin);
  return [...state.messages.values()]
    .filter((message) => message.authorId === state.bot.id)
    .map((message) => {
      const channel = state.channel(message.channelId);
      const seen = visibleMessage(state, message);
      const now = picturesOf(state, message).flatMap(({ sha256, filename }) =>
        sha256 === undefined || isPreview(filename) ? [] : [sha256],
      );
      const reader = message.ephemeralFor ?? (channel.kind === 'dm' ? channel.recipientIds[0] : undefined);
      return {
        platform: 'discord',
        place: message.channelId,
        id: message.id,
        visible: state.liveMessage(message.id) !== undefined,
        takenAway: takenAway.has(message.id),
        ...(reader === undefined ? {} : { onlyFor: `discord:${reader}` }),
        text: seen.text,
        texts: [seen.text],
        buttons: seen.buttons.flatMap(({ customId }) => (customId === undefined ? [] : [customId])),
        loading: (message.flags & messageFlags.loading) !== 0,
        pictures: [...new Set([...now, ...(shown.get(message.id) ?? [])])],
        shownNow: now,
        ...(message.replyTo === undefined ? {} : { replyTo: message.replyTo }),
        ...(message.interactionId === undefined ? {} : { answerTo: message.interactionId }),
        at: message.createdAt,
      } satisfies BotMessage;
    });
}

/** What the bot asked of Discord. */
export function requestsOn(standin: DiscordStandin): PlatformRequest[] {
  return standin.requests.map((request) => ({
    platform: 'discord',
    at: request.at,
    what: `${request.method} ${request.path}`,
    outcome: `${request.outcome} ${request.status ?? ''} ${request.code ?? ''}`.trim(),
    files: request.files.map(({ sha256 }) => sha256),
    text: JSON.stringify(request.payload ?? null).slice(0, 600),
  }));
}

/** Uploads that took effect, by message: also what was edited away since. */
function everShown(standin: DiscordStandin): Map<string, string[]> {
  const shown = new Map<string, string[]>();
  const { state } = standin;
  for (const request of standin.requests) {
    const done =
      request.outcome === 'lost-answer' || (request.outcome === 'answered' && (request.status ?? 500) < 300);
    if (!done || request.files.length === 0 || request.method !== 'PATCH') continue;
    const token = /^\/webhooks\/\d+\/([^/]+)\/messages\/@original/.exec(request.path)?.[1];
    const id =
      token === undefined
        ? /\/messages\/(\d+)$/.exec(request.path)?.[1]
        : state.interactionsByToken.get(token)?.originalId;
    if (id === undefined) continue;
    const files = request.files.filter(({ name }) => !isPreview(name));
    shown.set(id, [...(shown.get(id) ?? []), ...files.map(({ sha256 }) => sha256)]);
  }
  return shown;
}

/** Previews are no pictures of the outcome. */
function isPreview(filename = ''): boolean {
  return filename.startsWith('preview-');
}

/** A message that ends a request: pictures, buttons of an outcome, or a refusal. */
export function isOutcome(message: VisibleMessage): boolean {
  if (message.loading) return false;
  if (outcomeButton(message) !== undefined) return true;
  const isProgress = message.buttons.some(({ customId }) => customId?.startsWith('cancel:'));
  return !isProgress && !message.text.includes('Waiting for a turn') && message.text !== '';
}

export function outcomeButton({ buttons }: VisibleMessage): 'again' | 'retry' | undefined {
  for (const verb of ['again', 'retry'] as const) {
    if (buttons.some(({ customId }) => customId?.startsWith(`${verb}:`))) return verb;
  }
  return undefined;
}
