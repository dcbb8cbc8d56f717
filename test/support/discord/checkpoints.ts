import { type Message, messageFlags } from './model.ts';
import type { DiscordState } from './state.ts';
import { picturesOf } from './visible-message.ts';

/** One message of the bot that shows a picture now. */
export interface PicturePost {
  readonly channelId: string;
  readonly messageId: string;
  readonly pictures: number;
  readonly sha256: readonly string[];
  readonly ephemeralFor: string | undefined;
  readonly interactionId: string | undefined;
  readonly replyTo: string | undefined;
}

export interface Checkpoints {
  /** Messages with pictures, visible now. */
  readonly posts: readonly PicturePost[];
  readonly postsByChannel: { readonly [channelId: string]: number };
  readonly pictures: number;
  /** Messages that showed a picture at any time, deleted ones included: above `posts.length` after a repost. */
  readonly everShown: number;
  /** Pictures (by content) visible in more than one message. */
  readonly doubles: readonly string[];
  /** Visible messages of the bot without a picture, loading ones included. */
  readonly texts: number;
  /** "Limner is thinking…" that nobody filled in. */
  readonly loading: number;
  /** Interactions nobody acknowledged in time. */
  readonly unanswered: number;
}

/** Counts what the bot has posted, to find doubles and silence. */
export function checkpoints(state: DiscordState): Checkpoints {
  const mine = [...state.messages.values()].filter((message) => message.authorId === state.bot.id);
  const visible = mine.filter((message) => state.liveMessage(message.id) !== undefined);
  const posts = visible.map((message) => picturePost(state, message)).filter((post) => post.pictures > 0);
  const postsByChannel: { [channelId: string]: number } = {};
  const seen = new Map<string, number>();
  for (const post of posts) {
    postsByChannel[post.channelId] = (postsByChannel[post.channelId] ?? 0) + 1;
    for (const sha256 of new Set(post.sha256)) seen.set(sha256, (seen.get(sha256) ?? 0) + 1);
  }
  return {
    posts,
    postsByChannel,
    pictures: posts.reduce((sum, post) => sum + post.pictures, 0),
    everShown: mine.filter((message) => message.showedPicture).length,
    doubles: [...seen].filter(([, count]) => count > 1).map(([sha256]) => sha256),
    texts: visible.length - posts.length,
    loading: visible.filter((message) => (message.flags & messageFlags.loading) !== 0).length,
    unanswered: [...state.interactions.values()].filter(
      (item) => !item.acknowledgement && state.now() - item.createdAt > state.limits.acknowledgeMs,
    ).length,
  };
}

function picturePost(state: DiscordState, message: Message): PicturePost {
  const pictures = picturesOf(state, message);
  return {
    channelId: message.channelId,
    messageId: message.id,
    pictures: pictures.length,
    sha256: pictures.flatMap((picture) => (picture.sha256 === undefined ? [] : [picture.sha256])),
    ephemeralFor: message.ephemeralFor,
    interactionId: message.interactionId,
    replyTo: message.replyTo,
  };
}
