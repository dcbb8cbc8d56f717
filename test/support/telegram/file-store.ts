import { createHash, randomBytes } from 'node:crypto';
import { badRequest } from './api-error.ts';
import type { FileKind, StoredFile, UploadIdentity } from './model.ts';

const ID_PREFIX: Readonly<Record<FileKind, string>> = {
  photo: 'AgACAgIAAxk',
  document: 'BQACAgIAAxk',
  video: 'BAACAgIAAxk',
  voice: 'AwACAgIAAxk',
  animation: 'CgACAgIAAxk',
  audio: 'CQACAgIAAxk',
  sticker: 'CAACAgIAAxk',
};

const FOLDER: Readonly<Record<FileKind, string>> = {
  photo: 'photos',
  document: 'documents',
  video: 'videos',
  voice: 'voice',
  animation: 'animations',
  audio: 'music',
  sticker: 'stickers',
};

export interface NewFile {
  readonly kind: FileKind;
  readonly bytes: Uint8Array;
  readonly width?: number;
  readonly height?: number;
  readonly durationSeconds?: number;
  readonly fileName?: string;
  readonly mediaType?: string;
}

export interface FileStoreDependencies {
  readonly now: () => number;
  readonly settings: { maxKeptBytes: number; maxDownloadBytes: number; fileLinkLifetimeMs: number };
}

/** Every file of every chat, by file_id and by download path. Bytes are bounded, identities are kept for ever. */
export class FileStore {
  private readonly deps: FileStoreDependencies;
  private readonly byId = new Map<string, StoredFile>();
  private readonly byPath = new Map<string, StoredFile>();
  private readonly holdingBytes: StoredFile[] = [];
  private keptBytes = 0;
  private pathCount = 0;

  constructor(deps: FileStoreDependencies) {
    this.deps = deps;
  }

  add(file: NewFile): StoredFile {
    const stored: StoredFile = {
      ...file,
      ...identify(file.bytes),
      fileId: ID_PREFIX[file.kind] + randomBytes(36).toString('base64url'),
      uniqueId: `AQAD${randomBytes(8).toString('base64url')}`,
    };
    this.byId.set(stored.fileId, stored);
    this.holdingBytes.push(stored);
    this.keptBytes += stored.length;
    this.forgetOldest();
    return stored;
  }

  /** A file that was stored before. @throws ApiError 400 when the id is unknown. */
  get(fileId: string, message: string): StoredFile {
    const file = this.byId.get(fileId);
    if (!file) throw badRequest(message);
    return file;
  }

  /** What getFile answers: a path that lives for an hour. @throws ApiError 400 over the download limit. */
  openPath(file: StoredFile): string {
    if (file.length > this.deps.settings.maxDownloadBytes) throw badRequest('file is too big');
    if (!file.path) {
      this.pathCount += 1;
      file.path = `${FOLDER[file.kind]}/file_${this.pathCount}${extensionOf(file)}`;
      this.byPath.set(file.path, file);
    }
    file.pathValidUntil = this.deps.now() + this.deps.settings.fileLinkLifetimeMs;
    return file.path;
  }

  /** The file behind a download path while the link lives. */
  atPath(path: string): StoredFile | undefined {
    const file = this.byPath.get(path);
    return file && (file.pathValidUntil ?? 0) > this.deps.now() ? file : undefined;
  }

  private forgetOldest(): void {
    while (this.keptBytes > this.deps.settings.maxKeptBytes && this.holdingBytes.length > 1) {
      const oldest = this.holdingBytes.shift();
      if (!oldest) return;
      this.keptBytes -= oldest.length;
      oldest.bytes = undefined;
    }
  }
}

export function identify(bytes: Uint8Array): UploadIdentity {
  return { length: bytes.byteLength, sha256: createHash('sha256').update(bytes).digest('hex') };
}

function extensionOf(file: StoredFile): string {
  if (file.kind === 'photo') return '.jpg';
  if (file.kind === 'voice') return '.oga';
  return /\.[A-Za-z0-9]{1,8}$/.exec(file.fileName ?? '')?.[0] ?? '';
}
