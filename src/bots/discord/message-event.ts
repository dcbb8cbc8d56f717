import { z } from 'zod';
import type { Attachment } from './interaction-schema.ts';
import { mayBePicture } from './order-draft.ts';

/** A message that somebody wrote, in our words. */
export interface DiscordMessage {
  readonly id: string;
  readonly channelId: string;
  readonly guildId: string | undefined;
  readonly userId: string;
  readonly userName: string;
  readonly roles: readonly string[];
  /** Without the bot's mention. */
  readonly words: string;
  /** The bot is named in the text itself, not only pinged by a reply. */
  readonly namesBot: boolean;
  readonly beginsWithBot: boolean;
  readonly pingsBot: boolean;
  readonly pictures: readonly Attachment[];
  /** A voice note, a video or another file that is no picture came with it. */
  readonly hasOtherFiles: boolean;
  readonly repliesTo: RepliedMessage | undefined;
}

export interface RepliedMessage {
  readonly id: string;
  readonly channelId: string;
  /** Undefined when Discord did not say, null when the message is gone. */
  readonly message: VisibleContent | null | undefined;
}

/** What can be seen of a message. */
export interface VisibleContent {
  readonly pictures: readonly Attachment[];
  /** False when Discord shows the bot nothing of it: its content is withheld. */
  readonly readable: boolean;
  /** The generation whose buttons it carries, where the bot wrote it: told before core has heard of the message. */
  readonly generationId: string | undefined;
}

/** Reads the payload of MESSAGE_CREATE. Undefined for messages of bots, webhooks and the system. */
export function readMessage(payload: unknown, botId: string): DiscordMessage | undefined {
  const parsed = messageSchema.safeParse(payload);
  if (!parsed.success) return undefined;
  const raw = parsed.data;
  if (raw.author.bot || raw.webhook_id != null || !userTypes.has(raw.type)) return undefined;

  const mention = new RegExp(`<@!?${botId}>`, 'g');
  const files = [...(raw.attachments ?? []), ...forwarded(raw).flatMap((item) => item.attachments ?? [])];
  const reference = raw.message_reference;
  const isReply = reference?.message_id != null && (reference.type ?? 0) === 0;
  return {
    id: raw.id,
    channelId: raw.channel_id,
    guildId: raw.guild_id ?? undefined,
    userId: raw.author.id,
    userName: raw.author.global_name ?? raw.author.username,
    roles: raw.member?.roles ?? [],
    words: raw.content
      .replace(mention, ' ')
      .replace(/^\s*\/imagine\b/i, '')
      .trim(),
    namesBot: mention.test(raw.content),
    beginsWithBot: new RegExp(`^\\s*<@!?${botId}>`).test(raw.content),
    pingsBot: (raw.mentions ?? []).some(({ id }) => id === botId),
    pictures: [...files.filter(mayBePicture), ...forwarded(raw).flatMap(embeddedPictures)],
    hasOtherFiles: files.some((file) => !mayBePicture(file)),
    repliesTo: isReply
      ? {
          id: reference.message_id ?? '',
          channelId: reference.channel_id ?? raw.channel_id,
          message:
            raw.referenced_message == null ? raw.referenced_message : visible(raw.referenced_message, botId),
        }
      : undefined,
  };
}

/** What can be seen of a message that came with an interaction or was fetched. */
export function readContent(
  payload: unknown,
  botId: string,
): (VisibleContent & { id: string; channelId: string }) | undefined {
  const parsed = contentSchema.safeParse(payload);
  if (!parsed.success) return undefined;
  return { id: parsed.data.id, channelId: parsed.data.channel_id, ...visible(parsed.data, botId) };
}

/**
 * Direct messages always are. In a server a message is when it names the bot and is about a picture, when it begins with
 * the bot's name, and when it replies to the bot. "Look what @Limner can do" is not.
 */
export function isForBot(message: DiscordMessage): boolean {
  if (message.guildId === undefined) return true;
  if (!message.namesBot) return isBareReply(message);
  return message.beginsWithBot || message.repliesTo !== undefined || message.pictures.length > 0;
}

/** A reply with the ping on, but without the bot's name in it. */
export function isBareReply(message: DiscordMessage): boolean {
  return (
    message.guildId !== undefined && !message.namesBot && message.pingsBot && message.repliesTo !== undefined
  );
}

const attachment = z
  .object({ url: z.string(), filename: z.string(), content_type: z.string().nullish() })
  .transform(({ url, filename, content_type }): Attachment => ({
    url,
    name: filename,
    contentType: content_type ?? undefined,
  }));

const media = z.object({ url: z.string().nullish() }).nullish();

const content = z.object({
  author: z.object({ id: z.string() }).nullish(),
  content: z.string().nullish(),
  attachments: z.array(attachment).nullish(),
  embeds: z.array(z.object({ image: media, thumbnail: media, type: z.string().nullish() })).nullish(),
  components: z.array(z.unknown()).nullish(),
});

const contentSchema = content.extend({ id: z.string(), channel_id: z.string() });

const messageSchema = z.object({
  id: z.string(),
  channel_id: z.string(),
  guild_id: z.string().nullish(),
  author: z.object({
    id: z.string(),
    username: z.string(),
    global_name: z.string().nullish(),
    bot: z.boolean().nullish(),
  }),
  member: z.object({ roles: z.array(z.string()).nullish() }).nullish(),
  webhook_id: z.string().nullish(),
  type: z.number(),
  content: z.string(),
  mentions: z.array(z.object({ id: z.string() })).nullish(),
  attachments: z.array(attachment).nullish(),
  message_reference: z
    .object({
      message_id: z.string().nullish(),
      channel_id: z.string().nullish(),
      type: z.number().nullish(),
    })
    .nullish(),
  referenced_message: content.nullish(),
  message_snapshots: z.array(z.object({ message: content })).nullish(),
});

/** Plain messages and replies; joins, pins and boosts are none. */
const userTypes = new Set([0, 19]);

type Content = z.output<typeof content>;

function forwarded(raw: z.output<typeof messageSchema>): readonly Content[] {
  return (raw.message_snapshots ?? []).map(({ message }) => message);
}

function visible(message: Content, botId: string): VisibleContent {
  const pictures = [...(message.attachments ?? []).filter(mayBePicture), ...embeddedPictures(message)];
  const readable =
    (message.content ?? '') !== '' ||
    (message.attachments ?? []).length + (message.embeds ?? []).length + (message.components ?? []).length >
      0;
  const generationId = message.author?.id === botId ? generationOf(message) : undefined;
  return { pictures, readable, generationId };
}

/** The generation that a result's buttons are about. A status message has none that is meant. */
function generationOf({ components }: Content): string | undefined {
  return /"custom_id":"edit:([\w-]{1,50})"/.exec(JSON.stringify(components ?? []))?.[1];
}

/** Pictures that are no uploads: of embeds, and those that the components of other bots show. */
function embeddedPictures(message: Content): readonly Attachment[] {
  const urls = [
    ...(message.embeds ?? []).flatMap(({ image, thumbnail }) => image?.url ?? thumbnail?.url ?? []),
    ...(message.components ?? []).flatMap(mediaUrls),
  ];
  return urls
    .filter((url) => /^https?:/.test(url))
    .map((url) => ({ url, name: 'picture', contentType: undefined }));
}

const mediaComponent = z.object({
  type: z.number(),
  media: media,
  items: z.array(z.object({ media })).nullish(),
  components: z.array(z.unknown()).nullish(),
  accessory: z.unknown().optional(),
});

function mediaUrls(component: unknown): readonly string[] {
  const parsed = mediaComponent.safeParse(component);
  if (!parsed.success) return [];
  const { media: own, items, components, accessory } = parsed.data;
  return [
    ...(own?.url ? [own.url] : []),
    ...(items ?? []).flatMap((item) => item.media?.url ?? []),
    ...(components ?? []).flatMap(mediaUrls),
    ...(accessory === undefined ? [] : mediaUrls(accessory)),
  ];
}
