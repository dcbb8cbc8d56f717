import { ProviderError, type ErrorCode } from '../../../src/core/errors.ts';
import type { ImageOrder, SubmitOptions, SubmitResult } from '../../../src/core/ports/image-provider.ts';
import { SandboxProvider } from '../../../src/providers/sandbox/sandbox-provider.ts';

/** The sandbox, but a test decides when a picture is finished and whether it fails. */
export class GatedProvider extends SandboxProvider {
  readonly orders: ImageOrder[] = [];
  /** Whether what is drawn can be watched. */
  showsPreviews = false;
  #failures: ErrorCode[] = [];
  #gate: { readonly opened: Promise<void>; open(): void } | undefined;

  constructor() {
    super({ delayMs: 20 });
  }

  /** Nothing is finished until `release`. */
  hold(): void {
    let open = (): void => undefined;
    const opened = new Promise<void>((resolve) => (open = resolve));
    this.#gate = { opened, open };
  }

  release(): void {
    this.#gate?.open();
    this.#gate = undefined;
  }

  failNext(code: ErrorCode): void {
    this.#failures.push(code);
  }

  override async submit(order: ImageOrder, options: SubmitOptions): Promise<SubmitResult> {
    this.orders.push(order);
    await this.#gate?.opened;
    const code = this.#failures.shift();
    if (code) throw new ProviderError('failed on demand', { code, provider: this.id, phase: 'submit' });
    const { onPreview, ...quietly } = options;
    return super.submit(order, this.showsPreviews && onPreview ? options : quietly);
  }
}
