import { picturesOf, type GeneratedImage, type Generation } from '../../core/generation/generation.ts';
import { cancelText, quotaLines } from '../shared/account-text.ts';
import type { BotContext } from './bot-context.ts';
import type { MessagePayload } from './discord-api.ts';
import type { DiscordTranslator } from './discord-messages.ts';
import { fitPictures } from './fit-pictures.ts';
import { errorText } from '../shared/refusal-text.ts';
import { requesterOf, userKey, type InteractionOrigin } from './interaction.ts';
import { filePart, plainText, textMessage, textPart } from './message-parts.ts';
import { relativeTime } from './progress-message.ts';
import { fileName, resultMessage } from './result-message.ts';

/** Life of a link to an original. */
const linkLifeMs = 3_600_000;

/** The answer to /quota. */
export async function quotaAnswer(
  origin: InteractionOrigin,
  { core, providerTitle }: BotContext,
  translator: DiscordTranslator,
): Promise<MessagePayload> {
  const quota = await core.quota(requesterOf(origin));
  const lines = quotaLines(quota, translator.common, { formatInstant: relativeTime, providerTitle });
  return textMessage(lines.map(plainTextButTimes).join('\n'));
}

/** Withdraws, and says what that costs. */
export async function cancelAnswer(
  origin: InteractionOrigin,
  wish: { readonly all?: boolean; readonly generationId?: string },
  { core }: BotContext,
  translator: DiscordTranslator,
): Promise<MessagePayload> {
  const { userId, chatId } = requesterOf(origin);
  const place = wish.generationId === undefined ? { chatId } : {};
  const canceled = await core.cancel({ userId, ...place, ...wish });
  return textMessage(cancelText(canceled, translator.common));
}

/** The pictures of a generation once more, or one of them, at no charge. */
export async function picturesAnswer(
  generation: Generation,
  origin: InteractionOrigin,
  { core, providerTitle }: BotContext,
  translator: DiscordTranslator,
  options: { readonly only?: number | undefined; readonly canShare?: boolean } = {},
): Promise<MessagePayload> {
  const pictures = await stillKept(generation, core, options.only);
  if (pictures.length === 0) return textMessage(translator.common.say('answer.original-gone'));
  const files = await fitPictures(pictures, origin.sizeLimit, (picture, limits) =>
    core.media.fit(picture, limits),
  );
  const shown = pictures.flatMap((picture, index) => {
    const file = files[index];
    return file ? [{ picture, file }] : [];
  });
  const buttons = { ...options, larger: core.pictures.larger.bind(core.pictures) };
  return resultMessage({ generation, pictures: shown, translator, providerTitle, buttons });
}

/** The answer to /last: the newest result, at no charge. */
export async function lastAnswer(
  origin: InteractionOrigin,
  context: BotContext,
  translator: DiscordTranslator,
): Promise<MessagePayload> {
  const generation = await context.core.pictures.latest(userKey(origin.userId));
  if (!generation) return textMessage(translator.common.say('answer.history-empty'));
  return picturesAnswer(generation, origin, context, translator, { canShare: origin.guildId !== undefined });
}

/** The answer to /show: one of the user's own pictures. An unknown id and somebody else's are the same. */
export async function showAnswer(
  origin: InteractionOrigin,
  pictureId: string,
  context: BotContext,
  translator: DiscordTranslator,
): Promise<MessagePayload> {
  const id = pictureId.trim().toLowerCase();
  const found = await context.core.pictures.mine(userKey(origin.userId), id);
  if (!found) return textMessage(translator.common.say('follow.not-found'));
  return picturesAnswer(found.generation, origin, context, translator, {
    only: found.index,
    canShare: origin.guildId !== undefined,
  });
}

/** The untouched files: as uploads where they fit, else as links, else a sentence. */
export async function originalAnswer(
  generation: Generation,
  origin: InteractionOrigin,
  context: BotContext,
  translator: DiscordTranslator,
  only?: number,
): Promise<MessagePayload> {
  const { core, publicUrl, now } = context;
  const pictures = await stillKept(generation, core, only);
  if (pictures.length === 0) return textMessage(translator.common.say('answer.original-gone'));

  const fitting = await fitPictures(pictures, origin.sizeLimit, async (picture, { maxBytes }) => {
    const reencoded = picture.byteLength > maxBytes;
    return { ...picture, path: reencoded ? '' : await core.media.localPath(picture), reencoded };
  });
  const files = pictures.flatMap((picture, index) => {
    const fitted = fitting[index];
    if (fitted?.reencoded !== false) return [];
    const { mediaType } = picture;
    return [{ name: fileName(picture, mediaType), mediaType, content: { path: fitted.path } }];
  });
  const lines = pictures.flatMap((picture, index) => {
    if (fitting[index]?.reencoded === false) return [];
    const size = formatSize(picture.byteLength);
    if (publicUrl === undefined) {
      return [translator.say('answer.original-too-large', { size, limit: formatSize(origin.sizeLimit) })];
    }
    const url = `${publicUrl}${core.media.signedPath(picture, now() + linkLifeMs)}`;
    return [translator.say('answer.original-link', { size, url })];
  });
  return {
    components: [
      ...(lines.length === 0 ? [] : [textPart(lines.join('\n'))]),
      ...files.map(({ name }) => filePart(name)),
    ],
    attachments: files.map(({ name }, id) => ({ id, filename: name })),
    files,
  };
}

async function stillKept(
  generation: Generation,
  core: BotContext['core'],
  only?: number,
): Promise<readonly GeneratedImage[]> {
  const pictures = picturesOf(generation).filter((_, index) => only === undefined || index === only);
  const kept = await Promise.all(pictures.map((picture) => core.media.exists(picture)));
  return pictures.filter((_, index) => kept[index]);
}

function formatSize(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}

/** Escapes everything but the time stamps that this program put in itself. */
function plainTextButTimes(line: string): string {
  return plainText(line).replace(/\\<t:(\d+):R\\>/g, '<t:$1:R>');
}

/** Agrees to a price; a sentence where that is not possible any more. The status message changes by itself. */
export async function confirmPress(
  generationId: string,
  origin: InteractionOrigin,
  { core }: BotContext,
  translator: DiscordTranslator,
): Promise<string | undefined> {
  const { userId } = requesterOf(origin);
  const result = await core.confirmations.confirm({ generationId, userId });
  return result.kind === 'refused' ? errorText(result.code, translator.common) : undefined;
}
