import type { Message } from 'grammy/types';
import type { Generation } from '../../core/generation/generation.ts';
import type { PictureForm, PictureKind } from './picture-form.ts';

/** A picture that Telegram has already: to be posted again by this bot without an upload. */
export interface KeptFile {
  readonly kind: PictureKind;
  readonly fileId: string;
  /** What it shows is smaller than the original. */
  readonly shrunk: boolean;
}

/** The bot that a token belongs to: a file id means nothing to another one. */
export function botIdOf(token: string): string {
  return token.split(':')[0] ?? '';
}

/** What a receipt keeps of a message that shows a picture: `<bot>:<kind><file id>`; empty for an answer without a file. */
export function fileOfMessage(
  botId: string,
  message: Pick<Message, 'photo' | 'document'> | true,
  { shrunk }: Pick<PictureForm, 'shrunk'>,
): string {
  if (message === true) return '';
  const photo = message.photo?.at(-1)?.file_id;
  const fileId = photo ?? message.document?.file_id;
  if (fileId === undefined) return '';
  const letter = photo === undefined ? 'd' : 'p';
  return `${botId}:${shrunk ? letter.toUpperCase() : letter}${fileId}`;
}

/** The pictures of a generation that Telegram has, by their position; only those that this bot posted. */
export function keptFiles(generation: Generation, botId: string): ReadonlyMap<number, KeptFile> {
  const kept = new Map<number, KeptFile>();
  for (const { pictures, files = [] } of generation.delivery.receipt?.messages ?? []) {
    for (const [at, index] of pictures.entries()) {
      const file = readFile(files[at] ?? '', botId);
      if (file) kept.set(index, file);
    }
  }
  return kept;
}

function readFile(text: string, botId: string): KeptFile | undefined {
  const [, bot, letter = '', fileId = ''] = /^(\d+):([pdPD])([\w-]+)$/.exec(text) ?? [];
  if (bot !== botId) return undefined;
  const kind = letter.toLowerCase() === 'p' ? 'photo' : 'document';
  return { kind, fileId, shrunk: letter !== letter.toLowerCase() };
}
