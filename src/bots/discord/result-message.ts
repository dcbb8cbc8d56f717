import type { GeneratedImage, Generation } from '../../core/generation/generation.ts';
import type { FittedImage } from '../../core/ports/media.ts';
import { outcomeText } from '../shared/outcome-text.ts';
import { pictureIdsText, resultButtons, type ResultButtonsOptions } from '../shared/picture-verbs.ts';
import type { MessagePayload } from './discord-api.ts';
import type { DiscordTranslator } from './discord-messages.ts';
import { buttonRows, galleryPart, maxAltText, plainText, textPart } from './message-parts.ts';
import { truncate } from '../shared/text.ts';

export interface ResultInput {
  readonly generation: Generation;
  /** The pictures to show, with the file that Discord takes for each. */
  readonly pictures: readonly { readonly picture: GeneratedImage; readonly file: FittedImage }[];
  readonly translator: DiscordTranslator;
  readonly providerTitle: (id: string) => string;
  /** A line in front of everything, in Discord's markdown. */
  readonly heading?: string;
  readonly buttons?: ResultButtonsOptions;
}

/** The message that an outcome becomes: the pictures, what was asked and how it went, and the buttons. */
export function resultMessage(input: ResultInput): MessagePayload {
  const { generation, pictures, translator, providerTitle, heading, buttons = {} } = input;
  const text = outcomeText(generation, translator.common, { providerTitle });
  const altText = truncate(generation.request.prompt.trim(), maxAltText);
  const files = pictures.map(({ picture, file }) => ({
    name: fileName(picture, file.mediaType),
    mediaType: file.mediaType,
    content: { path: file.path },
  }));
  const isCovered = generation.request.spoiler;
  const ids = pictureIdsText(generation, translator.common, buttons.only);
  const reencoded = pictures.some(({ file }) => file.reencoded);
  const notes = [...text.notes, ...(reencoded ? [translator.common.say('outcome.reencoded')] : [])];

  return {
    components: [
      textPart([heading ?? '', `**${plainText(text.prompt)}**`].filter(Boolean).join('\n')),
      ...(files.length === 0 ? [] : [galleryPart(files.map(({ name }) => ({ name, altText, isCovered })))]),
      textPart(
        [summary(text.summary, files.length === 0), ...[...notes, ids].filter(Boolean).map(smallPrint)].join(
          '\n',
        ),
      ),
      ...buttonRows(resultButtons(generation, buttons), translator),
    ],
    attachments: files.map(({ name }, index) => ({ id: index, filename: name, description: altText })),
    files,
  };
}

/** Name under which a picture is uploaded. */
export function fileName(picture: GeneratedImage, mediaType: string): string {
  const extension = mediaType === 'image/jpeg' ? 'jpg' : (mediaType.split('/')[1] ?? 'png');
  return `limner-${picture.pictureId}.${extension}`;
}

/** Figures stand in Discord's small print; the sentence that says why there is no picture does not. */
function summary(text: string, isSentence: boolean): string {
  return isSentence ? plainText(text) : smallPrint(text);
}

function smallPrint(text: string): string {
  return `-# ${plainText(text)}`;
}
