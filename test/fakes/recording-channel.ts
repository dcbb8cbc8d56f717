import type { AddressedNotice } from '../../src/core/ports/admin-notices.ts';
import type { Generation } from '../../src/core/generation/generation.ts';
import { statusOf } from '../../src/core/generation/generation.ts';
import type {
  DeliveryChannel,
  DeliveryJob,
  DeliveryReceipt,
  ProgressView,
  ShownProgress,
} from '../../src/core/ports/delivery-channel.ts';

export interface RecordedDelivery {
  readonly generationId: string;
  readonly status: ReturnType<typeof statusOf>;
  readonly pictures: number;
  readonly code?: string;
}

/** A platform that remembers what was delivered to it, and fails when told to. */
export class RecordingChannel implements DeliveryChannel {
  readonly platform: string;
  readonly deliveries: RecordedDelivery[] = [];
  readonly progress: ProgressView[] = [];
  readonly notices: AddressedNotice[] = [];
  /** Thrown by the next deliveries, one each. */
  readonly failures: Error[] = [];

  constructor(platform = 'test') {
    this.platform = platform;
  }

  deliver(job: DeliveryJob): Promise<DeliveryReceipt> {
    const failure = this.failures.shift();
    if (failure) return Promise.reject(failure);
    const { generation, pictures } = job;
    this.deliveries.push({
      generationId: generation.id,
      status: statusOf(generation),
      pictures: pictures.length,
      ...(generation.error ? { code: generation.error.code } : {}),
    });
    const messages = [
      { key: `${this.platform}:${generation.id}`, pictures: pictures.map((_, index) => index) },
    ];
    return Promise.resolve({ messages });
  }

  showProgress(view: ProgressView): Promise<ShownProgress> {
    this.progress.push(view);
    return Promise.resolve({ edited: true, againMs: 1_000 });
  }

  tell(notice: AddressedNotice): Promise<void> {
    const failure = this.failures.shift();
    if (failure) return Promise.reject(failure);
    this.notices.push(notice);
    return Promise.resolve();
  }

  /** Outcomes that one generation's requester has seen, in order. */
  seenOf(generation: Pick<Generation, 'id'>): readonly RecordedDelivery[] {
    return this.deliveries.filter(({ generationId }) => generationId === generation.id);
  }
}
