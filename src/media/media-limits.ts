/** Every limit that media work obeys; all can be set when media is created. */
export interface MediaLimits {
  /** Largest file that is downloaded, staged or decoded, in bytes. */
  readonly maxBytes: number;
  /** Most pixels (width × height) that a header may claim before anything is decoded. */
  readonly maxPixels: number;
  /** The same for AVIF, whose decoder takes 20 bytes of memory a pixel; the others take 6 at most. */
  readonly maxAvifPixels: number;
  /** The same for HEIC and BMP: 12 bytes a pixel, and one at a time. */
  readonly maxWorkerPixels: number;
  /** Whole time of one download, redirects included, in milliseconds. */
  readonly downloadTimeoutMs: number;
  /** Longest silence between two chunks, and before the headers, in milliseconds. */
  readonly idleTimeoutMs: number;
  /** Longest time for a connection, name look-up included, in milliseconds. */
  readonly connectTimeoutMs: number;
  /** Largest response header, in bytes. */
  readonly maxHeaderBytes: number;
  readonly maxRedirects: number;
  /** Pauses before the second, third … try at a result URL, in milliseconds: a fresh one may not be there yet. */
  readonly retryPausesMs: readonly number[];
  /** Longest time for decoding and encoding one picture, in milliseconds. */
  readonly codecTimeoutMs: number;
  /** Longest edge of a normalised reference, in pixels. */
  readonly referenceMaxEdge: number;
  /** What a normalised reference should weigh at most, in bytes; reached by re-encoding where possible. */
  readonly referenceMaxBytes: number;
  /** Pictures decoded or encoded at once. */
  readonly codecConcurrency: number;
  /** Free bytes below which there is no room for more pictures. */
  readonly minFreeBytes: number;
}

export const defaultMediaLimits: MediaLimits = {
  maxBytes: 40 * 1024 * 1024,
  maxPixels: 64_000_000,
  maxAvifPixels: 25_000_000,
  maxWorkerPixels: 50_000_000,
  downloadTimeoutMs: 60_000,
  idleTimeoutMs: 15_000,
  connectTimeoutMs: 10_000,
  maxHeaderBytes: 16 * 1024,
  maxRedirects: 3,
  retryPausesMs: [2_000, 6_000],
  codecTimeoutMs: 30_000,
  referenceMaxEdge: 4096,
  referenceMaxBytes: 4 * 1024 * 1024,
  codecConcurrency: 2,
  minFreeBytes: 100 * 1024 * 1024,
};
