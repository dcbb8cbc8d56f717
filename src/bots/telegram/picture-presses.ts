import { livePictures, picturesOf } from '../../core/generation/generation.ts';
import { meantPicture } from '../shared/picture-verbs.ts';
import type { BotContext } from './bot-context.ts';
import { collect } from './collect-pictures.ts';
import type { Press } from './follow-up-presses.ts';
import type { PressAnswer } from './region-answers.ts';
import { sendSticker } from './sticker-answers.ts';
import { say } from './talk.ts';

/** Telegram's limit for the answer to a press. */
const maxAnswer = 200;

/**
 * *Add this too* and *As sticker* under a picture, at no charge. Resolves to `which` where it has to be asked which of
 * several is meant.
 */
export async function pressPicture(context: BotContext, press: Press): Promise<PressAnswer | 'which'> {
  const { button, event, generation, talk, translator } = press;
  if (livePictures(generation).length === 0) return { text: translator.common.say('answer.gone') };
  const index = meantPicture(generation, button.index);
  if (index === undefined) return 'which';
  const image = picturesOf(generation)[index];
  if (!image || !(await context.core.media.exists(image))) {
    return { text: translator.common.say('answer.original-gone') };
  }
  if (button.verb === 'sticker') {
    // Broken off while sending: whoever misses the sticker presses again.
    if (event.note.sending) return {};
    await event.add({ sending: true });
    await sendSticker(context, talk, image);
    return {};
  }
  const text = await collect(context, event.key, talk, { references: [image], name: '' });
  if (text.length <= maxAnswer) return { text };
  await say(context, talk, text);
  return {};
}
