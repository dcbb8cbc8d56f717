import { ProviderError, type ErrorCode } from '../../../src/core/errors.ts';
import type { ImageOrder, SubmitOptions, SubmitResult } from '../../../src/core/ports/image-provider.ts';
import { SandboxProvider } from '../../../src/providers/sandbox/sandbox-provider.ts';

/** The sandbox, but a test decides when a picture is finished and whether it fails. */
export class GatedProvider extends SandboxProvider {
  readonly orders: ImageOrder[] = [];
  /** Whether what is drawn can be watched. */
  showsPreviews = false;
  #failures: ErrorCode[] = [];
  #isHeld = false;
  #held: (() => void)[] = [];

  constructor() {
    super({ delayMs: 20 });
  }

  /** Nothing is finished until `release`. */
  hold(): void {
    this.#isHeld = true;
  }

  /** All of them, and nothing is held any more; or the first few. */
  release(count?: number): void {
    this.#isHeld &&= count !== undefined;
    for (const go of this.#held.splice(0, count ?? this.#held.length)) go();
  }

  failNext(code: ErrorCode): void {
    this.#failures.push(code);
  }

  override async submit(order: ImageOrder, options: SubmitOptions): Promise<SubmitResult> {
    this.orders.push(order);
    if (this.#isHeld) await new Promise<void>((go) => this.#held.push(go));
    const code = this.#failures.shift();
    if (code) throw new ProviderError('failed on demand', { code, provider: this.id, phase: 'submit' });
    const { onPreview, ...quietly } = options;
    return super.submit(order, this.showsPreviews && onPreview ? options : quietly);
  }
}
