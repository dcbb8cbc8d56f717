import type { Readable } from 'node:stream';
import type { PixelSize } from '../generation/image-request.ts';

/** A picture kept under its content hash. Plain JSON; the bytes are on disk. */
export interface StoredImage {
  /** sha-256 of the bytes, hex: the file's name. */
  readonly sha256: string;
  readonly mediaType: 'image/png' | 'image/jpeg' | 'image/webp';
  readonly width: number;
  readonly height: number;
  readonly byteLength: number;
}

/** Bytes on disk that were not looked at yet: what came inside a gateway's answer or a user's upload. */
export interface StagedImage {
  readonly path: string;
  readonly sha256: string;
  readonly byteLength: number;
}

/** Where a picture comes from. */
export type ImageSource =
  /** http(s) URL of the internet: private ranges are refused on every hop. */
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'data-uri'; readonly uri: string }
  | { readonly kind: 'staged'; readonly image: StagedImage }
  | { readonly kind: 'stored'; readonly image: StoredImage };

/** A file of an archive. It is opened when its turn comes. */
export type ArchiveEntry = { readonly name: string } & (
  { readonly byteLength: number; readonly bytes: () => Readable } | { readonly text: () => Readable }
);

export interface ImportOptions {
  readonly signal?: AbortSignal;
  /** Whole time for download and decoding, milliseconds (60,000). */
  readonly timeoutMs?: number;
}

export interface FitLimits {
  readonly maxBytes: number;
  /** Longest allowed sum of width and height, in pixels. */
  readonly maxEdgeSum?: number;
}

/** A file that a platform will take. */
export interface FittedImage {
  readonly path: string;
  readonly mediaType: string;
  readonly width: number;
  readonly height: number;
  readonly byteLength: number;
  /** True when it is not the original, which then stays available. */
  readonly reencoded: boolean;
}

/** Everything that touches picture bytes. All methods throw `AppError` with a `media-…` or `mask-…` code. */
export interface Media {
  /** Fetches, checks and normalises what a user gave: orientation applied, metadata gone, a size gateways take. */
  importReference(source: ImageSource, options?: ImportOptions): Promise<StoredImage>;
  /** Fetches and checks what a gateway made; bytes are kept as they are. Retries a fresh URL for ~10 s. */
  importResult(source: ImageSource, options?: ImportOptions): Promise<StoredImage>;
  /** A mask for `first`: PNG with alpha of the same size; repaired where its meaning is clear. */
  importMask(source: ImageSource, first: StoredImage, options?: ImportOptions): Promise<StoredImage>;
  /** Enlarges locally to exactly these pixels. */
  upscale(image: StoredImage, to: PixelSize): Promise<StoredImage>;
  /** The original where it fits, else re-encoded down a ladder. */
  fit(image: StoredImage, limits: FitLimits): Promise<FittedImage>;
  /** A small JPEG (at most `maxEdge` pixels, 512) of an encoded picture, without its metadata. */
  preview(bytes: Uint8Array, maxEdge?: number): Promise<Buffer>;
  /** A WebP that chats take for a sticker: 512 px on its longer edge, at most 512 KB. */
  sticker(image: StoredImage): Promise<Buffer>;
  /** A JPEG (at most 1024 px) with a grid of rows and columns over it; marked cells, counted from 0, are tinted. */
  gridView(
    image: StoredImage,
    grid: { readonly side: number; readonly marked: readonly number[] },
  ): Promise<Buffer>;
  /** Streams bytes into a staged file; `maxBytes` exceeded throws `media-too-large`. */
  stage(bytes: AsyncIterable<Uint8Array> | Uint8Array, maxBytes?: number): Promise<StagedImage>;
  stageBase64(text: string | AsyncIterable<string>, maxBytes?: number): Promise<StagedImage>;
  discard(image: StagedImage): Promise<void>;
  /** A zip file, made while it is read and never whole in memory. */
  archive(entries: Iterable<ArchiveEntry> | AsyncIterable<ArchiveEntry>): Readable;
  exists(image: StoredImage): Promise<boolean>;
  open(image: StoredImage): Readable;
  /**
   * Where the bytes can be read on this machine, for some minutes at least; fetched when they are kept elsewhere.
   * @throws AppError `media-not-found` when the picture is gone
   */
  localPath(image: StoredImage): Promise<string>;
  /** Deletes an original and everything derived from it. */
  remove(sha256: string): Promise<void>;
  /** Path and query of a signed link, `/media/…`, valid until `expiresAt` (Unix ms). */
  signedPath(image: StoredImage, expiresAt: number): string;
}
