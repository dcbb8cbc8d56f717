import { picturesOf } from '../../core/generation/generation.ts';
import type { PictureRef } from '../../core/generation/generation.ts';
import type { PageWish, PictureEntry } from '../../core/ports/pictures.ts';
import { historyLine } from '../shared/account-text.ts';
import type { Button } from '../shared/buttons.ts';
import type { BotContext } from './bot-context.ts';
import type { MessagePayload } from './discord-api.ts';
import type { DiscordTranslator } from './discord-messages.ts';
import { userKey, type InteractionOrigin } from './interaction.ts';
import { buttonsPart, galleryPart, plainText, sectionPart, textMessage, textPart } from './message-parts.ts';
import { relativeTime } from './progress-message.ts';

/** Entries of a page; each takes eight of the forty components that a message may have. */
const pageLength = 4;

export interface HistoryWish {
  readonly favourites: boolean;
  readonly from?: NonNullable<PageWish['from']>;
}

/** The page that a button of the history asks for; undefined for every other button. */
export function historyWishOf({ verb, id, index }: Button): HistoryWish | undefined {
  const picture: PictureRef = { generationId: id, index: index ?? 0 };
  switch (verb) {
    case 'history':
    case 'favourites':
      return { favourites: verb === 'favourites' };
    case 'older':
    case 'newer':
      return { favourites: false, from: { picture, direction: verb } };
    case 'favolder':
    case 'favnewer':
      return { favourites: true, from: { picture, direction: verb === 'favolder' ? 'older' : 'newer' } };
    default:
      return undefined;
  }
}

/** A page of the user's pictures: small views of them, a line each, and what can be done with it. */
export async function historyAnswer(
  origin: InteractionOrigin,
  wish: HistoryWish,
  context: BotContext,
  translator: DiscordTranslator,
): Promise<MessagePayload> {
  const { core } = context;
  const { favourites, from } = wish;
  const { common } = translator;
  const page = await core.pictures.page({
    ...{ userId: userKey(origin.userId), limit: pageLength, favourites },
    ...(from ? { from } : {}),
  });
  const { entries } = page;
  const toggle: Button = { verb: favourites ? 'history' : 'favourites', id: origin.userId };
  if (entries.length === 0) {
    if (!favourites) return textMessage(common.say('answer.history-empty'));
    return textMessage(common.say('follow.favourites-empty'), [buttonsPart([toggle], translator)]);
  }
  const files = await viewsOf(entries, context);
  const prefix = favourites ? ('fav' as const) : ('' as const);
  const turn = (direction: 'older' | 'newer', entry: PictureEntry | undefined): Button[] =>
    entry ? [{ verb: `${prefix}${direction}`, id: entry.generation.id, index: entry.index }] : [];
  const turns = [
    ...(page.hasNewer ? turn('newer', entries[0]) : []),
    ...(page.hasOlder ? turn('older', entries.at(-1)) : []),
    toggle,
  ];
  return {
    components: [
      textPart(common.say(favourites ? 'follow.favourites-title' : 'follow.history-title')),
      ...(files.length === 0 ? [] : [galleryPart(files)]),
      ...entries.flatMap((entry) => entryParts(entry, translator)),
      buttonsPart(turns, translator),
    ],
    attachments: files.map(({ name, altText }, id) => ({ id, filename: name, description: altText })),
    files: files.map(({ name, content }) => ({ name, mediaType: 'image/jpeg', content })),
  };
}

function entryParts(entry: PictureEntry, translator: DiscordTranslator): readonly object[] {
  const { generation, index, isFavourite } = entry;
  const { id } = generation;
  const pictureId = picturesOf(generation)[index]?.pictureId ?? '';
  const line = [
    isFavourite ? `★ ${translator.common.say('button.favourite')}` : '',
    relativeTime(generation.createdAt),
    plainText(historyLine(generation, translator.common)),
    translator.common.say('outcome.ids', { ids: pictureId, count: 1 }),
  ];
  const buttons = (['reuse', 'original', 'favourite', 'drop'] as const).map((verb) => ({ verb, id, index }));
  return [
    sectionPart(line.filter(Boolean).join(' · '), { verb: 'show', id, index }, translator),
    buttonsPart(buttons, translator),
  ];
}

/** Small views, numbered as the entries are; a picture whose file is gone has none. */
async function viewsOf(entries: readonly PictureEntry[], { core, logger }: BotContext) {
  const views = await Promise.all(
    entries.map(async ({ generation, index }) => {
      const picture = picturesOf(generation)[index];
      try {
        if (!picture || !(await core.media.exists(picture))) return [];
        const pieces: Buffer[] = [];
        for await (const piece of core.media.open(picture)) pieces.push(piece as Buffer);
        const bytes = new Uint8Array(await core.media.preview(Buffer.concat(pieces)));
        const name = `limner-${picture.pictureId}-small.jpg`;
        const { prompt, spoiler: isCovered } = generation.request;
        return [{ name, altText: prompt.slice(0, 1_000), isCovered, content: { bytes } }];
      } catch (error) {
        logger.debug({ generationId: generation.id, error }, 'A small view could not be made');
        return [];
      }
    }),
  );
  return views.flat();
}
