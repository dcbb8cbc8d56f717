/** heic-decode ships no types of its own. */
declare module 'heic-decode' {
  interface DecodedImage {
    readonly data: Uint8ClampedArray;
    readonly width: number;
    readonly height: number;
  }

  interface PendingImage {
    readonly width: number;
    readonly height: number;
    decode(): Promise<DecodedImage>;
  }

  function decodeFirst(input: { buffer: Uint8Array }): Promise<DecodedImage>;
  namespace decodeFirst {
    function all(input: { buffer: Uint8Array }): Promise<PendingImage[] & { dispose(): void }>;
  }
  export default decodeFirst;
}
