import sharp from 'sharp';
import { ProviderError, type ErrorCode } from '../../../src/core/errors.ts';
import type {
  ImageOrder,
  ResultImage,
  SubmitOptions,
  SubmitResult,
} from '../../../src/core/ports/image-provider.ts';
import { SandboxProvider } from '../../../src/providers/sandbox/sandbox-provider.ts';

/** A gateway that makes small plain pictures at once, unless the test says otherwise. */
export class EaselProvider extends SandboxProvider {
  readonly orders: ImageOrder[] = [];
  /** What the next pictures are, one each. */
  readonly pictures: Buffer[] = [];
  #failures: ErrorCode[] = [];
  #isHeld = false;
  #held: (() => void)[] = [];
  /** Shown of every picture that is held, as a gateway that streams would. */
  partial: Buffer | undefined;
  #made = 0;

  /** Nothing is finished until `release`. */
  hold(): void {
    this.#isHeld = true;
  }

  /** All of them, and nothing is held any more; or the first few. */
  release(count?: number): void {
    this.#isHeld &&= count !== undefined;
    for (const go of this.#held.splice(0, count ?? this.#held.length)) go();
  }

  /** All but one of those that are held. */
  releaseAllBut(index: number): void {
    const [kept] = this.#held.splice(index, 1);
    for (const go of this.#held.splice(0)) go();
    if (kept) this.#held.push(kept);
  }

  failNext(code: ErrorCode): void {
    this.#failures.push(code);
  }

  override async submit(order: ImageOrder, options: SubmitOptions): Promise<SubmitResult> {
    this.orders.push(order);
    if (this.#isHeld) {
      if (this.partial) options.onPreview?.(this.partial);
      await new Promise<void>((go) => this.#held.push(go));
    }
    const code = this.#failures.shift();
    if (code) throw new ProviderError('failed on demand', { code, provider: this.id, phase: 'submit' });
    const images: ResultImage[] = [];
    for (let index = 0; index < order.count; index += 1) {
      const bytes = this.pictures.shift() ?? (await plainPicture(64, 48, (this.#made += 1)));
      images.push({ kind: 'staged', image: await options.sink.saveBytes(bytes) });
    }
    return { state: 'succeeded', baseUrl: this.id, images, costMicroUsd: 0 };
  }
}

/** A PNG of one colour that follows from `number`. */
export function plainPicture(width = 64, height = 48, number = 0): Promise<Buffer> {
  const background = { r: (number * 37) % 256, g: (number * 91) % 256, b: (number * 153 + 80) % 256 };
  return sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toBuffer();
}

/** A PNG of random dots, which cannot be made small. */
export function noisyPicture(width: number, height: number): Promise<Buffer> {
  return sharp({
    create: {
      width,
      height,
      channels: 3,
      noise: { type: 'gaussian', mean: 128, sigma: 90 },
      background: '#000',
    },
  })
    .png({ compressionLevel: 0 })
    .toBuffer();
}
