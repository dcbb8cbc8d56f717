import type { PageWish } from '../../core/ports/pictures.ts';
import { historyLine } from '../shared/account-text.ts';
import { buildButtonId, type Button } from '../shared/buttons.ts';
import { oneLine } from '../shared/text.ts';
import type { BotContext } from './bot-context.ts';
import type { Talk } from './talk.ts';
import { keyboardOf, type Keyboard } from './telegram-keyboard.ts';
import type { TelegramTranslator } from './telegram-messages.ts';

const pageLength = 10;
const buttonsInARow = 5;

/** Whose page a button turns: the number of a user stands where others have the id of a request. */
export function ownerOfPages({ verb, id }: Button): string | undefined {
  return verb === 'history' || verb === 'favourites' ? id : undefined;
}

/** Where a button of the pages leads; undefined for every other button. */
export function pageOf({ verb, id, index }: Button): Pick<PageWish, 'favourites' | 'from'> | undefined {
  const picture = { generationId: id, index: index ?? 0 };
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

/** A page of the history. In a group only what was asked for in it: all my pictures are nobody else's business. */
export async function historyPage(
  { core }: BotContext,
  { isPrivate, requester }: Talk,
  wish: Pick<PageWish, 'favourites' | 'from'>,
  translator: TelegramTranslator,
): Promise<{ readonly text: string; readonly keyboard: Keyboard | undefined }> {
  const { common } = translator;
  const favourites = wish.favourites === true;
  const page = await core.pictures.page({
    ...wish,
    userId: requester.userId,
    limit: pageLength,
    ...(isPrivate ? {} : { chatId: requester.chatId }),
  });
  const { entries } = page;
  const toggle: Button = {
    verb: favourites ? 'history' : 'favourites',
    id: requester.userId.split(':')[1] ?? '',
  };
  if (entries.length === 0) {
    return {
      text: common.say(favourites ? 'follow.favourites-empty' : 'answer.history-empty'),
      keyboard: favourites ? keyboardOf([[toggle]], translator) : undefined,
    };
  }
  const lines = entries.map(({ generation, isFavourite }, position) => {
    const mark = isFavourite && !favourites ? '★ ' : '';
    return `${position + 1}. ${mark}${oneLine(historyLine(generation, common))}`;
  });
  const numbers = entries.map(({ generation, index }, position) => ({
    text: String(position + 1),
    callback_data: buildButtonId({ verb: 'show', id: generation.id, index }),
  }));
  const [first] = entries;
  const last = entries.at(-1);
  const turns: Button[] = [];
  if (page.hasNewer && first) {
    turns.push({
      verb: favourites ? 'favnewer' : 'newer',
      id: first.generation.id,
      index: first.index,
    });
  }
  if (page.hasOlder && last) {
    turns.push({ verb: favourites ? 'favolder' : 'older', id: last.generation.id, index: last.index });
  }
  const title = common.say(favourites ? 'follow.favourites-title' : 'follow.history-title');
  return {
    text: [title, '', ...lines].join('\n'),
    keyboard: {
      inline_keyboard: [
        ...[numbers.slice(0, buttonsInARow), numbers.slice(buttonsInARow)].filter(({ length }) => length > 0),
        ...keyboardOf([[...turns, toggle]], translator).inline_keyboard,
      ],
    },
  };
}
