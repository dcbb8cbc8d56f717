import { isObject } from './form-errors.ts';
import { looseAttachments } from './message-json.ts';
import { textDisplays } from './mentions.ts';
import { type Attachment, type JsonObject, type Message, messageFlags, type Pings } from './model.ts';
import type { DiscordState } from './state.ts';
import { attachmentName, componentType, walkComponents } from './validate-components.ts';

/** A picture that a user sees in a message, in the order of display. */
export interface VisiblePicture {
  readonly attachmentId: string | undefined;
  readonly filename: string | undefined;
  readonly contentType: string | undefined;
  readonly bytes: number | undefined;
  readonly sha256: string | undefined;
  readonly width: number | undefined;
  readonly height: number | undefined;
  /** Alt text. */
  readonly description: string | undefined;
  readonly spoiler: boolean;
  /** Signed now, for an upload; as given, for an address elsewhere. */
  readonly url: string;
}

export interface VisibleButton {
  readonly label: string;
  readonly customId: string | undefined;
  readonly url: string | undefined;
  readonly style: number;
  readonly disabled: boolean;
}

/** A message as a user sees it. */
export interface VisibleMessage {
  readonly id: string;
  readonly channelId: string;
  readonly author: string;
  /** "Limner is thinking…" */
  readonly loading: boolean;
  readonly ephemeral: boolean;
  /** Content and text displays, line by line. */
  readonly text: string;
  readonly embeds: readonly JsonObject[];
  readonly components: readonly JsonObject[];
  readonly pictures: readonly VisiblePicture[];
  /** Names of shown files that are no pictures. */
  readonly files: readonly string[];
  /** Names of files that were uploaded but that nothing shows. */
  readonly hiddenFiles: readonly string[];
  readonly buttons: readonly VisibleButton[];
  readonly replyTo: string | undefined;
  readonly pings: Pings;
  readonly edits: number;
  readonly createdAt: number;
  readonly deleted: boolean;
}

export function visibleMessage(state: DiscordState, message: Message): VisibleMessage {
  const shown = shownAttachments(message);
  return {
    id: message.id,
    channelId: message.channelId,
    author: state.user(message.authorId).username,
    loading: (message.flags & messageFlags.loading) !== 0,
    ephemeral: message.ephemeralFor !== undefined,
    text: [message.content, ...textDisplays(message.components)].filter((line) => line !== '').join('\n'),
    embeds: message.embeds,
    components: message.components,
    pictures: picturesOf(state, message),
    files: shown.filter((item) => !isPicture(item)).map((item) => item.filename),
    hiddenFiles: message.attachments.filter((item) => !shown.includes(item)).map((item) => item.filename),
    buttons: buttonsOf(message),
    replyTo: message.replyTo,
    pings: message.pings,
    edits: message.edits,
    createdAt: message.createdAt,
    deleted: message.deleted || state.channel(message.channelId).deleted,
  };
}

/** Pictures shown: attachments that are displayed, and media that a component or embed takes from elsewhere. */
export function picturesOf(state: DiscordState, message: Message): VisiblePicture[] {
  const pictures: VisiblePicture[] = [];
  for (const media of mediaOf(message)) {
    const name = attachmentName(media.url);
    const attachment = message.attachments.find((item) => item.filename === name);
    if (attachment && isPicture(attachment)) pictures.push(uploaded(state, attachment, media));
    else if (name === undefined) pictures.push(elsewhere(media));
  }
  if ((message.flags & messageFlags.componentsV2) === 0) {
    for (const attachment of looseAttachments(message)) {
      if (isPicture(attachment)) pictures.push(uploaded(state, attachment, {}));
    }
  }
  return pictures;
}

interface Media {
  readonly url?: string;
  readonly description?: string | undefined;
  readonly spoiler?: boolean;
}

/** What galleries, thumbnails, file components and embed images show. */
function mediaOf(message: Message): Media[] {
  const media: Media[] = [];
  for (const component of walkComponents(message.components)) {
    if (component['type'] === componentType.mediaGallery && Array.isArray(component['items'])) {
      media.push(...component['items'].filter(isObject).map((item) => readMedia(item, item['media'])));
    }
    if (component['type'] === componentType.thumbnail) media.push(readMedia(component, component['media']));
    if (component['type'] === componentType.file) media.push(readMedia(component, component['file']));
  }
  for (const embed of message.embeds) {
    for (const part of [embed['image'], embed['thumbnail']])
      if (isObject(part)) media.push(readMedia({}, part));
  }
  return media;
}

function readMedia(item: JsonObject, media: unknown): Media {
  const url = isObject(media) && typeof media['url'] === 'string' ? media['url'] : '';
  const description = typeof item['description'] === 'string' ? item['description'] : undefined;
  return { url, description, spoiler: item['spoiler'] === true };
}

function shownAttachments(message: Message): Attachment[] {
  const names = new Set(mediaOf(message).map((media) => attachmentName(media.url)));
  const loose = (message.flags & messageFlags.componentsV2) === 0 ? looseAttachments(message) : [];
  return message.attachments.filter((item) => names.has(item.filename) || loose.includes(item));
}

function isPicture(attachment: Attachment): boolean {
  return attachment.contentType.startsWith('image/') && attachment.width !== undefined;
}

function uploaded(state: DiscordState, attachment: Attachment, media: Media): VisiblePicture {
  return {
    attachmentId: attachment.id,
    filename: attachment.filename,
    contentType: attachment.contentType,
    bytes: attachment.size,
    sha256: attachment.sha256,
    width: attachment.width,
    height: attachment.height,
    description: media.description ?? attachment.description,
    spoiler: attachment.spoiler || media.spoiler === true,
    url: state.attachmentUrl(attachment),
  };
}

function elsewhere(media: Media): VisiblePicture {
  return {
    attachmentId: undefined,
    filename: undefined,
    contentType: undefined,
    bytes: undefined,
    sha256: undefined,
    width: undefined,
    height: undefined,
    description: media.description,
    spoiler: media.spoiler === true,
    url: media.url ?? '',
  };
}

function buttonsOf(message: Message): VisibleButton[] {
  return [...walkComponents(message.components)]
    .filter((component) => component['type'] === componentType.button)
    .map((button) => ({
      label: typeof button['label'] === 'string' ? button['label'] : '',
      customId: typeof button['custom_id'] === 'string' ? button['custom_id'] : undefined,
      url: typeof button['url'] === 'string' ? button['url'] : undefined,
      style: Number(button['style']),
      disabled: button['disabled'] === true,
    }));
}
