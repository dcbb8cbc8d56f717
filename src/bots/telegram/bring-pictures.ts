import type { Message } from 'grammy/types';
import {
  livePictures,
  picturesOf,
  type GeneratedImage,
  type Generation,
} from '../../core/generation/generation.ts';
import type { BotContext } from './bot-context.ts';
import { fileOfMessage, keptFiles } from './kept-files.ts';
import { maxCaption, maxText, outcomeCaption } from './outcome-caption.ts';
import { pictureForm, type PictureForm } from './picture-form.ts';
import { inSomeForm, postAlbum, postPicture } from './post-pictures.ts';
import { say, type Talk } from './talk.ts';
import { telegramFailure } from './telegram-error.ts';
import { keyboardOf, outcomeKeyboard } from './telegram-keyboard.ts';
import { telegramTranslator } from './telegram-messages.ts';
import { patiently } from './telegram-patience.ts';

/** Telegram's limit for one upload. */
const maxUploadBytes = 49_000_000;

/** Posts the pictures of a generation once more, or one of them, on its maker's wish. */
export async function bringAgain(
  context: BotContext,
  talk: Talk,
  generation: Generation,
  only?: number,
): Promise<void> {
  const { api, core, me, logger, providerTitle, signal } = context;
  const translator = telegramTranslator(talk.requester.locale);
  const shown = livePictures(generation).filter(({ index }) => only === undefined || index === only);
  const kept = keptFiles(generation, String(me.id));
  const isAlone = only !== undefined && picturesOf(generation).length > 1;
  const outcome = (maxLength: number) => ({
    caption: outcomeCaption(generation, { translator, providerTitle, maxLength, only }),
    keyboard: outcomeKeyboard(generation, translator, {
      ...(isAlone ? { only } : {}),
      larger: (picture) => core.pictures.larger(picture),
    }),
  });
  /** What was uploaded now need not be the next time. */
  async function remember(messages: readonly Message[], forms: readonly PictureForm[]): Promise<void> {
    const files = shown.map(({ index }, at): [number, string] => {
      const [message = true, form] = [messages[at], forms[at]];
      return [index, fileOfMessage(String(me.id), message, { shrunk: form?.shrunk === true })];
    });
    try {
      await core.pictures.keepFiles(generation.id, new Map(files));
    } catch (error) {
      logger.debug({ generationId: generation.id, error }, 'The names of uploaded pictures were not kept');
    }
  }

  try {
    await inSomeForm(
      shown.map(({ picture }) => picture),
      async (forms) => {
        const [form] = forms;
        const post = async (): Promise<readonly Message[]> =>
          form && forms.length === 1
            ? [await postPicture(api, talk, form, { ...outcome(maxCaption), signal })]
            : postAlbum(api, talk, forms, signal);
        const messages = await patiently(post, { repeatable: false, signal });
        if (form && 'file' in form.source) await remember(messages, forms);
      },
      {
        fit: core.media.fit.bind(core.media),
        isCovered: generation.request.spoiler,
        kept: shown.map(({ index }) => kept.get(index)),
      },
    );
    if (shown.length < 2) return;
    const { caption, keyboard } = outcome(maxText);
    await say(context, talk, caption.text, { entities: caption.entities, keyboard });
  } catch (error) {
    if (telegramFailure(error)?.kind !== 'unknown') throw error;
    const keyboard = keyboardOf(
      [[{ verb: 'show', id: generation.id, ...(only === undefined ? {} : { index: only }) }]],
      translator,
    );
    await say(context, talk, translator.say('status.unconfirmed'), { keyboard });
  }
}

/** Sends untouched files, each with its own button Edit. */
export async function bringOriginals(
  context: BotContext,
  talk: Talk,
  generation: Generation,
  pictures: readonly GeneratedImage[],
): Promise<void> {
  const { api, core, signal } = context;
  const translator = telegramTranslator(talk.requester.locale);
  const all = picturesOf(generation);
  for (const picture of pictures) {
    if (picture.byteLength > maxUploadBytes) {
      await say(context, talk, translator.common.say('error.delivery-too-large'));
      continue;
    }
    const untouched = { kind: 'document', maxBytes: maxUploadBytes } as const;
    const form = await pictureForm(picture, untouched, (image, limits) => core.media.fit(image, limits));
    const edit = { verb: 'edit', id: generation.id, index: all.indexOf(picture) } as const;
    const keyboard = keyboardOf([[all.length > 1 ? edit : { verb: 'edit', id: generation.id }]], translator);
    const caption = { text: '', entities: [] };
    await patiently(() => postPicture(api, talk, form, { caption, keyboard, signal }), {
      repeatable: false,
      signal,
    });
  }
}
