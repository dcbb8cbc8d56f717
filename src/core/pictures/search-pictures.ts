import { picturesOf } from '../generation/generation.ts';
import { foldText } from '../moderation/fold-text.ts';
import type { PageWish, PictureEntry, PicturePage, PictureSearch, PicturesFound } from '../ports/pictures.ts';

const pageLength = 50;
/** Pictures that one search looks at before it leaves the rest to the next. */
const patience = 1_000;

/** Looks through a user's pictures page by page, newest first, for those whose prompt has all the words. */
export async function searchPictures(
  pageOf: (wish: PageWish) => Promise<PicturePage>,
  { userId, words, limit, from, accepts = () => true }: PictureSearch,
): Promise<PicturesFound> {
  const wanted = foldText(words)
    .split(/\s+/u)
    .filter((word) => word !== '');
  const entries: PictureEntry[] = [];
  let last = from;
  for (let seen = 0; seen < patience; seen += pageLength) {
    const page = await pageOf({
      ...{ userId, limit: pageLength },
      ...(last ? { from: { picture: last, direction: 'older' } } : {}),
    });
    for (const [at, entry] of page.entries.entries()) {
      last = { generationId: entry.generation.id, index: entry.index };
      if (!accepts(entry) || !hasAll(entry, wanted)) continue;
      entries.push(entry);
      const isMore = page.hasOlder || at < page.entries.length - 1;
      if (entries.length === limit) return isMore ? { entries, next: last } : { entries };
    }
    if (!page.hasOlder) return { entries };
  }
  return last ? { entries, next: last } : { entries };
}

function hasAll({ generation, index }: PictureEntry, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const prompt = foldText(generation.request.prompt);
  const pictureId = picturesOf(generation)[index]?.pictureId;
  return words.every((word) => word === pictureId || prompt.includes(word));
}
