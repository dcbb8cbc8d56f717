import { badRequest } from './api-error.ts';
import type { Backend } from './backend.ts';
import { formatText } from './entities.ts';
import type { FormattedText } from './entities.ts';
import type { FileKind, MediaContent, StoredFile } from './model.ts';
import { optionalString } from './params.ts';
import type { JsonObject, Params, UploadedFile } from './params.ts';
import { storePhoto } from './photo-sizes.ts';

const MAX_CAPTION = 1024;

const TYPE_NAMES: Readonly<Record<FileKind, string>> = {
  photo: 'Photo',
  document: 'Document',
  video: 'Video',
  voice: 'VoiceNote',
  animation: 'Animation',
  audio: 'Audio',
  sticker: 'Sticker',
};

/** By file name only: grammY and most clients send every upload as application/octet-stream. */
const MEDIA_TYPES: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  gif: 'image/gif',
  heic: 'image/heic',
  bmp: 'image/bmp',
  tif: 'image/tiff',
  tiff: 'image/tiff',
  pdf: 'application/pdf',
  zip: 'application/zip',
  mp4: 'video/mp4',
  json: 'application/json',
  txt: 'text/plain',
};

/** A caption of the call itself. @throws ApiError 400 when it is over 1024 after entity parsing. */
export function readCaption(params: Params): FormattedText {
  const entities = params.json('caption_entities', 'caption entities');
  return checkCaption(formatText(params.string('caption'), params.string('parse_mode'), entities));
}

/** A caption inside an InputMedia object. */
export function readMediaCaption(media: JsonObject): FormattedText {
  const mode = optionalString(media, 'parse_mode');
  return checkCaption(formatText(optionalString(media, 'caption'), mode, media['caption_entities']));
}

function checkCaption(caption: FormattedText): FormattedText {
  if (caption.text.length > MAX_CAPTION) throw badRequest('message caption is too long');
  return caption;
}

export interface MediaInput {
  readonly kind: FileKind;
  /** Field text: empty (an upload under the field's own name), attach://, a URL or a file_id. */
  readonly reference: string;
  readonly field: string;
  readonly missing: string;
  readonly caption: FormattedText;
  readonly hasSpoiler: boolean;
}

/** Turns what a bot sent into what the message holds: uploads are stored, file ids looked up, URLs fetched. */
export async function readMedia(backend: Backend, params: Params, input: MediaInput): Promise<MediaContent> {
  const captioned = { caption: input.caption.text, captionEntities: input.caption.entities };
  const source = await findSource(backend, params, input);
  if (input.kind === 'photo') {
    const photo =
      'fileId' in source
        ? source.photo
        : await storePhoto(source.bytes, backend.files, backend.settings, source.name);
    if (!photo) throw badRequest('wrong file identifier/HTTP URL specified');
    return { kind: 'photo', photo, hasSpoiler: input.hasSpoiler, ...captioned };
  }
  const file = 'fileId' in source ? source : storeFile(backend, input.kind, source);
  return { kind: input.kind, file, ...captioned };
}

async function findSource(
  backend: Backend,
  params: Params,
  { kind, reference, field, missing }: MediaInput,
): Promise<StoredFile | UploadedFile> {
  const upload = params.file(reference.startsWith('attach://') ? reference.slice('attach://'.length) : field);
  if (upload) return upload;
  if (reference === '' || reference.startsWith('attach://')) throw badRequest(missing);
  if (/^https?:\/\//.test(reference)) return fetchByUrl(backend, kind, reference);

  const file = backend.files.get(reference, 'wrong remote file identifier specified: Wrong string length');
  if (file.kind !== kind) {
    throw badRequest(`can't use file of type ${TYPE_NAMES[file.kind]} as ${TYPE_NAMES[kind]}`);
  }
  return file;
}

function storeFile(backend: Backend, kind: FileKind, upload: UploadedFile): StoredFile {
  if (upload.bytes.byteLength === 0) throw badRequest('file must be non-empty');
  return backend.files.add({
    kind,
    bytes: upload.bytes,
    fileName: upload.name,
    mediaType: mediaTypeOf(upload.name),
  });
}

export function mediaTypeOf(fileName: string): string {
  const extension = /\.([A-Za-z0-9]+)$/.exec(fileName)?.[1]?.toLowerCase() ?? '';
  return MEDIA_TYPES[extension] ?? 'application/octet-stream';
}

/** Telegram's servers fetch it: 5 MB for photos, 20 MB otherwise, and as documents only PDF, ZIP and GIF. */
async function fetchByUrl(backend: Backend, kind: FileKind, url: string): Promise<UploadedFile> {
  backend.fetchedUrls.push(url);
  const answer = await fetch(url, { signal: AbortSignal.timeout(10_000) }).catch(() => undefined);
  if (!answer?.ok) throw badRequest('failed to get HTTP URL content');
  const mediaType = answer.headers.get('content-type')?.split(';')[0] ?? '';
  const expected = kind === 'photo' ? /^image\// : /^(application\/(pdf|zip)|image\/gif)$/;
  if (['photo', 'document'].includes(kind) && !expected.test(mediaType)) {
    throw badRequest('wrong type of the web page content');
  }
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const limit = kind === 'photo' ? backend.settings.maxPhotoUrlBytes : backend.settings.maxFileUrlBytes;
  if (bytes.byteLength > limit) throw badRequest('failed to get HTTP URL content');
  return { field: 'url', name: new URL(url).pathname.split('/').at(-1) ?? 'file', mediaType, bytes };
}
