import { GrammyError, type Api } from 'grammy';
import { AppError, type ErrorCode } from '../../core/errors.ts';
import type { Media, StagedImage } from '../../core/ports/media.ts';
import { asTelegramSignal, type TelegramApiConfig } from './telegram-api.ts';
import { patiently } from './telegram-patience.ts';
import type { TelegramFile } from './read-message.ts';

/** What Telegram's own Bot API server hands out at most. */
export const maxDownloadBytes = 20 * 1024 * 1024;

const downloadTimeoutMs = 60_000;

export interface TelegramFilesDependencies {
  readonly config: TelegramApiConfig;
  readonly api: Api;
  readonly media: Pick<Media, 'stage'>;
}

/** Fetches files that users sent. Their addresses contain the bot's token and never leave this class. */
export class TelegramFiles {
  readonly #deps: TelegramFilesDependencies;

  constructor(deps: TelegramFilesDependencies) {
    this.#deps = deps;
  }

  /** Downloads a file to disk. @throws AppError with a `media-…` code */
  async fetch(file: TelegramFile, signal: AbortSignal): Promise<StagedImage> {
    if ((file.byteLength ?? 0) > maxDownloadBytes) throw mediaError('media-too-large');
    const path = await this.#pathOf(file.fileId, signal);
    const body = await this.#open(path, signal);
    try {
      return await this.#deps.media.stage(body, maxDownloadBytes);
    } catch (error) {
      // The connection broke off, or took too long; anything that is ours to say is an AppError already.
      if (error instanceof AppError) throw error;
      throw mediaError(isTimeout(error) ? 'media-timeout' : 'media-unreachable');
    }
  }

  async #pathOf(fileId: string, signal: AbortSignal): Promise<string> {
    try {
      const { file_path: path } = await patiently(
        () => this.#deps.api.getFile(fileId, asTelegramSignal(signal)),
        { repeatable: true, signal, patienceMs: 30_000 },
      );
      if (path !== undefined) return path;
    } catch (error) {
      if (!(error instanceof GrammyError)) throw mediaError('media-unreachable');
      throw mediaError(/too big/i.test(error.description) ? 'media-too-large' : 'media-not-found');
    }
    throw mediaError('media-not-found');
  }

  async #open(path: string, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>> {
    const { token, apiUrl } = this.#deps.config;
    const url = `${apiUrl.replace(/\/+$/, '')}/file/bot${token}/${path}`;
    const options = {
      signal: AbortSignal.any([signal, AbortSignal.timeout(downloadTimeoutMs)]),
      redirect: 'error',
    } as const;
    let answer: Response;
    try {
      answer = await fetch(url, options);
    } catch (error) {
      throw mediaError(isTimeout(error) ? 'media-timeout' : 'media-unreachable');
    }
    if (!answer.ok || !answer.body) {
      await answer.body?.cancel();
      throw mediaError(answer.status === 404 ? 'media-not-found' : 'media-unreachable');
    }
    return answer.body;
  }
}

/** Without a cause: it would carry the address. */
function mediaError(code: Extract<ErrorCode, `media-${string}`>): AppError {
  return new AppError('A file of Telegram could not be fetched', { code });
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.name === 'TimeoutError';
}
