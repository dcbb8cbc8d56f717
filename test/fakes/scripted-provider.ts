import { ProviderError } from '../../src/core/errors.ts';
import type { ErrorCode } from '../../src/core/errors.ts';
// prettier-ignore
import type {
  Change, ImageOrder, ImageProvider, PlanInput, PriceRow, ProviderLimits, ProviderPlan, ProviderTask, ResultImage,
  SubmitOptions, SubmitResult, TaskStatus, Unable,
} from '../../src/core/ports/image-provider.ts';
import { tinyPicture } from './tiny-picture.ts';

/** What one submit comes to. Without one, a submit makes a task that has its pictures at the first look. */
export type Outcome =
  /** A task, or the pictures at once where the gateway is synchronous. Billed. */
  | { readonly kind: 'pictures'; readonly count?: number; readonly costMicroUsd?: number }
  /** A task that is drawn until `finish` is called. Billed. */
  | { readonly kind: 'slow' }
  /** A task that fails at the first look. */
  | { readonly kind: 'task-fails'; readonly code: ErrorCode; readonly costMicroUsd?: number }
  /** A refusal, or (as `submission-unknown`) an answer that was lost. `billed` where the gateway made it all the same. */
  | {
      readonly kind: 'error';
      readonly code: ErrorCode;
      readonly retryAfterMs?: number;
      readonly billed?: boolean;
    }
  /** A bug in an adapter. */
  | { readonly kind: 'bug' }
  /** No answer until `answer` of the returned submit is called. */
  | { readonly kind: 'hangs' };

export interface Submit {
  readonly order: ImageOrder;
  readonly options: SubmitOptions;
  /** Ends a hanging submit. */
  answer(outcome: Outcome): void;
}

export interface ScriptedProviderOptions {
  readonly limits?: Partial<ProviderLimits>;
  readonly prices?: readonly PriceRow[];
  /** What it does otherwise than asked. */
  readonly changes?: readonly Change[];
  readonly unable?: Unable['unable'];
}

/** Prefix of picture addresses that only the test media store understands. */
export const testPictureScheme = 'test-picture:';

/** A gateway that does what the test has written down, and counts what reached it. */
export class ScriptedProvider implements ImageProvider {
  readonly id: string;
  readonly title: string;
  readonly model = undefined;
  readonly limits: ProviderLimits;
  readonly prices: readonly PriceRow[];
  /** Outcomes of the next submits, one each. */
  readonly script: Outcome[] = [];
  /** Used when the script is empty. */
  usual: Outcome = { kind: 'pictures' };
  readonly submits: Submit[] = [];
  /** Micro-dollars, one a submit that was billed. */
  readonly bills: number[] = [];
  /** Thrown by the next looks, one each. */
  readonly lookFailures: Error[] = [];
  /** Answers to the next looks, one each, before what the tasks have come to. */
  readonly nextLooks: TaskStatus[] = [];
  readonly looks: string[] = [];
  readonly #options: ScriptedProviderOptions;
  readonly #tasks = new Map<string, TaskStatus>();

  constructor(id: string, options: ScriptedProviderOptions = {}) {
    this.id = id;
    this.title = id;
    this.#options = options;
    this.prices = options.prices ?? [{ usd: 0.05, assumed: false }];
    this.limits = { ...usualLimits, ...options.limits };
  }

  plan({ request }: PlanInput): ProviderPlan | Unable {
    if (this.#options.unable) return { unable: this.#options.unable };
    const { ratio, resolution, quality, format, background } = request;
    return {
      applied: { ratio, resolution, quality, format, background },
      changes: this.#options.changes ?? [],
    };
  }

  async submit(order: ImageOrder, options: SubmitOptions): Promise<SubmitResult> {
    const outcome = this.script.shift() ?? this.usual;
    let answer: (outcome: Outcome) => void = () => undefined;
    const answered = new Promise<Outcome>((resolve) => (answer = resolve));
    this.submits.push({ order, options, answer });
    return this.#carryOut(order, options, outcome.kind === 'hangs' ? await answered : outcome);
  }

  poll(task: ProviderTask): Promise<TaskStatus> {
    this.looks.push(task.id);
    const failure = this.lookFailures.shift();
    if (failure) return Promise.reject(failure);
    return Promise.resolve(this.nextLooks.shift() ?? this.#tasks.get(task.id) ?? { state: 'missing' });
  }

  readCallback(body: unknown): ProviderTask | undefined {
    const id = (body as { task?: string }).task;
    return id === undefined ? undefined : { id, baseUrl: 'test:' };
  }

  /** Ends a slow task, or the one that a submit of an unknown outcome made: by default with all its pictures. */
  finish(order: ImageOrder, status?: TaskStatus): void {
    this.#tasks.set(
      taskId(order),
      status ?? { state: 'succeeded', images: this.#remote(order, order.count) },
    );
  }

  taskOf(order: ImageOrder): ProviderTask {
    return { id: taskId(order), baseUrl: 'test:' };
  }

  get billed(): number {
    return this.bills.reduce((sum, bill) => sum + bill, 0);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  async #carryOut(order: ImageOrder, options: SubmitOptions, outcome: Outcome): Promise<SubmitResult> {
    const each = (this.prices[0]?.usd ?? 0) * 1_000_000;
    const running: SubmitResult = { state: 'running', task: this.taskOf(order), pollAfterMs: 10 };
    switch (outcome.kind) {
      case 'pictures': {
        const count = outcome.count ?? order.count;
        const cost = outcome.costMicroUsd === undefined ? {} : { costMicroUsd: outcome.costMicroUsd };
        this.bills.push(outcome.costMicroUsd ?? Math.round(each * count));
        if (!this.limits.synchronous) {
          this.finish(order, { state: 'succeeded', images: this.#remote(order, count), ...cost });
          return running;
        }
        const images: ResultImage[] = [];
        for (const name of this.#names(order, count)) {
          images.push({ kind: 'staged', image: await options.sink.saveBytes(tinyPicture(name)) });
        }
        return { state: 'succeeded', baseUrl: 'test:', images, ...cost };
      }
      case 'slow':
        this.bills.push(Math.round(each * order.count));
        this.#tasks.set(taskId(order), { state: 'running' });
        return running;
      case 'task-fails': {
        const cost = outcome.costMicroUsd === undefined ? {} : { costMicroUsd: outcome.costMicroUsd };
        if (outcome.costMicroUsd !== undefined) this.bills.push(outcome.costMicroUsd);
        this.finish(order, { state: 'failed', error: this.#error(outcome.code, 'poll'), ...cost });
        return running;
      }
      case 'error':
        if (outcome.billed) this.bills.push(Math.round(each * order.count));
        throw this.#error(outcome.code, 'submit', outcome.retryAfterMs);
      case 'bug':
        throw new TypeError('Cannot read properties of undefined');
      case 'hangs':
        throw new Error('A hanging submit cannot be answered by hanging');
    }
  }

  #remote(order: ImageOrder, count: number): readonly ResultImage[] {
    return this.#names(order, count).map((name) => ({ kind: 'remote', url: `${testPictureScheme}${name}` }));
  }

  #names(order: ImageOrder, count: number): readonly string[] {
    return Array.from({ length: count }, (_, index) => `${order.attemptId}-${index}`);
  }

  #error(code: ErrorCode, phase: 'submit' | 'poll', retryAfterMs?: number): ProviderError {
    return new ProviderError('Scripted', { provider: this.id, phase, code, retryAfterMs });
  }
}

function taskId(order: ImageOrder): string {
  return `task-${order.attemptId}`;
}

const usualLimits: ProviderLimits = {
  maxReferences: 4,
  autoQuality: 'low',
  mask: true,
  maxCount: 4,
  needsPublicReferences: false,
  synchronous: false,
  callbacks: true,
  previews: false,
  pollBatchSize: 1,
  firstLookMs: 10,
  lookMs: 20,
  minLookMs: 10,
  deadlineMs: 60_000,
  submitTimeoutMs: 60_000,
  ratios: ['auto', '1:1'],
  resolutions: ['1k'],
};
