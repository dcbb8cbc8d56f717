import type {
  ImageOrder,
  ImageProvider,
  ProviderTask,
  TaskStatus,
} from '../../../src/core/ports/image-provider.ts';
import { ProviderError } from '../../../src/core/errors.ts';
import { eventually } from '../eventually.ts';
import { MemorySink } from './memory-sink.ts';

/** Submits to a gateway that answers with a task. */
export async function submitTask(provider: ImageProvider, order: ImageOrder): Promise<ProviderTask> {
  const submitted = await provider.submit(order, { sink: new MemorySink() });
  if (submitted.state === 'succeeded') throw new Error('answered with pictures instead of a task');
  return submitted.task;
}

/** Looks until the task is over. */
export function untilEnded(provider: ImageProvider, task: ProviderTask): Promise<TaskStatus> {
  return eventually(async () => {
    const status = await provider.poll(task, {});
    return status.state === 'running' ? false : status;
  }) as Promise<TaskStatus>;
}

/** The provider's error as a value; anything else passes through. */
export function asProviderError(error: unknown): ProviderError {
  if (error instanceof ProviderError) return error;
  throw error;
}

/** The URLs of a finished task. */
export function urlsOf(status: TaskStatus): string[] {
  if (status.state !== 'succeeded') throw new Error(`ended as ${status.state}`);
  return status.images.map((image) => (image.kind === 'remote' ? image.url : image.image.path));
}
